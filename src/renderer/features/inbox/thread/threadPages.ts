/**
 * The part of a thread that is in memory: one run of pages without gaps, and the newest page beside it. Pages far from the reader
 * are put away and asked for again by the cursor they began at. Asks through a function; knows no cache and no React.
 */
import type { Message } from '../../../contract.ts';
import type { ListData } from '../../../state/useInfiniteQuery.ts';

/** Texts asked for in one step of reading. */
export const PAGE = 60;
/** Pages are put away while at least this many texts stay. */
export const KEEP = 300;
/** Texts the contract gives in one answer at most. */
const MOST_PER_ASK = 200;
/** A searched text further back than this many answers (20,000 texts) is not looked for. */
const MOST_ASKS = 100;

/** Null begins at the newest text. */
type Cursor = string | null;

interface ThreadPage {
  readonly from: Cursor;
  readonly count: number;
}

/** What the cache holds for a thread. `items` is newest first, as in every list, and may have texts in front that are not answered yet. */
export interface ThreadPages extends ListData<'conversations.listMessages'> {
  /** What `items` is made of, newest first. */
  readonly pages: readonly ThreadPage[];
  /** Where the newer pages that were put away begin, the nearest first. Empty: the newest text is in `items`. */
  readonly newer: readonly Cursor[];
}

export type AskTexts = (
  cursor: Cursor,
  limit: number,
) => Promise<{ readonly items: Message[]; readonly next: string | null }>;

/** The newest page alone. */
export async function loadNewest(ask: AskTexts): Promise<ThreadPages> {
  const first = await ask(null, PAGE);
  return { items: first.items, next: first.next, first, pages: [{ from: null, count: first.items.length }], newer: [] };
}

/** The same stretch as before, as it is now; the newest page when nothing was known. */
export async function reload(ask: AskTexts, previous: ThreadPages | undefined): Promise<ThreadPages> {
  const from = previous?.pages[0]?.from ?? null;
  const wanted = Math.max(PAGE, previous ? held(previous) : 0);
  const head = await ask(null, from === null ? Math.min(wanted, MOST_PER_ASK) : PAGE);
  const first = { ...head, items: head.items.slice(0, PAGE) };
  const begun: ThreadPages =
    previous === undefined || from === null
      ? { items: head.items, next: head.next, first, pages: [{ from: null, count: head.items.length }], newer: [] }
      : { items: [], next: from, first, pages: [], newer: previous.newer };
  let loaded = begun;
  while (loaded.next !== null && held(loaded) < wanted) {
    loaded = await withOlder(ask, loaded, Math.min(wanted - held(loaded), MOST_PER_ASK));
  }
  return loaded;
}

/** One page further back; newer ones are put away beyond `KEEP`. */
export async function loadOlder(ask: AskTexts, previous: ThreadPages): Promise<ThreadPages> {
  return withoutNewest(await withOlder(ask, previous, PAGE));
}

/** The page that was put away last comes back; older ones are put away beyond `KEEP`. */
export async function loadNewer(ask: AskTexts, previous: ThreadPages): Promise<ThreadPages> {
  const [from, ...newer] = previous.newer;
  if (from === undefined) return previous;
  const until = previous.pages[0]?.from ?? null;
  const known = new Set(previous.items.map(({ id }) => id));
  const back: Message[] = [];
  // One answer, unless texts were filed late into this page.
  for (
    let cursor: Cursor = from, asks = 0;
    asks < 3 && (asks === 0 || (cursor !== null && cursor !== until));
    asks += 1
  ) {
    const answer = await ask(cursor, PAGE);
    back.push(...answer.items.filter(({ id }) => !known.has(id)));
    cursor = answer.next;
  }
  const pages = [{ from, count: back.length }, ...previous.pages];
  return withoutOldest({ ...previous, items: [...back, ...previous.items], pages, newer });
}

/** Back from the newest text to `id`, and only the stretch around it kept. As it was when `id` is too far back or gone. */
export async function loadUntil(ask: AskTexts, previous: ThreadPages, id: string): Promise<ThreadPages> {
  let loaded = await loadNewest(ask);
  const isIn = (): boolean => loaded.items.some((one) => one.id === id);
  for (let asks = 1; !isIn() && loaded.next !== null && asks < MOST_ASKS; asks += 1) {
    loaded = withoutNewest(await withOlder(ask, loaded, MOST_PER_ASK));
  }
  return isIn() ? loaded : previous;
}

/** Texts of the pages, without those in front that the core has not answered for. */
export function held({ pages }: ThreadPages): number {
  return pages.reduce((sum, { count }) => sum + count, 0);
}

async function withOlder(ask: AskTexts, previous: ThreadPages, limit: number): Promise<ThreadPages> {
  const answer = await ask(previous.next, limit);
  return {
    ...previous,
    items: [...previous.items, ...answer.items],
    next: answer.next,
    pages: [...previous.pages, { from: previous.next, count: answer.items.length }],
  };
}

function withoutNewest(loaded: ThreadPages): ThreadPages {
  const [page, ...pages] = loaded.pages;
  if (!page || held(loaded) - page.count < KEEP) return loaded;
  return withoutNewest({
    ...loaded,
    items: loaded.items.slice(page.count),
    pages,
    newer: [page.from, ...loaded.newer],
  });
}

function withoutOldest(loaded: ThreadPages): ThreadPages {
  const page = loaded.pages.at(-1);
  if (!page || held(loaded) - page.count < KEEP) return loaded;
  return withoutOldest({
    ...loaded,
    items: loaded.items.slice(0, -page.count),
    pages: loaded.pages.slice(0, -1),
    next: page.from,
  });
}
