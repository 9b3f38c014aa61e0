/**
 * A process of its own that writes agreements, each with its audit row, and is killed in the middle of one. Arguments: the folder, the
 * crash point of the fifth write, and a number that keeps the ids of several runs apart.
 */
import { openStore } from '../../../src/main/store/openStore.ts';
import { createTestPlatform } from '../../fakes/testPlatform.ts';
import { NOW, sampleConsent } from '../samples.ts';

const WRITES = 5;
const [dataDir = '', point = '', run = '0'] = process.argv.slice(2);
let written = 0;
const die = (): void => void process.kill(process.pid, 'SIGKILL');
const platform = createTestPlatform({
  dataDir,
  crashPoint: (name) => {
    if (written === WRITES && name === point) die();
  },
});
const store = await openStore(platform, { key: Uint8Array.from({ length: 32 }, (_, at) => at + 1) });
for (written = 1; written <= WRITES; written += 1) {
  store.write('Ana', (tx) => {
    tx.consent.append(sampleConsent({ id: `run${run}-${written}`, number: `+12065550${run}${written}0` }));
    tx.audit.append({ at: NOW, action: 'consent.grant' });
  });
}
die();
