/**
 * `npm run reliability -- [--messages 5000] [--seed N] [--json]`: sends texts over both gateways while everything goes wrong at random, and
 * counts what was lost and what went twice (docs/RELIABILITY.md). Exit code 1 when a promise was broken.
 */
import path from 'node:path';
import { node24, root } from './lib/paths.mjs';
import { standIn } from './lib/process.mjs';
import { main } from './lib/progress.mjs';
import { ensureReady } from './lib/ready.mjs';

await main(async (argv) => {
  await ensureReady({ quiet: true });
  return standIn(node24(), [path.join(root, 'tests', 'reliability', 'run.ts'), ...argv]);
});
