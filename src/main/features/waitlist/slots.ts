/** A slot that is offered: beginning, pausing, ending, and how it looks. Asking people is tend.ts, their answers answers.ts. */
import { DomainError } from '../../../contract/errors.ts';
import type { Reason } from '../../../contract/common.ts';
import { OfferPacing } from '../../../contract/waitlist.ts';
import type { FreeSlot, SlotOffer } from '../../../contract/waitlist.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { FreeSlotRecord, SlotOfferRecord } from '../../store/deskRecords.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { ParsedInputOf } from '../feature.ts';
import { slotOf } from './candidates.ts';
import type { WaitlistDeps } from './deps.ts';
import { mustGetEntry, setEntryState } from './entries.ts';

const PACING_KEY = 'waitlist';

export function readPacing(tx: ReadTx): OfferPacing {
  const stored = OfferPacing.safeParse(tx.settings.get(PACING_KEY) ?? {});
  return stored.success ? stored.data : OfferPacing.parse({});
}

export function savePacing(tx: WriteTx, pacing: OfferPacing, now: number): OfferPacing {
  tx.settings.set(PACING_KEY, pacing, now);
  tx.audit.append({ at: now, action: 'waitlist.pacingSaved', data: pacing });
  tx.changed('waitlist.changed', PACING_KEY);
  return pacing;
}

export function viewSlot(tx: ReadTx, slot: FreeSlotRecord): FreeSlot {
  const { id, appointmentId, startsAt, endsAt, zone, clinician, location, kind, state, endedCode, nextAt } = slot;
  return {
    ...{ id, appointmentId, startsAt, endsAt, zone, clinician, location, kind, state, endedCode, nextAt },
    offers: tx.waitlist.offersOf(id).map((offer) => viewOffer(tx, offer)),
    createdBy: slot.createdBy,
    createdAt: slot.createdAt,
  };
}

function viewOffer(tx: ReadTx, offer: SlotOfferRecord): SlotOffer {
  const { id, entryId, personId, state, askedAt, expiresAt, answeredAt, reasonCode, reasonText } = offer;
  const number = offer.number ?? tx.people.numbersOf(personId)[0]?.number;
  return {
    ...{ id, entryId, personId, state, askedAt, expiresAt, answeredAt },
    personName: tx.people.get(personId)?.name ?? '',
    conversationId: number === undefined ? null : (tx.conversations.getByAddress(number)?.id ?? null),
    reason: reasonCode === null ? null : { code: reasonCode, text: reasonText ?? '' },
  };
}

/** The first texts leave with the next look of the job, at once. Errors: NOT_FOUND, INVALID_INPUT, CONFLICT. */
export function beginOffering(
  deps: WaitlistDeps,
  tx: WriteTx,
  input: ParsedInputOf<'waitlist.offerSlot'>,
  actor: string,
  now: number,
): FreeSlotRecord {
  const wanted = slotOf(tx, input);
  if (wanted.startsAt <= now) throw new DomainError('CONFLICT', 'This time has passed.');
  if (runningFor(tx, wanted) !== undefined) throw new DomainError('CONFLICT', 'This time is being offered already.');
  const pacing = input.pacing ?? readPacing(tx);
  const slot: FreeSlotRecord = {
    ...wanted,
    id: deps.ids.next(),
    body: input.body,
    atOnce: pacing.atOnce,
    everyMs: pacing.everyMinutes * MINUTE_MS,
    answerMs: pacing.answerMinutes * MINUTE_MS,
    state: 'running',
    endedCode: null,
    nextAt: now,
    createdBy: actor,
    createdAt: now,
    updatedAt: now,
  };
  tx.waitlist.insertSlot(slot);
  const asked = new Set<string>();
  for (const entryId of input.entryIds) {
    const entry = mustGetEntry(tx, entryId);
    if (asked.has(entry.personId)) continue;
    asked.add(entry.personId);
    tx.waitlist.insertOffer({ ...newOffer(deps, slot.id, asked.size), entryId, personId: entry.personId });
  }
  tx.audit.append({
    at: now,
    action: 'slot.offered',
    entity: 'slot',
    entityId: slot.id,
    data: { people: asked.size, atOnce: slot.atOnce, everyMs: slot.everyMs, appointmentId: slot.appointmentId },
  });
  touch(tx, slot);
  return slot;
}

function newOffer(deps: WaitlistDeps, slotId: string, position: number): Omit<SlotOfferRecord, 'entryId' | 'personId'> {
  return {
    id: deps.ids.next(),
    slotId,
    position,
    state: 'queued',
    number: null,
    messageId: null,
    askedAt: null,
    expiresAt: null,
    answeredAt: null,
    reasonCode: null,
    reasonText: null,
  };
}

/** An offering of the same visit, or of the same time with the same clinician, that has not ended. */
export function runningFor(
  tx: ReadTx,
  wanted: Pick<FreeSlotRecord, 'appointmentId' | 'startsAt' | 'clinician'>,
): FreeSlotRecord | undefined {
  return tx.waitlist
    .openSlots()
    .find(
      (slot) =>
        (wanted.appointmentId !== null && slot.appointmentId === wanted.appointmentId) ||
        (slot.startsAt === wanted.startsAt && slot.clinician === wanted.clinician),
    );
}

/** Errors: NOT_FOUND, CONFLICT. */
export function pauseSlot(tx: WriteTx, slotId: string, pause: boolean, now: number): FreeSlotRecord {
  const slot = mustGetSlot(tx, slotId);
  if (slot.state !== (pause ? 'running' : 'paused')) {
    throw new DomainError('CONFLICT', pause ? 'This time is not being offered.' : 'This offer is not paused.');
  }
  return change(tx, slot, pause ? { state: 'paused', nextAt: null } : { state: 'running', nextAt: now }, now);
}

/** Errors: NOT_FOUND, CONFLICT. */
export function stopSlot(deps: WaitlistDeps, tx: WriteTx, slotId: string, now: number): FreeSlotRecord {
  const slot = mustGetSlot(tx, slotId);
  if (slot.state === 'filled' || slot.state === 'ended') {
    throw new DomainError('CONFLICT', 'This offer has ended already.');
  }
  return endSlot(deps, tx, slot, 'stopped', now);
}

const GONE: Reason = { code: 'slotGone', text: 'The time is no longer free. Not sent.' };

/** Ends the offering. Texts that wait are taken back; whoever was asked and answers later is told, or shown to a person. */
export function endSlot(
  deps: Pick<WaitlistDeps, 'takeBack'>,
  tx: WriteTx,
  slot: FreeSlotRecord,
  endedCode: string,
  now: number,
): FreeSlotRecord {
  withdrawUnasked(deps, tx, slot, now);
  for (const offer of tx.waitlist.offersOf(slot.id)) {
    if (offer.state === 'held') tx.waitlist.updateOffer(offer.id, { state: 'withdrawn', reasonCode: endedCode });
  }
  tx.audit.append({ at: now, action: 'slot.ended', entity: 'slot', entityId: slot.id, data: { code: endedCode } });
  return change(tx, slot, { state: 'ended', endedCode, nextAt: null }, now);
}

/** The slot is theirs: they are off the list, and nobody else is asked. */
export function fillSlot(
  deps: Pick<WaitlistDeps, 'takeBack'>,
  tx: WriteTx,
  slot: FreeSlotRecord,
  holder: SlotOfferRecord,
  now: number,
): FreeSlotRecord {
  tx.waitlist.updateOffer(holder.id, { state: 'booked' });
  if (holder.entryId !== null) setEntryState(tx, holder.entryId, 'placed', now);
  withdrawUnasked(deps, tx, slot, now);
  return change(tx, slot, { state: 'filled', nextAt: null }, now);
}

/** Nobody else is asked; texts on the way here are taken back as long as they can be. */
export function withdrawUnasked(
  deps: Pick<WaitlistDeps, 'takeBack'>,
  tx: WriteTx,
  slot: FreeSlotRecord,
  now: number,
): void {
  for (const offer of tx.waitlist.offersOf(slot.id)) {
    if (offer.state === 'queued') tx.waitlist.updateOffer(offer.id, { state: 'withdrawn' });
    if (offer.state === 'asked') takeBackText(deps, tx, offer, now);
  }
}

/** A text that has not left is taken back, and its offer with it. */
export function takeBackText(
  deps: Pick<WaitlistDeps, 'takeBack'>,
  tx: WriteTx,
  offer: SlotOfferRecord,
  now: number,
): void {
  if (offer.messageId === null || !deps.takeBack(tx, offer.messageId, GONE, now)) return;
  tx.waitlist.updateOffer(offer.id, { state: 'withdrawn', reasonCode: GONE.code, reasonText: GONE.text });
}

/** Errors: NOT_FOUND. */
export function mustGetSlot(tx: ReadTx, id: string): FreeSlotRecord {
  const slot = tx.waitlist.slot(id);
  if (slot === undefined) throw new DomainError('NOT_FOUND', 'This offer is no longer there.');
  return slot;
}

export function change(
  tx: WriteTx,
  slot: FreeSlotRecord,
  patch: Partial<Pick<FreeSlotRecord, 'state' | 'endedCode' | 'nextAt'>>,
  now: number,
): FreeSlotRecord {
  tx.waitlist.updateSlot(slot.id, { ...patch, updatedAt: now });
  touch(tx, slot);
  return { ...slot, ...patch, updatedAt: now };
}

export function touch(tx: WriteTx, slot: Pick<FreeSlotRecord, 'id' | 'appointmentId'>): void {
  tx.changed('waitlist.changed', slot.id);
  if (slot.appointmentId !== null) tx.changed('appointment.changed', slot.appointmentId);
}
