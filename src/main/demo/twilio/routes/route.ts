/** What a route is: a product, a method, a path, the permission it needs, and a handler without sockets. */
import type { Backend } from '../backend.ts';
import type { Caller } from '../auth.ts';

/** The host names of the API, without `.twilio.com`. */
export const PRODUCTS = ['api', 'messaging', 'verify', 'content', 'accounts'] as const;
export type Product = (typeof PRODUCTS)[number];

export interface ApiRequest {
  /** What the path pattern captured, decoded. */
  readonly params: readonly string[];
  /** The path on Twilio's own host. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  /** As it came, for the products that take JSON. */
  readonly body: string;
  readonly caller: Caller;
}

export interface ApiAnswer {
  readonly status: number;
  /** Absent: an empty body. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Work that begins once the answer is composed. */
  readonly then?: () => void;
}

export interface ApiRoute {
  readonly product: Product;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: RegExp;
  /** Checked against the caller's key (auth.ts). */
  readonly permission: string;
  readonly handle: (backend: Backend, request: ApiRequest) => ApiAnswer;
}

/** The pattern of a path below the caller's account on the v2010 API; the account SID is the first capture. */
export function accountPath(rest: string): RegExp {
  return new RegExp(`^/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})${rest}$`);
}
