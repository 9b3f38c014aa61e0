/** Row 19 of rules.md 13.2: a safety message to staff goes out at any hour, but only after a manager has said so. */
import { NOTHING, confirm } from './finding.ts';
import type { Rule } from './finding.ts';

export const emergencyBlast: Rule = ({ input }) =>
  input.purpose === 'employee_emergency' ? confirm('EMERGENCY_BLAST') : NOTHING;
