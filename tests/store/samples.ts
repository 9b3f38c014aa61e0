/**
 * Records for store tests: whole and plausible, with only what a test cares about said by the test. All people are invented.
 */
import type {
  AppointmentRecord,
  CadenceStepRecord,
  ConsentRecord,
  ConversationRecord,
  GatewayRecord,
  ImportRecord,
  NewMessage,
  PersonRecord,
  ReminderRecord,
  TemplateRecord,
} from '../../src/main/store/records.ts';
import type { NewJob, WriteTx } from '../../src/main/store/store.ts';
import { reminderOf, stepOf } from '../fakes/cadence.ts';

/** Friday, 20 November 2026, 14:00 UTC. */
export const NOW = Date.UTC(2026, 10, 20, 14, 0, 0);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function samplePerson(over: Partial<PersonRecord> = {}): PersonRecord {
  const givenName = over.givenName ?? 'Maria';
  const familyName = over.familyName ?? 'Lopez';
  return {
    id: 'person-1',
    givenName,
    familyName,
    name: `${givenName} ${familyName}`,
    kind: 'patient',
    language: 'en',
    zone: null,
    note: '',
    externalId: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...over,
  };
}

export function sampleConversation(over: Partial<ConversationRecord> = {}): ConversationRecord {
  return {
    id: 'conversation-1',
    address: '+12065550101',
    status: 'todo',
    unread: 0,
    sortAt: NOW,
    lastAt: NOW,
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
    createdAt: NOW,
    ...over,
  };
}

export function sampleMessage(over: Partial<NewMessage> = {}): NewMessage {
  return {
    id: 'message-1',
    conversationId: 'conversation-1',
    direction: 'out',
    kind: 'text',
    body: 'Your appointment is tomorrow at 9:00.',
    purpose: 'care',
    status: 'queued',
    createdAt: NOW,
    ...over,
  };
}

export function sampleJob(over: Partial<NewJob> = {}): NewJob {
  const id = over.id ?? 'job-1';
  return {
    id,
    messageId: 'message-1',
    dedupeKey: `key-${id}`,
    lane: '+12065550101',
    priority: 0,
    runAt: NOW,
    sendBy: null,
    gatewayId: null,
    ...over,
  };
}

export function sampleAppointment(over: Partial<AppointmentRecord> = {}): AppointmentRecord {
  const startsAt = over.startsAt ?? NOW + DAY;
  return {
    id: 'appointment-1',
    personId: 'person-1',
    externalKey: null,
    startsAt,
    endsAt: startsAt + 30 * MINUTE,
    zone: 'America/New_York',
    clinician: 'Dr. Reed',
    location: '',
    kind: 'Check-up',
    status: 'booked',
    reply: 'none',
    replySetBy: null,
    repliedAt: null,
    importId: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...over,
  };
}

export function sampleTemplate(over: Partial<TemplateRecord> = {}): TemplateRecord {
  return {
    id: 'template-1',
    name: 'Reminder',
    shortcut: 'remind',
    category: 'reminder',
    language: 'en',
    body: 'Hi {firstName}, see you {visitDay} at {visitTime}.',
    version: 1,
    translationOf: null,
    baseVersion: null,
    archivedAt: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...over,
  };
}

export function sampleStep(over: Partial<CadenceStepRecord> = {}): CadenceStepRecord {
  return stepOf({ id: 'step-1', templateId: 'template-1', whenConfirmed: 'skip', ...over });
}

export function sampleReminder(over: Partial<ReminderRecord> = {}): ReminderRecord {
  return reminderOf({
    id: 'reminder-1',
    appointmentId: 'appointment-1',
    stepId: 'step-1',
    personId: 'person-1',
    visitAt: NOW + DAY,
    dueAt: NOW,
    sendBy: NOW + 4 * HOUR,
    ...over,
  });
}

export function sampleGateway(over: Partial<GatewayRecord> = {}): GatewayRecord {
  return {
    id: 'gateway-1',
    kind: 'phone',
    label: 'Front desk phone',
    address: '192.168.1.20:8080',
    ownNumber: '+12065550199',
    config: { sims: [1] },
    state: 'up',
    problem: null,
    since: NOW,
    pausedAt: null,
    health: null,
    lastHeardAt: null,
    lastInboundAt: null,
    inboxCursor: null,
    lastPolledAt: null,
    simulated: true,
    createdAt: NOW,
    ...over,
  };
}

export function sampleConsent(over: Partial<Omit<ConsentRecord, 'seq'>> = {}): Omit<ConsentRecord, 'seq'> {
  return {
    id: 'consent-1',
    at: NOW,
    number: '+12065550101',
    personId: null,
    kind: 'grant',
    level: 'express',
    purpose: 'care',
    channel: 'sms',
    method: 'form',
    evidence: 'intake form',
    messageId: null,
    actor: 'Ana',
    ...{ recordedAt: null, effectiveAt: null, endsAt: null, givenBy: null },
    ...{ wordingId: null, wordingVersion: null, language: null, fileId: null, fileSha256: null },
    ...over,
  };
}

export function sampleImport(over: Partial<ImportRecord> = {}): ImportRecord {
  return {
    id: 'import-1',
    fileName: 'tomorrow.csv',
    signature: 'signature-1',
    summary: {
      encoding: 'utf-8',
      delimiter: ',',
      dateOrder: 'mdy',
      mapping: { '0': 'name', '1': 'phone' },
      counts: { new: 1, moved: 0, changed: 0, cancelled: 0, unchanged: 0, skipped: 0, problems: 0, needYou: 0 },
    },
    state: 'previewed',
    actor: 'Ana',
    createdAt: NOW,
    appliedAt: null,
    startedAt: null,
    undoneAt: null,
    undoneBy: null,
    ...over,
  };
}

/** A person with a visit and a one-step plan, for everything that hangs on them. */
export function insertVisit(tx: WriteTx): void {
  tx.people.insert(samplePerson());
  tx.people.setNumbers('person-1', [{ number: '+12065550101', label: '' }]);
  tx.appointments.insert(sampleAppointment());
  tx.templates.save(sampleTemplate(), 'Ana');
  tx.templates.setCadence([sampleStep()], NOW);
}

/** Message and job of one id, in one lane; makes the conversation when it is not there. */
export function insertJob(tx: WriteTx, id: string, over: Partial<NewJob> = {}, at = NOW): void {
  const lane = over.lane ?? '+12065550101';
  const conversationId = `conversation-${lane}`;
  if (tx.conversations.get(conversationId) === undefined) {
    tx.conversations.insert(sampleConversation({ id: conversationId, address: lane }));
  }
  tx.messages.insert(sampleMessage({ id: `message-${id}`, conversationId, createdAt: at }));
  tx.outbox.enqueue(sampleJob({ id, messageId: `message-${id}`, ...over, lane }), at);
}
