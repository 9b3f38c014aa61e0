/**
 * A transport within one program: for tests, and the reference for what a transport owes a session. Frames are
 * cloned both ways and arrive later, never within the call that sent them, as they would over any wire.
 */
import type { ServerFrame } from '../../contract/wire.ts';
import type { CloseCode } from './closeCodes.ts';
import type { Identity } from './identity.ts';
import type { Session, SessionLink } from './session.ts';

export interface MemoryConnection {
  /** A frame to the core. Ignored once closed. */
  send(frame: unknown): void;
  /** The client goes away. */
  close(): void;
}

export interface MemoryClient {
  onFrame(frame: ServerFrame): void;
  onClose(code: CloseCode, reason: string): void;
}

/** Connects `client` to a session that `open` makes at the place of `identity`. */
export function connectInMemory(
  open: (link: SessionLink) => Session,
  identity: Identity,
  client: MemoryClient,
): MemoryConnection {
  let connected = true;
  const session = open({
    identity,
    send(frame, sent) {
      const copy = structuredClone(frame);
      queueMicrotask(() => {
        if (connected) client.onFrame(copy);
        sent();
      });
    },
    close(code, reason) {
      // Queued behind the frames already on their way, so that none of them is lost.
      queueMicrotask(() => {
        if (connected) client.onClose(code, reason);
        connected = false;
      });
    },
  });
  return {
    send(frame) {
      const copy: unknown = structuredClone(frame);
      queueMicrotask(() => {
        if (connected) session.receive(copy);
      });
    },
    close() {
      connected = false;
      session.lost();
    },
  };
}
