/** One person of a conversation: who they are, their next visit and the earlier ones. Shared by panel and composer. */
import { useMemo, useState } from 'react';
import type { Appointment, Person } from '../../contract.ts';
import { useServices } from '../../state/services.ts';
import { useNow } from '../../state/useNow.ts';
import { useQuery } from '../../state/useQuery.ts';

export interface Patient {
  readonly person: Person | undefined;
  /** Booked or arrived and not over yet; the soonest. */
  readonly next: Appointment | undefined;
  /** Newest first. */
  readonly earlier: readonly Appointment[];
}

const DAY_MS = 86_400_000;
const LOOK_BACK_MS = 365 * DAY_MS;

export function usePatient(personId: string | null): Patient {
  const { clock } = useServices();
  const now = useNow(60_000);
  const [from] = useState(() => Math.max(0, clock.now() - (clock.now() % DAY_MS) - LOOK_BACK_MS));
  const person = useQuery('people.getPerson', personId === null ? null : { id: personId }, {
    invalidateOn: personId === null ? [] : [{ topic: 'person.changed', id: personId }],
  });
  const visits = useQuery('schedule.listAppointments', personId === null ? null : { personId, from }, {
    invalidateOn: ['appointment.changed'],
  });
  return useMemo(() => {
    const all = [...(visits.data?.items ?? [])].sort((a, b) => a.startsAt - b.startsAt);
    const next = all.find(({ status, endsAt }) => (status === 'booked' || status === 'arrived') && endsAt > now);
    return {
      person: person.data,
      next,
      earlier: all.filter((visit) => visit !== next && visit.startsAt <= now).reverse(),
    };
  }, [person.data, visits.data, now]);
}
