/**
 * Sessions over WebSockets: checks who knocks, bounds what one connection may cost, and hands frames to the session.
 * Frames are JSON text. Knows no procedure and no cookie; `authorize` does.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { RawData, WebSocket } from 'ws';
import type { Timers } from '../platform/ports.ts';
import { CloseCode } from '../rpc/closeCodes.ts';
import type { Identity } from '../rpc/identity.ts';
import type { Session, SessionLink } from '../rpc/session.ts';

/** The schedule file rides in one frame: 25 MB of it in base64, and room for the rest. */
export const MAX_FRAME_BYTES = 36 * 1024 * 1024;
const SOCKETS_PER_LOGIN = 32;
const HEARTBEAT_MS = 30_000;
/** How long a cut client may take to say goodbye before the socket is torn down. */
const GOODBYE_MS = 2_000;

/** `forbidden`: not one of our pages, gets no WebSocket at all. `signedOut`: our page without a session, is told so. */
export type Admission =
  | { readonly kind: 'welcome'; readonly identity: Identity; readonly loginKey: string }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'forbidden' };

export interface WebSocketDoorDeps {
  readonly server: Server;
  readonly path: string;
  readonly authorize: (request: IncomingMessage) => Admission;
  /** Called for every frame that came in: a sign of life of this login. False when the login has ended. */
  readonly stillSignedIn: (loginKey: string) => boolean;
  readonly openSession: (link: SessionLink) => Session;
  readonly timers: Timers;
  readonly maxFrameBytes?: number;
}

export interface WebSocketDoor {
  /** Cuts every connection of a login. */
  cutLogin(loginKey: string): void;
  /** Refuses newcomers, says goodbye to everyone, resolves when the last socket is gone. */
  close(): Promise<void>;
}

interface Connection {
  readonly socket: WebSocket;
  readonly session: Session;
  readonly loginKey: string;
  alive: boolean;
}

/** Starts answering upgrades on `server`. */
export function createWebSocketDoor(deps: WebSocketDoorDeps): WebSocketDoor {
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: deps.maxFrameBytes ?? MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });
  const connections = new Set<Connection>();
  let closing = false;

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const admission = admit(deps, request, closing);
    if (admission.kind === 'forbidden') return refuseUpgrade(socket);
    wss.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      if (admission.kind === 'signedOut') return sayGoodbye(deps.timers, webSocket, CloseCode.signedOut, 'signed out');
      const others = [...connections].filter(({ loginKey }) => loginKey === admission.loginKey).length;
      if (others >= SOCKETS_PER_LOGIN) {
        return sayGoodbye(deps.timers, webSocket, CloseCode.flood, 'too many connections');
      }
      accept(deps, connections, webSocket, admission);
    });
  };
  deps.server.on('upgrade', upgrade);
  const heartbeat = deps.timers.every(HEARTBEAT_MS, () => beat(connections));

  return {
    cutLogin(loginKey) {
      for (const connection of [...connections]) {
        if (connection.loginKey === loginKey) connection.session.end(CloseCode.signedOut, 'signed out');
      }
    },
    async close() {
      closing = true;
      heartbeat.cancel();
      for (const { session } of [...connections]) session.end(CloseCode.goingAway, 'the program closes');
      await Promise.all([...wss.clients].map(gone));
      wss.close();
    },
  };
}

function admit(deps: WebSocketDoorDeps, request: IncomingMessage, closing: boolean): Admission {
  const path = (request.url ?? '').split('?', 1)[0];
  if (closing || path !== deps.path) return { kind: 'forbidden' };
  return deps.authorize(request);
}

function accept(
  deps: WebSocketDoorDeps,
  connections: Set<Connection>,
  socket: WebSocket,
  { identity, loginKey }: Admission & { kind: 'welcome' },
): void {
  const session = deps.openSession({
    identity,
    send: (frame, sent) => socket.send(JSON.stringify(frame), () => sent()),
    close: (code, reason) => sayGoodbye(deps.timers, socket, code, reason),
  });
  const connection: Connection = { socket, session, loginKey, alive: true };
  connections.add(connection);
  socket.on('pong', () => (connection.alive = true));
  socket.on('message', (data, isBinary) => {
    if (!deps.stillSignedIn(loginKey)) return session.end(CloseCode.signedOut, 'signed out');
    const frame = isBinary ? undefined : parseFrame(data);
    if (frame === undefined) return session.end(CloseCode.protocol, 'not JSON text');
    session.receive(frame);
  });
  socket.on('close', () => {
    connections.delete(connection);
    session.lost();
  });
}

function parseFrame(data: RawData): unknown {
  try {
    // The default binaryType gives one Buffer per message.
    return JSON.parse((data as Buffer).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A socket that did not answer the last ping is dead, whatever the operating system believes. */
function beat(connections: ReadonlySet<Connection>): void {
  for (const connection of connections) {
    if (!connection.alive) connection.socket.terminate();
    connection.alive = false;
    connection.socket.ping(() => undefined);
  }
}

function sayGoodbye(timers: Timers, socket: WebSocket, code: CloseCode, reason: string): void {
  socket.removeAllListeners('message');
  socket.close(code, reason);
  const bell = timers.after(GOODBYE_MS, () => socket.terminate());
  socket.once('close', () => bell.cancel());
}

function gone(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) resolve();
    else socket.once('close', () => resolve());
  });
}

function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
