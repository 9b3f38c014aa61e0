/** What the frame says about the core: one status and one banner, by the order of ux.md 4.2. Pure. */
import type { ConnectionPhase } from '../client/client.ts';
import type { Health, Session } from '../contract.ts';
import type { MessageId } from '../i18n/en.ts';

export type Capability = Session['capabilities'][number];
type Gateway = Health['gateways'][number];

export type Dot = 'ok' | 'warn' | 'bad' | 'auto' | 'neutral';
/** Where the button of a banner leads. */
export type BannerWay = 'gateway' | 'reminders' | 'review' | 'setup';

export interface ShellStatus {
  readonly dot: Dot;
  readonly message: MessageId;
  readonly percent?: number;
}

export interface ShellBanner {
  readonly key: string;
  readonly tone: 'bad' | 'warn' | 'neutral' | 'auto';
  readonly message: MessageId;
  readonly count?: number;
  /** UTC ms to word as a time. */
  readonly since?: number | null;
  readonly percent?: number;
  readonly action?: { readonly message: MessageId; readonly way: BannerWay };
}

/** Battery below which the status says so, and below which there is a banner, in percent. */
const BATTERY_LOW = 25;
const BATTERY_VERY_LOW = 10;

const FIX = { message: 'shellBanner.fix', way: 'gateway' } as const;
/** Problems of a phone that cannot be used until somebody changes something on it. */
const UNSUITABLE = [
  'notTheApp',
  'versionTooOld',
  'versionLosesTexts',
  'otherDevice',
  'internetRequired',
  'noSim',
  'noSmsPermission',
];

/** What is wrong or noteworthy, most urgent first; the first is the banner, the others wait behind the bell. */
export function shellBanners(health: Health | undefined, phase: ConnectionPhase): readonly ShellBanner[] {
  if (phase === 'lost') return [{ key: 'core', tone: 'neutral', message: 'shellBanner.core' }];
  if (!health) return [];
  const waiting = health.queue.ready + health.queue.waiting;
  const banners = [
    ...health.gateways.map(repliesBanner),
    ...health.gateways.map((gateway) => gatewayBanner(gateway, waiting)),
    reviewBanner(health),
    heldBanner(health, waiting),
    ...health.gateways.map(batteryBanner),
    health.demo ? ({ key: 'demo', tone: 'auto', message: 'shellBanner.demo' } satisfies ShellBanner) : null,
  ];
  return banners.filter((banner) => banner !== null).sort((a, b) => rank(a) - rank(b));
}

/** ux.md 4.2: replies, password or login, not answering, (to check), offline, paused, battery, the rest. */
const ORDER = ['replies', 'refused', 'down', 'review', 'offline', 'held', 'battery', 'demo'];
function rank(banner: ShellBanner): number {
  return ORDER.indexOf(banner.key);
}

function repliesBanner(gateway: Gateway): ShellBanner | null {
  if (gateway.canReceive || gateway.state !== 'up') return null;
  return { key: 'replies', tone: 'bad', message: 'shellBanner.repliesLate', since: gateway.since, action: FIX };
}

function gatewayBanner({ state, problem, kind }: Gateway, waiting: number): ShellBanner | null {
  if (problem === 'wrongPassword' || problem === 'forbidden') {
    const message = kind === 'phone' ? 'shellBanner.password' : 'shellBanner.twilioLogin';
    return { key: 'refused', tone: 'bad', message, action: FIX };
  }
  if (problem !== null && UNSUITABLE.includes(problem)) {
    return { key: 'refused', tone: 'bad', message: 'shellBanner.unsuitable', action: FIX };
  }
  if (problem === 'noSignal') return { key: 'down', tone: 'warn', message: 'shellBanner.noSignal' };
  if (problem === 'clockSkew') return { key: 'held', tone: 'warn', message: 'shellBanner.clockSkew', action: FIX };
  return state === 'down'
    ? { key: 'down', tone: 'bad', message: 'shellBanner.down', count: waiting, action: FIX }
    : null;
}

function reviewBanner({ queue }: Health): ShellBanner | null {
  if (queue.needsReview === 0) return null;
  const action = { message: 'shellBanner.look', way: 'review' } as const;
  return { key: 'review', tone: 'warn', message: 'shellBanner.review', count: queue.needsReview, action };
}

function heldBanner({ sendingHeld }: Health, waiting: number): ShellBanner | null {
  switch (sendingHeld?.code) {
    case 'remindersPaused': {
      const action = { message: 'shellBanner.startAgain', way: 'reminders' } as const;
      return {
        key: 'held',
        tone: 'warn',
        message: 'shellBanner.paused',
        since: sendingHeld.since,
        count: waiting,
        action,
      };
    }
    case 'clockSkew':
      return { key: 'held', tone: 'warn', message: 'shellBanner.clockSkew', action: FIX };
    case 'sendFence':
      return { key: 'held', tone: 'warn', message: 'shellBanner.sendFence' };
    default:
      return null;
  }
}

function batteryBanner({ batteryPercent }: Gateway): ShellBanner | null {
  if (batteryPercent === null || batteryPercent >= BATTERY_VERY_LOW) return null;
  return { key: 'battery', tone: 'warn', message: 'shellBanner.battery', percent: batteryPercent };
}

/** The one line at the left of the status bar. */
export function shellStatus(health: Health | undefined, phase: ConnectionPhase): ShellStatus {
  if (phase !== 'open')
    return { dot: 'neutral', message: phase === 'connecting' ? 'status.connecting' : 'status.lost' };
  if (!health) return { dot: 'neutral', message: 'status.connecting' };
  const worst = [...health.gateways].sort((a, b) => severity(b) - severity(a))[0];
  if (!worst) return { dot: 'neutral', message: 'status.noGateway' };
  const troubled = gatewayTrouble(worst);
  if (troubled) return troubled;
  return heldStatus(health) ?? calmStatus(worst);
}

function severity({ state, problem }: Gateway): number {
  if (state === 'refused' || state === 'down') return 3;
  return problem !== null ? 2 : state === 'up' ? 0 : 1;
}

function gatewayTrouble({ state, problem, kind, canReceive }: Gateway): ShellStatus | null {
  const phone = kind === 'phone';
  if (problem === 'wrongPassword' || problem === 'forbidden') {
    return { dot: 'bad', message: phone ? 'status.phonePassword' : 'status.twilioLogin' };
  }
  if (problem !== null && UNSUITABLE.includes(problem)) return { dot: 'bad', message: 'status.phoneUnsuitable' };
  if (problem === 'noSignal') return { dot: 'warn', message: 'status.noSignal' };
  if (problem === 'clockSkew') return { dot: 'warn', message: 'status.clockSkew' };
  if (state === 'down' || state === 'refused')
    return { dot: 'bad', message: phone ? 'status.phoneDown' : 'status.twilioDown' };
  if (state === 'paused') return { dot: 'warn', message: 'status.gatewayPaused' };
  if (state === 'slow') return { dot: 'warn', message: 'status.phoneSlow' };
  return state === 'up' && !canReceive ? { dot: 'bad', message: 'status.repliesLate' } : null;
}

function heldStatus({ sendingHeld }: Health): ShellStatus | null {
  return sendingHeld ? { dot: 'warn', message: `status.${sendingHeld.code}` } : null;
}

function calmStatus({ state, kind, batteryPercent }: Gateway): ShellStatus {
  if (batteryPercent !== null && batteryPercent < BATTERY_LOW) {
    return { dot: 'warn', message: 'status.battery', percent: batteryPercent };
  }
  if (state === 'unknown') return { dot: 'neutral', message: 'status.connecting' };
  return { dot: 'ok', message: kind === 'phone' ? 'status.phoneConnected' : 'status.twilioConnected' };
}
