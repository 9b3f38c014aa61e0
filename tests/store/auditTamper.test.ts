/**
 * Somebody with the key to the database, but without the program, changes one row of the log or of the consent ledger: whichever row and
 * whichever column it is, the check names it by its number. And whatever moment a process dies at, both are whole afterwards.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { readAnchors } from '../../src/main/store/auditAnchor.ts';
import { deriveAuditKey } from '../../src/main/store/auditChain.ts';
import { verifyChain } from '../../src/main/store/auditVerify.ts';
import type { AuditCheck } from '../../src/main/store/auditVerify.ts';
import { openConnection } from '../../src/main/store/driver.ts';
import type { Connection } from '../../src/main/store/driver.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestStore } from '../fakes/testStore.ts';
import type { TestStore } from '../fakes/testStore.ts';
import { NOW, sampleConsent } from './samples.ts';

const EVENTS = 8;
const numberAt = (at: number): string => `+120655501${String(10 + at)}`;
const key = deriveAuditKey(TEST_KEY);

function agree({ store }: TestStore, at: number): void {
  store.write('Ana', (tx) => {
    tx.consent.append(sampleConsent({ id: `c${at}`, number: numberAt(at), at: NOW + at }));
    tx.audit.append({ at: NOW + at, action: 'consent.grant', entity: 'consent', entityId: `c${at}` });
  });
}

let opened: TestStore;
let connection: Connection;
let check: () => AuditCheck;

beforeEach(async () => {
  opened = await createTestStore();
  for (let at = 1; at <= EVENTS; at += 1) agree(opened, at);
  await opened.store.close();
  const { dataDir } = opened.platform.paths;
  connection = openConnection(join(dataDir, 'deskbell.db'), { key: TEST_KEY });
  const triggers = connection.prepare<[], string>(
    `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('audit_entry', 'consent_event')`,
  );
  for (const name of triggers.pluck().all()) connection.exec(`DROP TRIGGER ${name}`);
  const anchors = readAnchors(dataDir, key);
  check = () => verifyChain(connection, key, anchors);
  return () => connection.close();
});

/** What the check says after `change`, which is undone again. */
function after(change: () => void): AuditCheck {
  connection.exec('BEGIN');
  try {
    change();
    return check();
  } finally {
    connection.exec('ROLLBACK');
  }
}

/** Columns of a table with the change that makes each value another one. */
function columnsOf(table: string): readonly string[] {
  const columns = connection.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  return columns.filter((name) => name !== 'seq');
}

/** Another value of the same type that every CHECK of the column allows. */
function otherValue(table: string, column: string, seq: number): string | number | null {
  const now = connection.prepare<[number]>(`SELECT ${column} FROM ${table} WHERE seq = ?`).pluck().get(seq);
  const choices: Readonly<Record<string, string>> = { kind: 'revoke', channel: 'whatsapp', given_by: 'parent' };
  const chosen = choices[column];
  if (chosen !== undefined) return chosen;
  if (typeof now === 'number') return now + 1;
  if (typeof now === 'string') return `${now}x`;
  return /(_at|_version)$/.test(column) ? 1 : 'x';
}

const TABLES = ['audit_entry', 'consent_event'] as const;
const rowsOf = (table: (typeof TABLES)[number]): number => (table === 'audit_entry' ? 2 * EVENTS : EVENTS);
/** What the check found in the part that was touched, and in the other. */
function verdict(table: (typeof TABLES)[number], found: AuditCheck) {
  const { brokenAt, fault, ledger } = found;
  return table === 'audit_entry' ? { brokenAt, fault } : { brokenAt: ledger.brokenAt, fault: ledger.fault };
}

describe('one row, changed without the program', () => {
  it('is nothing to find when nothing was changed', () => {
    const ledger = { ok: true, entries: EVENTS, brokenAt: null, fault: null };
    expect(check()).toMatchObject({ ok: true, entries: 2 * EVENTS, brokenAt: null, ledger });
  });

  it('is found in every column of either table', () => {
    for (const table of TABLES) {
      for (const column of columnsOf(table)) {
        const found = after(() => {
          const value = otherValue(table, column, 3);
          connection.prepare(`UPDATE ${table} SET ${column} = ? WHERE seq = 3`).run(value);
        });
        expect([table, column, found.ok, verdict(table, found)]).toEqual([
          table,
          column,
          false,
          { brokenAt: 3, fault: 'edited' },
        ]);
      }
    }
  });

  it('is named by its number and by what was done, whichever row it is', () => {
    const row = fc.constantFrom(...TABLES).chain((table) =>
      fc.record({
        table: fc.constant(table),
        seq: fc.integer({ min: 1, max: rowsOf(table) }),
        other: fc.integer({ min: 1, max: rowsOf(table) }),
        how: fc.constantFrom('edit' as const, 'delete' as const, 'swap' as const, 'cut' as const, 'add' as const),
      }),
    );
    fc.assert(
      fc.property(row, ({ table, seq, other, how }) => {
        const last = rowsOf(table);
        const run = (statement: string): unknown => connection.exec(statement);
        const [low, high] = [Math.min(seq, other), Math.max(seq, other)];
        if (how === 'swap' && low === high) return;
        const found = after(() => {
          if (how === 'edit') run(`UPDATE ${table} SET actor = 'nobody' WHERE seq = ${seq}`);
          if (how === 'delete') run(`DELETE FROM ${table} WHERE seq = ${seq}`);
          if (how === 'cut') run(`DELETE FROM ${table} WHERE seq >= ${seq}`);
          if (how === 'add') addRow(table, last + 1);
          if (how === 'swap') {
            run(`UPDATE ${table} SET seq = 9999 WHERE seq = ${low}; UPDATE ${table} SET seq = ${low} WHERE seq = ${high};
                 UPDATE ${table} SET seq = ${high} WHERE seq = 9999`);
          }
        });
        const gone = seq === last ? 'cut' : 'missing';
        const expected = {
          edit: { brokenAt: seq, fault: 'edited' },
          delete: { brokenAt: seq, fault: gone },
          cut: { brokenAt: seq, fault: 'cut' },
          add: { brokenAt: last + 1, fault: 'edited' },
          swap: { brokenAt: low, fault: 'reordered' },
        }[how];
        expect(found.ok).toBe(false);
        expect(verdict(table, found)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('of the ledger is found also when its seal was taken out of the log', () => {
    const found = after(() =>
      connection.exec(`UPDATE consent_event SET kind = 'note' WHERE seq = 2;
        DELETE FROM audit_entry WHERE seq = (SELECT seq FROM audit_entry WHERE action = 'ledger.sealed' LIMIT 1 OFFSET 1)`),
    );
    expect(found).toMatchObject({ ok: false, fault: 'missing', ledger: { ok: false, brokenAt: 2 } });
  });
});

/** A row as somebody would add it who copies the last one and changes what it says. */
function addRow(table: (typeof TABLES)[number], seq: number): void {
  const columns = columnsOf(table);
  const forged: Readonly<Record<string, string>> = { id: `'forged'`, actor: `'nobody'` };
  const values = columns.map((name) => forged[name] ?? name);
  connection.exec(
    `INSERT INTO ${table} (seq, ${columns.join(', ')}) SELECT ${seq}, ${values.join(', ')} FROM ${table} WHERE seq = ${seq - 1}`,
  );
}

describe('a program that dies', () => {
  it('in a commit leaves log and ledger as they were, before or after it, and goes on from there', async () => {
    for (const point of ['store.beforeCommit', 'store.afterCommit'] as const) {
      let armed = false;
      const crashing = await createTestStore({
        crashPoint: (name) => {
          if (armed && name === point) throw new Error('died');
        },
      });
      agree(crashing, 1);
      armed = true;
      expect(() => agree(crashing, 2)).toThrow('died');
      armed = false;
      agree(crashing, 3);
      const kept = point === 'store.afterCommit' ? 3 : 2;
      expect(await crashing.store.maintenance.verifyAudit()).toMatchObject({
        ok: true,
        entries: 2 * kept,
        ledger: { ok: true, entries: kept },
      });
    }
  });

  it('by kill -9, again and again, never leaves the chain broken', () => {
    const { dataDir } = opened.platform.paths;
    const script = fileURLToPath(new URL('./processes/agreeAndDie.ts', import.meta.url));
    for (const [at, point] of ['store.beforeCommit', 'store.afterCommit'].entries()) {
      const run = spawnSync(process.execPath, [script, dataDir, point, String(at)]);
      expect([run.signal, run.stderr.toString()]).toEqual(['SIGKILL', '']);
      expect(verifyChain(connection, key, readAnchors(dataDir, key))).toMatchObject({ ok: true, ledger: { ok: true } });
    }
  });
});
