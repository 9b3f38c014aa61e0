/**
 * Reply understanding: what an inbound text means and what may be done about it (rules.md section 14).
 * Pure. Rules decide: the same text always gives the same answer, and every answer names the rules that gave it. What was learned from examples
 * (stopHint) can only make automatic texts wait for a person.
 */
import type { ReplyAction, ReplyClass, ReplyClassification, ReplyContext } from '../../../contract/replies.ts';
import { chooseAction } from './action.ts';
import { readLabels } from './labels.ts';
import type { Reading } from './labels.ts';
import { normalise } from './normalise.ts';
import type { NormalisedText } from './normalise.ts';
import { AUTO_ANSWER_RULES } from './patterns/intents.ts';
import { matching } from './patterns/rule.ts';
import { readReaction } from './reaction.ts';
import type { Reaction } from './reaction.ts';
import { STOP_DOUBT, STOP_HINT, stopOpinion } from './stopHint.ts';
import type { GiveOpinion, StopOpinion } from './stopHint.ts';

/** Actions that are complete without a person. */
const COMPLETE: ReadonlySet<ReplyAction> = new Set<ReplyAction>(['optout', 'optin', 'help', 'confirm_appt', 'log']);

/** Actions that a second opinion may change, or only the class beside them. */
const REVIEWED: ReadonlySet<ReplyAction> = new Set<ReplyAction>(['flag', 'flag_hold', 'optout_flag', 'hold_person']);
/** Classes that say little, for thanks are often politeness: a wish about a visit was understood, and is seldom one about texts. */
const UNSURE: ReadonlySet<ReplyClass> = new Set<ReplyClass>(['unclear', 'question', 'gratitude']);
/** Found by phrases and frames, and not by a keyword: those are never doubted. */
const isFoundInWords = (id: string): boolean => !NEVER_DOUBTED.has(id);
const NEVER_DOUBTED: ReadonlySet<string> = new Set(
  ['keyword', 'shortForm', 'sentence', 'typo', 'sign', 'declined', 'ifAgain'].map((id) => `opt_out.${id}`),
);

/** Classifies one inbound text. An empty text (a picture alone) is for a person. */
export function classify(text: string, context: ReplyContext): ReplyClassification {
  return classifyNormalised(normalise(text), context);
}

/** The same for a text whose copies for matching are made already. */
export function classifyNormalised(
  message: NormalisedText,
  context: ReplyContext,
  opinionOn: GiveOpinion = stopOpinion,
): ReplyClassification {
  const reaction = readReaction(message.text);
  if (reaction !== null) return forReaction(reaction, context);
  const automatic = matching(AUTO_ANSWER_RULES, message.text);
  if (automatic.length > 0) return answer(['unclear'], 'log', automatic);

  const reading = readLabels(message, context);
  const heard = { ...reading, action: chooseAction(reading, message, context) };
  const reviewed = !context.optedOut && REVIEWED.has(heard.action);
  const { labels, optOut, action, rules } = reviewed
    ? withSecondOpinion(heard, opinionOn(message.text, context.prompt))
    : heard;
  return {
    ...answer(labels, action, rules),
    scope: optOut?.scope ?? 'all',
    recordsOptOut: optOut !== null,
    mayMeanAppointment: optOut?.mayMeanAppointment ?? false,
  };
}

type Heard = Pick<Reading, 'labels' | 'optOut' | 'rules'> & { readonly action: ReplyAction };

/**
 * What the rules leave to a person is looked at once more: it may make the automatic texts wait, and call the text what it most likely is. A
 * wish to stop that the rules took from words alone, and that looks like none, waits for a person instead of going into the ledger at once.
 */
function withSecondOpinion(heard: Heard, opinion: StopOpinion): Heard {
  const { labels, optOut, action, rules } = heard;
  if (optOut !== null) {
    if (action !== 'optout_flag' || !opinion.hardlyStop || !optOut.rules.every(isFoundInWords)) return heard;
    const others = labels.filter((label) => label !== 'opt_out');
    const rest = others.length > 0 ? others : (['unclear'] as const);
    return { labels: rest, optOut: null, action: 'flag_hold', rules: [...rules, STOP_DOUBT] };
  }
  const wished = UNSURE.has(labels[0] ?? 'unclear') ? opinion.mayMeanStop : opinion.mayHideStop;
  if (action === 'flag' && !wished) return heard;
  const read = opinion.surelyStop ? (['opt_out', ...labels.filter((label) => label !== 'unclear')] as const) : labels;
  const waits = action === 'flag' ? ({ action: 'flag_hold', rules: [...rules, STOP_HINT] } as const) : {};
  return { ...heard, labels: read, ...waits };
}

/** 14.1 step 3: only the reaction counts. It never acts by itself, whatever it likes. */
function forReaction({ mood }: Reaction, context: ReplyContext): ReplyClassification {
  const rules = [`reaction.${mood}`];
  if (mood === 'positive') {
    return context.prompt === 'appointment' ? answer(['confirm'], 'flag', rules) : answer(['gratitude'], 'log', rules);
  }
  const declined = mood === 'negative' && context.prompt === 'marketing';
  return answer(['unclear'], declined ? 'flag_hold' : 'flag', rules);
}

function answer(labels: readonly ReplyClass[], action: ReplyAction, rules: readonly string[]): ReplyClassification {
  const [primary = 'unclear', ...also] = labels;
  return {
    primary,
    also,
    action,
    scope: 'all',
    recordsOptOut: false,
    mayMeanAppointment: false,
    needsPerson: !COMPLETE.has(action),
    rules: [...rules],
  };
}
