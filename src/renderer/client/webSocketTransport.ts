/** Frames over a WebSocket to the headless shell, with reconnect. Sends nothing again: that is the client's decision. */
import type { ClientFrame, ServerFrame } from '../../contract/wire.ts';
import { reconnectDelay } from './backoff.ts';
import type { ClientTimers, Transport, TransportDown, TransportEvents } from './transport.ts';

/** Close code the shell uses when this browser is not signed in (any more). */
export const SIGNED_OUT_CLOSE_CODE = 4401;

export interface WebSocketDeps {
  readonly url: string;
  readonly timers: ClientTimers;
  /** A random number in [0, 1), for jitter. */
  readonly fraction: () => number;
  readonly createSocket?: (url: string) => WebSocket;
}

class WebSocketTransport implements Transport {
  readonly #deps: WebSocketDeps;
  #events: TransportEvents | undefined;
  #socket: WebSocket | undefined;
  #attempt = 0;
  #cancelRetry: (() => void) | undefined;

  constructor(deps: WebSocketDeps) {
    this.#deps = deps;
  }

  open(events: TransportEvents): void {
    this.#events = events;
    this.#connect();
  }

  send(frame: ClientFrame): boolean {
    if (this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  close(): void {
    this.#cancelRetry?.();
    const events = this.#events;
    this.#events = undefined;
    this.#socket?.close(1000);
    events?.onDown('closed');
  }

  #connect(): void {
    const socket = (this.#deps.createSocket ?? ((url) => new WebSocket(url)))(this.#deps.url);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#attempt = 0;
      this.#events?.onUp();
    });
    socket.addEventListener('message', (message) => this.#receive(message.data));
    socket.addEventListener('close', (closed) =>
      this.#lost(closed.code === SIGNED_OUT_CLOSE_CODE ? 'signedOut' : 'lost'),
    );
  }

  #receive(data: unknown): void {
    if (typeof data === 'string') this.#events?.onFrame(JSON.parse(data) as ServerFrame);
  }

  #lost(reason: TransportDown): void {
    if (!this.#events) return;
    this.#events.onDown(reason);
    if (reason === 'signedOut') return;
    const delay = reconnectDelay(this.#attempt++, this.#deps.fraction());
    this.#cancelRetry = this.#deps.timers.after(delay, () => this.#connect());
  }
}

/** A transport to `url` (ws: or wss:). Opens no connection before `open`. */
export function createWebSocketTransport(deps: WebSocketDeps): Transport {
  return new WebSocketTransport(deps);
}
