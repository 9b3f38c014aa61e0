/**
 * `npm run check:outside [-- --document FILE]`: holds our Twilio requests against the vendor's own OpenAPI documents, by Prism. Needs the
 * network, so it is no part of `npm test`. See docs/OUTSIDE-CHECKS.md.
 */
import path from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { node24, root } from './lib/paths.mjs';
import { standIn } from './lib/process.mjs';
import { main } from './lib/progress.mjs';

await main(async (argv) => {
  await ensureInstalled();
  return standIn(node24(), [path.join(root, 'tests', 'outside', 'run.ts'), ...argv]);
});
