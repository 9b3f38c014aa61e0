/** Which visits one of our texts asked about at once. Reads only. */
import type { HouseholdVisit } from '../../domain/replies/householdAnswer.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';

/** A visit one text asked about together with others. */
export interface HouseholdMember extends HouseholdVisit {
  readonly visit: AppointmentRecord;
}

/** The visits that the text `messageId` asked about, each with its code; empty: it asked about one visit. */
export function householdOf(tx: ReadTx, messageId: string): readonly HouseholdMember[] {
  const members = tx.reminders.allByMessage(messageId).flatMap(({ householdCode, appointmentId, visitAt }) => {
    const visit = tx.appointments.get(appointmentId);
    if (householdCode === null || visit === undefined || visit.startsAt !== visitAt) return [];
    const person = tx.people.get(visit.personId);
    return [{ code: String(householdCode), name: person?.givenName ?? '', visit }];
  });
  return members.length > 1 ? members : [];
}
