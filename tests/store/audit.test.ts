import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAnchors } from '../../src/main/store/auditAnchor.ts';
import { canonicalJson, deriveAuditKey } from '../../src/main/store/auditChain.ts';
import { verifyChain } from '../../src/main/store/auditVerify.ts';
import type { AuditCheck } from '../../src/main/store/auditVerify.ts';
import { openConnection } from '../../src/main/store/driver.ts';
import type { Connection } from '../../src/main/store/driver.ts';
import { DATABASE_FILE } from '../../src/main/store/openStore.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestStore } from '../fakes/testStore.ts';
import type { TestStore } from '../fakes/testStore.ts';
import { HOUR, NOW } from './samples.ts';

const ROWS = 12;

async function trail(): Promise<TestStore> {
  const opened = await createTestStore();
  for (let at = 1; at <= ROWS; at += 1) {
    opened.store.write('Ana', (tx) =>
      tx.audit.append({
        at: NOW + at,
        action: 'message.queued',
        entity: 'message',
        entityId: `m${at}`,
        data: { segments: at },
      }),
    );
  }
  return opened;
}

function databaseOf({ platform }: TestStore): Connection {
  return openConnection(join(platform.paths.dataDir, DATABASE_FILE), { key: TEST_KEY });
}

/** What somebody with the key to the database, but without the program, could do to it. */
async function tamper(opened: TestStore, statements: string): Promise<void> {
  await opened.store.close();
  const connection = databaseOf(opened);
  connection.exec(`DROP TRIGGER audit_entry_is_append_only; DROP TRIGGER audit_entry_is_kept; ${statements}`);
  connection.close();
}

/** The check as the maintenance thread makes it, without the thread. */
function verify(opened: TestStore): AuditCheck {
  const auditKey = deriveAuditKey(TEST_KEY);
  const connection = databaseOf(opened);
  try {
    return verifyChain(connection, auditKey, readAnchors(opened.platform.paths.dataDir, auditKey));
  } finally {
    connection.close();
  }
}

describe('the audit chain', () => {
  it('is whole from the first row on, over restarts', async () => {
    const opened = await trail();
    const again = await opened.reopen();
    again.store.write('Ben', (tx) => tx.audit.append({ at: NOW, action: 'settings.saved' }));
    const { hash } = again.store.read((tx) => tx.audit.head());
    expect(await again.store.maintenance.verifyAudit()).toEqual({
      ok: true,
      entries: ROWS + 1,
      brokenAt: null,
      fault: null,
      brokenTime: null,
      head: hash,
      anchors: 1,
      ledger: { ok: true, entries: 0, brokenAt: null, fault: null },
      removedUpTo: 0,
    });
  });

  it('cannot be changed through the program’s own connection', async () => {
    const opened = await trail();
    await opened.store.close();
    const connection = databaseOf(opened);
    expect(() => connection.exec(`UPDATE audit_entry SET actor = 'nobody'`)).toThrow(/append-only/);
    expect(() => connection.exec('DELETE FROM audit_entry')).toThrow(/append-only/);
    connection.close();
  });

  it.each([
    ['an edited actor', `UPDATE audit_entry SET actor = 'Ben' WHERE seq = 5`, 'edited', 5],
    ['an edited fact', `UPDATE audit_entry SET data = '{"segments":1}' WHERE seq = 7`, 'edited', 7],
    ['an edited hash', `UPDATE audit_entry SET hash = previous WHERE seq = 3`, 'edited', 3],
    ['a removed row', 'DELETE FROM audit_entry WHERE seq = 6', 'missing', 6],
    ['a removed first row', 'DELETE FROM audit_entry WHERE seq = 1', 'missing', 1],
    [
      'a removed row with the rest moved up',
      `DELETE FROM audit_entry WHERE seq = 6; UPDATE audit_entry SET seq = seq - 1 WHERE seq > 6`,
      'reordered',
      6,
    ],
    [
      'two rows that changed places',
      `UPDATE audit_entry SET seq = 99 WHERE seq = 4; UPDATE audit_entry SET seq = 4 WHERE seq = 8;
       UPDATE audit_entry SET seq = 8 WHERE seq = 99`,
      'reordered',
      4,
    ],
    ['a cut end', 'DELETE FROM audit_entry WHERE seq > 9', 'cut', 10],
    ['an emptied table', 'DELETE FROM audit_entry', 'cut', 1],
  ])('shows %s', async (_what, statements, fault, brokenAt) => {
    const opened = await trail();
    await tamper(opened, statements);
    expect(verify(opened)).toMatchObject({ ok: false, fault, brokenAt });
  });

  it('shows an older copy of the database put in place of the newer one', async () => {
    const opened = await trail();
    const { dataDir } = opened.platform.paths;
    await opened.store.close();
    copyFileSync(join(dataDir, DATABASE_FILE), join(dataDir, 'older.db'));
    const newer = await opened.reopen();
    newer.store.write('Ana', (tx) => tx.audit.append({ at: NOW, action: 'consent.revoked' }));
    await newer.store.close();
    copyFileSync(join(dataDir, 'older.db'), join(dataDir, DATABASE_FILE));
    const { store, platform } = await newer.reopen();
    expect(await store.maintenance.verifyAudit()).toMatchObject({ ok: false, fault: 'cut', brokenAt: ROWS + 1 });
    expect(platform.log.entries).toContainEqual({
      level: 'error',
      event: 'store.auditCut',
      fields: { anchored: ROWS + 1, head: ROWS },
    });
  });

  it('is anchored every hour, so a cut shows also after the program was killed', async () => {
    const opened = await trail();
    await opened.clock.advance(HOUR);
    await tamper(opened, 'DELETE FROM audit_entry WHERE seq = 12');
    expect(verify(opened)).toMatchObject({ fault: 'cut', brokenAt: 12 });
  });

  it('is anchored beside every backup, so a cut shows also when the hourly anchor was cut with it', async () => {
    const opened = await trail();
    const { dataDir } = opened.platform.paths;
    mkdirSync(join(dataDir, 'backups'));
    await opened.store.maintenance.backup(join(dataDir, 'backups', 'night.backup'));
    await tamper(opened, 'DELETE FROM audit_entry WHERE seq > 9');
    rmSync(join(dataDir, 'audit.anchor'));
    expect(verify(opened)).toMatchObject({ fault: 'cut', brokenAt: 10, brokenTime: NOW + 9, anchors: 1 });
  });

  it('goes on from an older end after a restore that stands in it, and from no other', async () => {
    const opened = await trail();
    const { dataDir } = opened.platform.paths;
    await opened.store.close();
    copyFileSync(join(dataDir, DATABASE_FILE), join(dataDir, 'older.db'));
    const newer = await opened.reopen();
    for (const at of [1, 2, 3])
      newer.store.write('Ana', (tx) => tx.audit.append({ at: NOW + at, action: 'day.closed' }));
    await newer.store.close();
    copyFileSync(join(dataDir, 'older.db'), join(dataDir, DATABASE_FILE));
    const restored = await newer.reopen();
    restored.store.write('Ana', (tx) => tx.audit.append({ at: restored.clock.now(), action: 'backup.restored' }));
    expect(await restored.store.maintenance.verifyAudit()).toMatchObject({ ok: true, entries: ROWS + 1 });
    await tamper(restored, `DELETE FROM audit_entry WHERE action = 'backup.restored'`);
    expect(verify(restored)).toMatchObject({ ok: false, fault: 'cut', brokenAt: ROWS + 1 });
  });

  it('covers the same facts with the same text, in whatever order they were given', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
    expect(canonicalJson({ a: undefined })).toBe('{}');
  });
});
