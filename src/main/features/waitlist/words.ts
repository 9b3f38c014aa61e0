/** The words an offer begins with, and how they read for one person. Reads only. */
import type { FreeSlotRecord } from '../../store/deskRecords.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { WaitlistDeps } from './deps.ts';

/** What the desk is shown first. OK and NO are no words that carriers or the law keep for themselves. */
export const OFFER_BODY =
  '{practiceShortName}: an earlier time is free: {visitDay} at {visitTime}. Reply OK to take it or NO to keep yours. The first to answer gets it.';
const OFFER_BODY_ES =
  '{practiceShortName}: hay una hora antes: {visitDay} a las {visitTime}. Responda OK para tomarla o NO para dejarla. Es para quien responda primero.';

export type SlotTimes = Pick<FreeSlotRecord, 'startsAt' | 'endsAt' | 'zone' | 'clinician' | 'location' | 'kind'>;

/** The text for this person; `missing` names details without a value. Unchanged words are translated. */
export function offerText(
  deps: Pick<WaitlistDeps, 'render'>,
  tx: ReadTx,
  slot: SlotTimes & { readonly body: string },
  personId: string,
): { readonly body: string; readonly missing: readonly string[] } {
  const person = tx.people.get(personId) ?? null;
  const spanish = person?.language === 'es';
  const body = spanish && slot.body === OFFER_BODY ? OFFER_BODY_ES : slot.body;
  return deps.render(tx, {
    template: { body, language: spanish ? 'es' : 'en' },
    person,
    appointment: asVisit(slot, personId),
  });
}

/** The slot as if it were this person's visit: details are filled from it. */
function asVisit(slot: SlotTimes, personId: string): AppointmentRecord {
  const { startsAt, endsAt, zone, clinician, location, kind } = slot;
  return {
    ...BLANK,
    personId,
    startsAt,
    endsAt,
    zone,
    clinician,
    location,
    kind,
  };
}

const BLANK: AppointmentRecord = {
  id: 'slot',
  personId: '',
  externalKey: null,
  startsAt: 0,
  endsAt: 0,
  zone: 'UTC',
  clinician: '',
  location: '',
  kind: '',
  status: 'booked',
  reply: 'none',
  replySetBy: null,
  repliedAt: null,
  importId: null,
  createdAt: 0,
  updatedAt: 0,
};
