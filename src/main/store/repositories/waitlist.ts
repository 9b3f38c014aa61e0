/** Who would like to come earlier, the slots that are being offered, and every offer of them. */
import { OfferState, SlotState, WaitlistSource } from '../../../contract/waitlist.ts';
import type { FreeSlotRecord, SlotOfferRecord, WaitlistEntryRecord } from '../deskRecords.ts';
import type { WaitlistWriter } from '../deskRepositories.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import { defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

const entry = defineTable<WaitlistEntryRecord>('waitlist_entry', {
  id: text,
  personId: text,
  appointmentId: nullable(text),
  wishes: json(),
  note: text,
  source: oneOf(WaitlistSource.options),
  state: oneOf(['waiting', 'placed', 'removed']),
  lastOfferedAt: nullable(integer),
  createdBy: text,
  createdAt: integer,
  updatedAt: integer,
});

const slot = defineTable<FreeSlotRecord>('free_slot', {
  id: text,
  appointmentId: nullable(text),
  startsAt: integer,
  endsAt: integer,
  zone: text,
  clinician: text,
  location: text,
  kind: text,
  body: text,
  atOnce: integer,
  everyMs: integer,
  answerMs: integer,
  state: oneOf(SlotState.options),
  endedCode: nullable(text),
  nextAt: nullable(integer),
  createdBy: text,
  createdAt: integer,
  updatedAt: integer,
});

const offer = defineTable<SlotOfferRecord>('slot_offer', {
  id: text,
  slotId: text,
  entryId: nullable(text),
  personId: text,
  position: integer,
  state: oneOf(OfferState.options),
  number: nullable(text),
  messageId: nullable(text),
  askedAt: nullable(integer),
  expiresAt: nullable(integer),
  answeredAt: nullable(integer),
  reasonCode: nullable(text),
  reasonText: nullable(text),
});

const ENTRY = `SELECT ${entry.columns()} FROM waitlist_entry`;
const SLOT = `SELECT ${slot.columns()} FROM free_slot`;
const OFFER = `SELECT ${offer.columns()} FROM slot_offer`;

export function createWaitlist(sql: Sql): WaitlistWriter {
  return {
    entry: (id) => entry.one(sql.get(`${ENTRY} WHERE id = @id`, { id })),
    waiting: (limit) =>
      sql.all(`${ENTRY} WHERE state = 'waiting' ORDER BY created_at, id ${LIMIT}`, { limit }).map(entry.read),
    waitingOf: (personId) =>
      sql
        .all(`${ENTRY} WHERE person_id = @personId AND state = 'waiting' ORDER BY created_at, id`, { personId })
        .map(entry.read),
    slot: (id) => slot.one(sql.get(`${SLOT} WHERE id = @id`, { id })),
    openSlots: () =>
      sql.all(`${SLOT} WHERE state IN ('running', 'paused', 'held') ORDER BY created_at, id`).map(slot.read),
    endedSince: (since, limit) =>
      sql
        .all(
          `${SLOT} WHERE state IN ('filled', 'ended') AND updated_at >= @since ORDER BY updated_at DESC, id DESC ${LIMIT}`,
          { since, limit },
        )
        .map(slot.read),
    slotsOfVisit: (appointmentId) =>
      sql
        .all(`${SLOT} WHERE appointment_id = @appointmentId ORDER BY created_at, id`, { appointmentId })
        .map(slot.read),
    offersOf: (slotId) => sql.all(`${OFFER} WHERE slot_id = @slotId ORDER BY position, id`, { slotId }).map(offer.read),
    offer: (id) => offer.one(sql.get(`${OFFER} WHERE id = @id`, { id })),
    offersTo: (number, since) =>
      sql
        .all(`${OFFER} WHERE number = @number AND asked_at >= @since ORDER BY asked_at DESC, rowid DESC`, {
          number,
          since,
        })
        .map(offer.read),
    insertEntry: (record) => entry.insert(sql, record),
    updateEntry: (id, patch) => entry.update(sql, id, patch),
    insertSlot: (record) => slot.insert(sql, record),
    updateSlot: (id, patch) => slot.update(sql, id, patch),
    insertOffer: (record) => offer.insert(sql, record),
    updateOffer: (id, patch) => offer.update(sql, id, patch),
  };
}
