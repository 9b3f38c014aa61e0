/**
 * Who beyond the waitlist may like a slot that became free: people with a later visit of the same kind with the same clinician, in the order
 * in which it is worth asking them. Pure; knows neither the store nor the clock.
 */
import type { ReplyStatus } from '../../../contract/visits.ts';
import { sameWord } from './rank.ts';
import type { SlotFacts } from './rank.ts';

/** A later visit that somebody has. */
export interface LaterVisit {
  readonly id: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly clinician: string;
  readonly kind: string;
  readonly reply: ReplyStatus;
}

/** Whether the slot would do for this visit: later, no longer, and of the kind and clinician that the slot names (one of them at least). */
export function wouldFit(slot: SlotFacts, visit: LaterVisit): boolean {
  if (slot.kind === '' && slot.clinician === '') return false;
  return (
    visit.startsAt > slot.startsAt &&
    visit.endsAt - visit.startsAt <= slot.endsAt - slot.startsAt &&
    (slot.kind === '' || sameWord(visit.kind, slot.kind)) &&
    (slot.clinician === '' || sameWord(visit.clinician, slot.clinician))
  );
}

/**
 * Who wants another time anyway first, who has confirmed last. Then the latest visit first: they gain most, and the time that they leave
 * can still be filled.
 */
export function inSuggestedOrder<V extends LaterVisit>(visits: readonly V[]): readonly V[] {
  return visits.toSorted(
    (a, b) => placeOf(a.reply) - placeOf(b.reply) || b.startsAt - a.startsAt || (a.id < b.id ? -1 : 1),
  );
}

function placeOf(reply: ReplyStatus): number {
  if (reply === 'newTime') return 0;
  return reply === 'confirmed' ? 2 : 1;
}
