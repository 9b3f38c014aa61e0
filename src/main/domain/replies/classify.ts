/**
 * Reply understanding: what an inbound text means and what may be done about it (rules.md section 14).
 * Pure. Rules decide: the same text always gives the same answer, and every answer names the rules that gave it. What was learned from examples
 * (stopHint) can only make automatic texts wait for a person.
 */
import type { ReplyAction, ReplyClass, ReplyClassification, ReplyContext } from '../../../contract/replies.ts';
import { chooseAction } from './action.ts';
import { readLabels } from './labels.ts';
import { normalise } from './normalise.ts';
import type { NormalisedText } from './normalise.ts';
import { AUTO_ANSWER_RULES } from './patterns/intents.ts';
import { matching } from './patterns/rule.ts';
import { readReaction } from './reaction.ts';
import type { Reaction } from './reaction.ts';
import { readsLikeStop, STOP_HINT } from './stopHint.ts';

/** Actions that are complete without a person. */
const COMPLETE: ReadonlySet<ReplyAction> = new Set<ReplyAction>(['optout', 'optin', 'help', 'confirm_appt', 'log']);

/** Classes that say little: a wish about a visit was understood, and is none about texts. */
const UNSURE: ReadonlySet<ReplyClass> = new Set<ReplyClass>(['unclear', 'question']);

/** Classifies one inbound text. An empty text (a picture alone) is for a person. */
export function classify(text: string, context: ReplyContext): ReplyClassification {
  return classifyNormalised(normalise(text), context);
}

/** The same for a text whose copies for matching are made already. */
export function classifyNormalised(message: NormalisedText, context: ReplyContext): ReplyClassification {
  const reaction = readReaction(message.text);
  if (reaction !== null) return forReaction(reaction, context);
  const automatic = matching(AUTO_ANSWER_RULES, message.text);
  if (automatic.length > 0) return answer(['unclear'], 'log', automatic);

  const reading = readLabels(message, context);
  const action = chooseAction(reading, message, context);
  // What the rules leave to a person, not knowing what it is, gets a second opinion, which can only make the automatic texts wait.
  const unknown = action === 'flag' && !context.optedOut && UNSURE.has(reading.labels[0] ?? 'unclear');
  const hinted = unknown && readsLikeStop(message.text);
  return {
    ...answer(reading.labels, hinted ? 'flag_hold' : action, hinted ? [...reading.rules, STOP_HINT] : reading.rules),
    scope: reading.optOut?.scope ?? 'all',
    recordsOptOut: reading.optOut !== null,
    mayMeanAppointment: reading.optOut?.mayMeanAppointment ?? false,
  };
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
