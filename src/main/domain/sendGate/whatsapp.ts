/** Rows 8, 9 and 17 of rules.md 13.2: what WhatsApp forbids (section 6). */
import { isUnitedStatesNumber } from '../phoneNumber.ts';
import { NOTHING, block } from './finding.ts';
import type { Rule } from './finding.ts';

/** Row 8: marketing templates to US numbers are paused since 1 April 2025. */
export const whatsappUsMarketing: Rule = ({ input }) =>
  input.channel === 'whatsapp' && input.purpose === 'marketing' && isUnitedStatesNumber(input.number.e164)
    ? block('WHATSAPP_US_MARKETING')
    : NOTHING;

/** Row 9; covers care and billing (section 0, ruling 3). */
export const whatsappHealthOff: Rule = ({ input }) => {
  const health = input.purpose === 'care' || input.purpose === 'billing';
  const off = input.channel === 'whatsapp' && health && input.hipaaCovered && !input.whatsapp.healthAllowed;
  return off ? block('WHATSAPP_HEALTH_OFF') : NOTHING;
};

/** Row 17: free text only within 24 hours of the person's last message. */
export const whatsappWindow: Rule = ({ input }) =>
  input.channel === 'whatsapp' && !input.whatsapp.windowOpen && !input.whatsapp.template
    ? block('WHATSAPP_WINDOW')
    : NOTHING;
