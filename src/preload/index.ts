/**
 * All the page gets from the program around it: `window.deskbell` with request(), onEvent() and pathOf(). Runs sandboxed, decides
 * nothing: the main process checks who sends and validates every frame.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { ClientFrame, ServerFrame } from '../contract/wire.ts';

// The names src/main/electron/ipcBridge.ts answers to; the conformance suite holds the two together.
const REQUEST_CHANNEL = 'deskbell:request';
const EVENT_CHANNEL = 'deskbell:event';

contextBridge.exposeInMainWorld('deskbell', {
  request: (frame: ClientFrame): Promise<ServerFrame | undefined> =>
    ipcRenderer.invoke(REQUEST_CHANNEL, frame) as Promise<ServerFrame | undefined>,
  onEvent: (listener: (frame: ServerFrame) => void): (() => void) => {
    const forward = (_event: unknown, frame: ServerFrame): void => listener(frame);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => void ipcRenderer.removeListener(EVENT_CHANNEL, forward);
  },
  // Of a file that the person has chosen in this window's own dialog, and of no other.
  pathOf: (file: File): string => webUtils.getPathForFile(file),
});
