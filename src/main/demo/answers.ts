/** What the invented patients write back, and when. Pure: the same text to the same person gives the same answer. */
import { MINUTE_MS } from '../domain/time.ts';
import type { Habit } from './cast.ts';

export interface Answer {
  readonly text: string;
  readonly afterMs: number;
}

const questions = [
  'Do I need to fast before the visit?',
  'Can I bring my daughter along?',
  'Is parking free?',
  'How long will it take?',
];
const yesses = ['Yes I will be there, thank you', 'Yes, see you then!', 'ok see you tomorrow'];

/**
 * The answer to a reminder, or to something the desk wrote. Null: no answer.
 * `seed` in 0..1 picks among wordings and delays, so a run looks alive and can be repeated.
 */
export function answerTo(habit: Habit, body: string, seed: number): Answer | null {
  const soon = Math.round((1 + seed * 8) * MINUTE_MS);
  const pick = (list: readonly string[]): string => list[Math.floor(seed * list.length)] ?? '';
  if (/STOP|opted out|no more texts|no recibir/i.test(body) && !/reply (1|c\b)|responda/i.test(body)) return null;
  if (!asksForAnswer(body)) return afterTheDesk(habit, body, soon);
  switch (habit) {
    case 'confirms':
      return { text: /\bC\b/.test(body) ? 'C' : '1', afterMs: soon };
    case 'confirmsInWords':
      return { text: pick(yesses), afterMs: soon };
    case 'wantsNewTime':
      return {
        text: seed < 0.5 ? 'R' : 'Hi, sorry, could I move it to the afternoon? I am stuck at work',
        afterMs: soon,
      };
    case 'asks':
      return { text: pick(questions), afterMs: soon };
    case 'stops':
      return { text: 'STOP', afterMs: soon };
    case 'wrongNumber':
      return { text: 'Sorry, wrong number', afterMs: soon };
    case 'spanish':
      return { text: seed < 0.5 ? 'Sí' : '¿Puedo llegar 10 minutos tarde?', afterMs: soon };
    case 'runsLate':
      return { text: 'Running 10 minutes late, so sorry!', afterMs: soon };
    case 'silent':
      return null;
  }
}

function asksForAnswer(body: string): boolean {
  return /reply|responda|conteste/i.test(body);
}

/** People thank for what a person wrote to them; machines' confirmations stay without an answer. */
function afterTheDesk(habit: Habit, body: string, afterMs: number): Answer | null {
  if (habit === 'silent' || habit === 'stops' || habit === 'wrongNumber') return null;
  if (/^(thanks|thank you|gracias|confirmed)/i.test(body)) return null;
  return { text: habit === 'spanish' ? 'Muchas gracias' : 'Great, thank you!', afterMs };
}
