/** One step of the reminder plan with all its fields: when, what it says, for whom, and what becomes of it when it is late. */
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { CadenceStep, Template } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useTimingWords } from '../../../i18n/useTimingWords.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { CheckField } from '../../../ui/CheckField.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { MatchFields } from './MatchFields.tsx';
import type { KnownValues } from './MatchFields.tsx';
import { timingOf } from './planDraft.ts';
import type { StepDraft } from './planDraft.ts';
import type { DraftField } from './planProblems.ts';
import type { StepFieldsProps } from './stepFields.ts';
import { TextFields } from './TextFields.tsx';
import { TimingFields } from './TimingFields.tsx';
import styles from './ReminderPlan.module.css';

export interface StepEditorProps {
  readonly number: number;
  readonly last: boolean;
  readonly draft: StepDraft;
  readonly templates: readonly Template[];
  readonly known: KnownValues;
  readonly locked: boolean;
  readonly problem: { readonly field: DraftField; readonly text: string } | null;
  /** What the core has to say about it: no reason not to save. */
  readonly warnings: readonly string[];
  readonly onChange: (draft: StepDraft) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

export function StepEditor(props: StepEditorProps) {
  const { number, draft, locked, problem, warnings, onChange } = props;
  const t = useT();
  const words = useTimingWords();
  const box = useRef<HTMLFieldSetElement>(null);
  const error = (field: DraftField): string | null => (problem?.field === field ? problem.text : null);
  useEffect(() => {
    if (problem) box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [problem]);
  const timing = timingOf(draft);
  const name = t('plan.step', { number });
  return (
    <fieldset ref={box} className={styles.step} disabled={locked} data-step={draft.key} aria-label={name}>
      <div className={styles.stepHead}>
        <h3>
          {name}
          {timing === null ? null : <span className={styles.quiet}> {words.long(timing)}</span>}
        </h3>
        <IconButton
          size="small"
          label={t('plan.up', { number })}
          disabled={number === 1}
          onClick={() => props.onMove(-1)}
        >
          <ArrowUp size={16} strokeWidth={1.75} />
        </IconButton>
        <IconButton
          size="small"
          label={t('plan.down', { number })}
          disabled={props.last}
          onClick={() => props.onMove(1)}
        >
          <ArrowDown size={16} strokeWidth={1.75} />
        </IconButton>
        <IconButton size="small" label={t('plan.remove', { number })} onClick={props.onRemove}>
          <Trash2 size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
      <TimingFields draft={draft} error={error} onChange={onChange} />
      <TextFields draft={draft} templates={props.templates} error={error} onChange={onChange} />
      <LateFields draft={draft} error={error} onChange={onChange} />
      <details className={styles.more} open={error('minBookedDays') !== null || isSpecial(draft) || undefined}>
        <summary>{t('plan.forWhom')}</summary>
        <MatchFields draft={draft} known={props.known} error={error('minBookedDays')} onChange={onChange} />
      </details>
      <CheckField checked={draft.active} onChange={(event) => onChange({ ...draft, active: event.target.checked })}>
        {t('plan.active')}
      </CheckField>
      {warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
    </fieldset>
  );
}

/** Not for every visit. */
function isSpecial({ kinds, clinicians, locations, minBookedDays }: StepDraft): boolean {
  return kinds.length + clinicians.length + locations.length > 0 || minBookedDays !== '';
}

const LATE: readonly StepDraft['late'][] = ['within', 'nextMorning', 'skip'];
const SHIFTS: readonly CadenceStep['businessDays'][] = ['keep', 'dayBefore', 'dayAfter'];

function LateFields({ draft, error, onChange }: StepFieldsProps) {
  const t = useT();
  return (
    <div className={styles.fields}>
      {draft.kind === 'booked' || draft.kind === 'minutesBefore' ? null : (
        <SelectField
          label={t('plan.shift')}
          options={SHIFTS.map((value) => ({ value, label: t(`plan.shift.${value}`) }))}
          value={draft.businessDays}
          onChange={(event) => onChange({ ...draft, businessDays: event.target.value as CadenceStep['businessDays'] })}
        />
      )}
      {draft.kind === 'booked' ? null : (
        <SelectField
          label={t('plan.late')}
          options={LATE.map((value) => ({ value, label: t(`plan.late.${value}`) }))}
          value={draft.late}
          onChange={(event) => onChange({ ...draft, late: event.target.value as StepDraft['late'] })}
        />
      )}
      {draft.late === 'within' && draft.kind !== 'booked' ? (
        <TextField
          type="number"
          min={1}
          max={2880}
          label={t('plan.lateMinutes')}
          value={draft.lateMinutes}
          error={error('lateMinutes')}
          onChange={(event) => onChange({ ...draft, lateMinutes: event.target.value })}
        />
      ) : null}
    </div>
  );
}
