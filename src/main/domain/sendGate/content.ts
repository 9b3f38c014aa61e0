/** Rows 12 and 22 of rules.md 13.2: what the content guard found in the final text. The guard itself is elsewhere. */
import type { GateInput } from '../../../contract/gate.ts';
import { NOTHING, block, confirm } from './finding.ts';
import type { Rule } from './finding.ts';

/** Row 12. `block*` is final unless the patient accepted unencrypted texts (7.2, section 8). */
export const contentBlock: Rule = ({ input }) =>
  input.guard === 'block' || (input.guard === 'block*' && !input.acceptedUnencrypted)
    ? block('CONTENT_BLOCK', found(input))
    : NOTHING;

/** Row 22. */
export const contentConfirm: Rule = ({ input }) =>
  input.guard === 'confirm' || (input.guard === 'block*' && input.acceptedUnencrypted)
    ? confirm('CONTENT_CONFIRM', found(input))
    : NOTHING;

/** The rule alone: what stands in the text is repeated nowhere. */
function found({ guardRule }: GateInput): { readonly content?: string } {
  return guardRule === undefined ? {} : { content: guardRule };
}
