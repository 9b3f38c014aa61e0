/** One answer of the core, kept fresh by events. Paints what is cached in the first frame. */
import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { InputOf, OutputOf } from '../../contract/index.ts';
import type { CallError } from '../client/callError.ts';
import type { QueryName } from '../client/procedures.ts';
import type { InvalidateOn } from './invalidation.ts';
import { inputOfKey, queryKey } from './queryKey.ts';
import type { QueryState } from './queryStore.ts';
import { useServices } from './services.ts';

export interface QueryOptions {
  /** Changes after which the answer is out of date. */
  readonly invalidateOn?: readonly InvalidateOn[];
  /** While the answer to a new input is under way, go on showing the one before. */
  readonly keepPrevious?: boolean;
}

export interface QueryResult<T> {
  readonly data: T | undefined;
  readonly error: CallError | undefined;
  readonly fetching: boolean;
  /** The data is of the input before (only with `keepPrevious`). */
  readonly previous: boolean;
  readonly refetch: () => void;
}

/** Asks `procedure`; `input` null asks nothing. */
export function useQuery<N extends QueryName>(
  procedure: N,
  input: InputOf<N> | null,
  options: QueryOptions = {},
): QueryResult<OutputOf<N>> {
  const { client } = useServices();
  const key = input === null ? null : queryKey('one', procedure, input);
  const fetch = useCallback(
    () => client.query(procedure, JSON.parse(inputOf(key)) as InputOf<N>),
    [client, procedure, key],
  );
  return useCached<OutputOf<N>>(key, fetch, options);
}

const NOTHING: QueryState = { data: undefined, error: undefined, fetching: false };
const NO_RULES: readonly InvalidateOn[] = [];

/** Watches one cache key; shared by `useQuery` and `useInfiniteQuery`. */
export function useCached<T>(
  key: string | null,
  fetch: (previous: T | undefined) => Promise<T>,
  { invalidateOn = NO_RULES, keepPrevious = false }: QueryOptions,
): QueryResult<T> {
  const { queries } = useServices();
  const rules = JSON.stringify(invalidateOn);
  const subscribe = useCallback(
    (listener: () => void) => {
      if (key === null) return () => undefined;
      const parsed = JSON.parse(rules) as readonly InvalidateOn[];
      return queries.watch(key, (previous) => fetch(previous as T | undefined), parsed, listener);
    },
    [queries, key, fetch, rules],
  );
  const state = useSyncExternalStore(subscribe, () => (key === null ? NOTHING : queries.get(key)));
  const shown = useShown<T>(state as QueryState<T>, keepPrevious && key !== null);
  const refetch = useCallback(() => void (key !== null && queries.refetch(key)), [queries, key]);
  return { ...shown, error: state.error, fetching: state.fetching, refetch };
}

function useShown<T>(state: QueryState<T>, keep: boolean): { data: T | undefined; previous: boolean } {
  const last = useRef<T | undefined>(undefined);
  if (state.data !== undefined) last.current = state.data;
  const previous = keep && state.data === undefined && last.current !== undefined;
  return { data: previous ? last.current : state.data, previous };
}

/** The input inside a key made by `queryKey`. */
export function inputOf(key: string | null): string {
  return key === null ? 'null' : inputOfKey(key);
}
