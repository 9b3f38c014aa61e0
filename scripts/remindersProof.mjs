/**
 * `npm run reminders:proof -- [--seeds 1000] [--from 1] [--json]`: ninety days of a practice by each seed, against a reference model
 * (tests/reminders). Exit code 1 when a promise was broken.
 */
import path from 'node:path';
import { node24, root } from './lib/paths.mjs';
import { standIn } from './lib/process.mjs';
import { main } from './lib/progress.mjs';
import { ensureReady } from './lib/ready.mjs';

await main(async (argv) => {
  await ensureReady({ quiet: true });
  return standIn(node24(), [path.join(root, 'tests', 'reminders', 'run.ts'), ...argv]);
});
