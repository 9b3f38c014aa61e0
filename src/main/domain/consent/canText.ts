/** Whether somebody can be texted, in the one word that lists and headers show. Pure; the gate decides each text by itself. */
import type { CanText } from '../../../contract/people.ts';
import type { CareStanding } from './ledger.ts';

export interface NumberFacts {
  readonly suspended: boolean;
  readonly landline: boolean;
}

/** `number` null: there is none. Worst news first: what staff must not do beats what they might ask. */
export function canTextFor(number: NumberFacts | null, consent: Omit<CareStanding, 'suspected'> | null): CanText {
  if (number === null || consent === null) return 'noNumber';
  if (consent.optedOut !== null || consent.levels.sms.care === 'revoked') return 'optedOut';
  if (number.suspended) return 'suspended';
  if (number.landline) return 'landline';
  const { care } = consent.levels.sms;
  return care === 'written' || care === 'express' || care === 'provided_number' ? 'yes' : 'ask';
}
