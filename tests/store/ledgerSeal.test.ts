/** What is lawfully done to the ledger beside writing to it: older rows, rows of a restore, rows made nameless. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConnection } from '../../src/main/store/driver.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestStore } from '../fakes/testStore.ts';
import type { TestStore } from '../fakes/testStore.ts';
import { NOW, sampleConsent } from './samples.ts';

const NUMBER = '+12065550101';
function say({ store }: TestStore, id: string): void {
  store.write('Ana', (tx) => tx.consent.append(sampleConsent({ id, number: NUMBER, personId: 'p1' })));
}

/** Statements on the file while the program is closed. */
async function past(opened: TestStore, statements: string): Promise<TestStore> {
  await opened.store.close();
  const connection = openConnection(join(opened.platform.paths.dataDir, 'deskbell.db'), { key: TEST_KEY });
  connection.exec(statements);
  connection.close();
  return opened.reopen();
}

const COPY = `INSERT INTO consent_event (id, at, number, kind, channel, method, actor)
  SELECT hex(randomblob(8)), at, number, 'revoke', channel, method, actor FROM consent_event`;
const CARRIED = 'UPDATE ledger_start SET seq = (SELECT max(seq) FROM consent_event)';

describe('seals of the ledger', () => {
  it('are given at the next start to rows that a restore has carried over, and to no others', async () => {
    const opened = await createTestStore();
    say(opened, 'c1');
    const carried = await past(opened, `${COPY}; ${CARRIED}`);
    expect((await carried.store.maintenance.verifyAudit()).ledger).toMatchObject({ ok: true, entries: 2 });
    const forged = await past(carried, COPY);
    expect((await forged.store.maintenance.verifyAudit()).ledger).toMatchObject({ brokenAt: 3, fault: 'edited' });
  });

  it('are given again to rows that are made nameless, which leaves the rest as it was sealed', async () => {
    const opened = await createTestStore();
    for (const id of ['c1', 'c2', 'c3']) say(opened, id);
    opened.store.write('Ana', (tx) =>
      tx.consent.forget({ number: NUMBER, personId: 'p1', pseudonym: 'nobody-1', whole: true, now: NOW }),
    );
    expect(opened.store.read((tx) => tx.consent.ofNumber(NUMBER))).toEqual([]);
    expect((await opened.store.maintenance.verifyAudit()).ledger).toMatchObject({ ok: true, entries: 3 });
    const edited = await past(
      opened,
      `DROP TRIGGER consent_event_is_append_only; UPDATE consent_event SET at = ${NOW + 1} WHERE seq = 2`,
    );
    expect((await edited.store.maintenance.verifyAudit()).ledger).toMatchObject({ brokenAt: 2, fault: 'edited' });
  });
});
