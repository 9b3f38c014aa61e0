/** `npm run replies:report -- [--json] [--misses] [--learn]`: how well reply understanding does on texts it was and was not tuned on (docs/REPLIES.md). */
import path from 'node:path';
import { node24, root } from './lib/paths.mjs';
import { standIn } from './lib/process.mjs';
import { main } from './lib/progress.mjs';
import { ensureReady } from './lib/ready.mjs';

await main(async (argv) => {
  await ensureReady({ quiet: true });
  return standIn(node24(), [path.join(root, 'tests', 'replies', 'run.ts'), ...argv]);
});
