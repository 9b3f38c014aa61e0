/**
 * Which texts the practice's rules are never asked about, because the program's own understanding comes first (rules.md 14.2, 14.3): opt-outs
 * and opt-ins, HELP, danger, wrong numbers, a plain yes that confirms, doubt, and automatic answers. Pure.
 */
import type { ReplyClass, ReplyClassification } from '../../../contract/replies.ts';
import { findEmergency } from '../replies/emergency.ts';
import { normalise } from '../replies/normalise.ts';
import { AUTO_ANSWER_RULES } from '../replies/patterns/intents.ts';
import { matching } from '../replies/patterns/rule.ts';

export type SystemClaim =
  'optOut' | 'optIn' | 'help' | 'urgent' | 'wrongNumber' | 'confirms' | 'automatic' | 'doubtful';

const OWN_CLASSES: Readonly<Partial<Record<ReplyClass, SystemClaim>>> = {
  emergency: 'urgent',
  opt_out: 'optOut',
  wrong_number: 'wrongNumber',
  help: 'help',
  opt_in: 'optIn',
};

/** Who claims the text before any rule; null: rules may be asked. Strict: one label of ours anywhere in it is enough. */
export function systemClaim(text: string, meaning: ReplyClassification): SystemClaim | null {
  if (meaning.action === 'flag_urgent' || findEmergency(normalise(text)) !== null) return 'urgent';
  if (meaning.recordsOptOut) return 'optOut';
  for (const label of [meaning.primary, ...meaning.also]) {
    const claim = OWN_CLASSES[label];
    if (claim !== undefined) return claim;
  }
  return claimOfAction(meaning);
}

function claimOfAction({ action, primary, rules }: ReplyClassification): SystemClaim | null {
  switch (action) {
    case 'confirm_appt':
      return 'confirms';
    case 'flag_hold':
      return 'doubtful';
    case 'log':
      // An answer of a machine, or a reaction; thanks in words are a person's.
      return primary === 'gratitude' && !isReaction(rules) ? null : 'automatic';
    case 'flag':
      return isReaction(rules) ? 'automatic' : null;
    default:
      return 'doubtful';
  }
}

/** A reaction quotes our own words: they are never searched for a practice's words either. */
function isReaction(rules: readonly string[]): boolean {
  return rules.some((rule) => rule.startsWith('reaction.'));
}

const SPEAKS_AGAINST: readonly ReplyClass[] = ['reschedule', 'cancel', 'late', 'question'];

/** Whether a rule may take this text for a yes: nothing in it wants anything else. */
export function mayMeanYes({ primary, also }: ReplyClassification): boolean {
  return ![primary, ...also].some((label) => SPEAKS_AGAINST.includes(label));
}

/** Whether a person must read it whatever a rule says: the calendar may change (rules.md rule 19). */
export function needsReading({ primary, also }: ReplyClassification): boolean {
  return [primary, ...also].some((label) => label === 'reschedule' || label === 'cancel' || label === 'late');
}

/** Whether a text is the answer of a machine ("I'm driving", "Out of office"). */
export function isAutomaticAnswer(text: string): boolean {
  return matching(AUTO_ANSWER_RULES, normalise(text).text).length > 0;
}
