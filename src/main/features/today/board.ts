/** What the board shows of each visit of a day beside what the schedule says. Reads only. */
import type { VisitExtra } from '../../../contract/today.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { viewCall } from './callList.ts';
import type { DayRange } from './days.ts';
import { visitsIn } from './days.ts';
import { handedOffAt } from './handedOff.ts';
import type { HandedOff } from './handedOff.ts';
import { outageAt } from './outage.ts';
import { openReplies } from './replies.ts';

export interface Board {
  readonly date: string;
  readonly extras: VisitExtra[];
  readonly outage: { readonly since: number; readonly people: number } | null;
  readonly handedOff: HandedOff | null;
  readonly openSlots: number;
  readonly closed: boolean;
}

export function boardOf(tx: ReadTx, range: DayRange, now: number): Board {
  const visits = visitsIn(tx, range);
  const byPerson = Map.groupBy(
    visits.filter(({ status }) => status !== 'cancelled'),
    ({ personId }) => personId,
  );
  const closing = tx.dayClosings.get(range.from);
  return {
    date: range.from,
    extras: visits.map((visit) => extraOf(tx, visit, { visits, sameDay: byPerson.get(visit.personId) ?? [], now })),
    outage: outageWithPeople(tx, visits, now),
    handedOff: handedOffAt(tx),
    openSlots: tx.waitlist.openSlots().length,
    closed: closing !== undefined && closing.reopenedAt === null,
  };
}

interface Around {
  readonly visits: readonly AppointmentRecord[];
  /** Of the same person, this one among them. */
  readonly sameDay: readonly AppointmentRecord[];
  readonly now: number;
}

function extraOf(tx: ReadTx, visit: AppointmentRecord, { visits, sameDay, now }: Around): VisitExtra {
  return {
    appointmentId: visit.id,
    replies: openReplies(tx, visit),
    lastCall: viewCall(tx.visitCalls.lastOf(visit.id)),
    sameDay: sameDay.flatMap(({ id }) => (id === visit.id || visit.status === 'cancelled' ? [] : [id])),
    notTold: isNotTold(tx, visit, now),
    slot: slotState(tx, visit, visits, now),
    onWaitlist: tx.waitlist.waitingOf(visit.personId).some(({ appointmentId }) => appointmentId === visit.id),
  };
}

/** A text told them another time, and none has told them this one. */
function isNotTold(tx: ReadTx, visit: AppointmentRecord, now: number): boolean {
  if (visit.status !== 'booked' || visit.startsAt <= now) return false;
  const told = tx.reminders
    .ofAppointment(visit.id)
    .filter(({ state }) => state === 'sent' || state === 'delivered' || state === 'queued');
  return told.length > 0 && told.every(({ visitAt }) => visitAt !== visit.startsAt);
}

/** Of a cancelled visit that is still to come: whether somebody else may have its time. */
function slotState(
  tx: ReadTx,
  visit: AppointmentRecord,
  visits: readonly AppointmentRecord[],
  now: number,
): VisitExtra['slot'] {
  if (visit.status !== 'cancelled' || visit.startsAt <= now) return null;
  const slots = tx.waitlist.slotsOfVisit(visit.id);
  if (slots.some(({ state }) => state === 'filled')) return 'filled';
  if (slots.some(({ state }) => state === 'held')) return 'held';
  if (slots.some(({ state }) => state === 'running' || state === 'paused')) return 'offered';
  return visits.some((other) => takesTimeOf(other, visit)) ? 'filled' : 'free';
}

/** Another booked visit with the same clinician in the same time. */
function takesTimeOf(other: AppointmentRecord, free: AppointmentRecord): boolean {
  return (
    other.id !== free.id &&
    other.status === 'booked' &&
    free.clinician !== '' &&
    other.clinician === free.clinician &&
    other.startsAt < free.endsAt &&
    other.endsAt > free.startsAt
  );
}

/** While texts are stuck: whose reminder is of no use by the time they may go again. */
function outageWithPeople(tx: ReadTx, visits: readonly AppointmentRecord[], now: number): Board['outage'] {
  const outage = outageAt(tx, now);
  if (outage === null) return null;
  const people = visits.filter(
    (visit) =>
      visit.status === 'booked' &&
      visit.reply !== 'confirmed' &&
      visit.startsAt > now &&
      tx.reminders
        .ofAppointment(visit.id)
        .some(
          ({ state, sendBy, visitAt }) =>
            visitAt === visit.startsAt &&
            (state === 'expired' || ((state === 'planned' || state === 'queued') && sendBy <= outage.until)),
        ),
  );
  return { since: outage.since, people: new Set(people.map(({ personId }) => personId)).size };
}
