/**
 * What a route is: a method, a path, the scope a token needs, and a pure-looking handler. No sockets here.
 */
import { ApiError } from '../apiError.ts';
import type { Phone } from '../phone.ts';

export interface ApiRequest {
  /** What the path pattern captured, decoded. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  /** The raw body. */
  readonly body: string;
  /** The Authorization header, for routes that read it themselves. */
  readonly authorization: string;
}

export interface ApiAnswer {
  readonly status: number;
  /** Absent: an empty body. */
  readonly json?: unknown;
  /** A file instead of JSON. */
  readonly file?: { readonly contentType: string; readonly bytes: Uint8Array };
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: RegExp;
  /** `open` needs no sign-in, `any` any valid one, anything else is a token scope. */
  readonly scope: string;
  readonly handle: (phone: Phone, request: ApiRequest) => ApiAnswer;
}

/** The body as JSON. Malformed JSON is the caller's fault (400). */
export function jsonBody(request: ApiRequest): unknown {
  try {
    return JSON.parse(request.body === '' ? 'null' : request.body) as unknown;
  } catch {
    throw new ApiError(400, 'Invalid request body: malformed JSON');
  }
}

/** A whole number in the query, within bounds (400 outside); `fallback` when absent. */
export function queryNumber(
  request: ApiRequest,
  name: string,
  rule: { readonly fallback: number; readonly least: number; readonly most: number },
): number {
  const text = request.query.get(name);
  if (text === null) return rule.fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < rule.least || value > rule.most) throw new ApiError(400, `Invalid ${name}`);
  return value;
}

/** `true` or `false` in the query; anything else is a 400. */
export function queryFlag(request: ApiRequest, name: string): boolean {
  const text = request.query.get(name);
  if (text === null || text === 'false') return false;
  if (text === 'true') return true;
  throw new ApiError(400, `Invalid ${name}`);
}
