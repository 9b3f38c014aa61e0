/**
 * The built page's files by URL path. The folder is listed once and only listed files can be asked for, so no path,
 * however written, leads out of it. Serves both shells; knows nothing of who may ask.
 */
import { readdirSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

export interface RendererFile {
  /** Absolute path on disk. */
  readonly path: string;
  readonly contentType: string;
  readonly cacheControl: string;
}

export interface RendererFiles {
  /** False when the interface was never built. */
  readonly built: boolean;
  /** The file behind a decoded URL path; `/` is the page. Undefined when there is none. */
  find(pathname: string): RendererFile | undefined;
}

const PAGE = 'index.html';
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
};

/** The content hash that the build puts into a name: such a file never changes. */
const HASHED = /-[\w-]{8,}\.\w+$/;

/** Lists the files under `folder` (out/renderer). A missing folder has none. */
export function createRendererFiles(folder: string): RendererFiles {
  const byPath = new Map<string, RendererFile>();
  for (const name of listFiles(folder)) {
    byPath.set(`/${name.split(sep).join('/')}`, {
      path: join(folder, name),
      contentType: CONTENT_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream',
      // `private`: a proxy between two PCs must not keep what needs a sign-in.
      cacheControl: HASHED.test(name) ? 'private, max-age=31536000, immutable' : 'no-store',
    });
  }
  const page = byPath.get(`/${PAGE}`);
  if (page !== undefined) byPath.set('/', page);
  return { built: page !== undefined, find: (pathname) => byPath.get(pathname) };
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
