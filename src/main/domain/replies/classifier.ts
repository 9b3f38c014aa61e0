/**
 * Reply understanding for many texts: remembers what short ones meant, because "C" and "Yes" come again and again, and gets the rules ready
 * in small steps. Says exactly what `classify` says, for the same words and the same question.
 */
import type { ReplyClassification, ReplyContext } from '../../../contract/replies.ts';
import { classify, classifyNormalised } from './classify.ts';
import { findEmergency } from './emergency.ts';
import { namesMet } from './labels.ts';
import { normalise } from './normalise.ts';
import type { NormalisedText } from './normalise.ts';
import { findOptOut } from './optOut.ts';
import { HOLD_RULES } from './patterns/hold.ts';
import { INTENT_RULES } from './patterns/intents.ts';
import { OPT_OUT_PHRASES } from './patterns/optOut.ts';
import { OPT_OUT_PHRASES_ES } from './patterns/optOutSpanish.ts';
import { matching } from './patterns/rule.ts';
import type { PatternRule } from './patterns/rule.ts';

/** Longer texts hardly ever come twice. */
const LONGEST = 60;
/** Texts remembered, and questions remembered with each; then it begins anew. */
const MOST_TEXTS = 500;
const MOST_CONTEXTS = 20;

export interface ReplyClassifier {
  /** As `classify`. */
  classify(text: string, context: ReplyContext): ReplyClassification;
  /**
   * Steps that make the rules ready, a few tens of ms together the first time: patterns are compiled when they are first used. Run each
   * in a task of its own before the first text; without that the first text pays for all of it.
   */
  warmUp(): readonly (() => void)[];
}

interface Known {
  readonly message: NormalisedText;
  readonly meanings: Map<string, ReplyClassification>;
}

/** A classifier that remembers nothing yet. */
export function createReplyClassifier(): ReplyClassifier {
  const texts = new Map<string, Known>();
  const knownText = (text: string): Known => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    if (texts.size >= MOST_TEXTS) texts.clear();
    const fresh: Known = { message: normalise(text), meanings: new Map() };
    texts.set(text, fresh);
    return fresh;
  };
  return {
    classify: (text, context) => {
      if (text.length > LONGEST) return classify(text, context);
      const { message, meanings } = knownText(text);
      const asked = questionOf(message, context);
      const known = meanings.get(asked);
      if (known !== undefined) return known;
      if (meanings.size >= MOST_CONTEXTS) meanings.clear();
      const meaning = classifyNormalised(message, context);
      meanings.set(asked, meaning);
      return meaning;
    },
    warmUp,
  };
}

/** Everything of the context that the meaning depends on. Of the names only those the text may deny. */
function questionOf(message: NormalisedText, context: ReplyContext): string {
  const { prompt, keys, openAppointments, optedOut, names } = context;
  return JSON.stringify([prompt, keys, openAppointments, optedOut, namesMet(message, names)]);
}

const SAMPLE = 'Is this about Friday?';
const ASKED: ReplyContext = {
  prompt: 'appointment',
  keys: { C: 'confirm' },
  openAppointments: 1,
  optedOut: false,
  names: [],
};

/** Compiled at their second use at the latest: some are long, and so many take about a task's time (measured). */
const PATTERNS_A_STEP = 4;

function warmUp(): readonly (() => void)[] {
  const message = normalise(SAMPLE);
  return [
    ...inSteps([...OPT_OUT_PHRASES, ...OPT_OUT_PHRASES_ES, ...HOLD_RULES, ...INTENT_RULES], message),
    () => void findEmergency(message),
    () => void findOptOut(message, ASKED),
    () => void classify(SAMPLE, ASKED),
  ];
}

function inSteps(rules: readonly PatternRule[], { text }: NormalisedText): readonly (() => void)[] {
  return Array.from({ length: Math.ceil(rules.length / PATTERNS_A_STEP) }, (_, at) => () => {
    const some = rules.slice(at * PATTERNS_A_STEP, (at + 1) * PATTERNS_A_STEP);
    matching(some, text);
    matching(some, text);
  });
}
