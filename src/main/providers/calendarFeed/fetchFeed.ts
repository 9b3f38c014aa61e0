/**
 * One download of a calendar: conditional, with limits of time and size, over a handful of redirects that never lead to a worse line or
 * into this computer. Knows HTTP; does not look into what arrives.
 */
import { isInnerHost, isNumericHost, mayLeadTo } from '../../domain/sources/feedAddress.ts';
import type { AddressesOf, Fetch, NetworkAddress, Timers } from '../../platform/ports.ts';
import type { SourceProblem } from '../scheduleAdapter.ts';
import { feedProblem, networkProblem } from './feedProblems.ts';

/** As the import's own limit. */
const MOST_BYTES = 25_000_000;
/** From the first packet to the last, ms. */
const PATIENCE_MS = 60_000;
const MOST_HOPS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export type FeedAnswer =
  | { readonly kind: 'content'; readonly content: Uint8Array; readonly validators: Validators }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly problem: SourceProblem; readonly retryAfterMs: number | null };

export interface FeedTarget {
  readonly url: string;
  readonly login: { readonly user: string; readonly password: string } | null;
}
interface Line {
  readonly fetch: Fetch;
  readonly timers: Timers;
  readonly addressesOf: AddressesOf;
  readonly networks: () => readonly NetworkAddress[];
}

/** Rejects only with the signal's reason. */
export async function fetchFeed(
  line: Line,
  target: FeedTarget,
  known: Validators,
  signal: AbortSignal,
): Promise<FeedAnswer> {
  const patience = new AbortController();
  const bell = line.timers.after(PATIENCE_MS, () => patience.abort(new Error('slow')));
  const stop = AbortSignal.any([signal, patience.signal]);
  try {
    return await follow(line, target, known, stop);
  } catch (error) {
    signal.throwIfAborted();
    return failed(patience.signal.aborted ? feedProblem('slow') : networkProblem(error));
  } finally {
    bell.cancel();
  }
}

async function follow(line: Line, target: FeedTarget, known: Validators, signal: AbortSignal): Promise<FeedAnswer> {
  let at = target.url;
  for (let hop = 0; hop <= MOST_HOPS; hop += 1) {
    if (await leadsHere(line, at)) return failed(feedProblem('thisComputer'));
    const response = await line.fetch(at, { headers: headersFor(target, at, known), redirect: 'manual', signal });
    if (!REDIRECTS.has(response.status)) return await answerOf(response, known, signal);
    await response.body?.cancel();
    const location = response.headers.get('location');
    const next = location !== null && URL.canParse(location, at) ? new URL(location, at) : null;
    if (next === null) return failed(feedProblem('unexpected'));
    if (!mayLeadTo(target.url, next.href)) return failed(feedProblem('redirectRefused'));
    at = next.href;
  }
  return failed(feedProblem('redirects'));
}

/**
 * Whether a name that looks like another computer's stands for this one: a calendar published elsewhere has no business with what listens
 * here. What a person typed as this computer, or as a number, is what they mean.
 */
async function leadsHere({ addressesOf, networks }: Line, at: string): Promise<boolean> {
  const { hostname } = new URL(at);
  if (isInnerHost(hostname) || isNumericHost(hostname)) return false;
  const own = new Set(networks().map(({ address }) => address));
  const found = await addressesOf(hostname);
  return found.some((address) => isInnerHost(address) || own.has(address.replace(/^::ffff:/, '')));
}

/** User and password go to the place they were given for, and to no other. */
function headersFor({ url, login }: FeedTarget, at: string, known: Validators): Record<string, string> {
  const own = new URL(at).origin === new URL(url).origin;
  const basic = login === null ? '' : Buffer.from(`${login.user}:${login.password}`, 'utf8').toString('base64');
  return {
    accept: 'text/calendar, text/csv;q=0.8, */*;q=0.1',
    ...(known.etag === undefined ? {} : { 'if-none-match': known.etag }),
    ...(known.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
    ...(own && basic !== '' ? { authorization: `Basic ${basic}` } : {}),
  };
}

async function answerOf(response: Response, known: Validators, signal: AbortSignal): Promise<FeedAnswer> {
  const { status, headers } = response;
  if (status === 200) {
    const content = await readBody(response, signal);
    if (content === null) return failed(feedProblem('tooLarge'));
    const etag = headers.get('etag') ?? undefined;
    const lastModified = headers.get('last-modified') ?? undefined;
    const validators = {
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
    };
    return { kind: 'content', content, validators };
  }
  await response.body?.cancel();
  const asked = known.etag !== undefined || known.lastModified !== undefined;
  if (status === 304 && asked) return { kind: 'unchanged' };
  return failed(statusProblem(status), retryAfterMs(headers.get('retry-after')));
}

/** Null: larger than a list may be. Compressed answers count as they come out. */
async function readBody(response: Response, signal: AbortSignal): Promise<Uint8Array | null> {
  if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) {
    await response.body?.cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: ReadableStream<Uint8Array> | null = response.body;
  const reader = body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    signal.throwIfAborted();
    if (done) break;
    size += value.byteLength;
    if (size > MOST_BYTES) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function statusProblem(status: number): SourceProblem {
  if (status === 401 || status === 403) return feedProblem('refused');
  if (status === 404 || status === 410) return feedProblem('notThere');
  if (status === 429 || status === 503) return feedProblem('busy');
  if (status >= 500) return feedProblem('serverTrouble');
  return feedProblem('unexpected');
}

/** Seconds only: a date would need a clock both sides agree on. */
function retryAfterMs(header: string | null): number | null {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

function failed(problem: SourceProblem, retryAfter: number | null = null): FeedAnswer {
  return { kind: 'failed', problem, retryAfterMs: retryAfter };
}
