/** One step of the reminder plan: when, which text, for whom, and how long it stays useful when found late. */
import { Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Template } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { IconButton } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { TextField } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import type { DraftField, StepDraft } from './cadence.ts';
import styles from './Plan.module.css';

export interface PlanStepProps {
  readonly number: number;
  readonly draft: StepDraft;
  readonly templates: readonly Template[];
  readonly locked: boolean;
  readonly problem: { readonly field: DraftField; readonly text: string } | null;
  readonly onChange: (patch: Partial<StepDraft>) => void;
  readonly onRemove: () => void;
}

export function PlanStep({ number, draft, templates, locked, problem, onChange, onRemove }: PlanStepProps) {
  const t = useT();
  const box = useRef<HTMLFieldSetElement>(null);
  const error = (field: DraftField): string | null => (problem?.field === field ? problem.text : null);
  useEffect(() => {
    if (problem) box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [problem]);
  const known = templates.some((template) => template.id === draft.templateId);
  const options = templates.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <fieldset ref={box} className={styles.step} disabled={locked}>
      <legend>{t('plan.step', { number })}</legend>
      <div className={styles.fields}>
        <TextField
          type="number"
          min={0}
          max={60}
          label={t('plan.days')}
          value={draft.daysBefore}
          error={error('daysBefore')}
          onChange={(event) => onChange({ daysBefore: event.target.value })}
        />
        <TextField
          type="time"
          label={t('plan.at')}
          value={draft.at}
          error={error('at')}
          onChange={(event) => onChange({ at: event.target.value })}
        />
        <SelectField
          label={t('plan.template')}
          options={known ? options : [{ value: draft.templateId, label: t('plan.templateGone') }, ...options]}
          value={draft.templateId}
          error={error('templateId')}
          onChange={(event) => onChange({ templateId: event.target.value })}
        />
        <IconButton label={t('plan.remove', { number })} className={styles.remove} onClick={onRemove}>
          <Trash2 size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
      <div className={styles.second}>
        <CheckField
          checked={draft.onlyUnconfirmed}
          onChange={(event) => onChange({ onlyUnconfirmed: event.target.checked })}
        >
          {t('plan.onlyUnconfirmed')}
        </CheckField>
        <TextField
          type="number"
          min={0}
          max={2880}
          label={t('plan.late')}
          hint={t('plan.lateHelp')}
          value={draft.lateMinutes}
          error={error('lateMinutes')}
          onChange={(event) => onChange({ lateMinutes: event.target.value })}
        />
      </div>
    </fieldset>
  );
}
