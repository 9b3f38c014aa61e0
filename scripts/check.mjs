/**
 * `npm run check`: every gate that is not a test. Exit code 1 when one fails.
 */
import { runChecks } from './lib/checks.mjs';
import { main } from './lib/progress.mjs';
import { ensureReady } from './lib/ready.mjs';

await main(async () => {
  await ensureReady({ quiet: true });
  const { failed } = await runChecks((line) => process.stdout.write(`${line}\n`));
  return failed === 0 ? 0 : 1;
});
