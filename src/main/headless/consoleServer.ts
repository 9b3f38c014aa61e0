/**
 * The console over HTTP: the built page, the one-time sign-in, and the WebSocket's upgrade. Everything but the sign-in
 * page needs a session. No procedure is reachable by plain HTTP.
 */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { securityHeaders } from '../platform/pageHeaders.ts';
import type { Clock, Logger, Random, Timers } from '../platform/ports.ts';
import type { RendererFiles } from '../platform/rendererFiles.ts';
import type { Identity } from '../rpc/identity.ts';
import type { Session, SessionLink } from '../rpc/session.ts';
import { bracketed, createOwnHosts } from './hosts.ts';
import type { OwnHosts } from './hosts.ts';
import { listen } from './listen.ts';
import { createLogins, WHOLE_LIFE_MS } from './logins.ts';
import type { Login, Logins } from './logins.ts';
import { badLinkPage, notBuiltPage, notFoundPage, signInPage, throttledPage } from './pages.ts';
import { createWebSocketDoor } from './webSocketDoor.ts';
import type { Admission } from './webSocketDoor.ts';

export const SOCKET_PATH = '/ws';
const SWEEP_MS = 60_000;

export interface ConsoleServerDeps {
  readonly openSession: (link: SessionLink) => Session;
  /** A place of its own for each browser. */
  readonly createIdentity: () => Identity;
  readonly files: RendererFiles;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Logger;
}

export interface ConsoleServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly maxFrameBytes?: number;
}

export interface ConsoleServer {
  readonly url: string;
  /** A link that signs one browser in, once, within the hour. */
  newLoginUrl(): string;
  close(): Promise<void>;
}

/** What depends on the port that was really taken. */
interface Place {
  readonly port: number;
  readonly hosts: OwnHosts;
  /** Cookies know no ports: the name keeps two consoles on one machine apart. */
  readonly cookie: string;
}

/** Starts listening. Throws NOT_AVAILABLE when the port or the address cannot be had. */
export async function startConsoleServer(
  deps: ConsoleServerDeps,
  options: ConsoleServerOptions,
): Promise<ConsoleServer> {
  const logins = createLogins(deps);
  const app = createApp();
  let known: Place | undefined;
  const place = (): Place => (known ??= findPlace(app, options.host));
  addRoutes(app, deps, logins, place);
  await listen(app, options);
  const door = createWebSocketDoor({
    server: app.server,
    path: SOCKET_PATH,
    authorize: (request) => admit(request, logins, place()),
    stillSignedIn: (key) => logins.isOpen(key),
    openSession: deps.openSession,
    timers: deps.timers,
    ...(options.maxFrameBytes === undefined ? {} : { maxFrameBytes: options.maxFrameBytes }),
  });
  const sweep = deps.timers.every(SWEEP_MS, () => {
    for (const key of logins.sweep()) door.cutLogin(key);
  });
  const url = `http://${bracketed(reachable(options.host))}:${place().port}`;
  return {
    url,
    newLoginUrl: () => `${url}/login?code=${logins.issueLink()}`,
    async close() {
      sweep.cancel();
      await door.close();
      await app.close();
      logins.close();
    },
  };
}

function createApp(): FastifyInstance {
  return fastify({
    logger: false,
    bodyLimit: 1_024,
    http: { headersTimeout: 5_000, requestTimeout: 10_000, maxHeaderSize: 16_384 },
    forceCloseConnections: 'idle',
    // A path that cannot even be decoded: say no more than for any other that is not there.
    frameworkErrors: (_error, _request, reply) => void sendPage(reply.headers(securityHeaders), 404, notFoundPage),
  });
}

function addRoutes(app: FastifyInstance, deps: ConsoleServerDeps, logins: Logins, place: () => Place): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(securityHeaders);
    // A name that is not ours, pointed at this machine: nothing is served to it, not even the sign-in page.
    if (!place().hosts.isOwnHost(request.headers.host)) return reply.code(421).type('text/plain').send('Not here.');
  });
  app.setErrorHandler((error: Error, _request, reply) => {
    deps.log.error({ kind: error.name }, 'console.requestFailed');
    return sendPage(reply, 500, notFoundPage);
  });
  app.setNotFoundHandler((_request, reply) => sendPage(reply, 404, notFoundPage));
  app.get<{ Querystring: { code?: unknown } }>('/login', (request, reply) => signIn(request, reply, logins, place()));
  app.get('/*', (request, reply) => serveFile(request, reply, deps.files, logins, place()));
}

function signIn(
  request: FastifyRequest<{ Querystring: { code?: unknown } }>,
  reply: FastifyReply,
  logins: Logins,
  { cookie }: Place,
): FastifyReply {
  const { code } = request.query;
  if (typeof code !== 'string') return sendPage(reply, 401, signInPage);
  const redeemed = logins.redeem(code);
  if (redeemed.kind === 'throttled') return sendPage(reply.header('retry-after', '60'), 429, throttledPage);
  if (redeemed.kind === 'refused') return sendPage(reply, 401, badLinkPage);
  const life = Math.floor(WHOLE_LIFE_MS / 1000);
  return reply
    .code(303)
    .header('set-cookie', `${cookie}=${redeemed.token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${life}`)
    .header('cache-control', 'no-store')
    .header('location', '/')
    .send();
}

async function serveFile(
  request: FastifyRequest,
  reply: FastifyReply,
  files: RendererFiles,
  logins: Logins,
  { cookie }: Place,
): Promise<FastifyReply> {
  if (findLogin(request.headers.cookie, logins, cookie) === undefined) return sendPage(reply, 401, signInPage);
  if (!files.built) return sendPage(reply, 503, notBuiltPage);
  const file = files.find(pathOf(request.url));
  if (file === undefined) return sendPage(reply, 404, notFoundPage);
  return reply
    .type(file.contentType)
    .header('cache-control', file.cacheControl)
    .send(await readFile(file.path));
}

/** A WebSocket must come from our own page; what it is told when nobody is signed in lets the page ask for a sign-in. */
function admit(request: IncomingMessage, logins: Logins, { hosts, cookie }: Place): Admission {
  const { host, origin } = request.headers;
  if (!hosts.isOwnOrigin(origin, host)) return { kind: 'forbidden' };
  const login = findLogin(request.headers.cookie, logins, cookie);
  return login === undefined
    ? { kind: 'signedOut' }
    : { kind: 'welcome', identity: login.identity, loginKey: login.key };
}

function findLogin(header: string | undefined, logins: Logins, name: string): Login | undefined {
  const prefix = `${name}=`;
  const pair = (header ?? '').split(';').find((part) => part.trim().startsWith(prefix));
  return pair === undefined ? undefined : logins.find(pair.trim().slice(prefix.length));
}

function sendPage(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
}

function pathOf(url: string): string {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '');
  } catch {
    return '';
  }
}

function findPlace(app: FastifyInstance, host: string): Place {
  const { port } = app.server.address() as AddressInfo;
  return { port, hosts: createOwnHosts(host, port), cookie: `deskbell-${port}` };
}

/** An address a browser on this machine can open, for a server that listens on all of them. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}
