/** Entry of the desktop program: what must happen before Electron is ready, then the desk. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog, protocol } from 'electron';
import { appScheme } from './electron/appScheme.ts';
import { browserDirOf, openDesk } from './electron/desktop.ts';
import { chooseDataDir, currentSurroundings } from './platform/dataDir.ts';
import { describeError } from './runtime/startError.ts';

const { values } = parseArgs({
  args: process.argv.slice(1),
  options: { demo: { type: 'boolean' }, 'data-dir': { type: 'string' } },
  // Electron and Chromium have switches of their own.
  strict: false,
});
const demo = values['demo'] === true;
const asked = values['data-dir'];
const dataDir = chooseDataDir(typeof asked === 'string' ? asked : undefined, demo, currentSurroundings());

try {
  mkdirSync(browserDirOf(dataDir), { recursive: true, mode: 0o700 });
  app.setPath('userData', browserDirOf(dataDir));
  protocol.registerSchemesAsPrivileged([appScheme]);
  if (app.requestSingleInstanceLock()) {
    await app.whenReady();
    await openDesk({ dataDir, demo, preload: join(import.meta.dirname, '..', 'preload', 'index.cjs') });
  } else {
    // The window that is open already comes to the front.
    app.quit();
  }
} catch (error) {
  const message = describeError(error, dataDir).message;
  process.stderr.write(`${message}\n`);
  dialog.showErrorBox('Deskbell cannot start', message);
  app.exit(1);
}
