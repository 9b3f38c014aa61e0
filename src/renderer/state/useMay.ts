/**
 * What whoever is here may do: the one place where screens ask, so that they offer nobody what the core would refuse. The core says it with
 * the session, from its own table of roles, and refuses it in any case.
 */
import type { Session } from '../contract.ts';
import type { ProcedureName } from '../../contract/index.ts';
import { useQuery } from './useQuery.ts';

/** Whether the role of whoever is here may call all of `procedures`. False until the core has said. */
export function useMay(...procedures: readonly ProcedureName[]): boolean {
  const session = useSession();
  return session !== undefined && procedures.every((name) => !session.refused.includes(name));
}

/** Whether the core has said that they may not: for what shows itself locked. Until it has said, nothing is. */
export function useRefused(procedure: ProcedureName): boolean {
  return useSession()?.refused.includes(procedure) === true;
}

/** Whether they write down agreements to texts; opt-outs are for everybody. */
export function useMayAgree(): boolean {
  return useSession()?.recordsAgreements === true;
}

/** Whether their role only reads conversations. False until the core has said: what is being written is not taken away meanwhile. */
export function useReadsOnly(): boolean {
  return useSession()?.sends.length === 0;
}

function useSession(): Session | undefined {
  return useQuery('system.getSession', {}).data;
}
