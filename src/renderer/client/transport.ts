/**
 * What carries frames between this page and the core. A transport knows nothing of calls, events or retries of
 * calls; it says when it is up, when it is down, and hands over what arrives.
 */
import type { ClientFrame, ServerFrame } from '../../contract/wire.ts';

export interface TransportEvents {
  /** Frames may be sent now. Comes again after each reconnect. */
  onUp(): void;
  /** The way is cut; the transport tries again by itself after `lost`. */
  onDown(reason: TransportDown): void;
  onFrame(frame: ServerFrame): void;
}

/** `signedOut`: this browser's session ended; `outdated`: the core does not understand this page. Trying again helps only after `lost`. */
export type TransportDown = 'lost' | 'signedOut' | 'outdated' | 'closed';

export interface Transport {
  open(events: TransportEvents): void;
  /** False when the way is cut; the frame is then not kept. */
  send(frame: ClientFrame): boolean;
  close(): void;
}

/** Bells for the client side, so that tests ring them by hand. `after` returns how to cancel. */
export interface ClientTimers {
  after(delayMs: number, ring: () => void): () => void;
}

export const browserTimers: ClientTimers = {
  after(delayMs, ring) {
    const id = setTimeout(ring, delayMs);
    return () => clearTimeout(id);
  },
};
