/**
 * Seals of the consent ledger: a digest of every ledger row stands in the audit chain, written in the commit that wrote the row. So an
 * edit, a gap, a cut or a strange row in the ledger shows although the ledger has no chain of its own, and a row that was lawfully made
 * nameless is sealed again. Rows nobody appended through the program are never sealed.
 */
import { createHmac, createSecretKey } from 'node:crypto';
import { canonicalJson } from './auditChain.ts';
import type { Sql, SqlSession } from './sql.ts';
import type { AuditWriter } from './store.ts';
import { integer } from './table.ts';

export const SEAL_ACTION = 'ledger.sealed';
const SEALS = { entity: 'ledger', entityId: 'consent' } as const;
/** Seals that are carried on, found apart from the others. */
export const CARRIED = { entity: 'ledger', entityId: 'carried' } as const;
/** 128 bits of the digest: half the bytes, and still nobody finds another row with it. */
const DIGEST_LENGTH = 32;
/** Of one audit entry; a list of a thousand people is sealed by a few. */
const ROWS_PER_SEAL = 250;
/** The same of seals that are carried on when the entry they stood in is removed for its age. */
export const CARRIED_ROWS = ROWS_PER_SEAL;

const NEWEST_SEAL =
  'SELECT data FROM audit_entry WHERE entity_id = @entityId AND action = @action ORDER BY seq DESC LIMIT 1';
const UNSEALED =
  'SELECT seq FROM consent_event WHERE seq > @sealed AND seq <= (SELECT seq FROM ledger_start) ORDER BY seq';

export type LedgerRow = Readonly<Record<string, unknown>>;
export type RowDigest = (row: LedgerRow) => string;

/** Covers every column that holds something: a column added later, empty in old rows, changes no digest. */
export function createRowDigest(key: Uint8Array): RowDigest {
  const secret = createSecretKey(key);
  return (row) => {
    const held = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
    return createHmac('sha256', secret)
      .update(`deskbell/ledger ${canonicalJson(held)}`)
      .digest('hex')
      .slice(0, DIGEST_LENGTH);
  };
}

export interface LedgerSealer {
  /** Seals what this transaction has written to the ledger; to be called last before the commit. */
  sealWritten(audit: AuditWriter, now: number): void;
  /** Seals, once, what came into the ledger by a migration or a restore: `ledger_start` says up to where. */
  sealOlder(audit: AuditWriter, now: number): void;
}

/** Triggers of this connection alone note which rows a transaction writes; when it is undone, so are the notes. */
const WATCH = [
  'CREATE TEMP TABLE IF NOT EXISTS ledger_written (seq INTEGER PRIMARY KEY)',
  ...['INSERT', 'UPDATE'].map(
    (what) => `CREATE TEMP TRIGGER IF NOT EXISTS ledger_watch_${what.toLowerCase()} AFTER ${what} ON main.consent_event
      BEGIN INSERT OR IGNORE INTO ledger_written (seq) VALUES (NEW.seq); END`,
  ),
];

export function createLedgerSealer(
  connection: { exec(statement: string): unknown },
  sql: SqlSession,
  key: Uint8Array,
): LedgerSealer {
  for (const statement of WATCH) connection.exec(statement);
  const digestOf = createRowDigest(key);
  const seal = (audit: AuditWriter, seqs: readonly number[], now: number): void => {
    const upTo = sql.count('SELECT max(seq) FROM consent_event');
    for (let from = 0; from < seqs.length; from += ROWS_PER_SEAL) {
      const rows = seqs.slice(from, from + ROWS_PER_SEAL).flatMap((seq) => {
        const row = sql.get('SELECT * FROM consent_event WHERE seq = @seq', { seq });
        return row === undefined ? [] : [[seq, digestOf(row)] as const];
      });
      audit.append({ at: now, action: SEAL_ACTION, ...SEALS, data: { rows, upTo } });
    }
  };
  return {
    sealWritten: (audit, now) => {
      const written = sql.all('SELECT seq FROM ledger_written ORDER BY seq');
      if (written.length === 0) return;
      seal(audit, written.map(seqOf), now);
      sql.run('DELETE FROM ledger_written');
    },
    sealOlder: (audit, now) => {
      const older = sql.all(UNSEALED, { sealed: sealedUpTo(sql) });
      if (older.length > 0) seal(audit, older.map(seqOf), now);
    },
  };
}

function seqOf(row: { readonly seq?: unknown }): number {
  return integer.read((row.seq ?? null) as number | null);
}

/** The digests that an audit row of `SEAL_ACTION` holds; nothing when it is not readable as one. */
export function readSeal(data: string): readonly SealedRow[] {
  return readRows(data, 'rows');
}

/** Digests of seals that are gone (auditRemoval.ts): older than every other one of the same row, newer than those carried before. */
export function readCarried(data: string): readonly SealedRow[] {
  return readRows(data, 'carried');
}

export type SealedRow = readonly [seq: number, digest: string];

function readRows(data: string, name: 'rows' | 'carried'): readonly SealedRow[] {
  try {
    const rows = (JSON.parse(data) as Readonly<Record<string, unknown>>)[name];
    return Array.isArray(rows) ? rows.filter(isSealedRow) : [];
  } catch {
    return [];
  }
}

/** How far the ledger was sealed when the newest seal was made, or the newest that is gone; rows sealed again are often older. */
export function sealedUpTo(sql: Sql): number {
  for (const { entityId } of [SEALS, CARRIED]) {
    const data = sql.get(NEWEST_SEAL, { entityId, action: SEAL_ACTION })?.data;
    if (typeof data !== 'string') continue;
    const { upTo } = JSON.parse(data) as { upTo?: unknown };
    return typeof upTo === 'number' ? upTo : 0;
  }
  return 0;
}

function isSealedRow(row: unknown): row is SealedRow {
  return Array.isArray(row) && Number.isSafeInteger(row[0]) && typeof row[1] === 'string';
}
