/**
 * Pages as the two generations of the API write them: `next_page_uri` beside the list on v2010, `meta` on the newer ones (twilio.md 1.2).
 * A page token names a place in the order, so a page stays right when newer records arrive.
 */
import { TwilioError } from './apiError.ts';

export interface PageRequest {
  readonly size: number;
  readonly page: number;
  /** Only what is older than this place; everything when null. */
  readonly before: number | null;
}

const TOKEN = /^PASM([0-9a-f]{32})$/;

/** The page a query asks for. Throws 20001 for sizes and tokens that cannot be. */
export function readPage(query: URLSearchParams, most = 1000): PageRequest {
  const size = Number(query.get('PageSize') ?? '50');
  const page = Number(query.get('Page') ?? '0');
  if (!Number.isInteger(size) || size < 1 || !Number.isInteger(page) || page < 0) throw new TwilioError(20001);
  const token = query.get('PageToken');
  const place = token === null ? null : (TOKEN.exec(token)?.[1] ?? '');
  if (place === '') throw new TwilioError(20001, 'Invalid page token');
  return { size: Math.min(size, most), page, before: place === null ? null : Number.parseInt(place, 16) };
}

export interface Page<T> {
  readonly request: PageRequest;
  readonly items: readonly T[];
  /** The place of the last item when more follow. */
  readonly next: number | null;
}

/** The first `size` items, and whether more follow. */
export function cutPage<T>(items: Iterable<T>, request: PageRequest, placeOf: (item: T) => number): Page<T> {
  const taken: T[] = [];
  for (const item of items) {
    if (request.before !== null && placeOf(item) >= request.before) continue;
    const last = taken.at(-1);
    if (taken.length === request.size && last !== undefined) return { request, items: taken, next: placeOf(last) };
    taken.push(item);
  }
  return { request, items: taken, next: null };
}

/** The whole list as one page of things that have no place of their own. */
export function cutList<T>(items: readonly T[], request: PageRequest): Page<T> {
  const places = new Map(items.map((item, index) => [item, items.length - index]));
  return cutPage(items, request, (item) => places.get(item) ?? 0);
}

/** A v2010 list: `key` beside the addresses of the pages, which are paths. */
export function classicPage<T>(page: Page<T>, key: string, path: string, query: URLSearchParams): unknown {
  const { size, page: number } = page.request;
  const start = number * size;
  return {
    [key]: page.items,
    page: number,
    page_size: size,
    start,
    end: start + Math.max(0, page.items.length - 1),
    uri: withQuery(path, query),
    first_page_uri: withQuery(path, query, { PageSize: String(size), Page: '0' }),
    previous_page_uri: null,
    next_page_uri: page.next === null ? null : withQuery(path, query, nextQuery(page)),
  };
}

/** A list of the newer products: `key` beside `meta`, whose addresses are full ones. */
export function metaPage<T>(page: Page<T>, key: string, address: string, query: URLSearchParams): unknown {
  const { size, page: number } = page.request;
  return {
    [key]: page.items,
    meta: {
      page: number,
      page_size: size,
      url: withQuery(address, query),
      first_page_url: withQuery(address, query, { PageSize: String(size), Page: '0' }),
      previous_page_url: null,
      next_page_url: page.next === null ? null : withQuery(address, query, nextQuery(page)),
      key,
    },
  };
}

function nextQuery<T>({ request, next }: Page<T>): Record<string, string> {
  const place = (next ?? 0).toString(16).padStart(32, '0');
  return { PageSize: String(request.size), Page: String(request.page + 1), PageToken: `PASM${place}` };
}

function withQuery(path: string, query: URLSearchParams, changes: Readonly<Record<string, string>> = {}): string {
  const merged = new URLSearchParams(query);
  if ('Page' in changes) merged.delete('PageToken');
  for (const [name, value] of Object.entries(changes)) merged.set(name, value);
  const text = merged.toString();
  return text === '' ? path : `${path}?${text}`;
}
