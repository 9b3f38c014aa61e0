/** What every group of fields of a step is given. Types only. */
import type { StepDraft } from './planDraft.ts';
import type { DraftField } from './planProblems.ts';

export interface StepFieldsProps {
  readonly draft: StepDraft;
  readonly error: (field: DraftField) => string | null;
  readonly onChange: (draft: StepDraft) => void;
}
