/**
 * A process of its own that commits one text after another and acknowledges each, once the store says it is kept, in a file of its own.
 * Arguments: the folder, how many commits, and `store` (the store as it ships) or `normal` (the same with synchronous lowered, as
 * better-sqlite3 does by itself in WAL mode).
 */
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { deriveAuditKey } from '../../../src/main/store/auditChain.ts';
import { createChangeFeed } from '../../../src/main/store/changeFeed.ts';
import { openConnection } from '../../../src/main/store/driver.ts';
import { openStore } from '../../../src/main/store/openStore.ts';
import { createRepositories } from '../../../src/main/store/repositories/index.ts';
import { createSqlSession } from '../../../src/main/store/sql.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { createUnitOfWork } from '../../../src/main/store/unitOfWork.ts';
import { createTestPlatform } from '../../fakes/testPlatform.ts';
import { insertJob, NOW } from '../samples.ts';

const [dataDir = '', commits = '0', mode = 'store'] = process.argv.slice(2);
const key = Uint8Array.from({ length: 32 }, (_, at) => at + 1);
const platform = createTestPlatform({ dataDir });

function lowered(): Pick<Store, 'write'> {
  const connection = openConnection(join(dataDir, 'deskbell.db'), { key });
  connection.pragma('synchronous = NORMAL');
  const sql = createSqlSession(connection);
  const feed = createChangeFeed(sql, platform.log);
  return createUnitOfWork({
    ...platform,
    sql,
    feed,
    repositories: (actor) => createRepositories(sql, actor, deriveAuditKey(key)),
  });
}

// The schema is made under the record too, and closed properly.
await (await openStore(platform, { key })).close();
const store = mode === 'normal' ? lowered() : await openStore(platform, { key });
const acknowledgements = openSync(join(dataDir, 'acknowledged'), 'w');
for (let at = 0; at < Number(commits); at += 1) {
  store.write('system', (tx) => {
    insertJob(tx, `${at}`, { lane: `+1206555${1000 + at}` });
    tx.audit.append({ at: NOW, action: 'message.queued', entityId: `message-${at}` });
    tx.changed('message.added', `message-${at}`);
  });
  writeSync(acknowledgements, `${at}\n`);
}
// The end of a run is no clean end: nothing is closed, as nothing is closed when the power fails.
process.kill(process.pid, 'SIGKILL');
