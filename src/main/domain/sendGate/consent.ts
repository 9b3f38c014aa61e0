/** Rows 10, 11 and 21 of rules.md 13.2: the consent matrix, per channel and purpose. */
import type { ConsentLevel, Purpose } from '../../../contract/gate.ts';
import type { Facts } from './facts.ts';
import { NOTHING, block, confirm } from './finding.ts';
import type { Rule } from './finding.ts';

type Verdict = 'ok' | 'confirm' | 'block';
/** `revoked` is not here: it is an opt-out (row 5). */
type Matrix = Readonly<Record<Exclude<Purpose, 'system'>, Readonly<Record<Exclude<ConsentLevel, 'revoked'>, Verdict>>>>;

const MATRIX: Matrix = {
  care: { written: 'ok', express: 'ok', provided_number: 'ok', unproven: 'confirm', pending: 'block', none: 'block' },
  billing: {
    written: 'ok',
    express: 'ok',
    provided_number: 'confirm',
    unproven: 'confirm',
    pending: 'block',
    none: 'block',
  },
  marketing: {
    written: 'ok',
    express: 'block',
    provided_number: 'block',
    unproven: 'block',
    pending: 'block',
    none: 'block',
  },
  employee: {
    written: 'ok',
    express: 'ok',
    provided_number: 'ok',
    unproven: 'confirm',
    pending: 'block',
    none: 'block',
  },
  employee_emergency: {
    written: 'ok',
    express: 'ok',
    provided_number: 'ok',
    unproven: 'ok',
    pending: 'ok',
    none: 'ok',
  },
};

/** Rows 10 and 11. */
export const consentMissing: Rule = (facts) => {
  const { input, consent, consentPurpose } = facts;
  if (consent === null || consentPurpose === null || verdict(facts, consent) !== 'block') return NOTHING;
  const other = input.channel === 'sms' ? 'whatsapp' : 'sms';
  const elsewhere = verdict(facts, input.consent[other][consentPurpose]);
  if (elsewhere !== 'block' && elsewhere !== null)
    return block('CONSENT_CHANNEL', { agreed: other, asked: input.channel });
  return block('CONSENT_MISSING', { purpose: consentPurpose });
};

/** Row 21. */
export const consentUnproven: Rule = (facts) =>
  facts.consent !== null && verdict(facts, facts.consent) === 'confirm' ? confirm('CONSENT_UNPROVEN') : NOTHING;

/** Null for what the matrix does not judge: system messages and revoked consent. */
function verdict(facts: Facts, level: ConsentLevel): Verdict | null {
  const { input, direct } = facts;
  if (input.purpose === 'system' || level === 'revoked') return null;
  // The emergency row trusts that the person works here; for anyone else there is no permission at all.
  if (input.purpose === 'employee_emergency' && input.recipientKind !== 'employee') return 'block';
  // Somebody who texts first may be answered (2.2); that stands in for missing consent, not for doubtful consent.
  const answering = direct && level === 'none' && (input.purpose === 'care' || input.purpose === 'employee');
  return answering ? 'ok' : MATRIX[input.purpose][level];
}
