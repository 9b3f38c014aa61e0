/**
 * Brings the consent of two people who are one together: what either agreed to counts on its number, and what either refused counts on all
 * of their numbers. The ledger keeps every entry of both; entries are only added.
 */
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { readConsent } from '../consent/readConsent.ts';
import type { LedgerEntry } from '../consent/recordConsent.ts';

export type RecordConsent = (tx: WriteTx, entry: LedgerEntry, now: number) => void;

export interface Pair {
  readonly keptId: string;
  readonly mergedId: string;
  /** Of both. */
  readonly numbers: readonly string[];
}

const MERGED = 'from the entry of the same person';

/** Returns the ids of the agreements added. Must run before the merged person is taken away. */
export function mergeConsent(
  record: RecordConsent,
  tx: WriteTx,
  { keptId, mergedId, numbers }: Pair,
  actor: string,
  now: number,
): readonly { readonly number: string; readonly id: string }[] {
  const added: { number: string; id: string }[] = [];
  const refusal = strictest(tx, numbers, [keptId, mergedId], now);
  for (const number of numbers) {
    const theirs = readConsent(tx, number, mergedId, now);
    const ours = readConsent(tx, number, keptId, now);
    const level = theirs.levels.sms.care;
    const isBetter = RANKED.indexOf(level) > RANKED.indexOf(ours.levels.sms.care);
    if (isBetter && theirs.careGrant !== null && refusal === null) {
      const { method } = theirs.careGrant;
      record(tx, { ...about(number, keptId, actor, now), kind: 'grant', level, purpose: 'care', method }, now);
      const id = tx.consent.ofNumber(number).at(-1)?.id;
      if (id !== undefined) added.push({ number, id });
    }
    for (const purpose of ['billing', 'marketing', 'employee'] as const) {
      // Covered by what is written below.
      if (refusal?.scope === 'person') break;
      if (theirs.levels.sms[purpose] !== 'revoked' || ours.levels.sms[purpose] === 'revoked') continue;
      record(tx, { ...about(number, keptId, actor, now), kind: 'revoke', level: null, purpose, method: 'staff' }, now);
    }
    if (refusal === null || ours.optedOut !== null) continue;
    record(
      tx,
      {
        ...about(number, keptId, actor, now),
        ...{
          kind: 'revoke',
          level: null,
          purpose: refusal.scope === 'purpose' ? 'care' : null,
          method: refusal.method,
        },
      },
      now,
    );
  }
  return added;
}

/** From the weakest on. */
const RANKED: readonly string[] = ['revoked', 'none', 'pending', 'unproven', 'provided_number', 'express', 'written'];

function about(
  number: string,
  personId: string,
  actor: string,
  at: number,
): Pick<LedgerEntry, 'number' | 'personId' | 'evidence' | 'actor' | 'at'> {
  return { number, personId, evidence: MERGED, actor, at };
}

/** An opt-out of either person that is about them; one of a number as a whole stands by itself. */
function strictest(tx: ReadTx, numbers: readonly string[], people: readonly string[], now: number) {
  const found = people.flatMap((id) =>
    numbers.flatMap((number) => {
      const { optedOut } = readConsent(tx, number, id, now);
      return optedOut === null || optedOut.scope === 'number' ? [] : [optedOut];
    }),
  );
  return found.find(({ scope }) => scope === 'person') ?? found[0] ?? null;
}
