/**
 * Open Dental's API over HTTP: signed requests one after the other at the pace it asks for, pages put together, refusals in words.
 * Knows no visit. Documented at opendental.com/site/apiimplementation.html.
 */
import type { z } from 'zod';
import type { Fetch, Timers } from '../../platform/ports.ts';
import type { SourceProblem } from '../scheduleAdapter.ts';

export interface OpenDentalLine {
  readonly fetch: Fetch;
  readonly timers: Timers;
  /** Without a slash at the end. */
  readonly address: string;
  readonly developerKey: string;
  readonly customerKey: string;
  /** Least time between two requests, ms: the internet API takes one in five seconds, or one a second with more rights. */
  readonly paceMs: number;
}

/** `status` 0: no answer came. */
export type ApiAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly problem: SourceProblem };

export interface OpenDentalClient {
  one<T>(path: string, shape: z.ZodType<T>, signal: AbortSignal): Promise<ApiAnswer<T>>;
  /** Every page. */
  all<T>(path: string, query: Query, shape: z.ZodType<T>, signal: AbortSignal): Promise<ApiAnswer<readonly T[]>>;
  put(path: string, body: object, signal: AbortSignal): Promise<ApiAnswer<null>>;
}
type Query = Readonly<Record<string, string>>;

/** The API gives up after a minute (504). */
const PATIENCE_MS = 70_000;
/** A page has 100 items, or 1,000 in the practice's own network: a full one is followed by another. */
const PAGE = 100;
/** Far more visits than a practice has in a year. */
const MOST_ITEMS = 50_000;

export function createOpenDentalClient(line: OpenDentalLine): OpenDentalClient {
  let asked = false;
  const send = async (path: string, init: RequestInit, signal: AbortSignal): Promise<ApiAnswer<unknown>> => {
    if (asked && line.paceMs > 0) await line.timers.sleep(line.paceMs, signal);
    asked = true;
    return request(line, path, init, signal);
  };
  return {
    async one(path, shape, signal) {
      const answer = await send(path, { method: 'GET' }, signal);
      return answer.ok ? shaped(shape, answer.value) : answer;
    },
    async all(path, query, shape, signal) {
      const items: z.infer<typeof shape>[] = [];
      while (items.length < MOST_ITEMS) {
        const more = items.length === 0 ? query : { ...query, Offset: String(items.length) };
        const search = new URLSearchParams(more).toString();
        const answer = await send(search === '' ? path : `${path}?${search}`, { method: 'GET' }, signal);
        if (!answer.ok) return answer;
        const page = shaped(shape.array(), answer.value);
        if (!page.ok) return page;
        items.push(...page.value);
        if (page.value.length === 0 || page.value.length % PAGE !== 0) break;
      }
      return { ok: true, value: items };
    },
    async put(path, body, signal) {
      const answer = await send(path, { method: 'PUT', body: JSON.stringify(body) }, signal);
      return answer.ok ? { ok: true, value: null } : answer;
    },
  };
}

async function request(
  { fetch, timers, address, developerKey, customerKey }: OpenDentalLine,
  path: string,
  init: RequestInit,
  signal: AbortSignal,
): Promise<ApiAnswer<unknown>> {
  const patience = new AbortController();
  const bell = timers.after(PATIENCE_MS, () => patience.abort(new Error('slow')));
  try {
    const response = await fetch(`${address}${path}`, {
      ...init,
      headers: { authorization: `ODFHIR ${developerKey}/${customerKey}`, 'content-type': 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.any([signal, patience.signal]),
    });
    const text = await response.text();
    if (response.status !== 200 && response.status !== 201) return refused(response.status);
    return { ok: true, value: text === '' || init.method === 'PUT' ? null : (JSON.parse(text) as unknown) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SyntaxError) return strange(200);
    return { ok: false, status: 0, problem: OFFLINE };
  } finally {
    bell.cancel();
  }
}

function shaped<T>(shape: z.ZodType<T>, value: unknown): ApiAnswer<T> {
  const parsed = shape.safeParse(value);
  return parsed.success ? { ok: true, value: parsed.data } : strange(200);
}

const OFFLINE: SourceProblem = {
  code: 'odOffline',
  text: 'Open Dental does not answer. Check that it runs, and the connection to it.',
};

function strange(status: number): ApiAnswer<never> {
  return { ok: false, status, problem: { code: 'odStrange', text: 'Open Dental answers with something unexpected.' } };
}

function refused(status: number): ApiAnswer<never> {
  const problem = ((): SourceProblem => {
    switch (status) {
      case 400:
        return {
          code: 'odOffice',
          text: 'Open Dental could not do it at the practice. Check that the eConnector runs and Open Dental is up to date.',
        };
      case 401:
      case 403:
        return {
          code: 'odKeys',
          text: 'Open Dental does not take the keys. Check them, and that they are enabled there.',
        };
      case 404:
        return { code: 'odNotThere', text: 'There is nothing at this address of Open Dental. Check the address.' };
      case 429:
      case 504:
        return { code: 'odSlow', text: 'Open Dental is too busy. It is asked again by itself.' };
      default:
        return { code: 'odTrouble', text: 'Open Dental has a fault. It is asked again by itself.' };
    }
  })();
  return { ok: false, status, problem };
}
