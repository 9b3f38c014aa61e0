/**
 * A keyset-paged list that grows at its end. After a change the loaded part is asked for again from the start and
 * put in place in one piece, so that no row is missing or twice. Pages have the contract's shape `{ items, next }`.
 */
import { useCallback } from 'react';
import type { InputOf, OutputOf } from '../../contract/index.ts';
import type { QueryName } from '../client/procedures.ts';
import { queryKey } from './queryKey.ts';
import { useServices } from './services.ts';
import { inputOf, useCached } from './useQuery.ts';
import type { QueryOptions, QueryResult } from './useQuery.ts';

interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** Names of queries that page. */
export type PagedName = { [N in QueryName]: OutputOf<N> extends Page ? N : never }[QueryName];
type ItemOf<N extends PagedName> = OutputOf<N> extends { items: readonly (infer T)[] } ? T : never;

/** What the cache holds for a list; patches get this. `first` is the first page, for counts beside the items. */
export interface ListData<N extends PagedName> {
  readonly items: readonly ItemOf<N>[];
  readonly next: string | null;
  readonly first: OutputOf<N>;
}

export interface ListResult<N extends PagedName> extends QueryResult<ListData<N>> {
  readonly items: readonly ItemOf<N>[];
  readonly hasMore: boolean;
  /** Asks for the next page; harmless when there is none or one is under way. */
  readonly loadMore: () => void;
}

/** Rows the contract gives in one page at most. */
const MOST_PER_PAGE = 200;
const NONE: readonly never[] = [];

/** Asks for the list of `input` (without cursor and limit); null asks nothing. `pageSize` rows at first, 60 by default. */
export function useInfiniteQuery<N extends PagedName>(
  procedure: N,
  input: Omit<InputOf<N>, 'cursor' | 'limit'> | null,
  options: QueryOptions & { readonly pageSize?: number } = {},
): ListResult<N> {
  const { client, queries } = useServices();
  const pageSize = options.pageSize ?? 60;
  const key = input === null ? null : queryKey('list', procedure, input);

  const page = useCallback(
    async (cursor: string | null, limit: number) => {
      const asked = { ...(JSON.parse(inputOf(key)) as object), cursor, limit };
      return (await client.query(procedure, asked as unknown as InputOf<N>)) as OutputOf<N> & Page;
    },
    [client, procedure, key],
  );
  const reload = useCallback(
    (previous: ListData<N> | undefined) => loadFromStart<N>(page, Math.max(pageSize, previous?.items.length ?? 0)),
    [page, pageSize],
  );
  const cached = useCached<ListData<N>>(key, reload, options);
  const next = cached.data?.next ?? null;
  const loadMore = useCallback(() => {
    if (key === null || next === null) return;
    void queries.extend(key, (previous) => loadNext<N>(page, previous as ListData<N>, pageSize));
  }, [queries, key, next, page, pageSize]);

  return { ...cached, items: cached.data?.items ?? NONE, hasMore: next !== null, loadMore };
}

type AskPage<N extends PagedName> = (cursor: string | null, limit: number) => Promise<OutputOf<N> & Page>;

async function loadFromStart<N extends PagedName>(page: AskPage<N>, wanted: number): Promise<ListData<N>> {
  const first = await page(null, Math.min(wanted, MOST_PER_PAGE));
  const items = [...first.items] as ItemOf<N>[];
  let next = first.next;
  while (next !== null && items.length < wanted) {
    const more: Page = await page(next, Math.min(wanted - items.length, MOST_PER_PAGE));
    items.push(...(more.items as ItemOf<N>[]));
    next = more.next;
  }
  return { items, next, first };
}

async function loadNext<N extends PagedName>(
  page: AskPage<N>,
  previous: ListData<N>,
  pageSize: number,
): Promise<ListData<N>> {
  const more = await page(previous.next, pageSize);
  return { ...previous, items: [...previous.items, ...(more.items as ItemOf<N>[])], next: more.next };
}
