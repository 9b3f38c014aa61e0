/** Where networks take only what was registered with them (rules.md section 10, India): sender name and text, for every kind of text. */
import { NOTHING, block } from './finding.ts';
import type { Rule } from './finding.ts';

/** Without a registered sender name the network throws the text away, whatever it says. */
export const registeredSenderMissing: Rule = ({ input: { registration } }) =>
  registration.required && !registration.sender ? block('REGISTERED_SENDER_MISSING') : NOTHING;

/** No free text: answers to a person neither. */
export const registeredTextMissing: Rule = ({ input: { registration } }) =>
  registration.required && !registration.text ? block('REGISTERED_TEXT_MISSING') : NOTHING;
