/**
 * Checks the audit chain from the first row and names the first fault; then the consent ledger, whose seals stand in the chain.
 * Reads only; runs on the maintenance thread.
 */
import { CHAIN_START, createRowHasher } from './auditChain.ts';
import type { ChainRow, RowHasher } from './auditChain.ts';
import type { Anchor } from './auditAnchor.ts';
import type { Connection } from './driver.ts';
import { readCarried, readSeal, SEAL_ACTION } from './ledgerSeal.ts';
import { verifyLedger } from './ledgerVerify.ts';
import type { Fault, LedgerCheck } from './ledgerVerify.ts';
import { AUDIT_REMOVED, LEDGER_REMOVED, readAuditRemoved, readRemovedRows } from './removals.ts';

export interface AuditCheck {
  /** Of the chain and of the ledger. */
  readonly ok: boolean;
  readonly entries: number;
  readonly brokenAt: number | null;
  readonly fault: Fault | null;
  /** When the broken row was written, or the last one before a gap. */
  readonly brokenTime: number | null;
  readonly head: string;
  /** How many anchors the chain was compared with. */
  readonly anchors: number;
  readonly ledger: LedgerCheck;
  /** Entries up to this one were removed for their age, and the log says so; 0: it begins with its first. */
  readonly removedUpTo: number;
}

type StoredRow = ChainRow & { readonly hash: string };
type Broken = { readonly at: number; readonly fault: Fault; readonly time: number | null };

/** Written when a backup was put in place of newer data: from here on the chain goes on from the older end. */
export const RESTORE_ACTION = 'backup.restored';

const ROWS = `SELECT seq, at, actor, action, entity, entity_id AS entityId, data, previous, hash FROM audit_entry ORDER BY seq`;

/** `anchors`: where the chain is known to have ended once; without any a cut end cannot be seen. */
export function verifyChain(connection: Connection, key: Uint8Array, anchors: readonly Anchor[]): AuditCheck {
  const hashRow = createRowHasher(key);
  const restored: StoredRow[] = [];
  const facts = createFacts();
  const hashes = new Map(anchors.map(({ seq }) => [seq, null as string | null]));
  let first: StoredRow | null = null;
  let last: StoredRow | null = null;
  let entries = 0;
  let broken: Broken | null = null;
  for (const row of connection.prepare<[], StoredRow>(ROWS).iterate()) {
    entries += 1;
    first ??= row;
    broken ??= checkRow(row, last, hashRow);
    facts.read(row);
    if (row.action === RESTORE_ACTION) restored.push(row);
    if (hashes.has(row.seq)) hashes.set(row.seq, row.hash);
    last = row;
  }
  if (broken?.fault === 'edited') broken = nameMovedRow(connection, hashRow, broken) ?? broken;
  const removedUpTo = first === null ? 0 : first.seq - 1;
  if (first !== null && removedUpTo > 0 && !facts.saysRemoved(removedUpTo, first.previous)) {
    broken = earlier(broken, { at: 1, fault: 'missing', time: null });
  }
  const asked = anchors.filter(({ seq }) => seq > removedUpTo);
  broken = earlier(broken, checkAnchors(asked, hashes, restored, last));
  const ledger = verifyLedger(connection, key, facts.seals());
  return {
    ok: broken === null && ledger.ok,
    entries,
    brokenAt: broken?.at ?? null,
    fault: broken?.fault ?? null,
    brokenTime: broken?.time ?? null,
    head: last?.hash ?? CHAIN_START,
    anchors: anchors.length,
    ledger,
    removedUpTo,
  };
}

/** What entries of the log say of others: seals of the ledger, and what was removed for its age. */
function createFacts() {
  const seals = new Map<number, string>();
  const carried = new Map<number, string>();
  const removed = new Map<number, string>();
  const removedRows = new Set<number>();
  return {
    read({ action, data }: StoredRow): void {
      if (action === SEAL_ACTION) {
        for (const [seq, digest] of readSeal(data)) seals.set(seq, digest);
        for (const [seq, digest] of readCarried(data)) carried.set(seq, digest);
      }
      if (action === LEDGER_REMOVED) for (const seq of readRemovedRows(data)) removedRows.add(seq);
      const cut = action === AUDIT_REMOVED ? readAuditRemoved(data) : null;
      if (cut !== null) removed.set(cut.upTo, cut.hash);
    },
    saysRemoved: (upTo: number, hash: string): boolean => removed.get(upTo) === hash,
    seals: (): ReadonlyMap<number, string> => new Map([...carried, ...seals].filter(([seq]) => !removedRows.has(seq))),
  };
}

function checkRow(row: StoredRow, before: StoredRow | null, hashRow: RowHasher): Broken | null {
  // The first may be a later one: what was before it is asked at the end.
  const expected = before === null ? row.seq : before.seq + 1;
  if (row.seq !== expected) return { at: expected, fault: 'missing', time: before?.at ?? null };
  const fits =
    (row.seq === 1 ? row.previous === CHAIN_START : before === null || row.previous === before.hash) &&
    hashRow(row) === row.hash;
  return fits ? null : { at: row.seq, fault: 'edited', time: row.at };
}

/** The first anchor that the chain does not lead through. Those of an end that a restore has put aside are no longer asked. */
function checkAnchors(
  anchors: readonly Anchor[],
  hashes: ReadonlyMap<number, string | null>,
  restored: readonly StoredRow[],
  last: StoredRow | null,
): Broken | null {
  let first: Broken | null = null;
  for (const anchor of anchors) {
    if (restored.some((row) => row.seq <= anchor.seq && row.at >= anchor.at)) continue;
    const hash = hashes.get(anchor.seq) ?? null;
    if (hash === anchor.hash) continue;
    const cut = hash === null && anchor.seq > (last?.seq ?? 0);
    const found: Broken = cut
      ? { at: (last?.seq ?? 0) + 1, fault: 'cut', time: last?.at ?? null }
      : { at: anchor.seq, fault: hash === null ? 'missing' : 'edited', time: anchor.at };
    first = earlier(first, found);
  }
  return first;
}

function earlier(one: Broken | null, other: Broken | null): Broken | null {
  if (one === null || other === null) return one ?? other;
  return other.at < one.at ? other : one;
}

/** A row that is whole but stands at another place was moved there, not edited. */
function nameMovedRow(connection: Connection, hashRow: RowHasher, broken: Broken): Broken | null {
  const row = connection
    .prepare<[number], StoredRow>(ROWS.replace('ORDER BY', 'WHERE seq = ? ORDER BY'))
    .get(broken.at);
  if (row === undefined) return null;
  const places = connection.prepare<[], number>('SELECT seq FROM audit_entry ORDER BY seq').pluck().iterate();
  for (const place of places) {
    if (place !== broken.at && hashRow({ ...row, seq: place }) === row.hash) return { ...broken, fault: 'reordered' };
  }
  return null;
}
