/**
 * Checks the audit chain from the first row and names the first fault. Reads only; runs on the maintenance thread.
 */
import { CHAIN_START, createRowHasher } from './auditChain.ts';
import type { ChainRow, RowHasher } from './auditChain.ts';
import type { Anchor } from './auditAnchor.ts';
import type { Connection } from './driver.ts';

export interface AuditCheck {
  readonly ok: boolean;
  readonly entries: number;
  readonly brokenAt: number | null;
  readonly fault: 'edited' | 'missing' | 'reordered' | 'cut' | null;
  readonly head: string;
}

type StoredRow = ChainRow & { readonly hash: string };
type Fault = NonNullable<AuditCheck['fault']>;

const ROWS = `SELECT seq, at, actor, action, entity, entity_id AS entityId, data, previous, hash FROM audit_entry ORDER BY seq`;

/** `anchor` is where the chain is known to have ended once; without it a cut end cannot be seen. */
export function verifyChain(connection: Connection, key: Uint8Array, anchor: Anchor | undefined): AuditCheck {
  const hashRow = createRowHasher(key);
  let entries = 0;
  let head = CHAIN_START;
  let last = 0;
  let broken: { readonly at: number; readonly fault: Fault } | null = null;
  for (const row of connection.prepare<[], StoredRow>(ROWS).iterate()) {
    entries += 1;
    broken ??= checkRow(row, { hashRow, last, head, anchor });
    last = row.seq;
    head = row.hash;
  }
  if (broken?.fault === 'edited') broken = nameMovedRow(connection, hashRow, broken.at) ?? broken;
  if (broken === null && anchor !== undefined && anchor.seq > last) broken = { at: last + 1, fault: 'cut' };
  return { ok: broken === null, entries, brokenAt: broken?.at ?? null, fault: broken?.fault ?? null, head };
}

function checkRow(
  row: StoredRow,
  expected: {
    readonly hashRow: RowHasher;
    readonly last: number;
    readonly head: string;
    readonly anchor: Anchor | undefined;
  },
): { readonly at: number; readonly fault: Fault } | null {
  const { hashRow, last, head, anchor } = expected;
  if (row.seq !== last + 1) return { at: last + 1, fault: 'missing' };
  const fits = row.previous === head && hashRow(row) === row.hash;
  const anchored = anchor?.seq !== row.seq || anchor.hash === row.hash;
  return fits && anchored ? null : { at: row.seq, fault: 'edited' };
}

/** A row that is whole but stands at another place was moved there, not edited. */
function nameMovedRow(
  connection: Connection,
  hashRow: RowHasher,
  at: number,
): { readonly at: number; readonly fault: Fault } | null {
  const row = connection.prepare<[number], StoredRow>(ROWS.replace('ORDER BY', 'WHERE seq = ? ORDER BY')).get(at);
  if (row === undefined) return null;
  const places = connection.prepare<[], number>('SELECT seq FROM audit_entry ORDER BY seq').pluck().iterate();
  for (const place of places) {
    if (place !== at && hashRow({ ...row, seq: place }) === row.hash) return { at, fault: 'reordered' };
  }
  return null;
}
