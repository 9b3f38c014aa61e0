/** Whether somebody can be texted, as a word of the status language. Pure. */
import type { CanText } from '../../contract.ts';
import type { Status } from '../../ui/statusLanguage.ts';

const STATUS: Record<CanText, Status> = {
  yes: 'canText',
  ask: 'askFirst',
  optedOut: 'optedOut',
  landline: 'landline',
  noNumber: 'noNumber',
  suspended: 'suspended',
};

export function canTextStatus(canText: CanText): Status {
  return STATUS[canText];
}
