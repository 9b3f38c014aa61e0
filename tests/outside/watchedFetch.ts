/**
 * A fetch that keeps what Prism says about each request that passes through it. Keeps method and path, nothing of the content.
 */
import { z } from 'zod';
import type { Fetch } from '../../src/main/platform/ports.ts';
import type { OpenApiDocument } from './documentModel.ts';
import { unknownNames } from './vendorDocuments.ts';

export interface Exchange {
  /** `POST Messages.json`, with SIDs shortened. */
  readonly request: string;
  readonly status: number;
  /** `request.body.To: ...`; what concerns the answer starts with `response`. */
  readonly violations: readonly string[];
}

export interface WatchedFetch {
  readonly fetch: Fetch;
  /** What has passed since the last call of this. */
  take(): Exchange[];
}

/** The clients under test live on a virtual clock, so their own limits never come. */
const ANSWER_LIMIT_MS = 30_000;

const Violations = z.array(z.looseObject({ location: z.array(z.unknown()).default([]), message: z.string() }));

/** Watches requests to `prismUrl`; others pass unseen. */
export function createWatchedFetch(prismUrl: string, document: OpenApiDocument): WatchedFetch {
  let seen: Exchange[] = [];
  return {
    fetch: async (input, init) => {
      const limit = AbortSignal.timeout(ANSWER_LIMIT_MS);
      const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
      const response = await fetch(input, { ...init, signal });
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.origin !== new URL(prismUrl).origin) return response;
      const method = init?.method ?? 'GET';
      const form = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
      const unknown = unknownNames(document, method, url, form);
      const violations = [
        ...prismViolations(response.headers.get('sl-violations')),
        ...unknown.map((name) => `request.${name}: not in the document`),
      ];
      seen.push({ request: `${method} ${shorten(url.pathname)}`, status: response.status, violations });
      return response;
    },
    take: () => {
      const taken = seen;
      seen = [];
      return taken;
    },
  };
}

function prismViolations(header: string | null): string[] {
  if (header === null) return [];
  const known = Violations.safeParse(parseJson(header)).data;
  if (known === undefined) return [header.slice(0, 500)];
  return known.map(({ location, message }) => `${location.map(String).join('.')}: ${message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function shorten(pathname: string): string {
  return pathname
    .replace(/^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}\//i, '')
    .replace(/\/([A-Z]{2})[0-9a-f]{32}/gi, '/{$1}');
}
