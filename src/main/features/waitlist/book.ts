/** Booking a held slot: a person presses, then the later visit moves, or a new one is made. Never by itself. */
import { DomainError } from '../../../contract/errors.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { FreeSlotRecord, SlotOfferRecord } from '../../store/deskRecords.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { WaitlistDeps } from './deps.ts';
import { fillSlot, mustGetSlot } from './slots.ts';
import { takenBy } from './tend.ts';

/** Errors: NOT_FOUND, CONFLICT. */
export function bookSlot(
  deps: WaitlistDeps,
  tx: WriteTx,
  slotId: string,
  actor: string,
  now: number,
): { readonly slot: FreeSlotRecord; readonly visit: AppointmentRecord } {
  const slot = mustGetSlot(tx, slotId);
  const holder = tx.waitlist.offersOf(slot.id).find(({ state }) => state === 'held');
  if (slot.state !== 'held' || holder === undefined) {
    throw new DomainError('CONFLICT', 'This time is not held for anybody.');
  }
  if (slot.startsAt <= now) throw new DomainError('CONFLICT', 'This time has passed.');
  if (takenBy(tx, slot) !== undefined) throw new DomainError('CONFLICT', 'Another visit is booked at this time.');
  const visit = deps.saveVisit(tx, visitFor(tx, slot, holder), now);
  // They have said yes to this very time.
  const confirmed = deps.setVisitState(tx, { id: visit.id, reply: 'confirmed' }, actor, now);
  tx.audit.append({
    at: now,
    action: 'slot.booked',
    entity: 'slot',
    entityId: slot.id,
    data: { appointmentId: visit.id, offerId: holder.id },
  });
  return { slot: fillSlot(deps, tx, slot, holder, now), visit: confirmed };
}

function visitFor(tx: ReadTx, slot: FreeSlotRecord, holder: SlotOfferRecord): Parameters<WaitlistDeps['saveVisit']>[1] {
  const entry = holder.entryId === null ? undefined : tx.waitlist.entry(holder.entryId);
  const laterId = entry?.appointmentId ?? null;
  const later = laterId === null ? undefined : tx.appointments.get(laterId);
  const { startsAt, zone, clinician, location } = slot;
  const length = Math.max(1, Math.round((slot.endsAt - slot.startsAt) / MINUTE_MS));
  const place = { startsAt, zone, clinician, location };
  if (later?.status === 'booked' && later.startsAt > slot.startsAt) {
    const own = Math.max(1, Math.round((later.endsAt - later.startsAt) / MINUTE_MS));
    return {
      ...place,
      id: later.id,
      duration: Math.min(own, length),
      kind: later.kind,
      clinician: clinician === '' ? later.clinician : clinician,
      location: location === '' ? later.location : location,
    };
  }
  return { ...place, personId: holder.personId, duration: length, kind: slot.kind };
}
