/** Which procedures a role may not call: the roles matrix, read the other way round. Pure. */
import { findProcedure, procedureNames } from './index.ts';
import type { Role } from './roles.ts';

/** By name, in the order of the contract. */
export function refusedTo(role: Role): string[] {
  return procedureNames().filter((name) => findProcedure(name)?.roles.includes(role) === false);
}
