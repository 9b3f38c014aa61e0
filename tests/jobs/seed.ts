/** Rows that job tests start from, through the store's own port. */
import type { GatewayRecord, NewMessage } from '../../src/main/store/records.ts';
import type { WriteTx } from '../../src/main/store/store.ts';
import { reminderOf, stepOf } from '../fakes/cadence.ts';

/** `+1 206 555 01xx`: a number from the range kept for fiction. */
export function fictionNumber(index: number): string {
  return `+1${206 + Math.floor(index / 100)}555${String(100 + (index % 100)).padStart(4, '0')}`;
}

export function seedGateway(tx: WriteTx, id: string, at: number, more: Partial<GatewayRecord> = {}): void {
  tx.gateways.insert({
    id,
    kind: 'phone',
    label: 'Front desk phone',
    address: '192.0.2.1:8080',
    ownNumber: null,
    config: {},
    state: 'unknown',
    problem: null,
    since: null,
    pausedAt: null,
    health: null,
    lastHeardAt: null,
    lastInboundAt: null,
    inboxCursor: null,
    lastPolledAt: null,
    simulated: true,
    createdAt: at,
    ...more,
  });
}

/** The conversation with an address, made when there is none. Returns its id. */
export function ensureConversation(tx: WriteTx, address: string, at: number): string {
  const known = tx.conversations.getByAddress(address);
  if (known !== undefined) return known.id;
  const id = `conv-${address.replace(/[^0-9A-Za-z]/g, '')}`;
  tx.conversations.insert({
    id,
    address,
    status: 'done',
    unread: 0,
    sortAt: at,
    lastAt: at,
    lastMessageId: null,
    lastPreview: '',
    lastDirection: 'none',
    lastStatus: null,
    lastInboundAt: null,
    waitingSince: null,
    failed: false,
    attention: null,
    snoozedUntil: null,
    backFromSnooze: false,
    people: [],
    peopleMore: 0,
    canText: 'yes',
    visitReply: null,
    nextVisitAt: null,
    createdAt: at,
  });
  return id;
}

/** Somebody wrote to us by this gateway some time ago: answers go back that way. */
export function seedWroteTo(
  tx: WriteTx,
  from: string,
  gatewayId: string,
  at: number,
  more: Partial<NewMessage> = {},
): void {
  tx.messages.insert({
    id: `wrote-${gatewayId}-${from.replace(/[^0-9]/g, '')}`,
    conversationId: ensureConversation(tx, from, at),
    direction: 'in',
    kind: 'text',
    body: 'Hello',
    purpose: 'care',
    status: 'received',
    gatewayId,
    createdAt: at,
    sentAt: at,
    ...more,
  });
}

export interface QueuedText {
  readonly id: string;
  readonly to: string;
  readonly body?: string;
  readonly at: number;
  readonly runAt?: number;
  readonly sendBy?: number | null;
  readonly priority?: number;
  readonly trigger?: 'automatic' | 'manual' | 'reply';
  readonly gatewayId?: string | null;
}

/** Message and job in one commit, as the features do it. False: this text was queued before. */
export function queueText(tx: WriteTx, text: QueuedText): boolean {
  if (tx.messages.get(text.id) !== undefined) return false;
  const conversationId = ensureConversation(tx, text.to, text.at);
  tx.messages.insert({
    id: text.id,
    conversationId,
    direction: 'out',
    kind: 'text',
    body: text.body ?? `Text ${text.id}`,
    purpose: 'care',
    trigger: text.trigger ?? 'manual',
    status: 'queued',
    sendBy: text.sendBy ?? null,
    createdAt: text.at,
  });
  tx.outbox.enqueue(
    {
      id: `job-${text.id}`,
      messageId: text.id,
      dedupeKey: text.id,
      lane: text.to,
      priority: text.priority ?? 0,
      runAt: text.runAt ?? text.at,
      sendBy: text.sendBy ?? null,
      // As the features do: to the first gateway, unless the test says otherwise.
      gatewayId: text.gatewayId === undefined ? (tx.gateways.list()[0]?.id ?? null) : text.gatewayId,
    },
    text.at,
  );
  tx.changed('message.added', text.id, conversationId);
  return true;
}

/** A person with one number, a visit, and one planned reminder for it. */
export function seedReminder(
  tx: WriteTx,
  reminder: {
    readonly id: string;
    readonly number: string;
    readonly dueAt: number;
    readonly sendBy: number;
    readonly now: number;
  },
): void {
  const { id, now } = reminder;
  if (tx.templates.cadence().length === 0) {
    tx.templates.save(
      {
        id: 'tpl',
        name: 'Reminder',
        shortcut: 'rem',
        category: 'reminder',
        language: 'en',
        body: 'x',
        version: 1,
        createdAt: now,
        updatedAt: now,
      },
      'system',
    );
    tx.templates.setCadence([stepOf({ id: 'step', lateMinutes: 60 })], now);
  }
  const personId = `person-${id}`;
  tx.people.insert({
    id: personId,
    givenName: 'Alex',
    familyName: 'Example',
    name: 'Alex Example',
    kind: 'patient',
    language: 'en',
    zone: null,
    note: '',
    externalId: null,
    createdAt: now,
    updatedAt: now,
  });
  tx.people.setNumbers(personId, [{ number: reminder.number, label: 'mobile' }]);
  const visitAt = reminder.sendBy + 3_600_000;
  tx.appointments.insert({
    id: `visit-${id}`,
    personId,
    externalKey: null,
    startsAt: visitAt,
    endsAt: visitAt + 1_800_000,
    zone: 'America/New_York',
    clinician: 'Dr. Example',
    location: '',
    kind: 'visit',
    status: 'booked',
    reply: 'none',
    replySetBy: null,
    repliedAt: null,
    importId: null,
    createdAt: now,
    updatedAt: now,
  });
  tx.reminders.insert(
    reminderOf({
      id,
      appointmentId: `visit-${id}`,
      stepId: 'step',
      personId,
      visitAt,
      dueAt: reminder.dueAt,
      sendBy: reminder.sendBy,
      createdAt: now,
      updatedAt: now,
    }),
  );
  tx.changed('reminder.changed', id);
}
