/**
 * Taking back a text, wherever it is: from our own queue, or from a gateway that has it and has not sent it yet. Says honestly when it is
 * too late, and when nobody can know.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { GatewayResult } from '../../providers/gateway.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import { textTakenBack } from '../conversations/transitions.ts';
import type { CallContext } from '../feature.ts';
import { refuseForeignText } from './purposeByRole.ts';
import { recordStatus } from './status.ts';
import { takeBack } from './takeBack.ts';

export type Recall = (
  at: { readonly gatewayId: string; readonly gatewayMessageId: string },
  signal: AbortSignal,
) => Promise<GatewayResult<'cancelled' | 'tooLate' | 'notFound'>> | null;

export interface RecallDeps {
  readonly store: Store;
  readonly clock: { now(): number };
  readonly recall: Recall;
}

/** What the person had written, for the composer. Errors: NOT_FOUND, TOO_LATE, GATEWAY_UNREACHABLE (nothing is known to have changed). */
export async function cancelMessage(deps: RecallDeps, context: CallContext, id: string): Promise<{ body: string }> {
  const place = deps.store.read((tx) => {
    refuseForeignText(context, mustGet(tx, id));
    return atGateway(tx, id);
  });
  if (place !== null) await askGateway(deps, context, place);
  return runCommand(deps, context, 'messages.cancelMessage', (tx, now) => {
    const message = mustGet(tx, id);
    const row = tx.conversations.get(message.conversationId);
    const reason = { code: 'takenBack', text: `Taken back by ${context.actor.name}.` };
    if (place === null) takeFromQueue(tx, message, reason, now);
    else {
      const job = tx.outbox.getByMessage(id);
      if (job !== undefined) tx.recalls.settle(job.id);
      recordStatus(tx, id, { status: 'cancelled', reason, notBefore: null }, now);
    }
    if (row !== undefined) textTakenBack(tx, row, now);
    return { body: written(message) };
  });
}

/** What the person wrote, without the lines we added. */
export function written(message: MessageRecord): string {
  return message.eventData?.['written'] ?? message.body;
}

export function mustGet(tx: ReadTx, id: string): MessageRecord {
  const message = tx.messages.get(id);
  if (message === undefined || message.direction !== 'out') {
    throw new DomainError('NOT_FOUND', 'There is no such text to change.');
  }
  return message;
}

function takeFromQueue(tx: WriteTx, message: MessageRecord, reason: { code: string; text: string }, now: number): void {
  if (takeBack(tx, message.id, reason, now)) return;
  const job = tx.outbox.getByMessage(message.id);
  if (job?.state === 'leased') throw tooLate('This text is being handed over right now. Try again in a few seconds.');
  if (job?.state === 'unknown' || message.status === 'needsReview') {
    throw tooLate('It is not known whether this text went out. That has to be settled first.');
  }
  throw tooLate('This text has left already. It can no longer be taken back.');
}

/** Where a text lies that a gateway has taken and not sent, as far as we know. Null: it is not at a gateway. */
function atGateway(tx: ReadTx, id: string): { readonly gatewayId: string; readonly gatewayMessageId: string } | null {
  const { status, gatewayId, gatewayMessageId } = mustGet(tx, id);
  const job = tx.outbox.getByMessage(id);
  if ((status !== 'sending' && status !== 'scheduled') || job?.state !== 'done') return null;
  if (gatewayId === null || gatewayMessageId === null) return null;
  return { gatewayId, gatewayMessageId };
}

async function askGateway(
  deps: RecallDeps,
  context: CallContext,
  place: { readonly gatewayId: string; readonly gatewayMessageId: string },
): Promise<void> {
  const answer = await deps.recall(place, context.signal);
  if (answer === null) throw tooLate('This text has left already. It can no longer be taken back.');
  if (!answer.ok) {
    throw new DomainError(
      'GATEWAY_UNREACHABLE',
      'The gateway could not be asked, so this text may still go out. Try again in a moment.',
      { details: { problem: answer.problem } },
    );
  }
  if (answer.value !== 'cancelled') throw tooLate('This text is on its way already. It can no longer be taken back.');
}

function tooLate(words: string): DomainError {
  return new DomainError('TOO_LATE', words);
}
