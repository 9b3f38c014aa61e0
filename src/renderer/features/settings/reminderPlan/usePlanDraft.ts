/** The plan while it is edited: changes, what is wrong, saving with undo. Keeps no words of its own but the problem shown. */
import { useState } from 'react';
import type { CadenceStep, Template } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { useUndoable } from '../../../state/useUndoable.ts';
import { draftsOf, isSamePlan, moved, newDraft, planOf } from './planDraft.ts';
import type { StepDraft } from './planDraft.ts';
import { problemIn } from './planProblems.ts';
import type { DraftField } from './planProblems.ts';

export interface ShownProblem {
  readonly index: number;
  readonly field: DraftField;
  readonly text: string;
}

export interface PlanDraft {
  readonly drafts: readonly StepDraft[];
  readonly dirty: boolean;
  readonly problem: ShownProblem | null;
  readonly pending: boolean;
  /** The plan makes sense, and it is asked which visits it is for. */
  readonly asking: boolean;
  readonly change: (draft: StepDraft) => void;
  readonly add: () => void;
  readonly move: (key: string, by: -1 | 1) => void;
  readonly remove: (key: string) => void;
  readonly discard: () => void;
  readonly ask: () => void;
  readonly drop: () => void;
  readonly save: (applyTo: 'all' | 'new') => void;
}

export function usePlanDraft(steps: readonly CadenceStep[], templates: readonly Template[]): PlanDraft {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const offerUndo = useUndoable();
  const known = draftsOf(steps);
  const [edited, setEdited] = useState<readonly StepDraft[] | null>(null);
  const [added, setAdded] = useState(0);
  const [problem, setProblem] = useState<ShownProblem | null>(null);
  const [asking, setAsking] = useState(false);
  const { run, pending } = useCommand('reminders.saveCadence', { refusal: 'caller' });
  const drafts = edited ?? known;
  const edit = (next: readonly StepDraft[]): void => {
    setProblem(null);
    setEdited(next);
  };
  const ask = (): void => {
    const found = problemIn(
      drafts,
      templates.map(({ id }) => id),
    );
    if (found) setProblem({ ...found, text: t(`plan.${found.code}`) });
    else setAsking(true);
  };
  const save = async (applyTo: 'all' | 'new'): Promise<void> => {
    setAsking(false);
    const plan = planOf(drafts);
    if (plan === null) return;
    const before = [...steps];
    const outcome = await run({ steps: plan, applyTo });
    if (!outcome.ok) {
      const place = placeOf(outcome.error.field);
      const text = errorText(outcome.error);
      if (place) setProblem({ ...place, text });
      else toasts.show({ icon: 'problem', message: text });
      return;
    }
    setEdited(null);
    offerUndo({
      message: t('plan.saved', { applyTo }),
      undo: () => run({ steps: before, applyTo }),
    });
  };
  return {
    drafts,
    dirty: edited !== null && !isSamePlan(edited, known),
    problem,
    pending,
    asking,
    change: (draft) => edit(drafts.map((other) => (other.key === draft.key ? draft : other))),
    add() {
      setAdded((count) => count + 1);
      edit([...drafts, newDraft(`new-${added}`, firstText(templates))]);
    },
    move: (key, by) => edit(moved(drafts, key, by)),
    remove: (key) => edit(drafts.filter((other) => other.key !== key)),
    discard() {
      setProblem(null);
      setEdited(null);
    },
    ask,
    drop: () => setAsking(false),
    save: (applyTo) => void save(applyTo),
  };
}

function firstText(templates: readonly Template[]): string {
  const base = templates.filter(({ translationOf, archived }) => translationOf === null && !archived);
  return (base.find(({ category }) => category === 'reminder') ?? base[0])?.id ?? '';
}

/** Which field the core means by "steps.1.templateId"; null when it is none of these. */
function placeOf(path: string | undefined): Pick<ShownProblem, 'index' | 'field'> | null {
  const match = /^steps\.(\d+)\.(timing|templateId|infoTemplateId|late|match)\b/.exec(path ?? '');
  if (!match) return null;
  const fields: Readonly<Record<string, DraftField>> = {
    timing: 'amount',
    templateId: 'templateId',
    infoTemplateId: 'infoTemplateId',
    late: 'lateMinutes',
    match: 'minBookedDays',
  };
  return { index: Number(match[1]), field: fields[match[2] ?? ''] ?? 'amount' };
}
