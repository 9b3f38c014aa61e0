/** Reads the ledger of a number for a person, and answers "can we text them". Reads only; the computation is domain/consent. */
import { marketingLapseMs } from '../../domain/consent/periods.ts';
import { canTextFor } from '../../domain/consent/canText.ts';
import { isNumberOptedOut, isSuspected, readLedger, standingOf } from '../../domain/consent/ledger.ts';
import type { ConsentView, Contact, LedgerEvent, LedgerPurpose } from '../../domain/consent/ledger.ts';
import { relevantTo } from '../../domain/consent/relevant.ts';
import type { CanText } from '../../../contract/people.ts';
import type { NumberRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

/**
 * The entries about a number, oldest first. A number that is suppressed without an entry (erased people, lists of strangers) begins with the
 * opt-out that its fingerprint stands for, so whoever comes to have it is not texted (rules.md 11.1).
 */
export function ledgerOf(tx: ReadTx, number: string): readonly LedgerEvent[] {
  const suppressed = tx.consent.suppressed(number);
  const entries = tx.consent.ofNumber(number);
  if (suppressed.length === 0) return entries;
  const stops = suppressed.map(({ scope, since }): LedgerEvent => {
    const purpose = scope === 'all' ? null : scope;
    return { at: since, personId: null, kind: 'revoke', level: null, purpose, ...STOPPED_BEFORE };
  });
  return [...stops, ...entries];
}

/** As somebody's own word, so that nothing but their START ends it. */
const STOPPED_BEFORE = { channel: 'sms', method: 'text', evidence: '' } as const;

/** Whether this number must not be texted although nothing else is known of it: its opt-out outlived the person's data. */
export function isSuppressed(tx: ReadTx, number: string): boolean {
  return tx.consent.suppressed(number).some(({ scope }) => scope === 'all');
}

/** The ledger of a number as it stands for this person; null: for whoever answers there. */
export function readConsent(tx: ReadTx, number: string, personId: string | null, now: number): ConsentView {
  const events = relevantTo(ledgerOf(tx, number), personId);
  return readLedger(events, personId, now, contactFor(tx, number, events));
}

/** When the number last had anything to do with the practice; asked only where advertising was agreed to (P15). */
export function contactFor(tx: ReadTx, number: string, events: readonly LedgerEvent[]): Contact | undefined {
  if (!events.some(({ kind, purpose }) => kind === 'grant' && purpose !== 'care')) return undefined;
  const known = tx.people.number(number);
  const times = [known?.firstSentAt, known?.lastInboundAt, tx.conversations.getByAddress(number)?.lastAt];
  const lastAt = Math.max(0, ...times.map((at) => at ?? 0));
  const { marketingLapseMonths } = readSettings(tx).consent;
  return { lastAt: lastAt === 0 ? null : lastAt, marketingLapseMs: marketingLapseMs(marketingLapseMonths) };
}

/** Whether the number as a whole is opted out, for everyone on it. */
export function isOptedOut(tx: ReadTx, number: string): boolean {
  return isNumberOptedOut(ledgerOf(tx, number));
}

/** Whether a text from this number may have meant "stop" and nobody has decided yet. */
export function isSuspectedOptOut(tx: ReadTx, number: string): boolean {
  return isSuspected(tx.consent.ofNumber(number));
}

/** Whether a number can be texted for a person, about care unless another purpose is given; for an unknown number without one. */
export function canTextNumber(
  tx: ReadTx,
  number: string,
  personId: string | null,
  now: number,
  purpose: LedgerPurpose = 'care',
): CanText {
  return standingOfNumber(tx, number, { personId, purpose }, now).canText;
}

/** How things stand with a number for a person, from one look at the ledger. */
export function standingOfNumber(
  tx: ReadTx,
  number: string,
  { personId, purpose }: { readonly personId: string | null; readonly purpose: LedgerPurpose },
  now: number,
): { readonly canText: CanText; readonly suspected: boolean } {
  const consent = standingOf(relevantTo(ledgerOf(tx, number), personId), personId, purpose, now);
  return { canText: canTextFor(numberFacts(tx.people.number(number)), consent), suspected: consent.suspected };
}

function numberFacts(record: NumberRecord | undefined): { suspended: boolean; landline: boolean } {
  return { suspended: isSuspended(record), landline: record?.kind === 'landline' };
}

/** Whether somebody said that this is the wrong number and nobody has checked since. */
export function isSuspended(record: NumberRecord | undefined): boolean {
  return record !== undefined && record.suspendedAt !== null;
}

/** Whether this person opted out, unscoped, on a number other than `number` (rules.md 11.2 P6). */
export function optedOutElsewhere(tx: ReadTx, personId: string, number: string, now: number): boolean {
  return tx.people
    .numbersOf(personId)
    .filter((other) => other.number !== number)
    .some((other) => {
      const scope = readConsent(tx, other.number, personId, now).optedOut?.scope;
      return scope === 'number' || scope === 'person';
    });
}
