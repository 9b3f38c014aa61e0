/**
 * `npm run bench -- --json`: measures the product against the budgets of docs/PERFORMANCE.md. Ratios, not absolute times.
 */
import path from 'node:path';
import { node24, root } from './lib/paths.mjs';
import { standIn } from './lib/process.mjs';
import { main } from './lib/progress.mjs';
import { ensureReady } from './lib/ready.mjs';

await main(async (argv) => {
  await ensureReady({ quiet: true });
  return standIn(node24(), [path.join(root, 'tests', 'bench', 'run.ts'), ...argv]);
});
