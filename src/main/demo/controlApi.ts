/**
 * What the control APIs of all simulators share: requests by method and path, JSON in and out, a refusal in words. Only for tests and
 * demos on this machine; what can be asked of a simulator is each one's own.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../platform/ports.ts';
import { readBody } from './phone/httpServer.ts';

const MAX_BODY = 16 * 1024 * 1024;

/** By method and path ("POST /clear"). What one throws is answered with 400 and its message. */
export type ControlRoutes<T> = Readonly<Record<string, (simulator: T, body: unknown) => unknown>>;

/** The request handler of a control port. */
export function createControlHandler<T>(
  simulator: T,
  routes: ControlRoutes<T>,
  log: Logger,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    void answer(simulator, routes, request)
      .catch((error: unknown) => {
        log.debug({ reason: String(error) }, 'simulator control refused a request');
        return { status: 400, json: { message: error instanceof Error ? error.message : 'refused' } };
      })
      .then(({ status, json }) => {
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(json));
      });
  };
}

async function answer<T>(
  simulator: T,
  routes: ControlRoutes<T>,
  request: IncomingMessage,
): Promise<{ status: number; json: unknown }> {
  const path = new URL(request.url ?? '/', 'http://control').pathname;
  const route = routes[`${request.method ?? 'GET'} ${path}`];
  const text = await readBody(request, MAX_BODY);
  if (route === undefined) return { status: 404, json: { message: 'Unknown control' } };
  return { status: 200, json: await route(simulator, text === '' ? {} : (JSON.parse(text) as unknown)) };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves absent options out, where the types tell absent from undefined. */
export function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}
