/**
 * One entry of the consent ledger as the rules see it, the codes that notes carry, and whom and what an entry is about. Pure; what the
 * entries add up to is ledger.ts.
 */
import type { ConsentEvent, ConsentGiver, ConsentLevel } from '../../../contract/consent.ts';

/** One event about one number, as far as the computation needs it. Passed oldest first. */
export interface LedgerEvent {
  /** Left out in examples: an event nobody takes back. */
  readonly id?: string;
  readonly at: number;
  /** Null: about the number, whoever holds it. */
  readonly personId: string | null;
  readonly kind: ConsentEvent['kind'];
  readonly level: ConsentLevel | null;
  /** Null: every purpose. */
  readonly purpose: string | null;
  readonly channel: 'sms' | 'whatsapp';
  readonly method: ConsentEvent['method'];
  readonly evidence: string;
  /** Who spoke in person (P7); null or left out: nobody whom staff could name. */
  readonly givenBy?: ConsentGiver | null;
  /** An agreement is unproven from then on (P12). */
  readonly endsAt?: number | null;
  /** Holds only from then on (P14). */
  readonly effectiveAt?: number | null;
}

export type LedgerPurpose = 'care' | 'billing' | 'marketing' | 'employee';

/**
 * What a note says that takes back an agreement which was recorded by mistake, because the list it came from was taken out again. Before
 * the id of that agreement. It says nothing about later ones, and never lifts an opt-out.
 */
export const TAKEN_BACK = 'takenBack:';
/** The evidence of the ledger's note that a text may have meant "stop" (rules.md 14.3, flag_hold). */
export const SUSPECTED_OPT_OUT = 'suspectedOptOut';
/** The same where no rule says so and the text only reads like one (domain/replies/stopHint): a person has to decide, time decides nothing. */
export const READS_LIKE_STOP = 'readsLikeStop';
/** A person has read the doubtful text, and it did not mean "stop". */
export const SUSPICION_CLEARED = 'suspicionCleared';
/** The person of the note no longer has this number (P13). The second: and so nobody has it any more. */
export const LINK_ENDED = 'linkEnded';
export const LINK_ENDED_LAST = 'linkEnded:last';
/** An employee's last day was taken back: they stay. */
export const LAST_DAY_CLEARED = 'lastDayCleared';

/** Notes that keep the books: nobody has decided anything by them. */
const BOOK_KEEPING: readonly string[] = [TAKEN_BACK, LINK_ENDED, LAST_DAY_CLEARED, 'acceptsUnencrypted'];

/** Whether somebody who wrote this entry has decided what a doubtful text meant (P5); a list knows nothing of the text. */
export function decides({ kind, method, evidence }: Pick<LedgerEvent, 'kind' | 'method' | 'evidence'>): boolean {
  if (method === 'import') return false;
  return kind !== 'note' || !BOOK_KEEPING.some((code) => evidence.startsWith(code));
}

export function takesBack({ kind, method, evidence }: LedgerEvent): boolean {
  return kind === 'note' && method === 'import' && evidence.startsWith(TAKEN_BACK);
}

/**
 * The purpose an opt-out is limited to; null: everything. Only the recipient can limit it, in their own words or to staff (P4): a list or
 * a carrier that names a purpose means all.
 */
export function scopeOf({ purpose, method }: Pick<LedgerEvent, 'purpose' | 'method'>): string | null {
  return method === 'import' || method === 'provider' ? null : purpose;
}

/** Whether an event about a number or one of its people counts for `personId`. */
export function concerns(event: LedgerEvent, personId: string | null): boolean {
  return event.personId === null || event.personId === personId;
}

/** Whether an opt-out takes `purpose` away from `personId`. */
export function covers(event: LedgerEvent, personId: string | null, purpose: LedgerPurpose): boolean {
  const scope = scopeOf(event);
  return concerns(event, personId) && (scope === null || scope === purpose);
}

/**
 * The events in the order in which they hold at `now`: what takes effect later is not there yet, and stands at its day once it does.
 * Of several last days of one person the newest entry counts.
 */
export function inEffect(events: readonly LedgerEvent[], now: number): readonly LedgerEvent[] {
  if (!events.some(({ effectiveAt }) => typeof effectiveAt === 'number')) return events;
  const order: LedgerEvent[] = events.filter(({ effectiveAt }) => typeof effectiveAt !== 'number');
  const dated = events.filter((event, place) => isInForce(events, event, place, now));
  for (const event of dated) {
    const day = event.effectiveAt ?? event.at;
    // Only what it is about moves it: an older agreement to something else, written down later, must not put it behind a START.
    const after = order.findLastIndex((one) => one.at < day && isSamePurpose(one, event));
    order.splice(after + 1, 0, event);
  }
  return order;
}

function isSamePurpose(one: LedgerEvent, other: LedgerEvent): boolean {
  return one.purpose === null || other.purpose === null || one.purpose === other.purpose;
}

function isInForce(events: readonly LedgerEvent[], event: LedgerEvent, place: number, now: number): boolean {
  if (typeof event.effectiveAt !== 'number' || event.effectiveAt > now) return false;
  return !events
    .slice(place + 1)
    .some((later) => later.personId === event.personId && later.purpose === event.purpose && replacesLastDay(later));
}

function replacesLastDay({ kind, evidence, effectiveAt }: LedgerEvent): boolean {
  return typeof effectiveAt === 'number' || (kind === 'note' && evidence === LAST_DAY_CLEARED);
}
