/**
 * The API on HTTP: which product a request means, sign-in, routing, answers as Twilio writes them, and the faults a test asked for.
 * Routes decide content; this file decides status lines, headers and broken connections.
 */
import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger, Timers } from '../../platform/ports.ts';
import { readBody } from '../phone/httpServer.ts';
import { errorBody, TwilioError } from './apiError.ts';
import { authorise, signIn } from './auth.ts';
import type { Backend } from './backend.ts';
import type { RequestFault, RequestFaults } from './faults.ts';
import { within } from './lineTimes.ts';
import type { Range } from './lineTimes.ts';
import { accountRoutes } from './routes/account.ts';
import { contentRoutes } from './routes/content.ts';
import { mediaRoutes } from './routes/media.ts';
import { messageRoutes } from './routes/messages.ts';
import { numberRoutes } from './routes/numbers.ts';
import { registrationRoutes } from './routes/registrations.ts';
import { PRODUCTS } from './routes/route.ts';
import type { ApiAnswer, ApiRoute, Product } from './routes/route.ts';
import { serviceRoutes } from './routes/services.ts';
import { verifyRoutes } from './routes/verify.ts';
import { httpDate } from './wireFormat.ts';

const ROUTES: readonly ApiRoute[] = [
  ...messageRoutes,
  ...mediaRoutes,
  ...accountRoutes,
  ...numberRoutes,
  ...serviceRoutes,
  ...registrationRoutes,
  ...verifyRoutes,
  ...contentRoutes,
];
const MAX_BODY = 1024 * 1024;
const PROXY_PAGE = '<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>';

export interface HttpFrontDeps {
  readonly backend: Backend;
  readonly faults: RequestFaults;
  readonly timers: Timers;
  readonly log: Logger;
  readonly silent: () => boolean;
  /** ms before a request is looked at. */
  readonly latencyMs: Range;
  /** Requests at the same time; the next one is a 429. */
  readonly concurrency: number;
}

/** The request handler of the API port. */
export function createHttpFront(deps: HttpFrontDeps): (request: IncomingMessage, response: ServerResponse) => void {
  const open = { count: 0 };
  return (request, response) => {
    open.count += 1;
    void serve(deps, request, response, open)
      .catch((error: unknown) => {
        deps.log.debug({ reason: String(error) }, 'twilio simulator dropped a request');
        response.destroy();
      })
      .finally(() => (open.count -= 1));
  };
}

async function serve(
  deps: HttpFrontDeps,
  request: IncomingMessage,
  response: ServerResponse,
  open: { readonly count: number },
): Promise<void> {
  const startedAt = deps.backend.time.now();
  const concurrent = open.count;
  if (deps.silent()) return;
  const body = await readBody(request, MAX_BODY);
  const target = readTarget(request);
  const method = request.method ?? 'GET';
  const fault = deps.faults.take(method, target.path);
  const latency = within(deps.latencyMs, latencyDraw(deps)) + (fault?.kind === 'delay' ? (fault.ms ?? 0) : 0);
  if (latency > 0) await deps.timers.sleep(latency);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'resetBeforeStoring') return void response.destroy();
  const answer =
    (concurrent > deps.concurrency ? refusal(new TwilioError(20429)) : insteadOfApi(fault)) ??
    answerTo(deps.backend, { method, ...target, body, authorization: request.headers.authorization ?? '' });
  if (fault?.kind === 'resetAfterStoring' || fault?.kind === 'storedButNoAnswer') {
    answer.then?.();
    if (fault.kind === 'resetAfterStoring') response.destroy();
    return;
  }
  write(deps, response, afterStoring(fault, answer), { fault, concurrent, startedAt });
  answer.then?.();
}

/** Draws nothing where there is no latency, so that a seed gives the same texts with and without pauses between them. */
function latencyDraw({ latencyMs, backend }: HttpFrontDeps): number {
  return latencyMs[1] > latencyMs[0] ? backend.random.fraction() : 0;
}

interface Target {
  readonly product: Product;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The product by the first part of the path (`/messaging/v1/...`) or by the Host header, as at Twilio. */
function readTarget(request: IncomingMessage): Target {
  const url = new URL(request.url ?? '/', 'http://twilio');
  const first = PRODUCTS.find((product) => url.pathname.startsWith(`/${product}/`));
  const byHost = PRODUCTS.find((product) => (request.headers.host ?? '').startsWith(`${product}.`));
  const path = first === undefined ? url.pathname : url.pathname.slice(first.length + 1);
  return { product: first ?? byHost ?? 'api', path, query: url.searchParams };
}

function answerTo(
  backend: Backend,
  request: Target & { readonly method: string; readonly body: string; readonly authorization: string },
): ApiAnswer {
  try {
    const caller = signIn(backend.account, request.authorization);
    const { route, params } = findRoute(request);
    const [sid] = params;
    if (sid?.startsWith('AC') === true && sid !== caller.accountSid) throw new TwilioError(20003);
    authorise(caller, backend.account, route.permission);
    return route.handle(backend, {
      params,
      path: request.path,
      query: request.query,
      form: new URLSearchParams(request.body),
      body: request.body,
      caller,
    });
  } catch (error) {
    if (error instanceof TwilioError) return refusal(error);
    throw error;
  }
}

function findRoute({ product, method, path }: Target & { readonly method: string }): {
  route: ApiRoute;
  params: string[];
} {
  let pathKnown = false;
  for (const route of ROUTES) {
    const match = route.product === product ? route.path.exec(path) : null;
    if (match === null) continue;
    pathKnown = true;
    if (route.method === method) return { route, params: match.slice(1).map((part) => decodeURIComponent(part)) };
  }
  throw new TwilioError(
    pathKnown ? 20004 : 20404,
    pathKnown ? undefined : `The requested resource ${path} was not found`,
  );
}

function refusal(error: TwilioError): ApiAnswer {
  const challenge = error.status === 401 ? { 'WWW-Authenticate': 'Basic realm="Twilio API"' } : {};
  return {
    status: error.status,
    json: errorBody(error),
    headers: { ...challenge, 'X-Twilio-Error-Code': String(error.code) },
  };
}

/** What is answered without the API ever seeing the request. */
function insteadOfApi(fault: RequestFault | null): ApiAnswer | null {
  switch (fault?.kind) {
    case 'error500':
      return refusal(new TwilioError(20500));
    case 'error503':
      return refusal(new TwilioError(20503));
    case 'unauthorized':
      return refusal(new TwilioError(20003));
    case 'html502':
      return { status: 502 };
    case 'tooManyRequests': {
      const { status, json } = refusal(new TwilioError(20429));
      const wait = fault.retryAfterSeconds;
      return { status, json, headers: wait === undefined ? {} : { 'Retry-After': String(wait) } };
    }
    default:
      return null;
  }
}

/** What is answered although the API did its work. */
function afterStoring(fault: RequestFault | null, answer: ApiAnswer): ApiAnswer {
  if (fault?.kind === 'error500AfterStoring') return refusal(new TwilioError(20500));
  if (fault?.kind === 'html502AfterStoring') return { status: 502 };
  return answer;
}

function write(
  { backend }: HttpFrontDeps,
  response: ServerResponse,
  answer: ApiAnswer,
  { fault, concurrent, startedAt }: { fault: RequestFault | null; concurrent: number; startedAt: number },
): void {
  const html = fault?.kind === 'html502' || fault?.kind === 'html502AfterStoring';
  const text = html ? PROXY_PAGE : answer.json === undefined ? '' : JSON.stringify(answer.json);
  const body = Buffer.from(fault?.kind === 'garbage' ? '\u0001\u0002 not json {{{' : text, 'utf8');
  const now = backend.time.now();
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(body.length > 0 ? { 'Content-Type': html ? 'text/html' : 'application/json' } : {}),
    'Content-Length': body.length,
    Date: httpDate(now),
    'Twilio-Request-Id': backend.sids.next('RQ'),
    'Twilio-Concurrent-Requests': String(concurrent),
    'Twilio-Request-Duration': ((now - startedAt) / 1000).toFixed(3),
  });
  if (fault?.kind === 'halfJson') {
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy());
    return;
  }
  response.end(body);
}
