/**
 * `npm run reliability -- [--messages 5000] [--seed 1 --seed 2 ...] [--json]`: reliability runs, and what came of them. Exit code 1 when a
 * promise was broken.
 */
import { parseArgs } from 'node:util';
import { Killed } from './program.ts';
import { brokenPromises } from './promises.ts';
import { rehearse } from './rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';
import { formatRuns } from './table.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '5000' },
    seed: { type: 'string', multiple: true, default: ['1'] },
    json: { type: 'boolean', default: false },
  },
});

// What a dead program leaves behind in the air goes nowhere.
process.on('unhandledRejection', (reason) => {
  if (!(reason instanceof Killed)) throw reason;
});

const runs: Rehearsal[] = [];
for (const seed of values.seed) {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  runs.push(await rehearse({ messages: Number(values.messages), seed: Number(seed), say }));
}
process.stdout.write(values.json ? `${JSON.stringify({ runs }, null, 2)}\n` : formatRuns(runs));
process.exitCode = runs.some((run) => brokenPromises(run).length > 0) ? 1 : 0;
