/** The reminder plan: its steps, a sentence of what a patient would get, and saving it as a whole, as it plans texts anew. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { CadenceStep, Template } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import {
  draftsOf,
  fieldOfPath,
  inOrder,
  isSamePlan,
  MOST_STEPS,
  newDraft,
  otherSteps,
  problemIn,
  toPlan,
} from './cadence.ts';
import type { DraftField, StepDraft } from './cadence.ts';
import { PlanPreview } from './PlanPreview.tsx';
import { PlanStep } from './PlanStep.tsx';
import type { PageProps } from './pageProps.ts';
import styles from './Plan.module.css';

export function PlanPage({ locked }: PageProps) {
  const plan = useQuery('reminders.getCadence', {}, { invalidateOn: ['cadence.changed'] });
  const templates = useQuery('templates.listTemplates', {}, { invalidateOn: ['template.changed'] });
  const error = plan.error ?? templates.error;
  if (!plan.data || !templates.data) {
    const retry = (): void => {
      plan.refetch();
      templates.refetch();
    };
    return error ? <ErrorRegion error={error} onRetry={retry} /> : <Skeleton rows={6} />;
  }
  return <PlanEditor steps={plan.data.steps} templates={templates.data.items} locked={locked} />;
}

interface PlanEditorProps {
  readonly steps: readonly CadenceStep[];
  readonly templates: readonly Template[];
  readonly locked: boolean;
}

/** What is wrong, at which field. */
interface Shown {
  readonly index: number;
  readonly field: DraftField;
  readonly text: string;
}

function PlanEditor({ steps, templates, locked }: PlanEditorProps) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const known = draftsOf(steps);
  const [edited, setEdited] = useState<readonly StepDraft[] | null>(null);
  const [added, setAdded] = useState(0);
  const [shown, setShown] = useState<Shown | null>(null);
  const { run, pending } = useCommand('reminders.saveCadence', { refusal: 'caller' });
  const drafts = edited ?? known;
  const dirty = edited !== null && !isSamePlan(edited, known);
  const fitting = [...templates].sort((a, b) => rank(a) - rank(b));

  const change = (key: string, patch: Partial<StepDraft>): void => {
    setShown(null);
    setEdited(drafts.map((draft) => (draft.key === key ? { ...draft, ...patch } : draft)));
  };
  const add = (): void => {
    setAdded((count) => count + 1);
    setEdited([...drafts, newDraft(`new-${added}`, fitting[0]?.id ?? '')]);
  };
  const save = async (): Promise<void> => {
    const problem = problemIn(
      drafts,
      templates.map(({ id }) => id),
    );
    if (problem) return setShown({ ...problem, text: t(`plan.${problem.code}`) });
    // The fields stand in the order they are sent, so that "steps.1" is the second one on screen.
    const ordered = inOrder(drafts);
    setEdited(ordered);
    const outcome = await run({ steps: [...toPlan(ordered), ...otherSteps(steps)] });
    if (!outcome.ok) {
      const place = fieldOfPath(outcome.error.field);
      const text = errorText(outcome.error);
      if (place) setShown({ ...place, text });
      else toasts.show({ icon: 'problem', message: text });
      return;
    }
    setEdited(null);
    toasts.show({ icon: 'done', message: t('plan.saved', { count: outcome.value.replanned }) });
  };
  return (
    <div className={styles.plan}>
      <p className={styles.intro}>{t('plan.help')}</p>
      {templates.length === 0 ? <p className={styles.problem}>{t('plan.noTemplates')}</p> : null}
      <PlanPreview drafts={inOrder(drafts)} />
      {drafts.map((draft, index) => (
        <PlanStep
          key={draft.key}
          number={index + 1}
          draft={draft}
          templates={fitting}
          locked={locked}
          problem={shown?.index === index ? shown : null}
          onChange={(patch) => change(draft.key, patch)}
          onRemove={() => {
            setShown(null);
            setEdited(drafts.filter((other) => other.key !== draft.key));
          }}
        />
      ))}
      <div className={styles.buttons}>
        <Button
          icon={<Plus size={16} strokeWidth={1.75} />}
          disabled={locked || drafts.length >= MOST_STEPS || templates.length === 0}
          onClick={add}
        >
          {t('plan.add')}
        </Button>
        <span className={styles.applies}>{t('plan.appliesTo')}</span>
        {dirty ? (
          <Button
            variant="ghost"
            onClick={() => {
              setEdited(null);
              setShown(null);
            }}
          >
            {t('plan.discard')}
          </Button>
        ) : null}
        <Button variant="primary" disabled={locked || !dirty || pending} onClick={() => void save()}>
          {t('plan.save')}
        </Button>
      </div>
    </div>
  );
}

/** Texts meant as reminders first. */
function rank({ category }: Template): number {
  return category === 'reminder' ? 0 : category === 'confirmation' ? 1 : 2;
}
