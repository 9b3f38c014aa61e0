/** Typed patches over cached answers, for commands that show their effect before the core has spoken. */
import type { InputOf, OutputOf } from '../../contract/index.ts';
import type { QueryName } from '../client/procedures.ts';
import { inputOfKey, keysOf } from './queryKey.ts';
import type { AppliedPatch, QueryStore } from './queryStore.ts';
import type { ListData, PagedName } from './useInfiniteQuery.ts';

export interface Optimistic {
  /** Patches every cached single answer of `procedure`. Return the same object where nothing changes. */
  one<N extends QueryName>(procedure: N, apply: (data: OutputOf<N>, input: InputOf<N>) => OutputOf<N>): AppliedPatch;
  /** Patches every cached list of `procedure`; `input` is its filter, without cursor and limit. */
  list<N extends PagedName>(
    procedure: N,
    apply: (data: ListData<N>, input: Omit<InputOf<N>, 'cursor' | 'limit'>) => ListData<N>,
  ): AppliedPatch;
}

/** Patches over `queries`. */
export function createOptimistic(queries: QueryStore): Optimistic {
  const patch = (shape: 'one' | 'list', procedure: string, apply: unknown): AppliedPatch => {
    const ofProcedure = keysOf(procedure);
    const test = (key: string): boolean => key.startsWith(`${shape}:`) && ofProcedure(key);
    const withInput = apply as (data: unknown, input: unknown) => unknown;
    return queries.patch(test, (data, key) => withInput(data, JSON.parse(inputOfKey(key))));
  };
  return {
    one: (procedure, apply) => patch('one', procedure, apply),
    list: (procedure, apply) => patch('list', procedure, apply),
  };
}
