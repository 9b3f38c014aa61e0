/** Whom the desk could ask about a slot beyond the waitlist: people with a later visit like it. Reads only; the order is domain/waitlist/suggest. */
import { DAY_MS } from '../../domain/time.ts';
import { inSuggestedOrder, wouldFit } from '../../domain/waitlist/suggest.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { openOffersTo } from './candidates.ts';
import type { WantedSlot } from './candidates.ts';
import type { WaitlistDeps } from './deps.ts';

/** Later visits than that are for another time of the year: recalls, controls. */
const AHEAD_MS = 60 * DAY_MS;
const MOST = 10;
/** So many visits are looked through; a clinic with more of them in that time has enough people to ask among the first. */
const MOST_READ = 4000;
const PAGE = 500;
const MOST_WAITING = 500;

/** The visit that would be moved, of each who could be asked. One of a household: the others would read it on the same phone. */
export function suggestFor(
  deps: WaitlistDeps,
  tx: ReadTx,
  slot: WantedSlot,
  now: number,
): readonly AppointmentRecord[] {
  const found: AppointmentRecord[] = [];
  const numbers = new Set(tx.waitlist.waiting(MOST_WAITING).map((entry) => numberOf(tx, entry.personId)));
  for (const visit of inSuggestedOrder(soonestOfEach(laterLike(tx, slot)))) {
    const number = numberToAsk(deps, tx, slot, visit, now);
    if (number === null || numbers.has(number)) continue;
    numbers.add(number);
    found.push(visit);
    if (found.length === MOST) break;
  }
  return found;
}

function laterLike(tx: ReadTx, slot: WantedSlot): AppointmentRecord[] {
  const found: AppointmentRecord[] = [];
  let cursor: string | null = null;
  for (let read = 0; read < MOST_READ; read += PAGE) {
    const page = tx.appointments.list({
      from: slot.startsAt + 1,
      to: slot.startsAt + AHEAD_MS,
      cursor,
      limit: PAGE,
    });
    found.push(...page.items.filter((visit) => visit.status === 'booked' && wouldFit(slot, visit)));
    cursor = page.next;
    if (cursor === null) break;
  }
  return found;
}

/** In order of time: the first of each person is the one they would come earlier for. */
function soonestOfEach(visits: readonly AppointmentRecord[]): AppointmentRecord[] {
  const of = new Map<string, AppointmentRecord>();
  for (const visit of visits) if (!of.has(visit.personId)) of.set(visit.personId, visit);
  return [...of.values()];
}

/** Null: they are not to be asked about it, or wait already. */
function numberToAsk(
  deps: WaitlistDeps,
  tx: ReadTx,
  slot: WantedSlot,
  { personId }: AppointmentRecord,
  now: number,
): string | null {
  const number = numberOf(tx, personId);
  if (number === null || tx.waitlist.waitingOf(personId).length > 0) return null;
  if (slot.appointmentId !== null && tx.appointments.get(slot.appointmentId)?.personId === personId) return null;
  if (tx.appointments.upcomingOf(personId, now).some(({ startsAt }) => startsAt <= slot.startsAt)) return null;
  if (openOffersTo(tx, number, now).length > 0 || askedBefore(tx, slot, personId)) return null;
  return deps.canText(tx, number, personId) === 'yes' ? number : null;
}

function numberOf(tx: ReadTx, personId: string): string | null {
  return tx.people.numbersOf(personId)[0]?.number ?? null;
}

function askedBefore(tx: ReadTx, slot: WantedSlot, personId: string): boolean {
  if (slot.appointmentId === null) return false;
  return tx.waitlist
    .slotsOfVisit(slot.appointmentId)
    .filter(({ startsAt }) => startsAt === slot.startsAt)
    .some(({ id }) => tx.waitlist.offersOf(id).some((offer) => offer.personId === personId && offer.askedAt !== null));
}
