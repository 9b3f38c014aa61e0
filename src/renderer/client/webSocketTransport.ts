/** Frames over a WebSocket to the headless shell, with reconnect. Sends nothing again: that is the client's decision. */
import type { ClientFrame, ServerFrame } from '../../contract/wire.ts';
import { reconnectDelay } from './backoff.ts';
import type { ClientTimers, Transport, TransportDown, TransportEvents } from './transport.ts';

/** Close codes of the shell after which trying again is useless (main/rpc/closeCodes.ts). */
export const SIGNED_OUT_CLOSE_CODE = 4401;
export const PROTOCOL_CLOSE_CODE = 4400;

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
    socket.addEventListener('open', () => this.#events?.onUp());
    socket.addEventListener('message', (message) => this.#receive(message.data));
    socket.addEventListener('close', (closed) => this.#lost(downBy(closed.code)));
  }

  #receive(data: unknown): void {
    // Only an answer proves that the way is good: a door that opens and shuts at once must not be knocked at for ever.
    this.#attempt = 0;
    if (typeof data === 'string') this.#events?.onFrame(JSON.parse(data) as ServerFrame);
  }

  #lost(reason: TransportDown): void {
    if (!this.#events) return;
    this.#events.onDown(reason);
    if (reason !== 'lost') return;
    const delay = reconnectDelay(this.#attempt++, this.#deps.fraction());
    this.#cancelRetry = this.#deps.timers.after(delay, () => this.#connect());
  }
}

function downBy(code: number): TransportDown {
  if (code === SIGNED_OUT_CLOSE_CODE) return 'signedOut';
  return code === PROTOCOL_CLOSE_CODE ? 'outdated' : 'lost';
}

/** A transport to `url` (ws: or wss:). Opens no connection before `open`. */
export function createWebSocketTransport(deps: WebSocketDeps): Transport {
  return new WebSocketTransport(deps);
}
