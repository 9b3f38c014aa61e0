/**
 * The command line's way into a running instance, the same in both shells: HTTP on a loopback port of its own, for
 * whoever holds the token of the instance file. It shares nothing with the console and serves no browser.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Random } from '../platform/ports.ts';
import type { Actor } from '../rpc/actor.ts';
import type { Router } from '../rpc/router.ts';
import { removeInstanceFile, writeInstanceFile } from './instanceFile.ts';

/** As much as the console's socket takes: a schedule of 25 MB in base64 and room for the rest. */
export const MAX_BODY_BYTES = 36 * 1024 * 1024;

const CallBody = z.object({ procedure: z.string().max(128), input: z.unknown().optional() });

export interface LocalDoorDeps {
  readonly router: Router;
  readonly actor: Actor;
  readonly random: Random;
  readonly dataDir: string;
  /** Makes a new one-time sign-in link for a browser; absent in a shell that has no browser sessions. */
  readonly newLoginUrl?: () => string;
}

export interface LocalDoor {
  /** Takes the announcement back, answers what is under way, resolves when nobody is connected. */
  close(): Promise<void>;
}

/** Opens the door on a free port and announces it in the data folder. */
export async function openLocalDoor(deps: LocalDoorDeps): Promise<LocalDoor> {
  const token = Buffer.from(deps.random.bytes(32)).toString('base64url');
  // A request has to be there whole within 30 s; its answer may take as long as it needs (a backup).
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 30_000 });
  await listen(server);
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refuse(request, host, token);
    if (refusal !== undefined) answer(response, refusal, { error: 'refused' });
    else void serve(deps, request, response);
  });
  await writeInstanceFile(deps.dataDir, { url: `http://${host}`, token, pid: process.pid });
  return {
    close: () => {
      removeInstanceFile(deps.dataDir, token);
      return closeServer(server);
    },
  };
}

/** Browsers are refused whatever they know: they send an Origin, or a Host that is a name. */
function refuse(request: IncomingMessage, host: string, token: string): number | undefined {
  if (request.headers.origin !== undefined || request.headers.host !== host) return 403;
  const given = /^Bearer ([\w-]+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (!timingSafeEqual(digest(given), digest(token))) return 401;
  return request.method === 'POST' ? undefined : 405;
}

async function serve(deps: LocalDoorDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/login-link') {
    const url = deps.newLoginUrl?.();
    return url === undefined ? answer(response, 404, { error: 'no browsers here' }) : answer(response, 200, { url });
  }
  if (request.url !== '/rpc') return answer(response, 404, { error: 'unknown path' });
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader('connection', 'close');
    return answer(response, 413, tooLarge());
  }
  const parsed = CallBody.safeParse(parseJson(body));
  if (!parsed.success) return answer(response, 400, notACall());
  const abort = new AbortController();
  const { procedure, input } = parsed.data;
  if (deps.router.isQuery(procedure)) response.once('close', () => abort.abort());
  answer(response, 200, await deps.router.call({ procedure, input, actor: deps.actor, signal: abort.signal }));
}

/** Undefined when it is too large; what is left of it is not read. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MAX_BODY_BYTES) return undefined;
      parts.push(part);
    }
  } catch {
    return '';
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function tooLarge() {
  return { ok: false, error: { code: 'TOO_LARGE', message: 'This is too large for one call. Send less at once.' } };
}

function notACall() {
  const message = 'This is not a call. Send JSON with "procedure" and "input".';
  return { ok: false, error: { code: 'INVALID_INPUT', message } };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
