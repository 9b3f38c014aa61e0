/** Frames over the preload bridge of the desktop shell. */
import type { ClientFrame, ServerFrame } from '../../contract/wire.ts';
import type { Transport, TransportEvents } from './transport.ts';

/** What `src/preload` exposes as `window.deskbell`. */
export interface DeskbellBridge {
  /** Hands a frame to the core; resolves with the frame that answers it, or nothing for a `cancel`. */
  request(frame: ClientFrame): Promise<ServerFrame | undefined>;
  /** Frames nobody asked for: events and resync. */
  onEvent(listener: (frame: ServerFrame) => void): () => void;
  /** Where a file that was chosen lies. Left out: this shell cannot tell. */
  pathOf?(file: File): string;
}

declare global {
  interface Window {
    readonly deskbell?: DeskbellBridge;
  }
}

/** A transport over `bridge`. The core lives in the same program, so it is up from the start. */
export function createIpcTransport(bridge: DeskbellBridge): Transport {
  let events: TransportEvents | undefined;
  let unsubscribe: (() => void) | undefined;

  const answerFailed = (frame: ClientFrame): void => {
    if (frame.t !== 'call') return;
    const error = { code: 'INTERNAL' as const, message: 'The program did not answer. Restart it.' };
    events?.onFrame({ t: 'result', id: frame.id, ok: false, error });
  };

  return {
    open(given) {
      events = given;
      unsubscribe = bridge.onEvent((frame) => events?.onFrame(frame));
      events.onUp();
    },
    send(frame) {
      if (!events) return false;
      void bridge.request(frame).then(
        (answer) => void (answer && events?.onFrame(answer)),
        () => answerFailed(frame),
      );
      return true;
    },
    close() {
      const closing = events;
      events = undefined;
      unsubscribe?.();
      closing?.onDown('closed');
    },
  };
}
