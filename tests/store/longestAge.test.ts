/** The longest age of the log and of nameless agreements: what goes is said in the log, and the check still proves the rest. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deriveAuditKey } from '../../src/main/store/auditChain.ts';
import { verifyChain } from '../../src/main/store/auditVerify.ts';
import type { AuditCheck } from '../../src/main/store/auditVerify.ts';
import { openConnection } from '../../src/main/store/driver.ts';
import type { LegalHoldRecord } from '../../src/main/store/privacyRecords.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestStore } from '../fakes/testStore.ts';
import type { TestStore } from '../fakes/testStore.ts';
import { DAY, NOW, sampleConsent } from './samples.ts';

const NUMBER = '+12065550101';
const OLD = NOW - 4_000 * DAY;
const BEFORE = NOW - 3_000 * DAY;

/** Entries of long ago, with seals of the ledger among them, and some of today. */
async function withOldLog(): Promise<TestStore> {
  const test = await createTestStore({ start: OLD });
  for (const id of ['c1', 'c2', 'c3']) {
    test.store.write('Ana', (tx) => tx.consent.append(sampleConsent({ id, number: NUMBER, personId: 'p1' })));
  }
  test.store.write('Ana', (tx) => tx.audit.append({ at: OLD, action: 'person.viewed' }));
  test.store.write('Ana', (tx) => tx.audit.append({ at: NOW, action: 'person.viewed' }));
  return test;
}

const HOLD: LegalHoldRecord = {
  scope: 'everything',
  ...{ id: 'hold-1', personId: null, numbers: [], from: null, to: null, caseName: 'Case 12' },
  ...{ reason: 'Letter', placedBy: 'Ana', placedAt: NOW, releasedBy: null, releasedAt: null, releaseReason: null },
};

const remove = ({ store }: TestStore, kind: 'audit' | 'consents', most = 100) =>
  store.write('system', (tx) => tx.retention.remove(kind, BEFORE, null, most, NOW));

/** As the maintenance thread does it, without a thread for each look. */
function check({ platform }: TestStore): AuditCheck {
  const connection = openConnection(join(platform.paths.dataDir, 'deskbell.db'), { key: TEST_KEY });
  try {
    return verifyChain(connection, deriveAuditKey(TEST_KEY), []);
  } finally {
    connection.close();
  }
}

/** Statements on the file while the program is closed. */
async function past(opened: TestStore, statements: string): Promise<TestStore> {
  await opened.store.close();
  const connection = openConnection(join(opened.platform.paths.dataDir, 'deskbell.db'), { key: TEST_KEY });
  connection.exec(statements);
  connection.close();
  return opened.reopen();
}

describe('the log', () => {
  it('loses its oldest entries and stays provable, seals of the ledger with it, and cannot be cut in secret', async () => {
    const test = await withOldLog();
    expect(test.store.read((tx) => tx.retention.count('audit', BEFORE, null, 100)).rows).toBe(4);
    expect(test.store.read((tx) => tx.retention.due('audit', BEFORE, null, 10)).items).toMatchObject([{ rows: 4 }]);
    expect(remove(test, 'audit', 2)).toMatchObject({ rows: 2 });
    expect(remove(test, 'audit')).toMatchObject({ rows: 2, next: null });
    expect(check(test)).toMatchObject({ ok: true, removedUpTo: 4, ledger: { ok: true, entries: 3 } });
    expect(test.store.read((tx) => tx.audit.removedUpTo())).toBe(4);
    // Nothing else may go: not by the tables of the program, and not past them.
    const forged = await past(test, `DROP TRIGGER audit_entry_is_kept; DELETE FROM audit_entry WHERE seq = 5`);
    expect(check(forged)).toMatchObject({ ok: false, brokenAt: 1, fault: 'missing' });
  });

  it('still shows a row of the ledger that was changed after its seal had gone', async () => {
    const test = await withOldLog();
    remove(test, 'audit');
    const edited = await past(
      test,
      `DROP TRIGGER consent_event_is_append_only; UPDATE consent_event SET at = at + 1 WHERE seq = 2`,
    );
    expect(check(edited).ledger).toMatchObject({ ok: false, brokenAt: 2, fault: 'edited' });
  });

  it('keeps the newest seal of a row through several cuts', async () => {
    const test = await withOldLog();
    test.store.write('Ana', (tx) => {
      tx.audit.append({ at: OLD, action: 'person.viewed' });
      tx.consent.forget({ number: NUMBER, personId: 'p1', pseudonym: 'nobody', whole: true, now: OLD });
    });
    for (let cut = 0; cut < 6; cut += 1) {
      test.store.write('system', (tx) => tx.retention.remove('audit', NOW + 1, null, 2, NOW));
      expect(check(test)).toMatchObject({ ok: true, ledger: { ok: true, entries: 3 } });
    }
  });

  it('refuses a deletion that no entry tells of, and any while something is held', async () => {
    const test = await withOldLog();
    test.store.write('Ana', (tx) => tx.legalHolds.insert(HOLD));
    expect(remove(test, 'audit')).toMatchObject({ rows: 0, held: 4 });
    await expect(
      past(test, 'INSERT INTO audit_removing (only, up_to) VALUES (1, 2); DELETE FROM audit_entry WHERE seq <= 2'),
    ).rejects.toThrow(/append-only/);
  });
});

describe('agreements of people who were deleted', () => {
  it('go when they are old enough, the opt-out stays, and the ledger is still proved', async () => {
    const test = await createTestStore({ start: OLD });
    test.store.write('Ana', (tx) => {
      tx.consent.append(sampleConsent({ id: 'c1', number: NUMBER, personId: 'p1' }));
      tx.consent.append(sampleConsent({ id: 'c2', number: NUMBER, personId: 'p1', kind: 'revoke', level: null }));
      tx.consent.append(sampleConsent({ id: 'c3', number: '+12065550102', personId: 'p2' }));
    });
    expect(remove(test, 'consents')).toMatchObject({ rows: 0 });
    test.store.write('Ana', (tx) =>
      tx.consent.forget({ number: NUMBER, personId: 'p1', pseudonym: 'nobody', whole: true, now: OLD }),
    );
    expect(remove(test, 'consents')).toMatchObject({ rows: 1, held: 0, next: null });
    expect(test.store.read((tx) => tx.consent.list({ cursor: null, limit: 9 })).items.map(({ id }) => id)).toEqual([
      'c3',
    ]);
    expect(check(test)).toMatchObject({ ok: true, ledger: { ok: true, entries: 2 } });
    // The seal of what is gone goes, too, and so does the entry that tells of it; the newest of the ledger says how far it was sealed.
    for (let cut = 0; cut < 8; cut += 1)
      test.store.write('system', (tx) => tx.retention.remove('audit', NOW + 1, null, 2, NOW));
    expect(check(test)).toMatchObject({ ok: true, ledger: { ok: true, entries: 2 } });
    const cut = await past(
      test,
      `DROP TRIGGER consent_event_is_never_deleted; DELETE FROM consent_event WHERE seq = 2`,
    );
    expect(check(cut).ledger).toMatchObject({ ok: false, brokenAt: 2, fault: 'missing' });
  });
});
