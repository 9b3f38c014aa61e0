/**
 * Handlers as small as they can be while keeping the promises of `JobHandlers`: what the jobs are tested against, so that a failure
 * here is a failure of the jobs.
 */
import type { JobHandlers, SendVerdict, StatusChange } from '../../src/main/jobs/handlers.ts';
import type { GatewayRecord, MessageRecord } from '../../src/main/store/records.ts';
import type { WriteTx } from '../../src/main/store/store.ts';
import { routeOf } from '../../src/main/features/routing/routeText.ts';
import { ensureConversation, queueText } from './seed.ts';

export interface DeskOptions {
  /** Numbers that said STOP: learned from inbound texts. */
  readonly decide?: (message: MessageRecord, now: number) => SendVerdict | null;
  readonly receive?: (body: string) => void;
  readonly held?: () => 'remindersPaused' | 'remindersOff' | null;
}

const FINAL = new Set(['delivered', 'failed', 'undelivered', 'cancelled', 'expired']);

/** Handlers over the real store. STOP in an inbound text stops everything to its sender. */
export function createDeskHandlers(options: DeskOptions = {}): JobHandlers {
  return {
    decideSend(tx, message, gateway, now) {
      const scripted = options.decide?.(message, now) ?? null;
      if (scripted !== null) return scripted;
      const stopped = tx.messages.list({ conversationId: message.conversationId, cursor: null, limit: 200 });
      if (stopped.items.some((one) => one.direction === 'in' && one.body === 'STOP')) {
        return { kind: 'drop', status: 'cancelled', reason: { code: 'optedOut', text: 'Said STOP.' } };
      }
      const busyUntil = gateway?.busyUntil ?? null;
      if (busyUntil !== null) {
        return { kind: 'delay', until: busyUntil, reason: { code: 'PROVIDER_BUSY', text: 'Enough today.' } };
      }
      const { sim = null, from = null, prefixPracticeName = false } = gateway?.way ?? {};
      return { kind: 'send', body: prefixPracticeName ? `Clinic: ${message.body}` : message.body, sim, from };
    },
    routeOf,
    recordStatus,
    receiveText(tx, gateway, text, now) {
      options.receive?.(text.body);
      return receive(tx, gateway, text, now);
    },
    releaseReminder(tx, reminder, now) {
      if (now > reminder.sendBy) {
        tx.reminders.update(reminder.id, { state: 'expired', updatedAt: now });
        return;
      }
      const to = tx.people.numbersOf(reminder.personId)[0]?.number;
      if (to === undefined) throw new Error('no number');
      const id = `msg-${reminder.id}`;
      queueText(tx, { id, to, body: 'See you soon.', at: now, trigger: 'automatic', sendBy: reminder.sendBy });
      tx.reminders.update(reminder.id, { state: 'queued', messageId: id, updatedAt: now });
    },
    expireTexts(tx, messageIds, reason, now) {
      for (const id of messageIds) recordStatus(tx, id, { status: 'expired', reason }, now);
    },
    wakeSnoozed: () => 0,
    remindersHeld(_tx, now) {
      const code = options.held?.() ?? null;
      return code === null ? null : { code, since: now };
    },
  };
}

function recordStatus(tx: WriteTx, messageId: string, change: StatusChange, _now: number): void {
  const message = tx.messages.get(messageId);
  if (message === undefined) throw new Error('no message');
  if (FINAL.has(message.status) && message.status !== change.status) throw new Error(`left ${message.status}`);
  const { reason, ...fields } = change;
  tx.messages.update(messageId, {
    ...fields,
    ...(reason === undefined ? {} : { reasonCode: reason?.code ?? null, reasonText: reason?.text ?? null }),
  });
  tx.changed('message.statusChanged', messageId, message.conversationId);
}

function receive(
  tx: WriteTx,
  gateway: GatewayRecord,
  text: { gatewayMessageId: string; from: string; body: string; sentAt: number },
  now: number,
): 'new' | 'known' {
  const id = `in-${gateway.id}-${text.gatewayMessageId.replace(/[^A-Za-z0-9]/g, '')}`;
  if (tx.messages.get(id) !== undefined) return 'known';
  const conversationId = ensureConversation(tx, text.from, now);
  tx.messages.insert({
    id,
    conversationId,
    direction: 'in',
    kind: 'text',
    body: text.body,
    purpose: 'care',
    status: 'received',
    createdAt: now,
    sentAt: text.sentAt,
    gatewayId: gateway.id,
    gatewayMessageId: text.gatewayMessageId,
  });
  if (!tx.messages.claimIncoming(gateway.id, text.gatewayMessageId, id, now)) throw new Error('claimed twice');
  tx.changed('message.added', id, conversationId);
  return 'new';
}
