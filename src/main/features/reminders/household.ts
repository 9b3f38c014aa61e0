/** Who shares one text: the visits of one day of everyone on one phone, for the same step. Reads only. */
import { compareDates, toLocal } from '../../domain/time.ts';
import type { AppointmentRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { canTextNumber } from '../consent/readConsent.ts';
import { isCrowded } from '../people/crowd.ts';
import { readSettings } from '../settings/readSettings.ts';
import { closedUntil } from './closedDays.ts';
import { mayMakeAnother } from './drop.ts';
import { staleFor } from './stale.ts';
import { informsOnly, isBeforeVisit, textableNumber } from './stepFacts.ts';
import { isToldByNotice } from './toldByNotice.ts';
import { withoutText } from './withoutText.ts';

export interface HouseholdMember {
  readonly reminder: ReminderRecord;
  readonly appointment: AppointmentRecord;
}

export interface Circumstances {
  /** The reminders of a text that is made already; left out: those that wait and are due by then. */
  readonly sharing?: readonly ReminderRecord[];
  /** By then a newer list is expected to be in, as it is of every reminder that is foreseen; left out: the list is as old as it will be. */
  readonly newerList?: boolean;
}

/** More visits than this make no readable text; the others get their own. */
const MOST_VISITS = 6;

/**
 * Everyone the text of `own` speaks for at `at` (UTC ms), it included, by the time of the visit. One member: it stands alone. Those who
 * may not be texted, who have confirmed and get another text, or whose words a person wrote, are not among them.
 */
export function householdOf(
  tx: ReadTx,
  own: HouseholdMember & { readonly number: string },
  at: number,
  { sharing, newerList = false }: Circumstances = {},
): readonly HouseholdMember[] {
  const alone: readonly HouseholdMember[] = [own];
  const { reminder, appointment, number } = own;
  if (reminder.kind !== 'step' || !isBeforeVisit(tx, reminder) || !mayShare(tx, reminder, appointment)) return alone;
  if (sharing === undefined && (readSettings(tx).reminders.households === 'each' || isCrowded(tx, number)))
    return alone;
  const others = (sharing ?? waitingFor(tx, own, at)).flatMap((other) => {
    const visit = other.id === reminder.id ? undefined : tx.appointments.get(other.appointmentId);
    return visit !== undefined &&
      fits(tx, own, { reminder: other, appointment: visit }, number, at) &&
      (newerList || staleFor(tx, visit, at) === null)
      ? [{ reminder: other, appointment: visit }]
      : [];
  });
  return [own, ...others]
    .sort((a, b) => a.appointment.startsAt - b.appointment.startsAt || (a.appointment.id < b.appointment.id ? -1 : 1))
    .slice(0, MOST_VISITS)
    .map(({ reminder: one, appointment: visit }) => ({ reminder: one, appointment: visit }));
}

/** Reminders of the same step and day for everyone on the number that would be released by then; a visit has one of each step. */
function waitingFor(
  tx: ReadTx,
  { reminder, appointment, number }: HouseholdMember & { readonly number: string },
  at: number,
): ReminderRecord[] {
  return tx.people
    .holdersOf(number)
    .flatMap(({ id }) => tx.appointments.upcomingOf(id, at))
    .filter((visit) => visit.id !== appointment.id && isSameDay(appointment, visit))
    .flatMap((visit) => tx.reminders.ofAppointment(visit.id))
    .filter((other) => other.stepId === reminder.stepId && other.state === 'planned' && other.releaseAt <= at)
    .filter((other) => mayMakeAnother(tx, other));
}

function fits(tx: ReadTx, own: HouseholdMember, other: HouseholdMember, number: string, at: number): boolean {
  const { reminder, appointment } = other;
  const person = tx.people.get(appointment.personId);
  return (
    person !== undefined &&
    isSameDay(own.appointment, appointment) &&
    mayShare(tx, reminder, appointment) &&
    (tx.appointments.settling(appointment.id).until ?? at) <= at &&
    withoutText(tx, reminder, appointment, at, false) === null &&
    !isToldByNotice(tx, reminder, at) &&
    closedUntil(tx, reminder, at) === null &&
    textableNumber(tx, person) === number &&
    canTextNumber(tx, number, person.id, at) === 'yes'
  );
}

function mayShare(tx: ReadTx, reminder: ReminderRecord, appointment: AppointmentRecord): boolean {
  return reminder.bodyOverride === null && !informsOnly(tx, reminder, appointment);
}

function isSameDay(a: AppointmentRecord, b: AppointmentRecord): boolean {
  return compareDates(toLocal(a.startsAt, a.zone), toLocal(b.startsAt, b.zone)) === 0;
}
