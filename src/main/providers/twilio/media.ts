/**
 * Pictures that people sent us: which there are, and their content (twilio.md 4.5). The credentials go to our own account's media at
 * Twilio and nowhere else; the redirect to a storage host is followed without them.
 */
import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { GatewayResult, IncomingMedia } from '../gateway.ts';
import type { TwilioCredentials } from './credentials.ts';
import { REQUEST_TIMEOUT_MS } from './twilioHttp.ts';
import type { TwilioHttpDeps } from './twilioHttp.ts';
import type { TwilioClient, TwilioResult } from './twilioClient.ts';

/** `Messages/MM…/Media/ME…`: everything else of the address is ours to say, not the sender's. */
const MEDIA_PATH = /^Messages\/(?:MM|SM)[0-9a-f]{32}\/Media\/ME[0-9a-f]{32}$/i;
const IN_URL = /\/Accounts\/(AC[0-9a-f]{32})\/(Messages\/[^/?#]+\/Media\/[^/?#]+)$/i;
/** Where Twilio keeps media: its own hosts and the public names of its storage. */
const STORAGE =
  /^(?:[a-z0-9-]+\.)*(?:twiliocdn\.com|twilio\.com)$|^(?:[a-z0-9-]+\.)*s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com$/;
const MOST_HOPS = 3;

const MediaPage = z.array(z.object({ sid: z.string().regex(/^ME[0-9a-f]{32}$/i), contentType: z.string() }));
const MOST_PER_MESSAGE = 20;

/** The pictures of a message that came in, as refs for `fetchMedia`. */
export function listMedia(
  client: TwilioClient,
  messageSid: string,
  signal?: AbortSignal,
): Promise<TwilioResult<readonly IncomingMedia[]>> {
  return client.call(
    (sdk) => sdk.messages(messageSid).media.list({ limit: MOST_PER_MESSAGE }),
    (answer) =>
      MediaPage.safeParse(answer).data?.map(({ sid, contentType }) => ({
        ref: `Messages/${messageSid}/Media/${sid}`,
        contentType,
        sizeBytes: null,
      })) ?? null,
    signal,
  );
}

/** The ref of a `MediaUrlN` of our account; null for any other address. */
export function mediaRef(url: string, accountSid: string): string | null {
  const [, account, path] = IN_URL.exec(url) ?? [];
  return account === accountSid && path !== undefined && MEDIA_PATH.test(path) ? path : null;
}

export interface MediaDeps extends TwilioHttpDeps {
  readonly credentials: () => Promise<TwilioCredentials | null>;
}

type Media = GatewayResult<{ readonly bytes: Uint8Array; readonly contentType: string }>;
const failed = (problem: 'notConfigured' | 'unreachable' | 'badAnswer' | 'wrongPassword', detail: string): Media => ({
  ok: false,
  problem,
  detail,
});

/** The content behind a ref, at most `limitBytes`. In its first seconds a picture may not be there yet: ask again later. */
export async function fetchMedia(
  deps: MediaDeps,
  ref: string,
  limitBytes: number,
  signal?: AbortSignal,
): Promise<Media> {
  const credentials = await deps.credentials();
  if (credentials === null) return failed('notConfigured', 'no credentials');
  if (!MEDIA_PATH.test(ref)) return failed('badAnswer', 'not a picture of ours');
  const limit = new AbortController();
  const bell = deps.timers.after(REQUEST_TIMEOUT_MS, () => limit.abort());
  const both = signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]);
  try {
    return await followMedia(deps, credentials, ref, { limitBytes, signal: both });
  } catch (error) {
    const tooLarge = error instanceof TooLarge;
    return tooLarge ? failed('badAnswer', 'larger than allowed') : failed('unreachable', 'no whole answer');
  } finally {
    bell.cancel();
  }
}

class TooLarge extends Error {}

async function followMedia(
  deps: MediaDeps,
  { accountSid, user, password }: TwilioCredentials,
  ref: string,
  limits: { readonly limitBytes: number; readonly signal: AbortSignal },
): Promise<Media> {
  const origin = (deps.twilioApiUrl ?? 'https://api.twilio.com').replace(/\/$/, '');
  let url = new URL(`${origin}/2010-04-01/Accounts/${accountSid}/${ref}`);
  const basic = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
  let headers: Record<string, string> = { authorization: basic };
  for (let hop = 0; hop <= MOST_HOPS; hop += 1) {
    const response = await deps.fetch(url.href, { headers, redirect: 'manual', signal: limits.signal });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null)
      return readMedia(response, limits.limitBytes);
    await response.body?.cancel();
    const next = URL.parse(location, url.href);
    if (next === null || !isStorage(next, deps.twilioApiUrl)) return failed('badAnswer', 'redirected outside Twilio');
    url = next;
    headers = {};
  }
  return failed('badAnswer', 'redirected too often');
}

/** A host that stands for Twilio may also stand for its storage. */
function isStorage(url: URL, twilioApiUrl: string | undefined): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:' && url.port === '' && STORAGE.test(url.hostname)) return true;
  return twilioApiUrl !== undefined && url.hostname === new URL(twilioApiUrl).hostname;
}

async function readMedia(response: Response, limitBytes: number): Promise<Media> {
  if (response.status === 401) return failed('wrongPassword', 'HTTP 401');
  if (response.status !== 200) return failed('badAnswer', `HTTP ${String(response.status)}`);
  if (Number(response.headers.get('content-length') ?? 0) > limitBytes) {
    await response.body?.cancel();
    throw new TooLarge();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limitBytes) throw new TooLarge();
    chunks.push(chunk);
  }
  const contentType = response.headers.get('content-type') ?? 'application/octet-stream';
  return { ok: true, value: { bytes: Buffer.concat(chunks), contentType } };
}
