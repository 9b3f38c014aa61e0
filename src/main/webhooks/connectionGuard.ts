/**
 * Keeps slow clients from crowding others out: a limit of connections per peer and in all, and when it is reached the one that has kept us
 * waiting longest goes, never one whose request is whole. A limit that refuses the newest would do the attacker's work (quality.md 0.12).
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface ConnectionLimits {
  readonly perPeer: number;
  readonly total: number;
  /** Refuses peers at the door, by address. */
  readonly admits: (address: string) => boolean;
}

export interface ConnectionGuard {
  /** Whether the request of this connection has been read whole and is being answered. */
  setBusy(socket: Socket, busy: boolean): void;
  /** Cuts every connection that is not being answered. */
  cutWaiting(): void;
}

interface Connection {
  readonly socket: Socket;
  readonly peer: string;
  busy: boolean;
  /** Has had an answer: a connection that is kept open for more, not one that never came to the point. */
  proven: boolean;
}

/** Watches `server` from now on. */
export function guardConnections(server: Server, limits: ConnectionLimits): ConnectionGuard {
  // In order of arrival. By address and port: the socket of a request over TLS is another one than the one that was accepted.
  const open = new Map<string, Connection>();

  const crowded = (peer: string): readonly Connection[] => {
    const all = [...open.values()];
    const same = all.filter((one) => one.peer === peer);
    if (same.length > limits.perPeer) return same;
    return all.length > limits.total ? all : [];
  };
  server.on('connection', (socket: Socket) => {
    const peer = socket.remoteAddress ?? '';
    if (!limits.admits(peer)) {
      socket.destroy();
      return;
    }
    const key = nameOf(socket);
    open.set(key, { socket, peer, busy: false, proven: false });
    socket.once('close', () => open.delete(key));
    const among = crowded(peer);
    const slowest = among.find((one) => !one.busy && !one.proven) ?? among.find((one) => !one.busy);
    if (among.length > 0) (slowest?.socket ?? socket).destroy();
  });

  return {
    setBusy(socket, busy) {
      const connection = open.get(nameOf(socket));
      if (connection === undefined) return;
      connection.busy = busy;
      if (!busy) connection.proven = true;
    },
    cutWaiting() {
      for (const { socket, busy } of open.values()) if (!busy) socket.destroy();
    },
  };
}

function nameOf(socket: Socket): string {
  return `${socket.remoteAddress ?? ''} ${socket.remotePort ?? 0}`;
}
