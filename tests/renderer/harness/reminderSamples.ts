/** The reminders of the mock-up: invented people, Thu 19 to Tue 24 Nov 2026 in Seattle. */
import type { OutputOf, ReminderCard, ReminderDetail, ReminderState } from '../../../src/renderer/contract.ts';
import { visit } from './visitSamples.ts';

type Steps = readonly ReminderState[];

/** A step so many days before a visit. */
function before(days: number): ReminderCard['step'] {
  return { kind: 'step', timing: { kind: 'daysBefore', days, at: '10:30' }, purpose: 'reminder' };
}

/** A reminder due at `when` ("19 10:30"); its own state is the last of `steps` that is not planned, or the first planned. */
export function card(when: string, personName: string, steps: Steps, more: Partial<ReminderCard> = {}): ReminderCard {
  const [day = '19', time = '10:30'] = when.split(' ');
  const dueAt = Date.parse(`2026-11-${day}T${time}:00-08:00`);
  const key = personName.replaceAll(' ', '');
  const own = Math.max(
    0,
    steps.findIndex((state) => state !== 'delivered'),
  );
  const daysBefore = [3, 1, 0][own] ?? 0;
  return {
    id: `r${key}`,
    appointmentId: `v${key}`,
    personId: `p${key}`,
    personName,
    conversationId: `c${key}`,
    stepId: `s${own}`,
    step: before(daysBefore),
    dueAt,
    movedTo: null,
    sendBy: dueAt + 7_200_000,
    state: steps[own] ?? 'planned',
    reason: null,
    visitAt: dueAt + 7_200_000 + daysBefore * 86_400_000,
    visitKind: 'Check-up',
    clinician: 'Dr. Osei',
    reply: 'none',
    edited: null,
    sameTime: false,
    steps: steps.map((state, index) => ({ reminderId: index === own ? `r${key}` : `r${key}-${index}`, state })),
    ...more,
  };
}

const FIRST: Steps = ['planned', 'planned', 'planned'];
const SECOND: Steps = ['delivered', 'planned', 'planned'];
const THIRD: Steps = ['delivered', 'delivered', 'planned'];

const NAMES = [
  'Oskar Wójcik',
  'Luca Moretti',
  'Yara Haddad',
  'Sean Gallagher',
  'Mei Zhang',
  'Ola Adeyemi',
  'Kate Brennan',
];

export const cards: readonly ReminderCard[] = [
  card('19 09:15', 'Tom Whitfield', ['delivered', 'failed', 'planned'], {
    reason: { code: 'landline', text: 'Landline. Call instead' },
  }),
  card('19 10:30', 'Maria Alvarez', ['delivered', 'delivered', 'held'], {
    reason: { code: 'wantsNewTime', text: 'Wants a new time' },
    reply: 'newTime',
  }),
  card('19 10:30', 'Noah Bergström', THIRD, { reply: 'confirmed' }),
  card('19 10:35', 'Amina Yusuf', SECOND),
  card('19 10:40', 'Jack Lindqvist', THIRD),
  card('19 13:00', 'Rosa Delgado', SECOND),
  ...Array.from({ length: 46 }, (_, index) =>
    card(`19 08:${String(index).padStart(2, '0')}`, `Sent Person ${index}`, ['delivered', 'delivered', 'delivered'], {
      state: 'delivered',
    }),
  ),
  card('20 09:00', 'Ines Carvalho', FIRST),
  card('20 09:00', 'Peter Novak', FIRST),
  card('20 09:45', 'Hassan Ali', ['delivered', 'failed', 'failed'], {
    reason: { code: 'OPTED_OUT_ALL', text: "Said STOP. Won't send" },
  }),
  card('20 07:00', 'Lena Fischer', SECOND, { movedTo: Date.parse('2026-11-20T08:00:00-08:00') }),
  ...Array.from({ length: 66 }, (_, index) => card('20 11:30', `Busy Person ${index}`, SECOND)),
  card('22 09:00', 'Moved Person', SECOND, { movedTo: Date.parse('2026-11-20T09:00:00-08:00') }),
  ...NAMES.map((name, index) => card(`23 09:${10 + index * 5}`, name, index % 2 === 0 ? SECOND : FIRST)),
  ...NAMES.map((name, index) => card(`24 09:${10 + index * 5}`, `${name} Sr`, index % 2 === 0 ? FIRST : SECOND)),
];

export const summary: OutputOf<'reminders.getSummary'> = {
  heldAsOld: null,
  enabled: true,
  pausedUntil: null,
  pausedBy: null,
  pausedAt: null,
  sentToday: 46,
  stillToday: 18,
  confirmedToday: 31,
  needYou: 3,
  waiting: 0,
  nextAt: Date.parse('2026-11-19T10:30:00-08:00'),
};

/** The details of a card: what went out, what came back, and the text to come. */
export function detailOf(shown: ReminderCard): ReminderDetail {
  const appointment = visit('12:30', shown.personName, 'Check-up, Dr. Osei', { reply: shown.reply });
  return {
    card: shown,
    appointment,
    added: { at: Date.parse('2026-11-02T08:30:00-08:00'), byList: true },
    steps: shown.steps.map(({ reminderId, state }, index) => {
      const dueAt = shown.dueAt - [3, 1, 0][index]! * 86_400_000;
      const sent = state === 'delivered' || state === 'sent';
      return {
        reminderId,
        step: before([3, 1, 0][index] ?? 0),
        dueAt,
        state,
        reason: reminderId === shown.id ? shown.reason : null,
        body: `Hi ${shown.personName.split(' ')[0] ?? ''}, see you at 12:30 PM today at Riverside Family Clinic. Please arrive 10 minutes early. Need to change it? Reply 2.`,
        segments: 1,
        messageId: sent ? `m${reminderId}` : null,
        messageStatus: sent ? 'delivered' : null,
        sentAt: sent ? dueAt : null,
        deliveredAt: sent ? dueAt + 4_000 : null,
        reply: sent && index === 1 ? { body: '1', at: dueAt + 360_000 } : null,
      };
    }),
  };
}

type Check = OutputOf<'reminders.checkReminders'>['items'][number];

/** What the gate says about sending this one now: yes, only when asked, or not at all. */
export function check(reminderId: string, answer: 'send' | 'ask' | 'no'): Check {
  const question = {
    code: 'QUIET_HOURS',
    decision: 'confirm' as const,
    words: 'It is 7 AM for Noah. Send now or at 8:00 AM?',
    confirmable: true,
  };
  const missing = { code: 'templateIncomplete', text: 'The text needs a detail that is missing: clinician.' };
  return {
    reminderId,
    personName: cards.find(({ id }) => id === reminderId)?.personName ?? '',
    answer,
    findings: answer === 'ask' ? [question] : [],
    toConfirm: answer === 'ask' ? ['QUIET_HOURS'] : [],
    reason: answer === 'no' ? missing : null,
    body: answer === 'no' ? '' : 'See you at 12:30 PM.',
    segments: answer === 'no' ? 0 : 1,
    route: answer === 'no' ? null : 'Front desk phone',
    leavesAt: answer === 'no' ? null : Date.parse('2026-11-19T09:45:00-08:00'),
  };
}

type Foreseen = OutputOf<'reminders.getForecast'>['items'][number];

/** One text of the coming days. */
export function foreseen(personName: string, more: Partial<Foreseen> = {}): Foreseen {
  const base = card('20 09:00', personName, ['planned']);
  return {
    reminderId: base.id,
    appointmentId: base.appointmentId,
    personId: base.personId,
    personName,
    conversationId: null,
    stepId: base.stepId,
    step: base.step,
    visitAt: base.visitAt,
    visitKind: base.visitKind,
    clinician: base.clinician,
    dueAt: base.dueAt,
    leavesAt: base.dueAt,
    sendBy: base.sendBy,
    outcome: 'leaves',
    reason: null,
    body: 'See you.',
    language: 'en',
    segments: 1,
    route: 'Front desk phone',
    edited: null,
    alsoFor: [],
    ...more,
  };
}
