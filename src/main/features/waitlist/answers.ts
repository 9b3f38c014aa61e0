/**
 * What people answer to an offer. The first clear yes holds the slot, whatever else arrives in whatever order: the slot is free or it is
 * not, in one transaction. Anything doubtful is for a person.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { MessageStatus } from '../../../contract/messages.ts';
import type { ReplyClassification } from '../../../contract/replies.ts';
import { offerAnswer } from '../../domain/replies/offerAnswer.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { FreeSlotRecord, SlotOfferRecord } from '../../store/deskRecords.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { WaitlistDeps } from './deps.ts';
import { change, mustGetSlot, takeBackText, touch } from './slots.ts';

/** A text from a number that was asked. */
export interface TextFromAsked {
  readonly address: string;
  readonly text: Pick<MessageRecord, 'id' | 'body' | 'conversationId' | 'createdAt'>;
  readonly meaning: Pick<ReplyClassification, 'action' | 'recordsOptOut'>;
  readonly now: number;
}

/**
 * What became of the text; null: it is about something else. `told`: the person must be told that the time is taken. `unclear`: it may be
 * an answer, and a person reads it.
 */
export type OfferReply = 'held' | 'declined' | 'told' | 'known' | 'unclear' | null;

/** Who wrote that they want no texts is not held to a later yes: a person talks to them. */
const NO_MORE = 'noMoreTexts';
const LOOK_BACK_MS = 2 * DAY_MS;
/** Said in doubt or in earnest: this person is asked no more. */
const ENDS: ReadonlySet<ReplyClassification['action']> = new Set<ReplyClassification['action']>([
  'optout',
  'optout_flag',
  'flag_hold',
  'suspend_number',
  'hold_person',
  'flag_urgent',
]);

/** Words with an answer of their own, whatever was offered (rules.md 14.3): HELP, START, a reaction, a machine. */
const HAS_ITS_OWN: ReadonlySet<ReplyClassification['action']> = new Set<ReplyClassification['action']>([
  'help',
  'optin',
  'log',
]);

/** Takes in a text from a number. */
export function answerOffer(deps: WaitlistDeps, tx: WriteTx, from: TextFromAsked): OfferReply {
  const offers = tx.waitlist.offersTo(from.address, from.now - LOOK_BACK_MS);
  if (offers.length === 0) return null;
  if (ENDS.has(from.meaning.action) || from.meaning.recordsOptOut) {
    for (const offer of offers) endFor(tx, offer, from);
    return null;
  }
  const ours = offers.filter(
    ({ state, reasonCode }) => state !== 'withdrawn' && state !== 'notSent' && reasonCode !== NO_MORE,
  );
  const asked = lastAsked(tx, from, ours);
  const said = offerAnswer(from.text.body);
  if (said === 'unclear' && HAS_ITS_OWN.has(from.meaning.action)) return null;
  if (asked === undefined) {
    // Something else was said since: a yes may be to that.
    const waits = ours.some(({ state }) => state === 'asked');
    return waits && said !== 'unclear' && from.meaning.action !== 'confirm_appt' ? 'unclear' : null;
  }
  if (said === 'unclear') return asked.state === 'asked' || asked.state === 'held' ? 'unclear' : null;
  return said === 'yes' ? sayYes(deps, tx, asked, from.now) : sayNo(tx, asked, from.now);
}

/** On its way counts: an answer can overtake the report that the text was sent. One that has not left cannot be answered. */
const MAY_BE_READ: ReadonlySet<MessageStatus> = new Set<MessageStatus>(['sending', 'sent', 'delivered', 'needsReview']);

/** The offer that our newest text to this number made; undefined: our newest text is another, or has not left. */
function lastAsked(
  tx: ReadTx,
  { text }: TextFromAsked,
  offers: readonly SlotOfferRecord[],
): SlotOfferRecord | undefined {
  const newest = tx.messages.lastOutgoing(text.conversationId, text.createdAt + 1);
  if (newest === undefined || !MAY_BE_READ.has(newest.status)) return undefined;
  return offers.find(({ messageId }) => messageId === newest.id);
}

/** Holds the slot for them, unless it is held or gone. */
export function sayYes(
  deps: Pick<WaitlistDeps, 'takeBack'>,
  tx: WriteTx,
  offer: SlotOfferRecord,
  now: number,
): OfferReply {
  if (offer.state === 'held' || offer.state === 'booked' || offer.state === 'tooLate') return 'known';
  const slot = mustGetSlot(tx, offer.slotId);
  if (isFree(slot, now)) {
    hold(deps, tx, slot, offer, now);
    return 'held';
  }
  const taken = slot.state === 'held' || slot.state === 'filled' || slot.endedCode === 'taken';
  tx.waitlist.updateOffer(offer.id, { state: 'tooLate', answeredAt: now });
  touch(tx, slot);
  return taken ? 'told' : 'unclear';
}

function isFree(slot: FreeSlotRecord, now: number): boolean {
  return (slot.state === 'running' || slot.state === 'paused') && slot.startsAt > now;
}

function hold(
  deps: Pick<WaitlistDeps, 'takeBack'>,
  tx: WriteTx,
  slot: FreeSlotRecord,
  offer: SlotOfferRecord,
  now: number,
): void {
  tx.waitlist.updateOffer(offer.id, { state: 'held', answeredAt: now });
  change(tx, slot, { state: 'held', nextAt: null }, now);
  // Texts that have not left would only disappoint; those asked already hear it when they answer.
  for (const other of tx.waitlist.offersOf(slot.id)) {
    if (other.state === 'asked') takeBackText(deps, tx, other, now);
  }
  tx.audit.append({
    at: now,
    action: 'slot.held',
    entity: 'slot',
    entityId: slot.id,
    data: { offerId: offer.id, personId: offer.personId },
  });
}

/** They do not want it: the next is asked at once. One who held it gives it back. */
export function sayNo(tx: WriteTx, offer: SlotOfferRecord, now: number): OfferReply {
  if (offer.state === 'declined') return 'known';
  const slot = mustGetSlot(tx, offer.slotId);
  const held = offer.state === 'held' && slot.state === 'held';
  if (offer.state === 'held' && !held) return 'unclear';
  if (offer.state === 'booked') return 'unclear';
  tx.waitlist.updateOffer(offer.id, { state: 'declined', answeredAt: now });
  if (held) change(tx, slot, { state: 'running', nextAt: now }, now);
  else if (slot.state === 'running') change(tx, slot, { nextAt: now }, now);
  else touch(tx, slot);
  tx.audit.append({ at: now, action: 'slot.declined', entity: 'slot', entityId: slot.id, data: { offerId: offer.id } });
  return 'declined';
}

function endFor(tx: WriteTx, offer: SlotOfferRecord, { now }: TextFromAsked): void {
  if (offer.state !== 'asked' && offer.state !== 'held') return;
  sayNo(tx, offer, now);
  tx.waitlist.updateOffer(offer.id, { reasonCode: NO_MORE, reasonText: 'They wrote that they want no texts.' });
}

/** What somebody told the desk. Errors: NOT_FOUND, CONFLICT. */
export function recordAnswer(
  deps: WaitlistDeps,
  tx: WriteTx,
  offerId: string,
  answer: 'yes' | 'no',
  now: number,
): FreeSlotRecord {
  const offer = tx.waitlist.offer(offerId);
  if (offer === undefined) throw new DomainError('NOT_FOUND', 'This offer is no longer there.');
  const became = answer === 'yes' ? sayYes(deps, tx, offer, now) : sayNo(tx, offer, now);
  if (became === 'told' || became === 'unclear') {
    throw new DomainError('CONFLICT', 'This time is no longer free.');
  }
  return mustGetSlot(tx, offer.slotId);
}
