/**
 * Sessions over Electron's IPC: one per page, opened by its hello. The page asks with `request` and gets the frame that
 * answers; what nobody asked for is pushed. Typed against the few members of Electron it uses, so a test can stand in.
 */
import type { ServerFrame } from '../../contract/wire.ts';
import { CloseCode } from '../rpc/closeCodes.ts';
import type { Identity } from '../rpc/identity.ts';
import type { Session, SessionLink } from '../rpc/session.ts';

/** Channel names, the same in src/preload. */
export const REQUEST_CHANNEL = 'deskbell:request';
export const EVENT_CHANNEL = 'deskbell:event';

/** The part of Electron's WebContents used here. */
export interface PageSender {
  readonly id: number;
  isDestroyed(): boolean;
  send(channel: string, frame: ServerFrame): void;
}
/** The part of Electron's IpcMainInvokeEvent used here. */
export interface PageRequest {
  readonly sender: PageSender;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}
/** The part of Electron's ipcMain used here. */
export interface IpcPort {
  handle(channel: string, listener: (event: PageRequest, frame: unknown) => Promise<ServerFrame | undefined>): void;
  removeHandler(channel: string): void;
}

export interface IpcBridgeDeps {
  readonly ipc: IpcPort;
  readonly openSession: (link: SessionLink) => Session;
  /** Who acts in this program's window; a reload changes nothing about it. */
  readonly identity: Identity;
  /** Frames may come from the top frame of a page at this origin, and from nowhere else. */
  readonly trustedOrigin: string;
}

export interface IpcBridge {
  /** The page with this id is gone or was replaced. */
  pageGone(senderId: number): void;
  /** Cuts all sessions; calls still waiting are answered SHUTTING_DOWN. */
  close(): void;
}

/** Starts answering pages. */
export function createIpcBridge(deps: IpcBridgeDeps): IpcBridge {
  const pages = new Map<number, PageSession>();

  deps.ipc.handle(REQUEST_CHANNEL, async (event, frame) => {
    // Nothing is told to a stranger, not even why.
    if (!isTrusted(event, deps.trustedOrigin)) throw new Error('refused');
    if (kindOf(frame) === 'hello') {
      pages.get(event.sender.id)?.end(CloseCode.replaced, 'the page said hello again');
      pages.set(event.sender.id, new PageSession(deps, event.sender));
    }
    const page = pages.get(event.sender.id);
    return page === undefined ? unanswerable(frame, 'NOT_SIGNED_IN') : page.request(frame);
  });

  return {
    pageGone(senderId) {
      pages.get(senderId)?.lost();
      pages.delete(senderId);
    },
    close() {
      deps.ipc.removeHandler(REQUEST_CHANNEL);
      for (const page of pages.values()) page.end(CloseCode.goingAway, 'the program closes');
      pages.clear();
    },
  };
}

type Answer = (frame: ServerFrame | undefined) => void;

/** Turns a stream of frames into answers to requests: each result goes to whoever asked, the rest is pushed. */
class PageSession {
  readonly #session: Session;
  readonly #sender: PageSender;
  readonly #waiting = new Map<string, Answer>();
  #helloAnswer: Answer | undefined;
  #closed: CloseCode | undefined;

  constructor(deps: IpcBridgeDeps, sender: PageSender) {
    this.#sender = sender;
    this.#session = deps.openSession({
      identity: deps.identity,
      send: (frame, sent) => {
        this.#deliver(frame);
        sent();
      },
      close: (code) => this.#answerAll(code),
    });
  }

  request(frame: unknown): Promise<ServerFrame | undefined> {
    if (this.#closed !== undefined) return Promise.resolve(unanswerable(frame, codeFor(this.#closed)));
    return new Promise((resolve) => {
      const kind = kindOf(frame);
      const id = idOf(frame);
      if (kind === 'hello') this.#helloAnswer = resolve;
      else if (kind === 'call' && id !== undefined) this.#waiting.set(id, resolve);
      else resolve(undefined);
      this.#session.receive(frame);
    });
  }

  end(code: CloseCode, reason: string): void {
    this.#session.end(code, reason);
  }

  lost(): void {
    this.#session.lost();
    this.#answerAll(CloseCode.goingAway);
  }

  #deliver(frame: ServerFrame): void {
    if (frame.t === 'welcome') return this.#helloAnswer?.(frame);
    if (frame.t === 'result') {
      this.#waiting.get(frame.id)?.(frame);
      this.#waiting.delete(frame.id);
      return;
    }
    if (!this.#sender.isDestroyed()) this.#sender.send(EVENT_CHANNEL, frame);
  }

  /** A cut connection still owes every waiting call an answer. */
  #answerAll(code: CloseCode): void {
    this.#closed = code;
    this.#helloAnswer?.(undefined);
    for (const [id, answer] of this.#waiting) answer(unanswerable({ t: 'call', id }, codeFor(code)));
    this.#waiting.clear();
  }
}

function isTrusted(event: PageRequest, origin: string): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null) return false;
  return frame.url === origin || frame.url.startsWith(`${origin}/`);
}

type RefusalCode = 'NOT_SIGNED_IN' | 'SHUTTING_DOWN';

function codeFor(code: CloseCode): RefusalCode {
  return code === CloseCode.goingAway ? 'SHUTTING_DOWN' : 'NOT_SIGNED_IN';
}

function unanswerable(frame: unknown, code: RefusalCode): ServerFrame | undefined {
  const id = idOf(frame);
  if (kindOf(frame) !== 'call' || id === undefined) return undefined;
  const message =
    code === 'SHUTTING_DOWN'
      ? 'Deskbell is closing. Try again when it is back.'
      : 'This page is no longer connected. Reload it.';
  return { t: 'result', id, ok: false, error: { code, message } };
}

function kindOf(frame: unknown): unknown {
  return typeof frame === 'object' && frame !== null && 't' in frame ? frame.t : undefined;
}

function idOf(frame: unknown): string | undefined {
  const id = typeof frame === 'object' && frame !== null && 'id' in frame ? frame.id : undefined;
  return typeof id === 'string' ? id : undefined;
}
