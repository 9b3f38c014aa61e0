/** Rows 3 to 7, 15 and 20 of rules.md 13.2: everything somebody has said against being texted. */
import type { GateInput } from '../../../contract/gate.ts';
import { DAY_MS, MINUTE_MS } from '../time.ts';
import { NOTHING, block, confirm } from './finding.ts';
import type { Finding, Rule } from './finding.ts';

/** The one confirmation of an opt-out is presumed fine within five minutes (47 CFR 64.1200(a)(12), rules.md 2.5). */
const CONFIRM_WITHIN_MS = 5 * MINUTE_MS;
/** The opt-in request is asked once in a week (rules.md section 0, ruling 5). */
const ASK_AGAIN_AFTER_MS = 7 * DAY_MS;

/** Row 3. An answer to the person's own keyword is exempt; a request to opt in again is not. */
export const optedOutAll: Rule = ({ input, answersPerson }) =>
  input.optOut.scope === 'all' && !answersPerson ? block('OPTED_OUT_ALL', howParams(input)) : NOTHING;

/** Row 4: one person of a shared number. */
export const optedOutPerson: Rule = ({ input, answersPerson }) =>
  !answersPerson && input.optOut.persons.includes(input.personId) ? block('OPTED_OUT_PERSON') : NOTHING;

/** Row 5. Opt-outs cover every channel, so a revocation on either counts (11.2 P10). */
export const optedOutPurpose: Rule = ({ input, consentPurpose, answersPerson }) => {
  const { scope } = input.optOut;
  if (consentPurpose === null) {
    const declined = input.systemKind === 'optin_request' && scope !== 'none' && scope !== 'all';
    return declined && !answersPerson ? block('OPTED_OUT_PURPOSE', { purpose: scope }) : NOTHING;
  }
  const revoked = [input.consent.sms, input.consent.whatsapp].some((levels) => levels[consentPurpose] === 'revoked');
  return revoked || scope === consentPurpose ? block('OPTED_OUT_PURPOSE', { purpose: consentPurpose }) : NOTHING;
};

/** Row 6; system messages are exempt (section 0, ruling 6). */
export const suspectedOptOut: Rule = ({ input }) => {
  if (!input.optOut.suspected || input.purpose === 'system') return NOTHING;
  const never = input.purpose === 'marketing' || input.purpose === 'billing';
  return never ? block('SUSPECTED_OPTOUT') : confirm('SUSPECTED_OPTOUT');
};

/** Row 7, and its like for the other system messages: each goes out once. */
export const systemMessage: Rule = ({ input }) => {
  if (input.purpose !== 'system') return NOTHING;
  const findings: Finding[] = [];
  if (input.systemKind === 'optout_confirmation') {
    const { at } = input.optOut;
    if (input.systemAlreadySent) findings.push(...block('OPTOUT_CONFIRM_ALREADY_SENT'));
    if (at === null || input.now - at > CONFIRM_WITHIN_MS) findings.push(...block('OPTOUT_CONFIRM_TOO_LATE'));
  } else if (input.systemKind === 'optin_request') {
    const asked = input.optInAskedAt;
    const recently = asked !== null && input.now - asked <= ASK_AGAIN_AFTER_MS;
    if (input.systemAlreadySent || recently) findings.push(...block('OPTIN_ALREADY_ASKED'));
  } else if (input.systemAlreadySent) {
    findings.push(...block('SYSTEM_ALREADY_SENT'));
  }
  return findings;
};

/** Row 15. The caller also writes the opt-out into the ledger (5.3). */
export const providerOptOut: Rule = ({ input }) =>
  input.provider.state === 'opted_out' ? block('PROVIDER_OPTOUT', howParams(input)) : NOTHING;

/** Row 20: the revocation may have been meant for the person, not the number. */
export const optedOutOtherNumber: Rule = ({ input, answersPerson }) =>
  input.optOut.otherNumber && !answersPerson ? confirm('OPTED_OUT_OTHER_NUMBER') : NOTHING;

function howParams(input: GateInput): Record<string, string | number> {
  const { at, how } = input.optOut;
  return { ...(at === null ? {} : { optOutAt: at }), ...(how === null ? {} : { how }) };
}
