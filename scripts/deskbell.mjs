/**
 * `npm run -s deskbell -- <command>`: the command line. Stdout, stdin, signals and the exit code are the command's own;
 * a needed install or build reports on stderr only.
 */
import { builtCli, node24 } from './lib/paths.mjs';
import { standIn } from './lib/process.mjs';
import { main } from './lib/progress.mjs';
import { ensureReady } from './lib/ready.mjs';

await main(async (argv) => {
  await ensureReady({ quiet: true });
  return standIn(node24(), [builtCli, ...argv]);
});
