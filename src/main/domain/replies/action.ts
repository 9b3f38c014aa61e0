/** What may be done about a text (rules.md 14.3). When in doubt, a person looks. */
import type { ReplyAction, ReplyContext } from '../../../contract/replies.ts';
import type { NormalisedText } from './normalise.ts';
import type { Reading } from './labels.ts';
import { POLITE_WORDS, THANKS_FILLER } from './patterns/keywords.ts';

export function chooseAction(reading: Reading, message: NormalisedText, context: ReplyContext): ReplyAction {
  const { labels } = reading;
  if (labels.includes('emergency')) return 'flag_urgent';
  if (reading.deceased) return 'hold_person';
  if (labels.includes('wrong_number') && !reading.maybeWrongNumber) return 'suspend_number';
  if (reading.optOut !== null) return optOutAction(reading);
  if (reading.maybeWrongNumber) return 'flag_hold';
  if (labels[0] === 'help') return alone(reading) ? 'help' : 'flag';
  if (labels[0] === 'opt_in') return reading.plainOptIn && alone(reading) ? 'optin' : 'flag';
  if (reading.suspected) return 'flag_hold';
  if (labels[0] === 'confirm') return confirmsOne(reading, context) ? 'confirm_appt' : 'flag';
  if (labels[0] === 'gratitude') return nothingButThanks(reading, message) ? 'log' : 'flag';
  return 'flag';
}

function optOutAction(reading: Reading): ReplyAction {
  return reading.optOut?.certainty === 'exact' && alone(reading) ? 'optout' : 'optout_flag';
}

/** Nothing else was said; thanks do not count. */
function alone({ labels }: Reading): boolean {
  return labels.filter((label) => label !== 'gratitude').length === 1;
}

/** 14.3: a plain yes, to exactly one open appointment, from a number that is not opted out, and no second thought. */
function confirmsOne(reading: Reading, context: ReplyContext): boolean {
  const one = context.prompt === 'appointment' && context.openAppointments === 1 && !context.optedOut;
  return one && reading.plainYes && alone(reading) && !reading.symptom;
}

/** A thank-you that tells us something more is for a person to read. */
function nothingButThanks(reading: Reading, message: NormalisedText): boolean {
  if (reading.symptom || reading.labels.length > 1) return false;
  const words = message.text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words.every((word) => THANKS_FILLER.has(word) || POLITE_WORDS.has(word));
}
