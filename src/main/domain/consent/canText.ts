/** Whether somebody can be texted, in the one word that lists and headers show. Pure; the gate decides each text by itself. */
import type { CanText } from '../../../contract/people.ts';
import type { PersonKind } from '../../../contract/people.ts';
import type { LedgerPurpose, Standing } from './ledger.ts';

export interface NumberFacts {
  readonly suspended: boolean;
  readonly landline: boolean;
}

/** `number` null: there is none. Worst news first: what staff must not do beats what they might ask. */
export function canTextFor(number: NumberFacts | null, consent: Omit<Standing, 'suspected'> | null): CanText {
  if (number === null || consent === null) return 'noNumber';
  if (consent.optedOut !== null || consent.level === 'revoked') return 'optedOut';
  if (number.suspended) return 'suspended';
  if (number.landline) return 'landline';
  const { level } = consent;
  return level === 'written' || level === 'express' || level === 'provided_number' ? 'yes' : 'ask';
}

/** What one texts people of a kind about: employees about work, by an agreement of its own (rules.md 2.7), everybody else about care. */
export function mainPurposeOf(kind: PersonKind | undefined): LedgerPurpose {
  return kind === 'employee' ? 'employee' : 'care';
}
