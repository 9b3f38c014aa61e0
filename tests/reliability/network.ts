/**
 * The network between the program and its gateways: real requests to the simulators, with the faults that lie between the two. Owns which
 * fault meets which request, and how many requests are under way. Knows nothing of texts.
 */
import type { Fetch, Random } from '../../src/main/platform/ports.ts';

export type Side = 'phone' | 'twilio';

/**
 * What the network does to requests of one side, until it is taken away. `hugeAnswer` and `cutAnswer` come after the gateway has acted;
 * the others keep the request from it. `everySendTwice` is no fault of a network but what a bad program would do: to test the oracle.
 */
export type NetworkFault = 'dns' | 'tls' | 'proxyHtml' | 'storm429' | 'hugeAnswer' | 'cutAnswer' | 'everySendTwice';

export interface Network {
  /** For the program; dead with it. */
  fetchFor(life: { readonly dead: boolean }): Fetch;
  /** Counted, without faults: what gateways post. */
  readonly plainFetch: Fetch;
  set(side: Side, fault: NetworkFault | null): void;
  /** Requests to the first origin go to the second, as with an address that another device got; null: everybody at home. */
  redirect(from: string, to: string | null): void;
  /** The program has died: its connections are closed. */
  cut(): void;
  /** Resolves when nothing moves any more: what is left hangs. */
  quiet(): Promise<void>;
}

const HUGE_BYTES = 10 * 1024 * 1024;
/** Real time without any movement after which what is under way counts as hanging, ms. */
const STILL_MS = 4;

export interface NetworkOptions {
  readonly random: Random;
  readonly sideOf: (url: URL) => Side | null;
  /** Where a public address really is, as the tunnel leads it. */
  readonly lead: (url: URL) => URL;
}

export function createNetwork({ random, sideOf, lead }: NetworkOptions): Network {
  const faults = new Map<Side, NetworkFault>();
  const homes = new Map<string, string>();
  let line = new AbortController();
  let underWay = 0;
  let moves = 0;

  const count = async <T>(call: () => Promise<T>): Promise<T> => {
    underWay += 1;
    moves += 1;
    try {
      return await call();
    } finally {
      underWay -= 1;
      moves += 1;
    }
  };
  const addressOf = (input: string | URL | Request): URL => {
    const url = lead(new URL(input instanceof Request ? input.url : input));
    const other = homes.get(url.origin);
    return other === undefined ? url : new URL(url.pathname + url.search, other);
  };

  return {
    fetchFor: (life) => (input, init) =>
      count(async () => {
        if (life.dead) return new Promise<Response>(() => undefined);
        const url = addressOf(input);
        const side = sideOf(url);
        const fault = side === null ? undefined : faults.get(side);
        const early = fault === undefined ? null : before(fault, random.fraction());
        if (early !== null) return early;
        const signals = init?.signal ? [init.signal, line.signal] : [line.signal];
        const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
        if (fault === 'everySendTwice' && init?.method === 'POST') await fetch(url, init);
        return fault === undefined ? response : after(fault, response);
      }),
    plainFetch: (input, init) => count(() => fetch(addressOf(input), init)),
    set: (side, fault) => void (fault === null ? faults.delete(side) : faults.set(side, fault)),
    redirect: (from, to) => void (to === null ? homes.delete(from) : homes.set(from, to)),
    cut() {
      line.abort(new Error('the program is gone'));
      line = new AbortController();
    },
    async quiet() {
      let seen = moves;
      let calm = 0;
      let since = performance.now();
      while (calm < 3 || (underWay > 0 && performance.now() - since < STILL_MS)) {
        await new Promise<void>((resolve) => void setImmediate(resolve));
        calm = underWay === 0 && moves === seen ? calm + 1 : underWay > 0 ? 3 : 0;
        if (moves === seen) continue;
        seen = moves;
        calm = 0;
        since = performance.now();
      }
    },
  };
}

/** What the request meets before it gets anywhere; null: it passes. */
function before(fault: NetworkFault, fraction: number): Response | null {
  switch (fault) {
    case 'dns':
      throw broken('ENOTFOUND', 'getaddrinfo ENOTFOUND');
    case 'tls':
      throw broken('CERT_HAS_EXPIRED', 'certificate has expired');
    case 'proxyHtml':
      return new Response('<!doctype html><title>Sign in to this network</title>', {
        headers: { 'content-type': 'text/html' },
      });
    case 'storm429':
      return fraction < 0.8 ? tooMany() : null;
    default:
      return null;
  }
}

async function after(fault: NetworkFault, response: Response): Promise<Response> {
  if (fault === 'hugeAnswer') {
    await response.arrayBuffer().catch(() => undefined);
    return new Response(new Uint8Array(HUGE_BYTES).fill(0x20), { headers: { 'content-type': 'application/json' } });
  }
  if (fault !== 'cutAnswer') return response;
  await response.arrayBuffer().catch(() => undefined);
  throw broken('ECONNRESET', 'read ECONNRESET');
}

function tooMany(): Response {
  const body = JSON.stringify({ code: 20429, message: 'Too many requests', more_info: '', status: 429 });
  return new Response(body, { status: 429, headers: { 'content-type': 'application/json', 'retry-after': '2' } });
}

/** As fetch tells of it. */
function broken(code: string, words: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(words), { code }) });
}
