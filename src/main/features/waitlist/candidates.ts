/** Everybody who waits, with what the order for a slot depends on. Reads only; the order is domain/waitlist/rank. */
import { DomainError } from '../../../contract/errors.ts';
import { DAY_MS } from '../../domain/time.ts';
import { rankCandidates } from '../../domain/waitlist/rank.ts';
import type { Candidate, Ranked } from '../../domain/waitlist/rank.ts';
import type { FreeSlotRecord, WaitlistEntryRecord } from '../../store/deskRecords.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';
import type { WaitlistDeps } from './deps.ts';
import type { SlotTimes } from './words.ts';

const MOST_ENTRIES = 500;
/** An offer older than this cannot still wait for an answer: the longest is good for a day. */
const LOOK_BACK_MS = 2 * DAY_MS;

export interface EntryCandidate extends Candidate {
  readonly entry: WaitlistEntryRecord;
}

export interface SlotInput {
  readonly appointmentId?: string | undefined;
  readonly slot?:
    | {
        readonly startsAt: number;
        readonly endsAt: number;
        readonly clinician: string;
        readonly location: string;
        readonly kind: string;
      }
    | undefined;
}

export type WantedSlot = SlotTimes & { readonly appointmentId: string | null };

/** The slot a visit left free, or the one described. Errors: NOT_FOUND, INVALID_INPUT. */
export function slotOf(tx: ReadTx, input: SlotInput): WantedSlot {
  if ((input.appointmentId === undefined) === (input.slot === undefined)) {
    throw new DomainError('INVALID_INPUT', 'Name the free time: a cancelled visit, or when it starts and ends.', {
      field: 'slot',
    });
  }
  if (input.slot !== undefined) {
    if (input.slot.endsAt <= input.slot.startsAt) {
      throw new DomainError('INVALID_INPUT', 'The time ends before it starts.', { field: 'slot.endsAt' });
    }
    return { ...input.slot, zone: readSettings(tx).practice.zone, appointmentId: null };
  }
  const visit = tx.appointments.get(input.appointmentId ?? '');
  if (visit === undefined) throw new DomainError('NOT_FOUND', 'This visit is no longer there.');
  if (visit.status !== 'cancelled') {
    throw new DomainError('INVALID_INPUT', 'This visit is not cancelled. Cancel it first.', { field: 'appointmentId' });
  }
  const { id, startsAt, endsAt, zone, clinician, location, kind } = visit;
  return { appointmentId: id, startsAt, endsAt: Math.max(endsAt, startsAt + 60_000), zone, clinician, location, kind };
}

/** Everybody, those who fit first. `ofSlot`: offers of this slot do not count as "asked elsewhere". */
export function rankWaiting(
  deps: WaitlistDeps,
  tx: ReadTx,
  slot: WantedSlot,
  ofSlot: FreeSlotRecord | null,
  now: number,
): readonly Ranked<EntryCandidate>[] {
  return rankCandidates(
    slot,
    tx.waitlist.waiting(MOST_ENTRIES).map((entry) => candidateOf(deps, tx, entry, { slot, ofSlot, now })),
  );
}

/** What is known of somebody who waits, about this slot. */
export function candidateOf(
  deps: WaitlistDeps,
  tx: ReadTx,
  entry: WaitlistEntryRecord,
  { slot, ofSlot, now }: { readonly slot: WantedSlot; readonly ofSlot: FreeSlotRecord | null; readonly now: number },
): EntryCandidate {
  const number = tx.people.numbersOf(entry.personId)[0]?.number;
  const visit = entry.appointmentId === null ? undefined : tx.appointments.get(entry.appointmentId);
  const sooner = tx.appointments
    .upcomingOf(entry.personId, now)
    .find(({ startsAt }) => startsAt <= slot.startsAt)?.startsAt;
  const askedNow = number === undefined ? [] : openOffersTo(tx, number, now);
  const earlier =
    slot.appointmentId === null
      ? []
      : tx.waitlist.slotsOfVisit(slot.appointmentId).filter(({ startsAt }) => startsAt === slot.startsAt);
  return {
    entry,
    entryId: entry.id,
    wishes: entry.wishes,
    canText: number !== undefined && deps.canText(tx, number, entry.personId) === 'yes',
    lastOfferedAt: entry.lastOfferedAt,
    waitingSince: entry.createdAt,
    visitAt: sooner ?? (visit?.status === 'booked' ? visit.startsAt : null),
    askedElsewhere: askedNow.some(({ slotId }) => slotId !== ofSlot?.id),
    askedBefore: earlier.some(
      ({ id }) =>
        id !== ofSlot?.id &&
        tx.waitlist.offersOf(id).some(({ personId, askedAt }) => personId === entry.personId && askedAt !== null),
    ),
  };
}

/** Offers that wait for an answer from this number. */
export function openOffersTo(tx: ReadTx, number: string, now: number) {
  return tx.waitlist
    .offersTo(number, now - LOOK_BACK_MS)
    .filter(({ state, expiresAt }) => state === 'held' || (state === 'asked' && (expiresAt ?? 0) > now));
}
