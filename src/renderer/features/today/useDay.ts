/** The visits of one day, all of them, kept fresh; and what the list says about itself. */
import { useEffect } from 'react';
import type { CallError } from '../../client/callError.ts';
import type { Appointment } from '../../contract.ts';
import { addCivilDays } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import type { InvalidateOn } from '../../state/invalidation.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';

const TOPICS: readonly InvalidateOn[] = [
  'appointment.changed',
  'reminder.changed',
  'message.added',
  'message.statusChanged',
  'conversation.changed',
  'person.changed',
  'consent.changed',
  'import.changed',
];
/** A day of a large practice, in one go. */
const DAY_VISITS = 500;

export interface Day {
  /** Undefined until the first answer. */
  readonly visits: readonly Appointment[] | undefined;
  readonly clinicians: readonly string[];
  readonly lastImportAt: number | null;
  readonly date: string;
  readonly error: CallError | undefined;
  readonly refetch: () => void;
}

/** The day `offset` days from the core's today; `now` in UTC ms. */
export function useDay(offset: number, now: number): Day {
  const formats = useFormats();
  const date = addCivilDays(formats.civilDate(now), offset);
  const list = useInfiniteQuery('schedule.listAppointments', { date }, { invalidateOn: TOPICS, pageSize: DAY_VISITS });
  const { hasMore, loadMore, items } = list;
  // Counts and "text all" are about the whole day: no part of it may be missing.
  useEffect(() => {
    if (hasMore) loadMore();
  }, [hasMore, loadMore, items.length]);
  return {
    visits: list.data?.items,
    clinicians: list.data?.first.clinicians ?? [],
    lastImportAt: list.data?.first.lastImportAt ?? null,
    date,
    error: list.error,
    refetch: list.refetch,
  };
}
