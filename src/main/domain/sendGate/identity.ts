/** Rows 1, 2 and 23 of rules.md 13.2: is this a number that can, and should, receive texts for this person? */
import { DAY_MS } from '../time.ts';
import { NOTHING, block, confirm } from './finding.ts';
import type { Rule } from './finding.ts';

const STALE_AFTER_MS = 365 * DAY_MS;

/** Row 1. WhatsApp reaches landlines; SMS does not. */
export const numberInvalid: Rule = ({ input }) => {
  const { status } = input.number;
  const unreachable = status === 'invalid' || (status === 'landline' && input.channel === 'sms');
  return unreachable ? block('NUMBER_INVALID') : NOTHING;
};

/** Row 2: wrong number reported, person on hold or deceased. Nobody is answered either (14.3 suspend_number). */
export const numberSuspended: Rule = ({ input }) => {
  if (input.number.status === 'suspended') return block('NUMBER_SUSPENDED');
  return input.personHold === 'none' ? NOTHING : block('NUMBER_SUSPENDED', { hold: input.personHold });
};

/** Row 23: a year of silence, and the number may belong to someone else (2.6). */
export const staleContact: Rule = ({ input, answersPerson }) => {
  const { lastContactAt, now } = input;
  if (answersPerson || lastContactAt === null || now - lastContactAt <= STALE_AFTER_MS) return NOTHING;
  return confirm('STALE_CONTACT');
};
