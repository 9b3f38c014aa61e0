/**
 * The listener: one Fastify on a port of its own that answers POST /hooks/<secret>/<gateway>[/inbound|/status], and GET /hooks/media/<token>
 * for a picture we gave out a link to; to everything else an empty 404. Two may run: plain HTTP on loopback for a tunnel, HTTPS for phones of
 * the same network. Shares nothing with the console.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerOptions } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ECHO, targetOf } from './addresses.ts';
import { guardConnections } from './connectionGuard.ts';
import type { ConnectionGuard, ConnectionLimits } from './connectionGuard.ts';
import type { HookCounters } from './counters.ts';
import { answerEcho, ECHO_HEADER } from './echo.ts';
import { BodyTooLarge, readBody } from './readBody.ts';
import type { HookAnswer, Post } from './receiveHook.ts';

export interface ListenerDeps {
  /** The program's own secret, part of every address. */
  readonly secret: string;
  /** `https://host[:port]` as gateways were told it, null while that is not known: then nothing can be proved. */
  readonly origin: () => string | null;
  readonly receive: (post: Post) => Promise<HookAnswer>;
  /** Most bytes that this gateway may post. */
  readonly bodyLimitOf: (gatewayId: string) => number;
  /** The picture behind a token of a link we gave out; null: none. Left out: there are no such links. */
  readonly openMedia?: (token: string) => { readonly contentType: string; readonly bytes: Uint8Array } | null;
  readonly counters: HookCounters;
  /** The time of this machine, UTC ms: for questions of our own. */
  readonly now: () => number;
}

export interface ListenerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Left out: plain HTTP, only on loopback. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly limits: ConnectionLimits;
  /** Most requests of one peer within a minute. */
  readonly perMinute: number;
}

export interface Listener {
  readonly port: number;
  /** Takes nothing new, ends what is being answered, cuts the rest. */
  close(): Promise<void>;
}

/** Decision 12 of the architecture; a handshake counts as headers. */
const TIMES = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 500,
};
const HANDSHAKE_MS = 5_000;
const MAX_HEADER_BYTES = 16 * 1024;
const ECHO_BYTES = 1_024;
const ADDRESS = /^\/hooks\/([\w-]{16,64})\/([\w-]{1,64})(?:\/(?:inbound|status))?(?:\?[^#]*)?$/;

const MEDIA_ROUTE = '/hooks/media/:token';
const MEDIA = /^\/hooks\/media\/([\w.-]{40,200})$/;

/** Starts listening. Rejects with the system's error when the port cannot be had. */
export async function startListener(deps: ListenerDeps, options: ListenerOptions): Promise<Listener> {
  if (options.tls === undefined && options.host !== '127.0.0.1')
    throw new Error('Plain HTTP is for this machine only.');
  const { app, guard } = createApp(options);
  await app.register(rateLimit, { global: false });
  addRoute(app, guard, deps, options);
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    await app.close();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  return {
    port,
    async close() {
      const closed = app.close();
      guard.cutWaiting();
      await closed;
    },
  };
}

function createApp(options: ListenerOptions): { readonly app: FastifyInstance; readonly guard: ConnectionGuard } {
  let guard: ConnectionGuard | undefined;
  const app = fastify({
    logger: false,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    serverFactory: (handler: RequestListener) => {
      const server = createHttpServer(options, handler);
      guard = guardConnections(server, options.limits);
      return server;
    },
    clientErrorHandler: (_error, socket) => socket.destroy(),
    frameworkErrors: (_error, _request, reply) => void nobody(reply),
  });
  if (guard === undefined) throw new Error('The server was not made.');
  return { app, guard };
}

function createHttpServer({ tls }: ListenerOptions, handler: RequestListener): Server {
  const settings: ServerOptions = { ...TIMES, maxHeaderSize: MAX_HEADER_BYTES };
  const server =
    tls === undefined
      ? createServer(settings, handler)
      : createSecureServer({ ...settings, ...tls, handshakeTimeout: HANDSHAKE_MS, minVersion: 'TLSv1.2' }, handler);
  // Fastify sets its own default over what the server was made with.
  server.keepAliveTimeout = TIMES.keepAliveTimeout;
  return server;
}

/** What the address of a request names. */
interface Place {
  readonly gatewayId: string;
  readonly path: string;
}

function addRoute(app: FastifyInstance, guard: ConnectionGuard, deps: ListenerDeps, options: ListenerOptions): void {
  const places = new WeakMap<FastifyRequest, Place>();
  const secret = digest(deps.secret);
  const measure = app.createRateLimit({ max: options.perMinute, timeWindow: 60_000 });

  const refuse = (reply: FastifyReply, status: number): FastifyReply => {
    deps.counters.count('refused');
    return empty(reply.header('connection', 'close'), status);
  };
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404));
  app.setErrorHandler((error, _request, reply) => refuse(reply, error instanceof BodyTooLarge ? 413 : 404));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (request: FastifyRequest, payload: IncomingMessage) => {
    const gatewayId = places.get(request)?.gatewayId ?? ECHO;
    return readBody(payload, gatewayId === ECHO ? ECHO_BYTES : deps.bodyLimitOf(gatewayId));
  });
  app.get(MEDIA_ROUTE, {
    onResponse: async (request) => guard.setBusy(request.raw.socket, false),
    handler: async (request, reply) => {
      const token = MEDIA.exec(request.raw.url ?? '')?.[1];
      const media = token === undefined ? null : (deps.openMedia?.(token) ?? null);
      if (media === null) return refuse(reply, 404);
      // Counted after the proof: whoever has no link must not use up what gateways may ask.
      const rate = await measure(request);
      if (!rate.isAllowed && rate.isExceeded) return refuse(reply, 429);
      guard.setBusy(request.raw.socket, true);
      // A picture of a patient is kept by nobody on the way.
      return reply.header('cache-control', 'no-store').type(media.contentType).send(Buffer.from(media.bytes));
    },
  });
  app.post('/hooks/*', {
    onRequest: async (request, reply) => {
      const place = findPlace(request.raw.url ?? '', secret);
      if (place === undefined) return refuse(reply, 404);
      const rate = await measure(request);
      if (!rate.isAllowed && rate.isExceeded) return refuse(reply, 429);
      places.set(request, place);
    },
    onResponse: async (request) => guard.setBusy(request.raw.socket, false),
    handler: async (request, reply) => {
      const place = places.get(request);
      if (place === undefined) return refuse(reply, 404);
      guard.setBusy(request.raw.socket, true);
      return answer(deps, place, request, reply, refuse);
    },
  });
}

async function answer(
  deps: ListenerDeps,
  { gatewayId, path }: Place,
  request: FastifyRequest,
  reply: FastifyReply,
  refuse: (reply: FastifyReply, status: number) => FastifyReply,
): Promise<FastifyReply> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const headers = plain(request.headers);
  if (gatewayId === ECHO) {
    const proof = answerEcho(deps.secret, body, headers[ECHO_HEADER], deps.now());
    return proof === null ? refuse(reply, 404) : reply.code(200).type('text/plain').send(proof);
  }
  const origin = deps.origin();
  if (origin === null) {
    deps.counters.count('busy');
    return empty(reply, 503);
  }
  const contentType = headers['content-type'] ?? '';
  const url = `${origin}${path}`;
  return empty(
    reply,
    await deps.receive({ gatewayId, target: targetOf(path), request: { url, headers, contentType, body } }),
  );
}

/** The path as it came, byte for byte: signatures are made over it. */
function findPlace(path: string, secret: Buffer): Place | undefined {
  const found = ADDRESS.exec(path);
  const [, given = '', gatewayId] = found ?? [];
  const ours = timingSafeEqual(digest(given), secret);
  return !ours || gatewayId === undefined ? undefined : { gatewayId, path };
}

function plain(headers: FastifyRequest['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : String(value ?? ''),
    ]),
  );
}

function nobody(reply: FastifyReply): FastifyReply {
  return empty(reply.header('connection', 'close'), 404);
}

function empty(reply: FastifyReply, status: number): FastifyReply {
  return reply.code(status).send();
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
