/** Writes what has already happened in the practice in a box: reminders that went out, answers, a few open threads. Past tense only. */
import { pastDueTime } from './pastDueTime.ts';
import { addDays, HOUR_MS, instantOnDay, MINUTE_MS, type CivilDate } from '../domain/time.ts';
import { countSegments } from '../../contract/segments.ts';
import { ensureConversation } from '../features/conversations/ensureConversation.ts';
import { keepRow, keepRowsOfPerson } from '../features/conversations/keepRow.ts';
import type { Ids } from '../platform/ports.ts';
import type { AppointmentRecord, CadenceStepRecord, NewMessage, PersonRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import { cast, numberOf, practice, stranger, type CastMember } from './cast.ts';
import type { SeedDeps } from './seedDeps.ts';

export interface PastReminder {
  readonly person: PersonRecord;
  readonly visit: AppointmentRecord;
  readonly step: CadenceStepRecord;
  readonly member: CastMember;
  readonly answer: string | null;
  readonly now: number;
}

export interface Chronicler {
  /** A reminder that left at its time, and the answer to it. */
  reminded(past: PastReminder): void;
  /** Threads that are no answers to reminders: a stranger, a question, an old answer of ours. */
  oddLines(day: CivilDate, now: number): void;
  keepRows(person: PersonRecord, now: number): void;
}

export function createChronicler(deps: SeedDeps, tx: WriteTx): Chronicler {
  const say = (
    address: string,
    at: number,
    message: Pick<NewMessage, 'direction' | 'kind' | 'body'> & Partial<NewMessage>,
  ): string => addMessage(deps, tx, address, at, message);
  return {
    reminded(past) {
      const { person, visit, step, member, now } = past;
      const at = pastDueTime(step, visit.startsAt);
      if (at >= now) return;
      const messageId = member.landline === true ? null : sayReminder(deps, tx, say, past, at);
      addReminder(deps, tx, past, at, messageId);
      if (past.answer === null || messageId === null) return;
      // Answers come within two hours, at odd minutes.
      const answeredAt = Math.min(now - MINUTE_MS, at + ((person.name.length * 7) % 110) * MINUTE_MS + 3 * MINUTE_MS);
      say(numberOf(member.line), answeredAt, { direction: 'in', kind: 'text', body: past.answer, personId: person.id });
      const settled = visit.reply === 'confirmed';
      open(deps, tx, numberOf(member.line), { todo: !settled, at: answeredAt, now });
    },
    oddLines(day, now) {
      const clock = (hour: number, minute: number, back = 0): number =>
        instantOnDay(addDays(day, -back), hour * HOUR_MS + minute * MINUTE_MS, practice.zone);
      const line = (given: string): string =>
        numberOf(cast.find((member) => member.given === given)?.line ?? stranger.line);
      const threads: readonly (readonly [string, number, 'in' | 'out', string])[] = [
        [line('Priya'), clock(9, 31), 'in', 'Do I need to fast before the blood test tomorrow?'],
        [line('Grace'), clock(9, 28), 'in', 'Running 10 minutes late, so sorry!'],
        [numberOf(stranger.line), clock(9, 40), 'in', stranger.text],
        [line('Daniel'), clock(15, 12, 1), 'in', 'Can I pay at the desk or do I need to pay online?'],
        [line('Daniel'), clock(15, 20, 1), 'out', 'Hi Daniel, you can pay at the desk, by card or cash.'],
        [line('Maria'), clock(9, 12), 'in', 'Hi, sorry, could I move it to after 1? I am stuck at work'],
        [
          line('Maria'),
          clock(9, 18),
          'out',
          'No problem, Maria. Dr. Chen has 1:15 PM or 3:40 PM today. Which one suits you?',
        ],
        [line('Maria'), clock(9, 42), 'in', '1:15 please! Could you also send directions? I always miss the turn'],
      ];
      for (const [address, at, direction, body] of threads) {
        if (at >= now) continue;
        say(address, at, { direction, kind: 'text', body, ...(direction === 'out' ? { author: 'Dana' } : {}) });
        open(deps, tx, address, { todo: direction === 'in', at, now });
      }
    },
    keepRows: (person, now) => {
      keepRowsOfPerson(tx, person.id, now);
    },
  };
}

type Say = (
  address: string,
  at: number,
  message: Pick<NewMessage, 'direction' | 'kind' | 'body'> & Partial<NewMessage>,
) => string;

function sayReminder(deps: SeedDeps, tx: WriteTx, say: Say, past: PastReminder, at: number): string {
  const { person, visit, step, member } = past;
  const template = tx.templates.inLanguage(step.templateId, person.language);
  if (template === undefined) throw new Error('The cadence names a text that is not there');
  const { body } = deps.render(tx, { template, person, appointment: visit });
  return say(numberOf(member.line), at, {
    direction: 'out',
    kind: 'reminder',
    body,
    personId: person.id,
    appointmentId: visit.id,
    templateId: template.id,
    trigger: 'automatic',
  });
}

function addReminder(deps: SeedDeps, tx: WriteTx, past: PastReminder, at: number, messageId: string | null): void {
  tx.reminders.insert({
    id: deps.ids.next(),
    appointmentId: past.visit.id,
    kind: 'step',
    stepId: past.step.id,
    personId: past.person.id,
    visitAt: past.visit.startsAt,
    dueAt: at,
    sendBy: past.visit.startsAt - 30 * MINUTE_MS,
    releaseAt: at,
    movedTo: null,
    state: messageId === null ? 'failed' : 'delivered',
    reasonCode: messageId === null ? 'landline' : null,
    reasonText: messageId === null ? 'Landline. Call instead' : null,
    messageId,
    householdCode: null,
    bodyOverride: null,
    dueOverride: null,
    editedBy: null,
    createdAt: at,
    updatedAt: at,
  });
}

function addMessage(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  address: string,
  at: number,
  message: Pick<NewMessage, 'direction' | 'kind' | 'body'> & Partial<NewMessage>,
): string {
  const conversation = ensureConversation(deps, tx, address, at);
  const out = message.direction === 'out';
  const person = tx.people.holdersOf(address)[0];
  const id = deps.ids.next();
  tx.messages.insert({
    id,
    conversationId: conversation.id,
    purpose: 'care',
    status: out ? 'delivered' : 'received',
    createdAt: at,
    personId: person?.id ?? null,
    segments: countSegments(message.body).parts,
    ...(out ? { trigger: 'manual', sentAt: at + 2000, deliveredAt: at + 4000 } : {}),
    ...message,
  });
  if (!out) tx.people.updateNumber(address, { lastInboundAt: at });
  return id;
}

function open(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  address: string,
  state: { readonly todo: boolean; readonly at: number; readonly now: number },
): void {
  const conversation = ensureConversation(deps, tx, address, state.at);
  keepRow(tx, conversation, state.now, {
    status: state.todo ? 'todo' : conversation.status === 'todo' ? 'waiting' : conversation.status,
    unread: state.todo ? conversation.unread + 1 : 0,
    sortAt: state.at,
    waitingSince: state.todo ? (conversation.waitingSince ?? state.at) : null,
  });
}
