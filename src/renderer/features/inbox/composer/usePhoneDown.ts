/** Whether texts will have to wait for a gateway: none answers now. */
import { useQuery } from '../../../state/useQuery.ts';

export function usePhoneDown(): boolean {
  const gateways = useQuery('system.getHealth', {}, { invalidateOn: ['gateway.changed'] }).data?.gateways;
  if (!gateways || gateways.length === 0) return false;
  return !gateways.some(({ state }) => state === 'up' || state === 'slow' || state === 'unknown');
}
