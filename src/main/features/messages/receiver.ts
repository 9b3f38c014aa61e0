/** Who a text goes to: a conversation, a person's first number, or a number somebody typed. */
import { DomainError } from '../../../contract/errors.ts';
import type { Ids } from '../../platform/ports.ts';
import type { ConversationRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { blankConversation, ensureConversation } from '../conversations/ensureConversation.ts';
import { readNumber } from '../people/phoneWords.ts';
import { readSettings } from '../settings/readSettings.ts';

export interface ReceiverInput {
  readonly conversationId?: string | undefined;
  readonly personId?: string | undefined;
  readonly to?: string | undefined;
}

export interface Receiver {
  readonly conversation: ConversationRecord;
  /** The person the text is about; null on an unknown number. */
  readonly personId: string | null;
}

/** Finds the receiver, making the conversation when there is none. Errors: INVALID_INPUT, NOT_FOUND. */
export function receiverOf(deps: { readonly ids: Ids }, tx: WriteTx, input: ReceiverInput, now: number): Receiver {
  const place = placeOf(tx, input);
  const conversation = place.conversation ?? ensureConversation(deps, tx, place.address, now);
  return withPerson(tx, conversation, place.personId);
}

/** The same without making anything, for a preview. */
export function receiverPreview(tx: ReadTx, input: ReceiverInput, now: number): Receiver {
  const place = placeOf(tx, input);
  return withPerson(tx, place.conversation ?? blankConversation('preview', place.address, now), place.personId);
}

interface Place {
  readonly address: string;
  readonly conversation: ConversationRecord | undefined;
  readonly personId: string | null;
}

function placeOf(tx: ReadTx, input: ReceiverInput): Place {
  const { conversationId, personId, to } = input;
  const given = [conversationId, personId, to].filter((one) => one !== undefined).length;
  if (given !== 1) {
    throw new DomainError('INVALID_INPUT', 'Name one receiver: a conversation, a person or a number.', { field: 'to' });
  }
  if (conversationId !== undefined) {
    const conversation = tx.conversations.get(conversationId);
    if (conversation === undefined) throw new DomainError('NOT_FOUND', 'This conversation is no longer there.');
    return { address: conversation.address, conversation, personId: null };
  }
  const address = personId === undefined ? typedNumber(tx, to ?? '') : firstNumber(tx, personId);
  return { address, conversation: tx.conversations.getByAddress(address), personId: personId ?? null };
}

function typedNumber(tx: ReadTx, raw: string): string {
  return readNumber(raw, readSettings(tx).practice.country, 'to').e164;
}

function firstNumber(tx: ReadTx, personId: string): string {
  if (tx.people.get(personId) === undefined) throw new DomainError('NOT_FOUND', 'This person is no longer there.');
  const first = tx.people.numbersOf(personId)[0];
  if (first === undefined) {
    throw new DomainError('INVALID_INPUT', 'This person has no number. Add one first.', { field: 'personId' });
  }
  return first.number;
}

function withPerson(tx: ReadTx, conversation: ConversationRecord, personId: string | null): Receiver {
  const first = conversation.people[0]?.id ?? tx.people.holdersOf(conversation.address)[0]?.id ?? null;
  return { conversation, personId: personId ?? first };
}
