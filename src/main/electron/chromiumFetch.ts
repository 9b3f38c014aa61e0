/**
 * `fetch` over Chromium's network, which follows the system's proxy. Electron's own rejects a redirect it was told not to follow
 * (electron/electron#43715); callers that look at redirects themselves get the answer they asked for.
 */
import { Readable } from 'node:stream';
import type { ClientRequest, IncomingMessage, Net } from 'electron';
import type { Fetch } from '../platform/ports.ts';

const NO_BODY = new Set([101, 204, 205, 304]);

/** `net` is Electron's, or a stand-in of it. */
export function createChromiumFetch(net: Pick<Net, 'fetch' | 'request'>): Fetch {
  return async (input, init) => {
    try {
      return await net.fetch(input instanceof URL ? input.href : input, init);
    } catch (error) {
      const looksAtIt = !(input instanceof Request) && init?.redirect === 'manual' && (init.method ?? 'GET') === 'GET';
      if (!looksAtIt || !wasRedirect(error)) throw error;
      return await fetchOneHop(net, String(input), init);
    }
  };
}

function wasRedirect(error: unknown): boolean {
  return error instanceof Error && /redirect was cancelled/i.test(error.message);
}

/** A GET that ends at the first answer, also when that is a redirect. Rejects like `fetch`: for the network and for an abort. */
function fetchOneHop(net: Pick<Net, 'request'>, url: string, init: RequestInit): Promise<Response> {
  const { signal } = init;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request: ClientRequest = net.request({ url, method: 'GET', redirect: 'manual', credentials: 'omit' });
    const onAbort = (): void => {
      reject(signal?.reason as Error);
      request.abort();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    new Headers(init.headers).forEach((value, name) => request.setHeader(name, value));
    request.on('redirect', (status, _method, location) => {
      signal?.removeEventListener('abort', onAbort);
      resolve(new Response(null, { status, headers: { location } }));
      request.abort();
    });
    request.on('response', (message) => resolve(answerOf(message)));
    request.on('error', (error) => reject(new TypeError('fetch failed', { cause: error })));
    request.end();
  });
}

function answerOf(message: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) headers.set(name, String(value));
  // Electron's message is a readable stream, which its types do not say.
  const body = NO_BODY.has(message.statusCode) ? null : Readable.toWeb(message as unknown as Readable);
  return new Response(body as ReadableStream<Uint8Array> | null, { status: message.statusCode, headers });
}
