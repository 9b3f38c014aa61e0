/** What the frame says about the core and its gateways: banners, by the order of ux.md 4.2; one is shown, the others wait. Pure. */
import type { ConnectionPhase } from '../client/client.ts';
import type { Health, Session, Settings } from '../contract.ts';
import type { MessageId } from '../i18n/en.ts';
import { isTwilioRefusal, isUnsuitable, isWrongKey } from './gatewayTrouble.ts';
import type { Gateway } from './gatewayTrouble.ts';

export type Capability = Session['capabilities'][number];

/** Where the button of a banner leads. */
export type BannerWay = 'gateway' | 'receiving' | 'reminders' | 'review' | 'setup' | 'backups' | 'health';

export interface ShellBanner {
  readonly key: string;
  readonly tone: 'bad' | 'warn' | 'neutral' | 'auto';
  readonly message: MessageId;
  readonly count?: number;
  /** UTC ms to word as a time. */
  readonly since?: number | null;
  readonly percent?: number;
  /** Of which kind of gateway the sentence is. */
  readonly kind?: Gateway['kind'];
  /** Which way stands in. */
  readonly by?: Standby;
  readonly minutes?: number;
  readonly action?: { readonly message: MessageId; readonly way: BannerWay };
}

/** What the page knows beside the core's health. */
export interface ShellFacts {
  readonly phase: ConnectionPhase;
  /** This PC has no network at all. */
  readonly offline?: boolean;
  readonly routing?: Pick<Settings['routing'], 'failover' | 'failoverAfterMinutes'> | undefined;
}

/** Battery below which there is a banner, in percent. */
const BATTERY_VERY_LOW = 10;

const FIX = { message: 'shellBanner.fix', way: 'gateway' } as const;
const HOW = { message: 'shellBanner.show', way: 'receiving' } as const;

/** What is wrong or noteworthy, most urgent first; the first is the banner, the others wait behind the bell. */
export function shellBanners(health: Health | undefined, facts: ShellFacts): readonly ShellBanner[] {
  if (facts.phase === 'lost') return [{ key: 'core', tone: 'neutral', message: 'shellBanner.core' }];
  if (!health) return [];
  const waiting = health.queue.ready + health.queue.waiting;
  const banners = [
    ...health.gateways.map(repliesBanner),
    ...health.gateways.map((gateway) => gatewayBanner(gateway, standInOf(gateway, health, facts), waiting)),
    facts.offline ? ({ key: 'offline', tone: 'neutral', message: 'shellBanner.offline' } satisfies ShellBanner) : null,
    reviewBanner(health),
    heldBanner(health, waiting),
    ...health.gateways.map(batteryBanner),
    health.demo ? ({ key: 'demo', tone: 'auto', message: 'shellBanner.demo' } satisfies ShellBanner) : null,
  ];
  return (
    banners
      .filter((banner) => banner !== null)
      // Without a network nothing answers: that is said once, by its cause.
      .filter(({ key }) => !(facts.offline && key === 'down'))
      .sort((a, b) => rank(a) - rank(b))
  );
}

/** ux.md 4.2: replies, password or login, not answering, (to check), offline, paused, battery, the rest. */
const ORDER = ['replies', 'refused', 'down', 'failing', 'unregistered', 'review', 'offline', 'held', 'battery', 'demo'];
function rank(banner: ShellBanner): number {
  return ORDER.indexOf(banner.key);
}

/** Another way, as the sentence about a gateway speaks of it. */
export type Standby = Gateway['kind'] | 'otherPhone' | 'otherTwilio';

/** How a gateway's texts still go out while it does not work. */
interface StandIn {
  /** After so many minutes by the other way; null: they wait. */
  readonly afterMinutes: number | null;
  readonly by: Standby;
  /** Texts that wait for this one: all of them where it is the only one. */
  readonly waitsHere: boolean;
}

function standInOf(gateway: Gateway, { gateways }: Health, { routing }: ShellFacts): StandIn {
  const others = gateways.filter(({ id, state }) => id !== gateway.id && (state === 'up' || state === 'slow'));
  const works = routing?.failover === true && others.length > 0;
  const afterMinutes = works ? routing.failoverAfterMinutes : null;
  return { afterMinutes, by: standbyOf(gateway, others), waitsHere: gateways.length > 1 };
}

function standbyOf({ kind }: Gateway, others: readonly Gateway[]): Standby {
  const another = others.find((other) => other.kind !== kind);
  if (another) return another.kind;
  return kind === 'phone' ? 'otherPhone' : 'otherTwilio';
}

function repliesBanner({ canReceive, state, problem, since, kind }: Gateway): ShellBanner | null {
  if (canReceive || state !== 'up') return null;
  if (problem === 'repliesDropped') {
    return { key: 'replies', tone: 'bad', message: 'shellBanner.repliesDropped', action: HOW };
  }
  const message = kind === 'phone' ? 'shellBanner.repliesLate' : 'shellBanner.repliesLateTwilio';
  return { key: 'replies', tone: 'bad', message, since, action: { ...FIX, way: 'receiving' } };
}

function gatewayBanner(gateway: Gateway, standIn: StandIn, waiting: number): ShellBanner | null {
  const { state, problem, kind } = gateway;
  const other = standIn.afterMinutes !== null;
  const refused = { key: 'refused', tone: 'bad', kind, by: standIn.by, action: FIX } as const;
  if (isWrongKey(problem)) {
    const alone = kind === 'phone' ? 'shellBanner.password' : 'shellBanner.twilioLogin';
    return { ...refused, message: other ? 'shellBanner.loginOther' : alone };
  }
  if (isTwilioRefusal(problem)) {
    return { ...refused, message: problem === 'suspended' ? 'shellBanner.suspended' : 'shellBanner.sender' };
  }
  if (isUnsuitable(problem)) {
    return { ...refused, message: other ? 'shellBanner.unsuitableOther' : 'shellBanner.unsuitable' };
  }
  if (problem === 'noSignal') return { key: 'down', tone: 'warn', message: 'shellBanner.noSignal' };
  if (problem === 'clockSkew') return { key: 'held', tone: 'warn', message: 'shellBanner.clockSkew', action: FIX };
  if (problem === 'sendsFail') return { key: 'failing', tone: 'bad', message: 'shellBanner.sendsFail', action: FIX };
  if (problem === 'unregistered') {
    return { key: 'unregistered', tone: 'warn', message: 'shellBanner.unregistered', action: FIX };
  }
  if (state === 'paused' && !other) {
    return { key: 'held', tone: 'warn', message: 'shellBanner.gatewayPaused', kind, action: FIX };
  }
  return state === 'down' ? downBanner(gateway, standIn, waiting) : null;
}

function downBanner({ kind, queued }: Gateway, standIn: StandIn, waiting: number): ShellBanner {
  const count = standIn.waitsHere ? queued : waiting;
  const common = { key: 'down', tone: 'bad', kind, by: standIn.by, count, action: FIX } as const;
  return standIn.afterMinutes === null
    ? { ...common, message: kind === 'phone' ? 'shellBanner.down' : 'shellBanner.twilioDown' }
    : { ...common, message: 'shellBanner.downOther', minutes: standIn.afterMinutes };
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
      const { since } = sendingHeld;
      return { key: 'held', tone: 'warn', message: 'shellBanner.paused', since, count: waiting, action };
    }
    case 'clockSkew':
      return { key: 'held', tone: 'warn', message: 'shellBanner.clockSkew', action: FIX };
    case 'clockDoubt': {
      const action = { message: 'shellBanner.details', way: 'health' } as const;
      return { key: 'held', tone: 'warn', message: 'shellBanner.clockDoubt', since: sendingHeld.since, action };
    }
    case 'sendFence': {
      const action = { message: 'shellBanner.fence', way: 'backups' } as const;
      return { key: 'held', tone: 'warn', message: 'shellBanner.sendFence', action };
    }
    default:
      return null;
  }
}

function batteryBanner({ batteryPercent }: Gateway): ShellBanner | null {
  if (batteryPercent === null || batteryPercent >= BATTERY_VERY_LOW) return null;
  return { key: 'battery', tone: 'warn', message: 'shellBanner.battery', percent: batteryPercent };
}
