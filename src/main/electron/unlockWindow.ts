/** The window that asks for the recovery code (runtime/unlock.ts) when the key store has lost the key. Thin: no preload, no script. */
import { BrowserWindow } from 'electron';
import type { Protocol } from 'electron';
import { answerRequest } from '../runtime/unlock.ts';
import type { UnlockDesk } from '../runtime/unlock.ts';
import { APP_ORIGIN } from './appScheme.ts';

/** Resolves true when the data is open, false when the window was closed before. */
export async function askForCode(protocol: Pick<Protocol, 'handle'>, desk: UnlockDesk): Promise<boolean> {
  protocol.handle('app', (request) => answerRequest(desk, request));
  const window = new BrowserWindow({
    width: 720,
    height: 560,
    title: 'Deskbell',
    autoHideMenuBar: true,
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      javascript: false,
    },
  });
  const closed = new Promise<false>((resolve) => void window.on('closed', () => resolve(false)));
  void window.loadURL(`${APP_ORIGIN}/`);
  return Promise.race([closed, desk.opened.then(() => true)]);
}
