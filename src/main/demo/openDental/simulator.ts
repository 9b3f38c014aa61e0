/**
 * Open Dental's API over real HTTP, true to its documentation (opendental.com/site/apispecification.html): the resources a schedule needs,
 * sign-in, pages, time stamps, and faults on demand. Invented patients only. Knows nothing of who asks.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../phone/httpServer.ts';
import { answerTo } from './answers.ts';
import { ApiRefusal, createOffice } from './office.ts';
import type { Office, OfficeAppointment, OfficePatient } from './office.ts';

export interface OpenDentalOptions {
  readonly developerKey: string;
  readonly customerKey: string;
  /** UTC ms of now, and the zone of the office. */
  readonly now: () => number;
  readonly zone: string;
  /** Items of a page: 100 over the internet, 1,000 in the office's network. */
  readonly pageSize?: number;
}

/** Of the next request that fits: an answer in the place of the office's, before or after it did its work; or none. */
export interface OpenDentalFault {
  readonly method?: 'GET' | 'PUT';
  readonly kind: 'status' | 'statusAfter' | 'resetBefore' | 'resetAfter' | 'garbage';
  readonly status?: number;
}

export interface OpenDentalSimulator {
  /** With `/api/v1`; known once started. */
  readonly url: string;
  readonly office: Office;
  /** Requests so far, oldest first: method and path with its query. */
  readonly requests: readonly string[];
  fail(fault: OpenDentalFault): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}
export type { Office, OfficeAppointment, OfficePatient };

const BASE = '/api/v1';
const MAX_BODY = 1024 * 1024;

export function createOpenDentalSimulator(options: OpenDentalOptions): OpenDentalSimulator {
  const office = createOffice(options);
  const requests: string[] = [];
  const faults: OpenDentalFault[] = [];
  const take = (method: string): OpenDentalFault | undefined => {
    const at = faults.findIndex((fault) => fault.method === undefined || fault.method === method);
    return at < 0 ? undefined : faults.splice(at, 1)[0];
  };
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    serve(request, response).catch(() => response.destroy());
  });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? 'GET';
    const fault = take(method);
    const body = await readBody(request, MAX_BODY);
    if (fault?.kind === 'resetBefore') return void response.destroy();
    if (fault?.kind === 'status') return write(response, fault.status ?? 500, 'A fault, as ordered.');
    const [status, content] = work(options, office, request, body);
    if (fault?.kind === 'resetAfter') return void response.destroy();
    if (fault?.kind === 'statusAfter') return write(response, fault.status ?? 500, 'A fault, as ordered.');
    if (fault?.kind === 'garbage') return void response.writeHead(200).end('\u0001 not json {{{');
    write(response, status, content);
  };
  return {
    get url() {
      const { port } = server.address() as AddressInfo;
      return `http://127.0.0.1:${String(port)}${BASE}`;
    },
    office,
    requests,
    fail: (fault) => void faults.push(fault),
    start: () => new Promise((resolve) => void server.listen(0, '127.0.0.1', resolve)),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function work(
  { developerKey, customerKey }: OpenDentalOptions,
  office: Office,
  request: IncomingMessage,
  body: string,
): [status: number, content: unknown] {
  const url = new URL(request.url ?? '/', 'http://office');
  if (request.headers.authorization !== `ODFHIR ${developerKey}/${customerKey}`) return [401, 'Invalid API key.'];
  // Every request needs it, also those without a body.
  if (request.headers['content-type'] !== 'application/json') return [400, 'Content-Type must be application/json.'];
  if (!url.pathname.startsWith(`${BASE}/`)) return [404, 'There is no such resource.'];
  try {
    const path = url.pathname.slice(BASE.length);
    return [200, answerTo(office, { method: request.method ?? 'GET', path, query: url.searchParams, body })];
  } catch (error) {
    if (error instanceof ApiRefusal) return [error.status, error.message];
    throw error;
  }
}

function write(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(content === null ? '' : JSON.stringify(content));
}
