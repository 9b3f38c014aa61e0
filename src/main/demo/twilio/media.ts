/**
 * Pictures: fetching those that go out, keeping them with their message, and the file host that serves them (twilio.md 4.5).
 * The host is not the API: it knows a path of its own and refuses credentials.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fetch } from '../../platform/ports.ts';
import type { MediaRecord, MessageRecord } from './messageStore.ts';
import type { Sids } from './sids.ts';

const MAX_TOTAL = 5 * 1024 * 1024;
const MAX_FILES = 500;
const CARRIED = /^(image\/(jpeg|png|gif)|video\/|audio\/|text\/vcard|application\/pdf)/;

export interface NewMedia {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Media {
  /** Records of files that came with a text; each can be fetched after a moment. */
  keep(files: readonly NewMedia[]): MediaRecord[];
  forget(files: readonly MediaRecord[]): void;
  /** Fetches what is to go out into the record; the code of a failure, or null. Never rejects. */
  collect(record: MessageRecord, urls: readonly string[]): Promise<number | null>;
  /** Path on the file host. */
  pathOf(file: MediaRecord): string;
  /** The request handler of the file host. */
  serve(request: IncomingMessage, response: ServerResponse): void;
}

export interface MediaDeps {
  readonly accountSid: string;
  readonly sids: Sids;
  readonly now: () => number;
  readonly fetch: Fetch;
  /** How long a file takes to appear. */
  readonly delayMs: () => number;
}

/** Media of one account; beyond some hundred files the oldest are forgotten. */
export function createMedia(deps: MediaDeps): Media {
  const contents = new Map<string, NewMedia>();
  const pathOf = (file: Pick<MediaRecord, 'sid'>): string => `/${deps.accountSid}/${file.sid.slice(2)}`;
  const keepOne = (file: NewMedia): MediaRecord => {
    const at = deps.now();
    const { contentType, bytes } = file;
    const sid = deps.sids.next('ME');
    contents.set(pathOf({ sid }), file);
    for (const oldest of contents.keys()) {
      if (contents.size <= MAX_FILES) break;
      contents.delete(oldest);
    }
    return { sid, contentType, sizeBytes: bytes.byteLength, readyAt: at + deps.delayMs(), dateCreated: at };
  };
  return {
    keep: (files) => files.map(keepOne),
    forget(files) {
      for (const file of files) contents.delete(pathOf(file));
    },
    pathOf,
    async collect(record, urls) {
      const fetched = await Promise.all(urls.map((url) => fetchFile(deps.fetch, url)));
      const failed = fetched.find((file) => typeof file === 'number');
      if (failed !== undefined) return failed;
      const files = fetched.filter((file) => typeof file === 'object');
      if (files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > MAX_TOTAL) return 11_751;
      record.media = files.map(keepOne);
      return null;
    },
    serve(request, response) {
      if (request.headers.authorization !== undefined) return refuse(response, 400, 'Only one auth mechanism allowed');
      const file = contents.get(new URL(request.url ?? '/', 'http://media').pathname);
      if (file === undefined) return refuse(response, 404, 'Not found');
      response.writeHead(200, { 'Content-Type': file.contentType, 'Content-Length': file.bytes.byteLength });
      response.end(file.bytes);
    },
  };
}

async function fetchFile(fetch: Fetch, url: string): Promise<NewMedia | number> {
  try {
    const response = await fetch(url, { redirect: 'follow' });
    if (!response.ok) {
      await response.body?.cancel();
      return 11200;
    }
    const contentType = response.headers.get('content-type') ?? '';
    const bytes = new Uint8Array(await response.arrayBuffer());
    return CARRIED.test(contentType) ? { contentType, bytes } : 12300;
  } catch {
    return 11200;
  }
}

function refuse(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'Content-Type': 'application/xml' });
  response.end(`<Error><Message>${words}</Message></Error>`);
}
