/**
 * Serves the one page that asks for the recovery code (runtime/unlock.ts), to browsers on this machine alone, until the data is open.
 * No sign-in: it shows nothing, and only the code opens anything.
 */
import { fastify } from 'fastify';
import type { AddressInfo } from 'node:net';
import { MOST_FORM_BYTES } from '../runtime/unlock.ts';
import type { UnlockDesk } from '../runtime/unlock.ts';
import { createOwnHosts } from './hosts.ts';
import { listen } from './listen.ts';

/** The code would pass in the clear: never beyond this machine, wherever the console listens otherwise. */
const HOST = '127.0.0.1';

export interface UnlockServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Throws NOT_AVAILABLE when the port cannot be had. */
export async function openUnlockServer(desk: UnlockDesk, port: number): Promise<UnlockServer> {
  const app = fastify({ logger: false, bodyLimit: MOST_FORM_BYTES, forceCloseConnections: true });
  const taken = (): number => (app.server.address() as AddressInfo).port;
  app.addHook('onRequest', async (request, reply) => {
    const { host, origin } = request.headers;
    const hosts = createOwnHosts(HOST, taken());
    // A page of another site may neither show this one nor send it anything.
    const ours = request.method === 'GET' || hosts.isOwnOrigin(origin, host);
    if (!hosts.isOwnHost(host) || !ours) return reply.code(421).type('text/plain').send('Not here.');
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  app.route<{ Body?: unknown }>({
    method: ['GET', 'POST'],
    url: '/',
    handler: async (request, reply) => {
      const { status, headers, html } = await desk.answer(typeof request.body === 'string' ? request.body : '');
      return reply.code(status).headers(headers).send(html);
    },
  });
  await listen(app, { host: HOST, port });
  return { url: `http://${HOST}:${taken()}/`, close: () => app.close() };
}
