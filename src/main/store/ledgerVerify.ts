/**
 * Checks every row of the consent ledger against its seal in the audit chain and names the first fault by the row's own number.
 * Reads only; runs on the maintenance thread, with the seals that the check of the chain has collected.
 */
import type { Connection } from './driver.ts';
import { createRowDigest } from './ledgerSeal.ts';
import type { LedgerRow, RowDigest } from './ledgerSeal.ts';

export type Fault = 'edited' | 'missing' | 'reordered' | 'cut';

export interface LedgerCheck {
  readonly ok: boolean;
  readonly entries: number;
  /** The first row that does not fit, by its own number. */
  readonly brokenAt: number | null;
  readonly fault: Fault | null;
}

type Broken = { readonly at: number; readonly fault: Fault };

/** `seals`: the newest digest of each row that was not removed for its age. */
export function verifyLedger(connection: Connection, key: Uint8Array, seals: ReadonlyMap<number, string>): LedgerCheck {
  const digestOf = createRowDigest(key);
  const sealed = [...seals.keys()].sort((a, b) => a - b);
  let broken: Broken | null = null;
  let entries = 0;
  let next = 0;
  for (const row of connection.prepare<[], LedgerRow>('SELECT * FROM consent_event ORDER BY seq').iterate()) {
    entries += 1;
    const seq = Number(row['seq']);
    const expected = sealed[next];
    // Sealed rows before this one are not there.
    if (expected !== undefined && expected < seq) broken ??= { at: expected, fault: 'missing' };
    while ((sealed[next] ?? Number.POSITIVE_INFINITY) <= seq) next += 1;
    if (seals.get(seq) !== digestOf(row)) broken ??= { at: seq, fault: nameFault(row, seals, digestOf) };
  }
  const lost = sealed[next];
  if (broken === null && lost !== undefined) broken = { at: lost, fault: 'cut' };
  return { ok: broken === null, entries, brokenAt: broken?.at ?? null, fault: broken?.fault ?? null };
}

/** A row that is whole but has another row's number was moved there, not edited. */
function nameFault(row: LedgerRow, seals: ReadonlyMap<number, string>, digestOf: RowDigest): Fault {
  for (const [seq, digest] of seals) {
    if (seq !== row['seq'] && digestOf({ ...row, seq }) === digest) return 'reordered';
  }
  return 'edited';
}
