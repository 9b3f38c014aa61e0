/**
 * What a role may do beyond the list of procedures it may call (rules.md 9). Pure. The lists are at the procedures, in
 * `src/contract`; the table of both is tests/contract/rolesMatrix.test.ts.
 */
import type { Purpose } from '../../../contract/common.ts';
import type { Role } from '../../../contract/roles.ts';

/** Purposes of texts that people of a role may send. `system` texts are the program's own. */
const SENDS: Readonly<Record<Role, readonly Purpose[]>> = {
  owner: ['care', 'billing', 'marketing', 'employee', 'employee_emergency'],
  manager: ['care', 'billing', 'marketing', 'employee', 'employee_emergency'],
  frontDesk: ['care', 'billing'],
  clinician: ['care'],
  billing: ['billing'],
  auditor: [],
};

/** Every purpose a person of this role may send. */
export function purposesOf(role: Role): readonly Purpose[] {
  return SENDS[role];
}

/** Whether they write down agreements; opt-outs and wrong numbers are for every role. Clinicians leave agreements to the desk. */
export function mayRecordAgreement(role: Role): boolean {
  return role === 'owner' || role === 'manager' || role === 'frontDesk';
}

/** Whether a person of this role may send a text of this purpose. */
export function maySend(role: Role, purpose: Purpose): boolean {
  return SENDS[role].includes(purpose);
}

/** Whether `role` may add, change, give a PIN to or switch off somebody who has or shall have `other`. Only an owner makes owners. */
export function mayManage(role: Role, other: Role): boolean {
  if (role === 'owner') return true;
  return role === 'manager' && other !== 'owner';
}

/** One who runs the practice: at least one of them can always sign in. */
export function runsPractice(role: Role): boolean {
  return role === 'owner' || role === 'manager';
}

/** What one has to be so that the people of a practice stay manageable. */
export interface Standing {
  readonly id: string;
  readonly role: Role;
  /** Has a PIN and is not switched off. */
  readonly signsIn: boolean;
}

/**
 * Whether these people may stand as they are: as soon as anybody can sign in, an owner can. A manager alone cannot make owners, so a
 * practice without one would have lost its legal hold and its other owner-only things for good.
 */
export function canStand(people: readonly Standing[]): boolean {
  const active = people.filter(({ signsIn }) => signsIn);
  return active.length === 0 || active.some(({ role }) => role === 'owner');
}
