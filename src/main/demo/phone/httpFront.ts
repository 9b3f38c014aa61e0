/**
 * The phone's API on HTTP: sign-in, routing, answers as the app writes them, and the faults a test asked for.
 * Routes decide content; this file decides status lines, headers and broken connections.
 */
import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger, Timers } from '../../platform/ports.ts';
import { ApiError } from './apiError.ts';
import type { RequestFault, RequestFaults } from './faults.ts';
import { readBody } from './httpServer.ts';
import type { Phone } from './phone.ts';
import { deviceRoutes } from './routes/device.ts';
import { inboxRoutes } from './routes/inbox.ts';
import { messageRoutes } from './routes/messages.ts';
import type { ApiAnswer, ApiRoute } from './routes/route.ts';
import { toGson } from './wireFormat.ts';

const ROUTES: readonly ApiRoute[] = [...deviceRoutes, ...inboxRoutes, ...messageRoutes];
const MAX_BODY = 64 * 1024 * 1024;
const CHALLENGE = 'Basic realm="Access to SMS Gateway", charset=UTF-8';
const ROUTER_PAGE = '<!DOCTYPE html><html><head><title>Router</title></head><body>Welcome</body></html>';

export interface HttpFrontDeps {
  readonly phone: Phone;
  readonly faults: RequestFaults;
  readonly timers: Timers;
  readonly log: Logger;
}

/** The request handler of the phone's API port. */
export function createHttpFront(deps: HttpFrontDeps): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    void serve(deps, request, response).catch((error: unknown) => {
      deps.log.debug({ reason: String(error) }, 'phone simulator dropped a request');
      response.destroy();
    });
  };
}

async function serve(deps: HttpFrontDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (deps.phone.condition.asleep) return;
  const url = new URL(request.url ?? '/', 'http://phone');
  const method = request.method ?? 'GET';
  const body = await readBody(request, MAX_BODY);
  const fault = deps.faults.take(method, url.pathname);
  if (fault?.kind === 'delay') await deps.timers.sleep(fault.ms ?? 1000);
  if (fault?.kind === 'neverAnswer') return;
  if (fault?.kind === 'closeBeforeStoring') return void response.destroy();
  const answer = answerInsteadOfApp(fault) ?? answerTo(deps.phone, request, { method, url, body });
  if (fault?.kind === 'closeAfterStoring') return void response.destroy();
  const shown = fault?.kind === 'error500AfterStoring' ? crashed() : answer;
  await write(deps, response, shown, fault);
}

function answerInsteadOfApp(fault: RequestFault | null): ApiAnswer | null {
  if (fault?.kind === 'error500') return crashed();
  if (fault?.kind === 'unauthorized') return errorAnswer(new ApiError(401));
  return fault?.kind === 'garbage' || fault?.kind === 'html' ? { status: 200 } : null;
}

function crashed(): ApiAnswer {
  return { status: 500, json: { message: 'java.lang.IllegalStateException: simulated' } };
}

function answerTo(
  phone: Phone,
  request: IncomingMessage,
  { method, url, body }: { readonly method: string; readonly url: URL; readonly body: string },
): ApiAnswer {
  try {
    const found = findRoute(method, url.pathname);
    const authorization = request.headers.authorization ?? '';
    signIn(phone, authorization, found.route.scope);
    const jsonExpected = method === 'POST' || method === 'PATCH';
    if (jsonExpected && body !== '' && !(request.headers['content-type'] ?? '').startsWith('application/json')) {
      throw new ApiError(500, 'Unsupported content type');
    }
    return found.route.handle(phone, { params: found.params, query: url.searchParams, body, authorization });
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(error);
    return { status: 500, json: { message: String(error) } };
  }
}

function findRoute(method: string, path: string): { route: ApiRoute; params: string[] } {
  let pathKnown = false;
  for (const route of ROUTES) {
    const match = route.path.exec(path);
    if (match === null) continue;
    pathKnown = true;
    if (route.method === method) return { route, params: match.slice(1).map(decodeURIComponent) };
  }
  throw new ApiError(pathKnown ? 405 : 404);
}

function signIn(phone: Phone, authorization: string, scope: string): void {
  if (scope === 'open') return;
  const [, scheme, credential] = /^(Basic|Bearer) (.+)$/.exec(authorization) ?? [];
  if (scheme === 'Basic') {
    const { username, password } = phone.condition;
    if (Buffer.from(credential ?? '', 'base64').toString('utf8') === `${username}:${password}`) return;
    throw new ApiError(401);
  }
  const scopes = scheme === 'Bearer' ? phone.tokens.scopesOf(credential ?? '') : null;
  if (scopes === null) throw new ApiError(401);
  if (scope === 'any' || scopes.includes(scope) || scopes.includes('all:any')) return;
  throw new ApiError(403, 'Insufficient permissions');
}

function errorAnswer(error: ApiError): ApiAnswer {
  return {
    status: error.status,
    ...(error.empty ? {} : { json: { message: error.message } }),
    headers: error.status === 401 ? { 'WWW-Authenticate': CHALLENGE } : {},
  };
}

async function write(
  { phone, timers }: HttpFrontDeps,
  response: ServerResponse,
  answer: ApiAnswer,
  fault: RequestFault | null,
): Promise<void> {
  const body = bodyOf(answer, fault);
  const type = fault?.kind === 'html' ? 'text/html' : (answer.file?.contentType ?? 'application/json');
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(body.length > 0 ? { 'Content-Type': type } : {}),
    'Content-Length': body.length,
    Date: phone.time.httpDate(),
  });
  if (fault?.kind === 'halfJson') {
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy());
    return;
  }
  if (fault?.kind === 'trickle') {
    for (const byte of body) {
      if (response.destroyed) return;
      response.write(Uint8Array.of(byte));
      await timers.sleep(fault.ms ?? 1000);
    }
  } else response.write(body);
  response.end();
}

function bodyOf(answer: ApiAnswer, fault: RequestFault | null): Buffer {
  if (fault?.kind === 'html') return Buffer.from(ROUTER_PAGE, 'utf8');
  if (fault?.kind === 'garbage') return Buffer.from('\u0001\u0002 not json {{{', 'utf8');
  if (answer.file !== undefined) return Buffer.from(answer.file.bytes);
  return Buffer.from(answer.json === undefined ? '' : toGson(answer.json), 'utf8');
}
