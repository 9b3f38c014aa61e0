/**
 * A stand-in of the Electron API, as far as the built main and preload use it. Loaded in place of `electron` by
 * standInHook.ts. Its window runs the real preload in a bare context, as the sandbox does, and then the page scenario.
 */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import type { Bridge } from './pageScenario.ts';
import { runPageScenario } from './pageScenario.ts';

type Handler = (event: unknown, frame: unknown) => Promise<unknown>;
type SchemeHandler = (request: Request) => Promise<Response>;

const facts: Record<string, unknown> = {};
const invokeHandlers = new Map<string, Handler>();
let serveScheme: SchemeHandler | undefined;

class App extends EventEmitter {
  readonly paths = new Map<string, string>();
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  requestSingleInstanceLock(): boolean {
    facts['userData'] = this.paths.get('userData');
    return true;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    facts['quitWaited'] = prevented;
    if (!prevented) this.exit(0);
  }
  exit(code = 0): void {
    process.send?.({ ...facts, exit: code }, () => process.exit(code));
  }
}
export const app = new App();

class WebContents extends EventEmitter {
  readonly id = 1;
  openHandler: (() => { action: string }) | undefined;
  toPage: ((channel: string, frame: unknown) => void) | undefined;
  isDestroyed(): boolean {
    return false;
  }
  send(channel: string, frame: unknown): void {
    this.toPage?.(channel, structuredClone(frame));
  }
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }
}

interface WindowOptions {
  readonly webPreferences: { readonly preload: string } & Record<string, unknown>;
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly #options: WindowOptions;

  constructor(options: WindowOptions) {
    super();
    this.#options = options;
    app.emit('web-contents-created', {}, this.webContents);
  }
  show(): void {
    facts['shown'] = true;
  }
  isMinimized(): boolean {
    return false;
  }
  restore(): void {}
  focus(): void {}

  async loadURL(url: string): Promise<void> {
    await new Promise((resolve) => void setImmediate(resolve));
    const { preload, ...preferences } = this.#options.webPreferences;
    facts['preferences'] = preferences;
    facts['page'] = await this.#fetchPage(url);
    facts['confined'] = this.#tryToEscape();
    const exposed = this.#runPreload(preload, url);
    this.emit('ready-to-show');
    facts['stranger'] = await this.#callAs('app://deskbell.example/');
    facts['framed'] = await this.#callAs('app://deskbell/', {});
    facts['report'] = await runPageScenario(exposed['deskbell'] as Bridge);
    facts['exposed'] = Object.keys(exposed);
    this.emit('closed');
  }

  async #fetchPage(url: string): Promise<unknown> {
    const answer = await serveScheme?.(new Request(url));
    const escape = await serveScheme?.(new Request(`${url}..%2f..%2fpackage.json`));
    return {
      status: answer?.status,
      policy: answer?.headers.get('content-security-policy'),
      escape: escape?.status,
    };
  }

  #tryToEscape(): unknown {
    const stopped = (event: string, url: string): boolean => {
      let prevented = false;
      this.webContents.emit(event, { url, preventDefault: () => (prevented = true) });
      return prevented;
    };
    return {
      navigation: stopped('will-navigate', 'https://attacker.example/'),
      lookalike: stopped('will-navigate', 'app://deskbell.example/'),
      reload: stopped('will-navigate', 'app://deskbell/'),
      webview: stopped('will-attach-webview', ''),
      window: this.webContents.openHandler?.().action,
    };
  }

  /** The sandbox gives a preload one module, electron, with the page's half of it. */
  #runPreload(file: string, url: string): Record<string, unknown> {
    const exposed: Record<string, unknown> = {};
    const renderer = new EventEmitter();
    this.webContents.toPage = (channel, frame) => void renderer.emit(channel, {}, frame);
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: unknown) => void (exposed[name] = api) },
      ipcRenderer: Object.assign(renderer, {
        invoke: (channel: string, frame: unknown) => this.#invoke(channel, frame, { url, parent: null }),
      }),
    };
    // As Electron: only a file the page was given by a person has a place.
    const webUtils = { getPathForFile: (file: { readonly name: string }) => `/home/desk/${file.name}` };
    const require = (name: string): unknown => {
      if (name === 'electron') return { ...electron, webUtils };
      throw new Error(`module not found: ${name}`);
    };
    const module = { exports: {} };
    const context = createContext({ require, module, exports: module.exports, console });
    runInContext(readFileSync(file, 'utf8'), context, { filename: file });
    return exposed;
  }

  async #callAs(url: string, parent: unknown = null): Promise<string> {
    const hello = { t: 'hello', contractVersion: 1, lastSeq: null };
    return this.#invoke('deskbell:request', hello, { url, parent }).then(
      () => 'answered',
      () => 'refused',
    );
  }

  async #invoke(channel: string, frame: unknown, senderFrame: unknown): Promise<unknown> {
    const handler = invokeHandlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return structuredClone(await handler({ sender: this.webContents, senderFrame }, structuredClone(frame)));
  }
}

export const ipcMain = {
  handle: (channel: string, handler: Handler) => void invokeHandlers.set(channel, handler),
  removeHandler: (channel: string) => void invokeHandlers.delete(channel),
};

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown) => void (facts['schemes'] = schemes),
  handle: (_scheme: string, handler: SchemeHandler) => void (serveScheme = handler),
};

type PermissionHandler = (
  contents: { getURL(): string },
  permission: string,
  decide: (allowed: boolean) => void,
) => void;
type PermissionCheck = (contents: null, permission: string, origin: string) => boolean;
/** Each permission as our own page, and as a page of somebody else. */
const ASKED = ['media', 'clipboard-read', 'clipboard-sanitized-write'].flatMap((permission) =>
  ['app://deskbell/', 'https://stranger.example/'].map((page) => ({ permission, page })),
);
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: PermissionHandler) => {
      const granted: string[] = [];
      for (const { permission, page } of ASKED)
        handler({ getURL: () => page }, permission, (allowed) => allowed && granted.push(`${permission} ${page}`));
      facts['permissions'] = granted;
    },
    setPermissionCheckHandler: (check: PermissionCheck) => {
      const granted = ASKED.filter(({ permission, page }) => check(null, permission, page));
      facts['permissionChecks'] = granted.map(({ permission, page }) => `${permission} ${page}`);
    },
    setDevicePermissionHandler: (handler: () => boolean) => void (facts['devicePermission'] = handler()),
  },
};

/** As on a Linux desktop without a keyring. */
export const safeStorage = {
  getSelectedStorageBackend: () => 'basic_text',
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async () => Promise.reject(new Error('must not be used')),
  decryptStringAsync: async () => Promise.reject(new Error('must not be used')),
};

export const net = { fetch: (input: string | Request, init?: RequestInit) => globalThis.fetch(input, init) };
export const powerMonitor = new EventEmitter();
export const dialog = {
  showErrorBox: (title: string, message: string) => void (facts['errorBox'] = `${title}: ${message}`),
  showMessageBox: async () => ({ response: 0 }),
};
