/**
 * A small loopback HTTP server that can vanish and come back on the same port. Knows nothing of phones.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';

export interface LoopbackServer {
  /** Starts listening and returns the base URL; after the first time always on the same port. */
  open(): Promise<string>;
  /** Refuses new connections and breaks those that are open. */
  close(): Promise<void>;
  /** Breaks open connections, keeps listening. */
  dropConnections(): void;
}

/** A server on 127.0.0.1; port 0 picks a free one. */
export function createLoopbackServer(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): LoopbackServer {
  let fixedPort = port;
  let server: Server | null = null;
  return {
    async open() {
      server ??= await listen(fixedPort, handle);
      fixedPort = (server.address() as AddressInfo).port;
      return `http://${LOOPBACK}:${fixedPort}`;
    },
    async close() {
      const closing = server;
      server = null;
      if (closing === null) return;
      const closed = new Promise<void>((resolve) => void closing.close(() => resolve()));
      closing.closeAllConnections();
      await closed;
    },
    dropConnections: () => server?.closeAllConnections(),
  };
}

function listen(port: number, handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(handle);
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** The whole body as text; rejects when it is longer than `maxBytes` or the connection breaks. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new RangeError('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
