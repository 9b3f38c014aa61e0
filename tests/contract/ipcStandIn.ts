/**
 * A stand-in for Electron's ipcMain and ipcRenderer: clones what crosses, delivers later, and gives a rejected call
 * back as an error, as Electron does.
 */
import type { IpcPort, PageRequest, PageSender } from '../../src/main/electron/ipcBridge.ts';
import type { ServerFrame } from '../../src/contract/wire.ts';

export interface StandInPage {
  readonly id: number;
  invoke(channel: string, frame: unknown): Promise<unknown>;
  on(channel: string, listener: (frame: unknown) => void): void;
  destroy(): void;
}

export interface IpcStandIn {
  readonly main: IpcPort;
  /** A page at `url`; `framed` puts it into an iframe. */
  openPage(url: string, options?: { framed?: boolean }): StandInPage;
}

/** An empty message bus. */
export function createIpcStandIn(): IpcStandIn {
  const handlers = new Map<string, (event: PageRequest, frame: unknown) => Promise<ServerFrame | undefined>>();
  let pages = 0;
  return {
    main: {
      handle: (channel, listener) => void handlers.set(channel, listener),
      removeHandler: (channel) => void handlers.delete(channel),
    },
    openPage(url, { framed = false } = {}) {
      const listeners = new Map<string, (frame: unknown) => void>();
      let destroyed = false;
      const sender: PageSender = {
        id: (pages += 1),
        isDestroyed: () => destroyed,
        send(channel, frame) {
          if (destroyed) throw new Error('Object has been destroyed');
          const copy = structuredClone(frame);
          setImmediate(() => listeners.get(channel)?.(copy));
        },
      };
      const senderFrame = { url, parent: framed ? {} : null };
      return {
        id: sender.id,
        async invoke(channel, frame) {
          const copy: unknown = structuredClone(frame);
          await new Promise((resolve) => void setImmediate(resolve));
          const handler = handlers.get(channel);
          if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
          return structuredClone(await handler({ sender, senderFrame }, copy));
        },
        on: (channel, listener) => void listeners.set(channel, listener),
        destroy: () => void (destroyed = true),
      };
    },
  };
}
