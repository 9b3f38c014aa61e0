/** Who is signed in, as far as it decides what is offered. The core decides what is done. */
import { useQuery } from '../../state/useQuery.ts';

export function useRole(): { readonly isOwner: boolean; readonly isManager: boolean } {
  const role = useQuery('system.getSession', {}).data?.role;
  return { isOwner: role === 'owner', isManager: role === 'owner' || role === 'manager' };
}
