/**
 * A process of its own that opens the store of a folder, writes, says so, and stays until it is killed.
 * Arguments: the folder, and how many commits to make.
 */
import { openStore } from '../../../src/main/store/openStore.ts';
import { createTestPlatform } from '../../fakes/testPlatform.ts';

const [dataDir = '', commits = '0'] = process.argv.slice(2);
const key = Uint8Array.from({ length: 32 }, (_, at) => at + 1);
const store = await openStore(createTestPlatform({ dataDir }), { key });
for (let at = 0; at < Number(commits); at += 1) {
  store.write('holder', (tx) => tx.settings.set('last', at, at));
}
process.stdout.write('holding\n');
process.stdin.resume();
