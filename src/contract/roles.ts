/** Who may do what. Roles as rules.md section 9; procedures name the roles that may call them. */
import { z } from 'zod';

export const Role = z.enum(['owner', 'manager', 'frontDesk', 'clinician', 'billing', 'auditor']);
export type Role = z.infer<typeof Role>;

export const everyone: readonly Role[] = ['owner', 'manager', 'frontDesk', 'clinician', 'billing', 'auditor'];
/** People who read and write texts to patients. */
export const desk: readonly Role[] = ['owner', 'manager', 'frontDesk', 'clinician'];
/** People who write texts: the desk, and billing for its own purpose (domain/accounts/roleRules.ts says which purposes). */
export const writers: readonly Role[] = ['owner', 'manager', 'frontDesk', 'clinician', 'billing'];
/** People who may read patient data; billing reads threads with texts about bills only (features/conversations/visible.ts). */
export const readers: readonly Role[] = ['owner', 'manager', 'frontDesk', 'clinician', 'billing', 'auditor'];
/** People who may read what belongs to care: visits, reminders, lists. */
export const careReaders: readonly Role[] = ['owner', 'manager', 'frontDesk', 'clinician', 'auditor'];
export const managers: readonly Role[] = ['owner', 'manager'];
export const overseers: readonly Role[] = ['owner', 'manager', 'auditor'];
