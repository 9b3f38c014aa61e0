/** A small practice behind the inbox's questions: it keeps what the page tells it, as the core would. Invented people only. */
import { DomainError } from '../../../src/contract/errors.ts';
import type { ErrorCode } from '../../../src/contract/errors.ts';
import type {
  ConversationRow,
  GateDecision,
  GateFinding,
  Message,
  PreviewRoute,
  Template,
  TextFinding,
} from '../../../src/renderer/contract.ts';
import { consentState } from '../harness/consentState.ts';
import type { Answers, MemoryCore } from '../harness/memoryTransport.ts';
import { NOW } from '../harness/shellAnswers.ts';

export const MINUTE = 60_000;
export const ALLOW: GateDecision = { decision: 'allow', code: 'OK', until: null, append: [], findings: [] };

export function finding(code: GateFinding['code'], more: Partial<GateFinding> = {}): GateFinding {
  return {
    code,
    decision: 'confirm',
    ruleId: '13.2',
    confirmable: true,
    confirmed: false,
    words: `Words of ${code}.`,
    params: {},
    until: null,
    ...more,
  };
}

export function decided(...findings: readonly GateFinding[]): GateDecision {
  const [first] = findings;
  if (!first) return ALLOW;
  return { decision: first.decision, code: first.code, until: first.until, append: [], findings: [...findings] };
}

export function refusal(code: ErrorCode, details?: unknown): DomainError {
  return new DomainError(code, `Refused: ${code}.`, { details });
}

export function row(id: string, name: string, more: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id,
    address: '+12065550172',
    addressDisplay: '(206) 555-0172',
    people: name === '' ? [] : [{ id: `p-${id}`, name }],
    peopleMore: 0,
    status: 'todo',
    unread: 0,
    lastAt: NOW - 2 * MINUTE,
    lastPreview: `Last words of ${name}`,
    lastDirection: 'in',
    lastStatus: 'received',
    waitingSince: NOW - 2 * MINUTE,
    failed: false,
    attention: null,
    canText: 'yes',
    visitReply: null,
    nextVisitAt: null,
    draft: null,
    snoozedUntil: null,
    backFromSnooze: false,
    ...more,
  };
}

export function text(id: string, body: string, more: Partial<Message> = {}): Message {
  return {
    id,
    conversationId: 'c1',
    personId: null,
    direction: 'in',
    kind: 'text',
    body,
    eventData: null,
    purpose: 'care',
    trigger: null,
    status: 'received',
    reason: null,
    notBefore: null,
    sendBy: null,
    author: null,
    templateId: null,
    appointmentId: null,
    reminderId: null,
    segments: 1,
    replyClass: null,
    gatewayId: null,
    channel: 'sms',
    route: null,
    attachments: [],
    readAt: null,
    price: null,
    createdAt: NOW - 2 * MINUTE,
    sentAt: null,
    deliveredAt: null,
    ...more,
  };
}

export function ours(id: string, body: string, more: Partial<Message> = {}): Message {
  return text(id, body, { direction: 'out', status: 'delivered', trigger: 'reply', author: 'Dana Whitlock', ...more });
}

export const directions: Template = {
  id: 't1',
  name: 'Directions and parking',
  shortcut: 'directions',
  category: 'directions',
  language: 'en',
  body: 'We are at {mapLink}, {firstName}.',
  version: 1,
  translationOf: null,
  outdated: false,
  archived: false,
  updatedAt: 0,
};

export interface Desk {
  readonly answers: Answers;
  rows: ConversationRow[];
  /** Newest first, of every conversation. */
  texts: Message[];
  /** What the gate says about any text. */
  gate: GateDecision;
  templates: Template[];
  /** Which way a text would go. */
  route: PreviewRoute | null;
  /** The body with the lines the core would add. */
  lines: (body: string) => string;
  /** What the content guard finds in a text. */
  check: (body: string) => readonly TextFinding[];
  /** Answers the sending of a text; the default queues it with the practice's undo time. */
  onSend: (body: string) => void;
}

export const BY_PHONE: PreviewRoute = {
  gatewayKind: 'phone',
  label: 'Front desk Pixel',
  ownNumber: '+12065550100',
  why: null,
  named: false,
  waits: null,
};

const PAGE = 60;

export function createDesk(given: Partial<Omit<Desk, 'answers'>> = {}): Desk {
  let sent = 0;
  const change = (id: string, part: Partial<ConversationRow>): { done: true } => {
    desk.rows = desk.rows.map((one) => (one.id === id ? { ...one, ...part } : one));
    return { done: true };
  };
  const answers: Answers = {
    'conversations.listConversations': ({ tab = 'all', search = '' }) => ({
      items: desk.rows.filter(
        (one) =>
          (tab === 'all' || (one.status === tab && (tab !== 'todo' || one.snoozedUntil === null))) &&
          (one.people[0]?.name ?? one.addressDisplay).toLowerCase().includes(search.toLowerCase()),
      ),
      next: null,
      counts: {
        todo: desk.rows.filter((one) => one.status === 'todo' && one.snoozedUntil === null).length,
        waiting: desk.rows.filter((one) => one.status === 'waiting').length,
      },
    }),
    'conversations.getConversation': ({ id }) => {
      const found = desk.rows.find((one) => one.id === id);
      if (!found) throw refusal('NOT_FOUND');
      return found;
    },
    'conversations.listMessages': ({ conversationId, cursor, limit = PAGE }) => {
      const all = desk.texts.filter((one) => one.conversationId === conversationId);
      const from = Number(cursor ?? 0);
      const next = from + limit < all.length ? String(from + limit) : null;
      return { items: all.slice(from, from + limit), next };
    },
    'conversations.searchMessages': () => ({ items: [], next: null }),
    'conversations.setStatus': ({ id, status }) => change(id, { status }),
    'conversations.snoozeConversation': ({ id, until }) => change(id, { snoozedUntil: until }),
    'conversations.markRead': ({ id, read = true }) => change(id, { unread: read ? 0 : 1 }),
    'conversations.saveDraft': ({ id, body }) => change(id, { draft: body }),
    'conversations.addNote': ({ id, body }) => {
      desk.texts = [
        text('n1', body, { conversationId: id, direction: 'none', kind: 'note', author: 'Dana Whitlock' }),
        ...desk.texts,
      ];
      return { messageId: 'n1' };
    },
    'conversations.openConversation': ({ personId }) => ({ id: (personId ?? 'p-c1').slice(2) }),
    'messages.previewMessage': ({ body }) => ({
      decision: desk.gate,
      body: desk.lines(body),
      segments: 1,
      route: desk.route,
      noRoute: null,
    }),
    'gate.checkText': ({ body }) => ({ findings: [...desk.check(body)], personId: 'p-c1' }),
    'messages.sendMessage': ({ conversationId = 'c1', body, undoMs = 5000, sendAt }) => {
      desk.onSend(body);
      sent += 1;
      const notBefore = sendAt ?? NOW + undoMs;
      const message = ours(`s${sent}`, body, { conversationId, status: 'queued', notBefore, createdAt: NOW });
      desk.texts = [message, ...desk.texts];
      change(conversationId, { status: 'waiting', lastPreview: body, draft: null });
      return { messageId: message.id, conversationId, status: 'queued', notBefore, decision: ALLOW };
    },
    'messages.cancelMessage': ({ messageId }) => {
      const body = desk.texts.find(({ id }) => id === messageId)?.body ?? '';
      desk.texts = desk.texts.filter(({ id }) => id !== messageId);
      return { body };
    },
    'messages.retryMessage': () => ({ messageId: 'r1', status: 'queued' }),
    'messages.settleMessage': () => ({ status: 'sent' }),
    'templates.listTemplates': () => ({ items: desk.templates }),
    'templates.renderTemplate': () => ({ body: 'We are at riverside.example/map, Maria.', missing: [] }),
    'people.getPerson': ({ id }) => ({
      id,
      name: 'Maria Alvarez',
      kind: 'patient',
      primaryNumber: '+12065550172',
      primaryDisplay: '(206) 555-0172',
      canText: 'yes',
      nextVisitAt: null,
      givenName: 'Maria',
      familyName: 'Alvarez',
      language: 'en',
      zone: null,
      address: null,
      note: 'Prefers afternoons.',
      externalId: null,
      numbers: [],
      createdAt: 0,
      updatedAt: 0,
    }),
    'people.listPeople': () => ({ items: [], next: null, total: 0 }),
    'schedule.listAppointments': () => ({ items: [], next: null, date: null, clinicians: [], lastImportAt: null }),
    'consent.getState': ({ number = '+12065550172' }) => consentState({ number }),
  };
  const desk: Desk = {
    answers,
    rows: [row('c1', 'Maria Alvarez'), row('c2', 'Priya Raman'), row('c3', 'Grace Mbeki')],
    texts: [text('m1', '1:15 please!')],
    gate: ALLOW,
    route: BY_PHONE,
    lines: (body) => body,
    check: () => [],
    templates: [directions],
    onSend: () => undefined,
    ...given,
  };
  return desk;
}

/** The inputs with which `procedure` was called. */
export function callsOf(core: MemoryCore, procedure: string): readonly Record<string, unknown>[] {
  return core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input as Record<string, unknown>);
}
