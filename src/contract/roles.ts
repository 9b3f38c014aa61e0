/** Who may do what. Roles as rules.md section 9; procedures name the roles that may call them. */
import { z } from 'zod';

export const Role = z.enum(['owner', 'manager', 'frontDesk', 'clinician', 'billing', 'auditor']);
export type Role = z.infer<typeof Role>;

export const everyone: readonly Role[] = ['owner', 'manager', 'frontDesk', 'clinician', 'billing', 'auditor'];
/** People who read and write texts to patients. */
export const desk: readonly Role[] = ['owner', 'manager', 'frontDesk', 'clinician'];
/** People who may read patient data, billing included. */
export const readers: readonly Role[] = ['owner', 'manager', 'frontDesk', 'clinician', 'billing'];
export const managers: readonly Role[] = ['owner', 'manager'];
export const overseers: readonly Role[] = ['owner', 'manager', 'auditor'];
