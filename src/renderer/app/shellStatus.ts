/** The left end of the status bar: one statement per gateway, then what holds automatic texts back (ux.md 4.2). Pure. */
import type { Health } from '../contract.ts';
import type { MessageId } from '../i18n/en.ts';
import { isTwilioRefusal, isUnsuitable, isWrongKey } from './gatewayTrouble.ts';
import type { Gateway } from './gatewayTrouble.ts';
import type { ShellFacts } from './shellState.ts';

export type Dot = 'ok' | 'warn' | 'bad' | 'auto' | 'neutral';

export interface ShellStatus {
  readonly key: string;
  readonly dot: Dot;
  readonly message: MessageId;
  readonly percent?: number;
  /** Whose statement it is, for its tooltip: since when, what waits, when it was last heard. */
  readonly gateway?: Gateway;
}

/** Battery below which the status says so, in percent. */
const BATTERY_LOW = 25;

export function shellStatuses(
  health: Health | undefined,
  { phase, offline = false }: Pick<ShellFacts, 'phase' | 'offline'>,
): readonly ShellStatus[] {
  const alone = (message: MessageId): readonly ShellStatus[] => [{ key: 'core', dot: 'neutral', message }];
  if (phase !== 'open') return alone(phase === 'connecting' ? 'status.connecting' : 'status.lost');
  if (offline) return alone('status.offline');
  if (!health) return alone('status.connecting');
  const { gateways, sendingHeld } = health;
  return [
    ...(gateways.length === 0 ? alone('status.noGateway') : []),
    ...gateways.map((gateway) => ({ key: gateway.id, gateway, ...(trouble(gateway) ?? calm(gateway)) })),
    ...(sendingHeld ? [{ key: 'held', dot: 'warn', message: `status.${sendingHeld.code}` } satisfies ShellStatus] : []),
  ];
}

type Statement = Pick<ShellStatus, 'dot' | 'message' | 'percent'>;

function trouble(gateway: Gateway): Statement | null {
  const { state, problem, kind, canReceive } = gateway;
  const phone = kind === 'phone';
  if (isWrongKey(problem)) return { dot: 'bad', message: phone ? 'status.phonePassword' : 'status.twilioLogin' };
  if (isTwilioRefusal(problem)) return { dot: 'bad', message: 'status.twilioRefused' };
  if (isUnsuitable(problem)) return { dot: 'bad', message: phone ? 'status.phoneUnsuitable' : 'status.twilioRefused' };
  if (problem === 'noSignal') return { dot: 'warn', message: 'status.noSignal' };
  if (problem === 'clockSkew') return { dot: 'warn', message: 'status.clockSkew' };
  if (state === 'down' || state === 'refused') {
    return { dot: 'bad', message: phone ? 'status.phoneDown' : 'status.twilioDown' };
  }
  if (state === 'paused') return { dot: 'warn', message: phone ? 'status.phonePaused' : 'status.twilioPaused' };
  if (state === 'up' && !canReceive) return { dot: 'bad', message: 'status.repliesLate' };
  if (problem === 'sendsFail') return { dot: 'bad', message: 'status.sendsFail' };
  if (problem === 'unregistered') return { dot: 'warn', message: 'status.twilioUnregistered' };
  if (state === 'slow') return { dot: 'warn', message: phone ? 'status.phoneSlow' : 'status.twilioSlow' };
  return null;
}

function calm({ state, kind, batteryPercent }: Gateway): Statement {
  if (batteryPercent !== null && batteryPercent < BATTERY_LOW) {
    return { dot: 'warn', message: 'status.battery', percent: batteryPercent };
  }
  if (state === 'unknown') return { dot: 'neutral', message: 'status.connecting' };
  return { dot: 'ok', message: kind === 'phone' ? 'status.phoneConnected' : 'status.twilioConnected' };
}
