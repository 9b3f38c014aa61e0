/** Which words and which colour a gateway has, by its kind. Pure. */
import type { GatewayProblem, GatewaySummary } from '../../contract.ts';
import type { MessageId } from '../../i18n/en.ts';
import type { Tone } from '../../ui/statusLanguage.ts';

const TONES: Record<GatewaySummary['state'], Tone> = {
  up: 'ok',
  slow: 'warn',
  down: 'bad',
  refused: 'bad',
  paused: 'warn',
  unknown: 'neutral',
};

/** Where a sentence about a phone would be wrong for an account. */
const OF_TWILIO: readonly GatewayProblem[] = [
  'notConfigured',
  'unreachable',
  'notTheApp',
  'wrongPassword',
  'forbidden',
  'badAnswer',
  'clockSkew',
  'paused',
];

export function gatewayTone({ state, canReceive, problem }: GatewaySummary): Tone {
  return state === 'up' && (problem !== null || !canReceive) ? 'warn' : TONES[state];
}

export function stateMessage({ kind, state, problem }: GatewaySummary): MessageId {
  if (state !== 'refused') return `settings.gateway.${state}`;
  if (problem !== 'wrongPassword' && problem !== 'forbidden') return 'sending.unusable';
  return kind === 'phone' ? 'settings.gateway.refused' : 'sending.keyRefused';
}

export function problemMessage(kind: GatewaySummary['kind'], problem: GatewayProblem): MessageId {
  const own = OF_TWILIO.find((one) => one === problem);
  return kind === 'twilio' && own !== undefined ? (`twilioProblem.${own}` as MessageId) : `gatewayProblem.${problem}`;
}
