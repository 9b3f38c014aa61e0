import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplyContext } from '../../src/contract/replies.ts';
import type { ReplyAction, ReplyClass } from '../../src/contract/replies.ts';
import { classify } from '../../src/main/domain/replies/classify.ts';
import { NOT_OPT_OUTS, OPT_OUTS, SUSPECTED, lines } from './replyTexts.ts';

const NONE = ReplyContext.parse({});
const ASKED = ReplyContext.parse({
  prompt: 'appointment',
  keys: { C: 'confirm', R: 'reschedule', X: 'cancel' },
  openAppointments: 1,
});
const OFFER = ReplyContext.parse({ prompt: 'marketing' });
const NAMED = ReplyContext.parse({ names: ['Maria', 'José'] });

describe('clear wishes to stop beyond the reference cases', () => {
  it('honours a stop above a signature', () => {
    expect(classify('STOP\nSent from my phone', NONE).action).toBe('optout');
  });

  it.each(OPT_OUTS)('honours %j', (text) => {
    for (const context of [NONE, OFFER]) expect(classify(text, context)).toMatchObject({ recordsOptOut: true });
  });

  it.each(OPT_OUTS)('honours %j after a reminder, and confirms nothing', (text) => {
    const { recordsOptOut, action } = classify(text, ASKED);
    expect(recordsOptOut).toBe(true);
    expect(['optout', 'optout_flag', 'flag_urgent', 'suspend_number']).toContain(action);
  });

  it('honours them in any case, with politeness and punctuation around', () => {
    const wrap = fc.constantFrom<(text: string) => string>(
      (text) => text.toUpperCase(),
      (text) => `Hi, ${text}`,
      (text) => `${text}!!`,
      (text) => `  ${text} 🙏 `,
      (text) => `"${text}"`,
    );
    fc.assert(
      fc.property(fc.constantFrom(...OPT_OUTS), wrap, (text, wrapped) => {
        expect(classify(wrapped(text), NONE).recordsOptOut).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('texts that only contain the words', () => {
  it.each(NOT_OPT_OUTS)('does not take %j for an opt-out', (text) => {
    expect(classify(text, ASKED).recordsOptOut).toBe(false);
    expect(classify(text, NONE).recordsOptOut).toBe(false);
  });

  it.each(SUSPECTED)('pauses for a person at %j', (text) => {
    expect(classify(text, NONE)).toMatchObject({ recordsOptOut: false, action: 'flag_hold', needsPerson: true });
  });
});

describe('everyday texts', () => {
  it.each<[string, ReplyClass, ReplyAction]>([
    ['yes please', 'confirm', 'confirm_appt'],
    ['Yes, confirmed', 'confirm', 'confirm_appt'],
    ['C thank you', 'confirm', 'confirm_appt'],
    ['(C)', 'confirm', 'confirm_appt'],
    ['Yes I will be there', 'confirm', 'confirm_appt'],
    ['Sí, confirmo. Gracias!', 'confirm', 'confirm_appt'],
    ['yesss 😊', 'confirm', 'confirm_appt'],
    ['ok 👎', 'unclear', 'flag'],
    ['yes, who is this', 'question', 'flag'],
    ['Yes I can come but I will be 10 min late', 'late', 'flag'],
    ['yes unless it snows', 'confirm', 'flag'],
    ['Will be there at 2', 'confirm', 'flag'],
    ['yes cancel it', 'cancel', 'flag'],
    ["yes I won't be there", 'cancel', 'flag'],
    ['can we do Thursday instead', 'reschedule', 'flag'],
    ['I need a different time', 'reschedule', 'flag'],
    ['any chance to come in earlier?', 'reschedule', 'flag'],
    ['podemos cambiar la cita', 'reschedule', 'flag'],
    ["I can't come in today, sick", 'cancel', 'flag'],
    ['I have to miss my appointment', 'cancel', 'flag'],
    ['have to cancel', 'cancel', 'flag'],
    ['No voy a poder llegar', 'cancel', 'flag'],
    ["I'm on my way", 'late', 'flag'],
    ['5 minutes away', 'late', 'flag'],
    ['Can I eat before the blood draw', 'question', 'flag'],
    ['hi what time do you open', 'question', 'flag'],
    ['how much is the copay', 'question', 'flag'],
    ['a que hora es mi cita', 'question', 'flag'],
    ['x', 'cancel', 'flag'],
    ['maybe', 'unclear', 'flag'],
    ['no', 'unclear', 'flag'],
  ])('after a reminder, %j is %s, %s', (text, primary, action) => {
    expect(classify(text, ASKED)).toMatchObject({ primary, action });
  });

  it.each<[string, ReplyClass, ReplyAction]>([
    ['Thank you so much, have a great day!', 'gratitude', 'log'],
    ['Mil gracias, muy amables', 'gratitude', 'log'],
    ['Thanks! The incision is red and hot though', 'gratitude', 'flag'],
    ['sorry wrong number', 'wrong_number', 'suspend_number'],
    ['You have the wrong person', 'wrong_number', 'suspend_number'],
    ['I called the wrong number yesterday, sorry', 'unclear', 'flag'],
    ['nobody here by that name', 'wrong_number', 'suspend_number'],
    ['HELP ME', 'unclear', 'flag'],
    ['help please', 'help', 'help'],
    ['start', 'opt_in', 'optin'],
    ['I started the antibiotics', 'unclear', 'flag'],
    ['', 'unclear', 'flag'],
    ['🤷', 'unclear', 'flag'],
    ['My mother passed away on Sunday', 'unclear', 'hold_person'],
    ['my dog passed away', 'unclear', 'flag'],
    ['Auto-reply: I am out of the office. In an emergency call 911', 'unclear', 'log'],
    ["I'm driving, tell the doctor I feel dizzy", 'unclear', 'flag'],
    ['Loved "See you Tuesday. Reply STOP to opt out"', 'gratitude', 'log'],
  ])('%j is %s, %s', (text, primary, action) => {
    expect(classify(text, NONE)).toMatchObject({ primary, action });
  });

  it.each(['im not maria', 'This isn’t Jose', 'María does not live here', 'no soy José', 'Jose no vive aqui'])(
    'takes %j for a wrong number, because the name is on file',
    (text) => {
      expect(classify(text, NAMED).action).toBe('suspend_number');
      expect(classify(text, NONE).action).toBe('flag');
    },
  );
});

describe('emergencies', () => {
  it.each(
    lines(`
      having chest pains since this morning
      my chest hurts
      he can't breathe
      I cannot breathe well
      struggling to breathe
      I think I'm having a stroke
      she is unresponsive
      he won't wake up
      my face is swelling up
      I took too many pills
      thinking about suicide
      I want to kill myself
      I don't want to live anymore
      it won't stop bleeding
      bleeding so much
      should I call 911?
      no, chest pain
      No rash but I can't breathe
      Thanks. Also I have shortness of breath
      me duele mucho el pecho
      mi hijo no respira
      es una emergencia
      me falta el aire
      yes but I have chest pain
      Cancel my appointment, I have severe abdominal pain
    `),
  )('is loud at %j', (text) => {
    expect(classify(text, ASKED)).toMatchObject({ primary: 'emergency', action: 'flag_urgent' });
  });

  it.each(
    lines(`
      no chest pain today
      I have no chest pain or shortness of breath
      not an emergency
      this is non-emergency
      update my emergency contact please
      I haven't had any seizures lately
    `),
  )('is not loud at %j, but a person reads it', (text) => {
    const { primary, action } = classify(text, NONE);
    expect(primary).not.toBe('emergency');
    expect(action).toBe('flag');
  });
});

describe('hostile text', () => {
  it('answers anything quickly, and never acts on noise', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        expect(classify(text, NAMED).rules.every((rule) => /^[\w.]+$/.test(rule))).toBe(true);
      }),
    );
  });

  it.each([
    ['one letter', 'a'.repeat(100_000)],
    ['blanks', ' '.repeat(100_000)],
    ['stop and blanks', `stop${' '.repeat(50_000)}x`],
    ['words', 'cancel a b c d e '.repeat(6000)],
    ['negations', 'no no not '.repeat(10_000)],
    ['don’t', "don't want to ".repeat(8000)],
    ['quotes', '"'.repeat(100_000)],
    ['combining marks', `s${'\u0301'.repeat(90_000)}top`],
  ])('is not slowed down by 100,000 characters of %s', (_name, text) => {
    expect(classify(text, NAMED)).toHaveProperty('primary');
  });

  it('reads through invisible and bidirectional characters', () => {
    expect(classify('\u202eS\u200bT\u2060O\u00adP\u202c', NONE).action).toBe('optout');
  });

  it('takes a hostile name as text, not as a pattern', () => {
    const context = ReplyContext.parse({ names: ['(a+)+$', '.*', '', '['] });
    expect(classify('I am not here', context)).toMatchObject({ primary: 'unclear' });
  });
});
