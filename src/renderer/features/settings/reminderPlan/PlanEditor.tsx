/** The plan while it is edited: its line, its steps, what it would do, and saving it as a whole, as it plans texts anew. */
import { Plus } from 'lucide-react';
import { lazy, Suspense, useRef } from 'react';
import type { CadenceStep, Template } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { Button } from '../../../ui/Button.tsx';
import type { KnownValues } from './MatchFields.tsx';
import { MOST_STEPS } from './planDraft.ts';
import { PlanLine } from './PlanLine.tsx';
import { PlanPreview } from './PlanPreview.tsx';
import { StepEditor } from './StepEditor.tsx';
import { usePlanDraft } from './usePlanDraft.ts';
import { usePlanPreview } from './usePlanPreview.ts';
import styles from './ReminderPlan.module.css';

const SavePlanDialog = lazy(async () => ({ default: (await import('./SavePlanDialog.tsx')).SavePlanDialog }));

export interface PlanEditorProps {
  readonly steps: readonly CadenceStep[];
  readonly templates: readonly Template[];
  readonly known: KnownValues;
  readonly locked: boolean;
}

export function PlanEditor({ steps, templates, known, locked }: PlanEditorProps) {
  const t = useT();
  const list = useRef<HTMLDivElement>(null);
  const plan = usePlanDraft(steps, templates);
  const preview = usePlanPreview(plan.drafts);
  const goTo = (key: string): void => {
    const box = list.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(key)}"]`);
    box?.querySelector<HTMLElement>('select, input')?.focus();
  };
  const warningsOf = (index: number): readonly string[] =>
    (preview.answer?.warnings ?? [])
      .filter(({ step }) => step === index)
      .map(({ code, count }) => t(`plan.warning.${code}`, { count }));
  return (
    <div className={styles.plan}>
      <p className={styles.intro}>{t('plan.help')}</p>
      {templates.length === 0 ? <p className={styles.problem}>{t('plan.noTemplates')}</p> : null}
      {plan.drafts.length === 0 ? (
        <p className={styles.quiet}>{t('plan.empty')}</p>
      ) : (
        <PlanLine drafts={plan.drafts} onChoose={goTo} />
      )}
      <div ref={list} className={styles.steps} role="group" aria-label={t('plan.steps')}>
        {plan.drafts.map((draft, index) => (
          <StepEditor
            key={draft.key}
            number={index + 1}
            last={index === plan.drafts.length - 1}
            draft={draft}
            templates={templates}
            known={known}
            locked={locked}
            problem={plan.problem?.index === index ? plan.problem : null}
            warnings={warningsOf(index)}
            onChange={plan.change}
            onMove={(by) => plan.move(draft.key, by)}
            onRemove={() => plan.remove(draft.key)}
          />
        ))}
      </div>
      <div className={styles.buttons}>
        <Button
          icon={<Plus size={16} strokeWidth={1.75} />}
          disabled={locked || plan.drafts.length >= MOST_STEPS || templates.length === 0}
          onClick={plan.add}
        >
          {t('plan.add')}
        </Button>
        <span className={styles.spring} />
        {plan.dirty ? (
          <Button variant="ghost" onClick={plan.discard}>
            {t('plan.discard')}
          </Button>
        ) : null}
        <Button variant="primary" disabled={locked || !plan.dirty || plan.pending} onClick={plan.ask}>
          {t('plan.save')}
        </Button>
      </div>
      <PlanPreview preview={preview} />
      <Suspense>
        {plan.asking ? (
          <SavePlanDialog changes={preview.answer?.changes ?? null} onSave={plan.save} onClose={plan.drop} />
        ) : null}
      </Suspense>
    </div>
  );
}
