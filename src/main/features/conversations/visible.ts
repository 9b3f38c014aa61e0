/**
 * Which conversations a person may see in their role: billing sees those with texts about bills, everybody else who may read sees all
 * (rules.md 9). What is not visible is not there: the answer is NOT_FOUND, never that it exists.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { ConversationRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { CallContext } from '../feature.ts';

/** Whether whoever asks sees only conversations about bills. */
export function seesBillsOnly({ actor }: CallContext): boolean {
  return actor.role === 'billing';
}

export function isVisible(tx: ReadTx, context: CallContext, conversationId: string): boolean {
  return !seesBillsOnly(context) || tx.conversations.isAboutBills(conversationId);
}

/** Throws NOT_FOUND for one that is not there, or not for whoever asks. */
export function mustGetVisible(tx: ReadTx, context: CallContext, id: string): ConversationRecord {
  const row = tx.conversations.get(id);
  if (row === undefined || !isVisible(tx, context, id)) {
    throw new DomainError('NOT_FOUND', 'This conversation is no longer there.');
  }
  return row;
}
