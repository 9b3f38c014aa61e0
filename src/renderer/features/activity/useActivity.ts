/** The filter of Activity, and the pages of entries under it. */
import type { InputOf, OutputOf, PersonSummary } from '../../contract.ts';
import { addCivilDays, instantAt } from '../../i18n/civil.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import type { ListResult } from '../../state/useInfiniteQuery.ts';
import { useKept } from '../../state/useKept.ts';
import { useQuery } from '../../state/useQuery.ts';

export type Entry = OutputOf<'audit.listEntries'>['items'][number];
export type Kind = Entry['kind'];
type Query = Omit<InputOf<'audit.listEntries'>, 'cursor' | 'limit'>;

export interface ActivityFilter {
  readonly actor: string;
  readonly kind: Kind | '';
  readonly patient: Pick<PersonSummary, 'id' | 'name'> | null;
  /** "2026-11-19"; empty: no bound. */
  readonly from: string;
  readonly to: string;
}

const NOTHING: ActivityFilter = { actor: '', kind: '', patient: null, from: '', to: '' };
const PAGE = 100;

export interface Activity {
  readonly filter: ActivityFilter;
  readonly change: (patch: Partial<ActivityFilter>) => void;
  /** The filter as the core asks it. */
  readonly query: Query;
  readonly entries: ListResult<'audit.listEntries'>;
  readonly actors: readonly string[];
}

export function useActivity(): Activity {
  const [filter, setFilter] = useKept('activity.filter', NOTHING);
  const settings = useQuery('settings.getSettings', {}, { invalidateOn: ['settings.changed'] });
  const query = toQuery(filter, settings.data?.practice.zone ?? 'UTC');
  const entries = useInfiniteQuery('audit.listEntries', query, { pageSize: PAGE, keepPrevious: true });
  const actors = useQuery('audit.listActors', {}, { keepPrevious: true });
  return {
    filter,
    change: (patch) => setFilter({ ...filter, ...patch }),
    query,
    entries,
    actors: actors.data?.items ?? [],
  };
}

/** Days are the practice's; the last one counts to its end. */
function toQuery({ actor, kind, patient, from, to }: ActivityFilter, zone: string): Query {
  return {
    ...(actor === '' ? {} : { actor }),
    ...(kind === '' ? {} : { kind }),
    ...(patient === null ? {} : { personId: patient.id }),
    ...(from === '' ? {} : { from: instantAt(from, '00:00', zone) }),
    ...(to === '' ? {} : { to: instantAt(addCivilDays(to, 1), '00:00', zone) }),
  };
}
