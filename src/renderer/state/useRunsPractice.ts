/** Whether whoever acts here runs the practice: what is theirs alone (files with patients' data) is shown to nobody else. */
import { useQuery } from './useQuery.ts';

/** False until the core has said. */
export function useRunsPractice(): boolean {
  const role = useQuery('system.getSession', {}).data?.role;
  return role === 'owner' || role === 'manager';
}
