/**
 * The ledger's part of erasing a person: entries lose person, number and free words and keep what was said, when and how; an opt-out lives on
 * as a fingerprint of the number, so that it holds when the number comes back (rules.md 11.1, 12). Whether it may be done at all (legal
 * hold) is the caller's question.
 */
import type { ConsentRecord, SuppressionRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { readPurpose } from '../../domain/consent/ledger.ts';
import { ledgerOf, readConsent } from './readConsent.ts';

/** More entries about one person than anybody has. */
const MOST = 100_000;
const PURPOSES = ['care', 'billing', 'marketing', 'employee'] as const;

/**
 * Must run while the person and their numbers are still there. `pseudonym`: a random id that stands for nobody. Returns how many entries
 * were made nameless. On a number that others share, only entries about this person are touched.
 */
export function forgetPersonInLedger(tx: WriteTx, personId: string, pseudonym: string, now: number): number {
  const entries = tx.consent.ofPerson(personId, MOST);
  const ids = [...new Set([personId, ...entries.flatMap((one) => one.personId ?? [])])];
  const numbers = [
    ...new Set([...entries.map(({ number }) => number), ...tx.people.numbersOf(personId).map(({ number }) => number)]),
  ];
  let forgotten = 0;
  let suppressed = 0;
  for (const number of numbers.filter(isNumber)) {
    const whole = tx.people.holdersOf(number).every(({ id }) => id === personId);
    if (whole) {
      for (const stop of opposed(tx, number, personId, now)) suppressed += tx.consent.suppress(number, stop) ? 1 : 0;
    }
    for (const id of ids) forgotten += tx.consent.forget({ number, personId: id, pseudonym, whole, now }).length;
  }
  tx.audit.append({
    at: now,
    action: 'consent.forgotten',
    entity: 'person',
    entityId: pseudonym,
    data: { entries: forgotten, suppressed },
  });
  return forgotten;
}

/** What must still not be sent to this number once nobody knows why. */
function opposed(tx: ReadTx, number: string, personId: string, now: number): readonly SuppressionRecord[] {
  const { optedOut } = readConsent(tx, number, personId, now);
  if (optedOut !== null && optedOut.scope !== 'purpose') return [{ scope: 'all', since: optedOut.at }];
  const events = ledgerOf(tx, number);
  return PURPOSES.flatMap((purpose) => {
    const { refusal } = readPurpose(events, { personId, purpose, channel: 'sms', now });
    return refusal === null ? [] : [{ scope: purpose, since: refusal.at }];
  });
}

function isNumber(number: ConsentRecord['number']): boolean {
  return number.startsWith('+');
}
