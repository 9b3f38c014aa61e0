/** Texts by a person's hand: preview, send, take back, try again, settle. */
import { DomainError } from '../../../contract/errors.ts';
import type { MessageStatus } from '../../../contract/messages.ts';
import { templateOf } from '../../domain/templates/whatsAppTemplate.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { copyOfText } from '../attachments/ofText.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers } from '../feature.ts';
import { queueText } from './queueText.ts';
import type { TextToQueue } from './queueText.ts';
import { cancelMessage, mustGet, written } from './recall.ts';
import { messageOrRefusal, previewMessage, sendMessage, triggerOf } from './sendMessage.ts';
import type { MessagesDeps } from './sendMessage.ts';
import { refuseForeignText } from './purposeByRole.ts';
import { recordStatus } from './status.ts';
import { takeBack } from './takeBack.ts';

export type { MessagesDeps } from './sendMessage.ts';

export function createMessagesFeature(deps: MessagesDeps): FeatureHandlers<'messages'> {
  return {
    previewMessage: (context, input) => previewMessage(deps, context, input),
    sendMessage: (context, input) => sendMessage(deps, context, input),
    cancelMessage: (context, input) => cancelMessage(deps, context, input.messageId),
    retryMessage: (context, input) =>
      runCommand(deps, context, 'messages.retryMessage', (tx, now) => retry(deps, tx, context, input.messageId, now)),
    settleMessage: (context, input) =>
      runCommand(deps, context, 'messages.settleMessage', (tx, now) =>
        settle(tx, context, input.messageId, input.outcome, now),
      ),
  };
}

/** States in which a text surely did not reach anybody. */
const NOT_ARRIVED: readonly MessageStatus[] = ['failed', 'undelivered', 'expired', 'cancelled', 'held'];

function retry(
  deps: MessagesDeps,
  tx: WriteTx,
  context: CallContext,
  id: string,
  now: number,
): { messageId: string; status: MessageStatus } {
  const message = mustGet(tx, id);
  const conversation = tx.conversations.get(message.conversationId);
  if (conversation === undefined) throw new DomainError('NOT_FOUND', 'This conversation is no longer there.');
  refuseForeignText(context, message);
  checkRetry(tx, message);
  if (message.status === 'held' && !takeBack(tx, id, { code: 'replaced', text: 'Sent again by hand.' }, now)) {
    throw new DomainError('CONFLICT', 'It is not known whether this text went out. Check that first.');
  }
  const queued = queueText(
    deps,
    tx,
    {
      conversation,
      personId: message.personId,
      body: written(message),
      purpose: message.purpose,
      kind: message.kind === 'reminder' ? 'reminder' : 'text',
      author: context.actor.name,
      dedupeKey: `retry:${id}:${context.commandId ?? deps.ids.next()}`,
      templateId: message.templateId,
      appointmentId: message.appointmentId,
      reminderId: message.reminderId,
      sendBy: message.sendBy !== null && message.sendBy > now ? message.sendBy : null,
      confirmed: message.confirmed,
      attachmentIds: copyOfText(deps, tx, id, now),
      ...templateAgain(message),
      whenAsked: 'nothing',
      facts: { retryOf: id },
      ...triggerOf(tx, conversation, now),
    },
    now,
  );
  const copy = messageOrRefusal(tx, queued);
  const again = { messageId: copy.id, state: 'queued', reasonCode: null, reasonText: null, updatedAt: now } as const;
  for (const reminder of tx.reminders.allByMessage(id)) {
    tx.reminders.update(reminder.id, again);
    tx.changed('reminder.changed', reminder.id, reminder.appointmentId);
  }
  return { messageId: copy.id, status: copy.status };
}

/** An approved template goes out as one again, or not at all. */
function templateAgain({ eventData }: MessageRecord): Pick<TextToQueue, 'channel' | 'whatsAppTemplate'> {
  const whatsAppTemplate = templateOf(eventData);
  return whatsAppTemplate === null ? {} : { channel: 'whatsapp', whatsAppTemplate };
}

function checkRetry(tx: ReadTx, message: MessageRecord): void {
  if (message.status === 'needsReview') {
    throw new DomainError('CONFLICT', 'It is not known whether this text went out. Check that first.');
  }
  if (message.eventData?.['oneTimeCode'] !== undefined) {
    throw new DomainError('CONFLICT', 'A code is not sent a second time. Send a new one.');
  }
  if (!NOT_ARRIVED.includes(message.status)) {
    throw new DomainError('CONFLICT', 'This text is on its way or has arrived. There is nothing to try again.');
  }
  const recent = tx.messages.list({ conversationId: message.conversationId, cursor: null, limit: 50 }).items;
  const copy = recent.find(({ eventData }) => eventData?.['retryOf'] === message.id);
  const newest = message.reminderId === null ? null : (tx.reminders.get(message.reminderId)?.messageId ?? null);
  // "Send now" on the reminder made another text of it meanwhile.
  const other = newest === null || newest === message.id ? undefined : tx.messages.get(newest);
  const again = [copy, other].find((text) => text !== undefined && !NOT_ARRIVED.includes(text.status));
  if (again !== undefined) {
    throw new DomainError('CONFLICT', 'This text was sent again already.');
  }
}

function settle(
  tx: WriteTx,
  context: CallContext,
  id: string,
  outcome: 'sent' | 'notSent',
  now: number,
): { status: MessageStatus } {
  const message = mustGet(tx, id);
  if (message.status !== 'needsReview') {
    throw new DomainError('CONFLICT', 'What became of this text is known already.');
  }
  const sent = outcome === 'sent';
  const reason = sent ? null : { code: 'settledNotSent', text: `Not sent. ${context.actor.name} checked.` };
  const job = tx.outbox.getByMessage(id);
  if (job !== undefined) {
    tx.outbox.transition(job.id, ['needsReview'], { state: sent ? 'done' : 'dead', code: reason?.code ?? null }, now);
  }
  recordStatus(tx, id, { status: sent ? 'sent' : 'failed', reason }, now);
  return { status: sent ? 'sent' : 'failed' };
}
