/**
 * The desktop shell: window, page scheme, IPC and the runtime behind them, in their order. Thin: whatever can be decided without
 * Electron is decided in the core.
 */
import { join } from 'node:path';
import { app, dialog, ipcMain, powerMonitor, protocol, session } from 'electron';
import { currentSurroundings } from '../platform/dataDir.ts';
import { createRendererFiles } from '../platform/rendererFiles.ts';
import type { Platform } from '../platform/ports.ts';
import { commandLineActor } from '../rpc/actor.ts';
import { createRuntime } from '../runtime.ts';
import type { Runtime } from '../runtime.ts';
import { openLocalDoor } from '../runtime/localDoor.ts';
import { overridesOf } from '../runtime/overrides.ts';
import { recoverData } from '../runtime/recoverData.ts';
import { createUnlockDesk, isKeyLost } from '../runtime/unlock.ts';
import { APP_ORIGIN, serveApp } from './appScheme.ts';
import { createDesktopPlatform } from './desktopPlatform.ts';
import { confinePages, denyPermissions } from './hardening.ts';
import { createIpcBridge } from './ipcBridge.ts';
import type { IpcBridge } from './ipcBridge.ts';
import { bringToFront, openMainWindow } from './mainWindow.ts';
import { quitAfter } from './quitting.ts';
import { askForCode } from './unlockWindow.ts';

export interface DesktopOptions {
  readonly dataDir: string;
  readonly demo: boolean;
  readonly preload: string;
}

/**
 * Opens the desk, or asks for the recovery code where the key store has lost the key. The app must be ready. Throws a DomainError with the
 * next step when the data cannot be opened.
 */
export async function openDesk(options: DesktopOptions): Promise<void> {
  confinePages(app);
  denyPermissions(session.defaultSession);
  const platform = await createDesktopPlatform(options.dataDir);
  const runtime = await openRuntime(platform, options.demo);
  if (runtime === null) return;
  const identity = runtime.rpc.createIdentity();
  const bridge = createIpcBridge({
    ipc: ipcMain,
    openSession: runtime.rpc.openSession,
    identity,
    trustedOrigin: APP_ORIGIN,
  });
  const stop = await startBehind(platform, runtime, bridge);
  quitAfter(app, stop, platform);
  powerMonitor.on('resume', () => runtime.wake('resume'));
  powerMonitor.on('lock-screen', () => identity.lock('system'));
  powerMonitor.on('suspend', () => identity.lock('system'));
  serveApp(protocol, createRendererFiles(platform.paths.rendererDir));
  showWindow(options.preload, bridge);
  if (runtime.recoveryCode !== null) await showRecoveryCode(runtime.recoveryCode);
}

/** Null: the key store has lost the key, and the program ends; it starts anew by itself when the recovery code has opened the data. */
async function openRuntime(platform: Platform, demo: boolean): Promise<Runtime | null> {
  try {
    return await createRuntime(platform, {
      demo,
      restart: () => restartSoon(platform),
      ...overridesOf(currentSurroundings().env),
    });
  } catch (error) {
    if (!isKeyLost(error)) throw error;
    const desk = createUnlockDesk((code) => recoverData(platform, code), 'Deskbell starts anew now.');
    if (await askForCode(protocol, desk)) restartSoon(platform);
    else app.quit();
    return null;
  }
}

/** Late enough for the answer to reach the page that asked. */
const RESTART_MS = 500;

/** Quits as the person would, and starts anew: a restore or a change of the key is carried out at the start. */
function restartSoon({ timers }: Platform): void {
  timers.after(RESTART_MS, () => {
    app.relaunch();
    app.quit();
  });
}

async function startBehind(platform: Platform, runtime: Runtime, bridge: IpcBridge): Promise<() => Promise<void>> {
  try {
    await runtime.start();
    const door = await openLocalDoor({
      router: runtime.rpc.router,
      actor: commandLineActor,
      random: platform.random,
      dataDir: platform.paths.dataDir,
    });
    return async () => {
      bridge.close();
      await door.close();
      await runtime.stop();
    };
  } catch (error) {
    bridge.close();
    await runtime.stop();
    throw error;
  }
}

function showWindow(preload: string, bridge: IpcBridge): void {
  const window = openMainWindow(preload);
  const { id } = window.webContents;
  window.webContents.once('destroyed', () => bridge.pageGone(id));
  window.on('closed', () => app.quit());
  app.on('second-instance', () => bringToFront(window));
}

/** Shown once, at the first start: nobody but the owner keeps it. */
async function showRecoveryCode(code: string): Promise<void> {
  await dialog.showMessageBox({
    type: 'info',
    title: 'Recovery code',
    message: 'Write this recovery code down',
    detail: `${code}\n\nIt unlocks your data if this computer loses its key. It is shown only once.`,
    buttons: ['I have written it down'],
  });
}

/** Chromium's own files live inside the data folder, so one data folder has one program, whatever it is started from. */
export function browserDirOf(dataDir: string): string {
  return join(dataDir, 'browser');
}
