/**
 * `npm run fuzz -- [--calls 100000] [--seed 1] [--json]`: every procedure of the contract by every role, with inputs that fit and that do not
 * (tests/fuzz). Exit code 1 when there was a defect.
 */
import path from 'node:path';
import { node24, root } from './lib/paths.mjs';
import { standIn } from './lib/process.mjs';
import { main } from './lib/progress.mjs';
import { ensureReady } from './lib/ready.mjs';

await main(async (argv) => {
  await ensureReady({ quiet: true });
  return standIn(node24(), [path.join(root, 'tests', 'fuzz', 'run.ts'), ...argv]);
});
