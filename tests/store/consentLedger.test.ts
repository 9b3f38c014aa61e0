/** What the database itself refuses to do to the consent ledger, and what is left of a person who was forgotten. */
import { expect, it } from 'vitest';
import type { Connection } from '../../src/main/store/driver.ts';
import { openStore } from '../../src/main/store/openStore.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { NOW, sampleConsent } from './samples.ts';
import { databaseBefore } from './oldDatabase.ts';

const NUMBER = '+12065550101';
const SCAN = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const FILE = {
  id: 'scan',
  name: 'form.png',
  contentType: 'image/png',
  sizeBytes: 7,
  sha256: 'ab'.repeat(32),
  createdAt: NOW,
};

/** An old database with one entry, brought up to date. */
function withLedger(work: (connection: Connection) => void): void {
  const { connection, upgrade } = databaseBefore(150);
  connection.exec(`
    INSERT INTO consent_event (id, at, number, person_id, kind, level, purpose, channel, method, evidence, actor)
      VALUES ('old', 5, '${NUMBER}', 'p', 'grant', 'express', 'care', 'sms', 'paper', 'Form', 'Dana');`);
  upgrade();
  work(connection);
}

it('keeps the entries of an older version as they were', () => {
  withLedger((connection) => {
    expect(connection.prepare('SELECT id, at, kind, level, recorded_at, given_by FROM consent_event').all()).toEqual([
      { id: 'old', at: 5, kind: 'grant', level: 'express', recorded_at: null, given_by: null },
    ]);
  });
});

it('refuses every change and every deletion in the ledger, the wordings, the files and the suppressed numbers', () => {
  withLedger((connection) => {
    connection.exec(`
      INSERT INTO consent_file VALUES ('scan', 'form.png', 'image/png', 1, 'ab', x'01', 1);
      INSERT INTO consent_event (id, at, number, kind, channel, method, actor, file_id)
        VALUES ('new', 6, '${NUMBER}', 'grant', 'sms', 'paper', 'Dana', 'scan');
      INSERT INTO suppression (hash, scope, since) VALUES ('h', 'all', 1);`);
    const columns = connection
      .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('consent_event')`)
      .all();
    for (const { name } of columns) {
      const changed = `UPDATE consent_event SET ${name} = ${name === 'kind' ? "'revoke'" : '7'} WHERE id = 'old'`;
      expect.soft(() => connection.exec(changed), name).toThrow();
    }
    for (const refused of [
      `DELETE FROM consent_event WHERE id = 'old'`,
      `UPDATE wording SET text = 'other'`,
      'DELETE FROM wording',
      `UPDATE consent_file SET content = x'02'`,
      'DELETE FROM consent_file',
      'DELETE FROM suppression',
      `UPDATE suppression_key SET key = x'00'`,
      'DELETE FROM suppression_key',
    ]) {
      expect.soft(() => connection.exec(refused), refused).toThrow(/append-only|never changed|stays known|needs this/);
    }
    expect(connection.prepare('SELECT count(*) AS n FROM consent_event').get()).toEqual({ n: 2 });
  });
});

it('forgets whom an entry is about and nothing of what was said', async () => {
  const { store } = await createTestStore();
  const said = { personId: 'p', recordedAt: NOW, givenBy: 'self', wordingId: 'care', wordingVersion: 1 } as const;
  store.write('Ana', (tx) => {
    tx.consent.insertFile(FILE, SCAN);
    tx.consent.append(sampleConsent({ ...said, number: NUMBER, fileId: 'scan', fileSha256: FILE.sha256 }));
    tx.consent.append(sampleConsent({ id: 'c2', kind: 'revoke', number: NUMBER, messageId: 'm1' }));
    tx.consent.append(sampleConsent({ id: 'other', personId: 'q', number: NUMBER }));
  });
  expect(store.read((tx) => tx.consent.fileContent('scan'))).toEqual(Buffer.from(SCAN));
  const left = store.write('Ana', (tx) =>
    tx.consent.forget({ number: NUMBER, personId: 'p', pseudonym: 'gone-1', whole: true, now: NOW }),
  );
  expect(left.map(({ number }) => number.startsWith('forgotten:'))).toEqual([true, true]);
  expect(left).toMatchObject([
    {
      id: 'consent-1',
      personId: 'gone-1',
      kind: 'grant',
      level: 'express',
      wordingId: 'care',
      fileSha256: FILE.sha256,
    },
    { id: 'c2', personId: null, kind: 'revoke', messageId: null },
  ]);
  expect(left.map(({ evidence, fileId }) => [evidence, fileId])).toEqual([
    ['', null],
    ['', null],
  ]);
  expect(store.read((tx) => tx.consent.file('scan'))).toBeUndefined();
  expect(store.read((tx) => tx.consent.ofNumber(NUMBER)).map(({ id }) => id)).toEqual(['other']);
  expect(store.read((tx) => tx.consent.list({ cursor: null, limit: 10 })).items.map(({ id }) => id)).toEqual(['other']);
});

it('knows a suppressed number again, by a fingerprint that is not the number, until it texts START', async () => {
  const { store } = await createTestStore();
  const known = () => store.read((tx) => tx.consent.suppressed(NUMBER));
  store.write('Ana', (tx) => {
    expect(tx.consent.suppress(NUMBER, { scope: 'all', since: NOW })).toBe(true);
    expect(tx.consent.suppress(NUMBER, { scope: 'all', since: NOW + 1 })).toBe(false);
    tx.consent.suppress(NUMBER, { scope: 'marketing', since: NOW });
  });
  expect(known()).toEqual([
    { scope: 'all', since: NOW },
    { scope: 'marketing', since: NOW },
  ]);
  expect(store.read((tx) => tx.consent.suppressed('+12065550102'))).toEqual([]);
  store.write('Ana', (tx) => tx.consent.liftSuppression(NUMBER, NOW + 2));
  expect(known()).toEqual([{ scope: 'marketing', since: NOW }]);
  store.write('Ana', (tx) => tx.consent.suppress(NUMBER, { scope: 'all', since: NOW + 3 }));
  expect(known()).toContainEqual({ scope: 'all', since: NOW + 3 });
});

it('gives each installation fingerprints of its own', async () => {
  const forgotten = async (): Promise<string | undefined> => {
    // A database of its own making: those that are laid down come from one installation.
    const platform = createTestPlatform();
    const store = await openStore(platform, { key: TEST_KEY });
    try {
      return store.write('Ana', (tx) => {
        tx.consent.append(sampleConsent({ number: NUMBER, personId: 'p' }));
        return tx.consent.forget({ number: NUMBER, personId: 'p', pseudonym: 'gone', whole: true, now: NOW })[0]
          ?.number;
      });
    } finally {
      await store.close();
      platform.dispose();
    }
  };
  expect(await forgotten()).not.toBe(await forgotten());
});
