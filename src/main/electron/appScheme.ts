/**
 * The page's own scheme, `app://deskbell/`: the built files under the same policy as in a browser. No file: URLs anywhere.
 */
import { readFile } from 'node:fs/promises';
import type { CustomScheme, Protocol } from 'electron';
import { securityHeaders } from '../platform/pageHeaders.ts';
import type { RendererFiles } from '../platform/rendererFiles.ts';

export const APP_ORIGIN = 'app://deskbell';

/** To be registered before the app is ready. Standard and secure: an origin of its own, with storage and fetch. */
export const appScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

/** Starts answering requests of the scheme. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, files: RendererFiles): void {
  protocol.handle('app', (request) => answer(request, files));
}

async function answer(request: Request, files: RendererFiles): Promise<Response> {
  const url = new URL(request.url);
  const file = url.host === 'deskbell' && request.method === 'GET' ? files.find(decode(url.pathname)) : undefined;
  if (file === undefined) return new Response('There is nothing here.', { status: 404, headers: securityHeaders });
  const headers = { ...securityHeaders, 'content-type': file.contentType, 'cache-control': file.cacheControl };
  return new Response(new Uint8Array(await readFile(file.path)), { headers });
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}
