/** The reminders of some days, all of them, kept fresh. */
import { useEffect } from 'react';
import type { CallError } from '../../client/callError.ts';
import type { ReminderCard } from '../../contract.ts';
import type { InvalidateOn } from '../../state/invalidation.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import type { Show } from './RemindersHeader.tsx';

const TOPICS: readonly InvalidateOn[] = [
  'reminder.changed',
  'appointment.changed',
  'message.statusChanged',
  'cadence.changed',
  'person.changed',
  'import.changed',
];
const PAGE = 600;

export interface Cards {
  /** Undefined until the first answer. */
  readonly items: readonly ReminderCard[] | undefined;
  readonly error: CallError | undefined;
  readonly refetch: () => void;
}

/** `dates` are consecutive civil days. */
export function useCards(dates: readonly string[], show: Show): Cards {
  const input = { from: dates[0] ?? '', to: dates.at(-1) ?? '', filter: show };
  const list = useInfiniteQuery('reminders.listReminders', input, { invalidateOn: TOPICS, pageSize: PAGE });
  const { hasMore, loadMore, items } = list;
  // The counts over each day are about the whole day.
  useEffect(() => {
    if (hasMore) loadMore();
  }, [hasMore, loadMore, items.length]);
  return { items: list.data?.items, error: list.error, refetch: list.refetch };
}
