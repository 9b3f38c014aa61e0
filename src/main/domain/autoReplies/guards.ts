/**
 * When a rule may answer: at most once in 12 hours, never two automatic texts in a row to what answers like a machine, and no more after
 * five automatic texts to one number. Pure.
 */
import { DAY_MS, HOUR_MS } from '../time.ts';
import { comparable } from './words.ts';

const ONCE_IN_MS = 12 * HOUR_MS;
/** Nobody reads and answers that fast; two machines do. */
const MACHINE_SPEED_MS = 5000;
const LOOP_TEXTS = 5;
export const LOOP_WITHIN_MS = 7 * DAY_MS;

export interface EarlierUse {
  readonly ruleId: string;
  readonly answered: boolean;
  readonly at: number;
}

export interface AnswerFacts {
  readonly now: number;
  readonly text: string;
  readonly rule: { readonly id: string; readonly marks: boolean };
  /** Uses in this conversation, newest first, no older than `LOOP_WITHIN_MS`. */
  readonly uses: readonly EarlierUse[];
  /** When a person of ours last wrote there; null: never. */
  readonly lastByPersonAt: number | null;
  /** Our newest text there when the machine wrote it; null: it is a person's, or there is none. */
  readonly lastAutomaticAt: number | null;
  /** The words of their text before this one; null: there is none. */
  readonly textBefore: string | null;
  /** Their text before this one was an answer of a machine. */
  readonly machineBefore: boolean;
}

/** `loop`: the rule is to be stopped and a person told. */
export type AnswerGuard = 'answer' | 'tooSoon' | 'machine' | 'loop';

export function guardAnswer(facts: AnswerFacts): AnswerGuard {
  const { now, rule, uses, lastByPersonAt } = facts;
  const answers = uses.filter(({ answered }) => answered);
  const alone = answers.filter(
    ({ at }) => now - at < LOOP_WITHIN_MS && (lastByPersonAt === null || at > lastByPersonAt),
  );
  if (alone.length >= LOOP_TEXTS) return 'loop';
  if (looksAutomatic(facts)) return 'machine';
  const recent = answers.some(({ at }) => now - at < ONCE_IN_MS);
  // A visit that was marked deserves its word; the same rule does not say it twice.
  const repeats = answers.some(({ at, ruleId }) => ruleId === rule.id && now - at < ONCE_IN_MS);
  return recent && (!rule.marks || repeats) ? 'tooSoon' : 'answer';
}

function looksAutomatic({ now, text, lastAutomaticAt, textBefore, machineBefore }: AnswerFacts): boolean {
  if (lastAutomaticAt === null) return false;
  const sameWords = textBefore !== null && comparable(textBefore) === comparable(text);
  return machineBefore || sameWords || now - lastAutomaticAt < MACHINE_SPEED_MS;
}
