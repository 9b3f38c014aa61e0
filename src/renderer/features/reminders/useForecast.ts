/** The texts of the coming days, all of them, kept fresh. */
import { useEffect } from 'react';
import type { CallError } from '../../client/callError.ts';
import type { OutputOf } from '../../contract.ts';
import type { InvalidateOn } from '../../state/invalidation.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';

export type ForecastPage = OutputOf<'reminders.getForecast'>;
export type ForecastText = ForecastPage['items'][number];

const TOPICS: readonly InvalidateOn[] = [
  'reminder.changed',
  'appointment.changed',
  'cadence.changed',
  'template.changed',
  'settings.changed',
  'consent.changed',
  'person.changed',
  'import.changed',
];
const PAGE = 500;

export interface Forecast {
  /** Undefined until the first answer. */
  readonly texts: readonly ForecastText[] | undefined;
  readonly days: ForecastPage['days'];
  readonly held: ForecastPage['held'];
  readonly error: CallError | undefined;
  readonly refetch: () => void;
}

export function useForecast(): Forecast {
  const list = useInfiniteQuery('reminders.getForecast', {}, { invalidateOn: TOPICS, pageSize: PAGE });
  const { hasMore, loadMore, items } = list;
  // Search and export are about all of it.
  useEffect(() => {
    if (hasMore) loadMore();
  }, [hasMore, loadMore, items.length]);
  return {
    texts: list.data?.items,
    days: list.data?.first.days ?? [],
    held: list.data?.first.held ?? null,
    error: list.error,
    refetch: list.refetch,
  };
}
