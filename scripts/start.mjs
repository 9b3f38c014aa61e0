/**
 * `npm start` and `npm run demo`: opens Deskbell on this computer.
 *
 * Electron when its binary and a display are there, otherwise the headless shell on 127.0.0.1. `--headless` asks for the
 * latter. All other arguments are passed on.
 */
import { findElectron } from './lib/electron.mjs';
import { builtCli, node24, root } from './lib/paths.mjs';
import { standIn } from './lib/process.mjs';
import { main, say } from './lib/progress.mjs';
import { ensureReady } from './lib/ready.mjs';

/** What the dynamic loader answers when a system library of Electron's is missing. */
const COULD_NOT_LOAD = 127;

await main(async (argv) => {
  const args = argv.filter((arg) => arg !== '--headless');
  await ensureReady();
  const electron = argv.includes('--headless') ? { reason: 'As asked' } : await findElectron();
  if (electron.binary !== undefined) {
    const code = await standIn(electron.binary, [root, ...args]);
    if (code !== COULD_NOT_LOAD) return code;
  }
  const reason = electron.reason ?? 'Electron cannot run on this system';
  say(`${reason}: starting the headless shell; Deskbell runs in a browser.`);
  return standIn(node24(), [builtCli, 'serve', ...args]);
});
