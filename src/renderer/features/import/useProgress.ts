/** How far the core is with a list: rows done and in all. Undefined while it has not begun, or is over. */
import type { OutputOf } from '../../contract.ts';
import { useQuery } from '../../state/useQuery.ts';

type Progress = OutputOf<'schedule.getImportProgress'>;

/** `id`: of the command that reads the list, or of the import that is added; null asks nothing. */
export function useProgress(id: string | null): Progress | undefined {
  const { data } = useQuery('schedule.getImportProgress', id === null ? null : { id }, {
    invalidateOn: id === null ? [] : [{ topic: 'job.progressed', id }],
  });
  return data?.running && data.total > 0 ? data : undefined;
}
