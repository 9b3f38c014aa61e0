/**
 * The ledger's part of deleting a person: what was agreed and refused stays, under a pseudonym and without the number; a number that was opted
 * out stays known by its fingerprint, so that it is not texted when it comes back.
 */
import type { SuppressionRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { isOptedOut, readConsent } from '../consent/readConsent.ts';

/** Entries of one person; nobody has more. */
const MOST_ENTRIES = 10_000;
const PURPOSES = ['care', 'billing', 'marketing', 'employee'] as const;

/** Must run while it is still known whose the numbers are. */
export function forgetInLedger(tx: WriteTx, personId: string, pseudonym: string, now: number): void {
  const numbers = new Set([
    ...tx.people.numbersOf(personId).map(({ number }) => number),
    ...tx.consent.ofPerson(personId, MOST_ENTRIES).map(({ number }) => number),
  ]);
  for (const number of numbers) {
    const whole = tx.people.holdersOf(number).every(({ id }) => id === personId);
    if (whole)
      for (const scope of refusedAt(tx, number, personId, now)) tx.consent.suppress(number, { scope, since: now });
    tx.consent.forget({ number, personId, pseudonym, whole });
  }
}

/** What must not be sent to the number, whoever comes to have it. */
function refusedAt(tx: ReadTx, number: string, personId: string, now: number): readonly SuppressionRecord['scope'][] {
  const { optedOut, levels } = readConsent(tx, number, personId, now);
  if (isOptedOut(tx, number) || (optedOut !== null && optedOut.scope !== 'purpose')) return ['all'];
  return PURPOSES.filter((purpose) => levels.sms[purpose] === 'revoked');
}
