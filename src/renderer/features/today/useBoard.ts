/** What the board knows of a day beside the list of visits, kept fresh. */
import { useMemo } from 'react';
import type { OutputOf, VisitExtra } from '../../contract.ts';
import type { InvalidateOn } from '../../state/invalidation.ts';
import { useQuery } from '../../state/useQuery.ts';

const TOPICS: readonly InvalidateOn[] = [
  'appointment.changed',
  'reminder.changed',
  'message.added',
  'conversation.changed',
  'waitlist.changed',
  'gateway.changed',
  'import.changed',
];

export interface Board {
  readonly extras: ReadonlyMap<string, VisitExtra>;
  readonly outage: OutputOf<'today.getBoard'>['outage'];
  readonly handedOff: OutputOf<'today.getBoard'>['handedOff'];
  readonly openSlots: number;
  /** The day was looked through and closed. */
  readonly closed: boolean;
}

const NOTHING: ReadonlyMap<string, VisitExtra> = new Map();

/** `date`: "2026-11-19". Without an answer the list stands alone. */
export function useBoard(date: string): Board {
  const { data } = useQuery('today.getBoard', { date }, { invalidateOn: TOPICS });
  const extras = useMemo(
    () => (data === undefined ? NOTHING : new Map(data.extras.map((extra) => [extra.appointmentId, extra]))),
    [data],
  );
  return {
    extras,
    outage: data?.outage ?? null,
    handedOff: data?.handedOff ?? null,
    openSlots: data?.openSlots ?? 0,
    closed: data?.closed ?? false,
  };
}
