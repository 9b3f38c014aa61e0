/**
 * Looks after slots that are offered: ends those that are gone, lets silent offers run out, asks the next. Called by the job, any number of
 * times: what was done is in the store, so a crash in between asks nobody twice.
 */
import type { Reason } from '../../../contract/common.ts';
import { hasUnfilledField } from '../../domain/templates/render.ts';
import { rankCandidates } from '../../domain/waitlist/rank.ts';
import type { FreeSlotRecord, SlotOfferRecord } from '../../store/deskRecords.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { candidateOf } from './candidates.ts';
import type { WaitlistDeps } from './deps.ts';
import { change, endSlot, fillSlot, touch } from './slots.ts';
import { offerText } from './words.ts';

/** Statuses in which an offer never reached anybody. */
const DEAD: ReadonlySet<string> = new Set(['failed', 'undelivered', 'cancelled', 'expired']);

/** Returns when to look again (UTC ms), or null: nothing is being offered. `mayAsk`: automatic texts may leave now. */
export function tendSlots(deps: WaitlistDeps, tx: WriteTx, now: number, mayAsk: boolean): number | null {
  const next = tx.waitlist.openSlots().map((slot) => tendSlot(deps, tx, slot, now, mayAsk));
  const soonest = Math.min(...next.map((at) => at ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(soonest) ? soonest : null;
}

function tendSlot(deps: WaitlistDeps, tx: WriteTx, slot: FreeSlotRecord, now: number, mayAsk: boolean): number | null {
  const gone = goneBecause(tx, slot, now);
  if (gone === 'taken' && cameToHolder(deps, tx, slot, now)) return null;
  if (gone !== null) {
    endSlot(deps, tx, slot, gone, now);
    return null;
  }
  if (slot.state !== 'running') return slot.startsAt;
  settleSilent(tx, slot, now);
  const running = tx.waitlist.slot(slot.id) ?? slot;
  const offers = tx.waitlist.offersOf(slot.id);
  const waiting = offers.filter(({ state }) => state === 'asked');
  const queued = offers.filter(({ state }) => state === 'queued');
  if (queued.length === 0) {
    if (waiting.length > 0) return soonestOf(waiting, slot);
    endSlot(deps, tx, running, 'nobodyLeft', now);
    return null;
  }
  if (!mayAsk) return slot.startsAt;
  // Nobody is thinking it over: the next need not wait for the pace.
  const due = waiting.length === 0 && running.nextAt === null ? now : running.nextAt;
  if (due !== null && due > now) return Math.min(due, soonestOf(waiting, slot));
  return askNext(deps, tx, running, queued, now);
}

/** Null: it is still free. */
function goneBecause(tx: ReadTx, slot: FreeSlotRecord, now: number): string | null {
  if (slot.startsAt <= now) return 'passed';
  const visit = slot.appointmentId === null ? undefined : tx.appointments.get(slot.appointmentId);
  if (visit !== undefined && (visit.status !== 'cancelled' || visit.startsAt !== slot.startsAt)) return 'rebooked';
  return takenBy(tx, slot) === undefined ? null : 'taken';
}

/** The desk booked it in the practice's own system, and the list brought it back. */
function cameToHolder(deps: WaitlistDeps, tx: WriteTx, slot: FreeSlotRecord, now: number): boolean {
  const holder = tx.waitlist.offersOf(slot.id).find(({ state }) => state === 'held');
  if (holder === undefined || takenBy(tx, slot)?.personId !== holder.personId) return false;
  fillSlot(deps, tx, slot, holder, now);
  return true;
}

/** A booked visit in the same time with the same clinician. Without a clinician nobody can tell. */
export function takenBy(tx: ReadTx, slot: FreeSlotRecord): AppointmentRecord | undefined {
  if (slot.clinician === '') return undefined;
  const LONGEST_VISIT_MS = 24 * 3_600_000;
  let cursor: string | null = null;
  do {
    const page = tx.appointments.list({
      from: slot.startsAt - LONGEST_VISIT_MS,
      to: slot.endsAt,
      clinician: slot.clinician,
      cursor,
      limit: 200,
    });
    const found = page.items.find(
      ({ id, status, endsAt }) => id !== slot.appointmentId && status === 'booked' && endsAt > slot.startsAt,
    );
    if (found !== undefined) return found;
    cursor = page.next;
  } while (cursor !== null);
  return undefined;
}

/** Offers that ran out, and those whose text never reached anybody: the next is asked at once. */
function settleSilent(tx: WriteTx, slot: FreeSlotRecord, now: number): void {
  let moved = false;
  for (const offer of tx.waitlist.offersOf(slot.id)) {
    if (offer.state !== 'asked') continue;
    const message = offer.messageId === null ? undefined : tx.messages.get(offer.messageId);
    if (message === undefined || DEAD.has(message.status)) {
      const { reasonCode = 'notSent', reasonText = '' } = message ?? {};
      tx.waitlist.updateOffer(offer.id, { state: 'notSent', reasonCode, reasonText });
      moved = true;
    } else if ((offer.expiresAt ?? 0) <= now) {
      tx.waitlist.updateOffer(offer.id, { state: 'silent' });
      moved = true;
    }
  }
  if (moved) change(tx, slot, { nextAt: now }, now);
}

/** Asks up to `atOnce` people, in order, those it suits; then waits its pace. Returns when to look again. */
function askNext(
  deps: WaitlistDeps,
  tx: WriteTx,
  slot: FreeSlotRecord,
  queued: readonly SlotOfferRecord[],
  now: number,
): number {
  let asked = 0;
  for (const offer of queued) {
    if (asked >= slot.atOnce) break;
    const sent = ask(deps, tx, slot, offer, now);
    if (sent.kind === 'later') {
      // Everyone would be put off until the same moment, and would then be asked at once.
      change(tx, slot, { nextAt: sent.until }, now);
      return Math.min(sent.until, slot.startsAt);
    }
    if (sent.kind === 'asked') asked += 1;
  }
  const nextAt = now + slot.everyMs;
  change(tx, slot, { nextAt: asked === 0 ? now : nextAt }, now);
  if (asked > 0) return Math.min(nextAt, now + slot.answerMs, slot.startsAt);
  // Nobody of those left could be asked.
  return now + 1;
}

type Asked =
  { readonly kind: 'asked' } | { readonly kind: 'skipped' } | { readonly kind: 'later'; readonly until: number };

function ask(deps: WaitlistDeps, tx: WriteTx, slot: FreeSlotRecord, offer: SlotOfferRecord, now: number): Asked {
  const number = tx.people.numbersOf(offer.personId)[0]?.number;
  const problem = cannotBeAsked(deps, tx, slot, offer, now);
  const text = offerText(deps, tx, slot, offer.personId);
  if (number === undefined || problem !== null || text.missing.length > 0 || hasUnfilledField(text.body)) {
    return skip(tx, slot, offer, problem ?? MISSING);
  }
  const expiresAt = Math.min(now + slot.answerMs, slot.startsAt);
  const sent = deps.queueOffer(
    tx,
    {
      number,
      personId: offer.personId,
      body: text.body,
      sendBy: expiresAt,
      latest: slot.startsAt,
      offerId: offer.id,
      dedupeKey: `slot:${offer.id}`,
    },
    now,
  );
  if (sent.kind === 'later') return sent.until < slot.startsAt ? sent : skip(tx, slot, offer, TOO_LATE);
  if (sent.kind === 'refused') return skip(tx, slot, offer, sent.reason ?? MISSING);
  tx.waitlist.updateOffer(offer.id, { state: 'asked', number, messageId: sent.messageId, askedAt: now, expiresAt });
  if (offer.entryId !== null) tx.waitlist.updateEntry(offer.entryId, { lastOfferedAt: now, updatedAt: now });
  tx.audit.append({ at: now, action: 'slot.asked', entity: 'slot', entityId: slot.id, data: { offerId: offer.id } });
  touch(tx, slot);
  return { kind: 'asked' };
}

const MISSING: Reason = { code: 'detailMissing', text: 'A detail of the text has no value. Not asked.' };
const TOO_LATE: Reason = { code: 'tooLate', text: 'It could only have been asked after the time has passed.' };
const NOT_WAITING: Reason = { code: 'notWaiting', text: 'No longer on the waitlist. Not asked.' };
const MISFITS: Readonly<Record<string, Reason>> = {
  cannotText: { code: 'cannotText', text: 'Cannot be texted. Not asked.' },
  visitSooner: { code: 'visitSooner', text: 'Has a visit as soon. Not asked.' },
  askedElsewhere: { code: 'askedElsewhere', text: 'Another time is being offered to this number. Not asked.' },
};

/** Things may have changed since the list was made. What a person at the desk overrode (kind, days) is not looked at again. */
function cannotBeAsked(
  deps: WaitlistDeps,
  tx: ReadTx,
  slot: FreeSlotRecord,
  offer: SlotOfferRecord,
  now: number,
): Reason | null {
  const entry = offer.entryId === null ? undefined : tx.waitlist.entry(offer.entryId);
  if (entry?.state !== 'waiting') return NOT_WAITING;
  const [ranked] = rankCandidates(slot, [candidateOf(deps, tx, entry, { slot, ofSlot: slot, now })]);
  const misfit = ranked?.misfits.find((one) => MISFITS[one] !== undefined);
  return misfit === undefined ? null : (MISFITS[misfit] ?? null);
}

function skip(tx: WriteTx, slot: FreeSlotRecord, offer: SlotOfferRecord, { code, text }: Reason): Asked {
  tx.waitlist.updateOffer(offer.id, { state: 'notSent', reasonCode: code, reasonText: text });
  touch(tx, slot);
  return { kind: 'skipped' };
}

function soonestOf(waiting: readonly SlotOfferRecord[], slot: FreeSlotRecord): number {
  return Math.min(slot.startsAt, ...waiting.map(({ expiresAt }) => expiresAt ?? slot.startsAt));
}
