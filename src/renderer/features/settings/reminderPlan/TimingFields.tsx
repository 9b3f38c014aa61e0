/** When a step is due: the kind of timing, and the fields that this kind has. */
import { useT } from '../../../i18n/useT.ts';
import { TextField } from '../../../ui/Field.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { withKind } from './planDraft.ts';
import type { LeadUnit, StepDraft, TimingKind } from './planDraft.ts';
import type { StepFieldsProps } from './stepFields.ts';
import styles from './ReminderPlan.module.css';

const KINDS: readonly TimingKind[] = ['daysBefore', 'minutesBefore', 'booked', 'daysAfter', 'monthsAfter'];
const UNITS: readonly LeadUnit[] = ['hours', 'minutes'];

export function TimingFields({ draft, error, onChange }: StepFieldsProps) {
  const t = useT();
  const { kind } = draft;
  const change = (patch: Partial<StepDraft>): void => onChange({ ...draft, ...patch });
  return (
    <div className={styles.fields}>
      <SelectField
        label={t('plan.kind')}
        options={KINDS.map((value) => ({ value, label: t(`plan.kind.${value}`) }))}
        value={kind}
        onChange={(event) => onChange(withKind(draft, event.target.value as TimingKind))}
      />
      {kind === 'booked' ? null : (
        <TextField
          type="number"
          min={kind === 'monthsAfter' ? 1 : 0}
          label={t(amountLabel(draft))}
          value={draft.amount}
          error={error('amount')}
          onChange={(event) => change({ amount: event.target.value })}
        />
      )}
      {kind === 'minutesBefore' ? (
        <SelectField
          label={t('plan.unit')}
          options={UNITS.map((value) => ({ value, label: t(`plan.unit.${value}`) }))}
          value={draft.unit}
          onChange={(event) => change({ unit: event.target.value as LeadUnit })}
        />
      ) : null}
      {kind === 'booked' || kind === 'minutesBefore' ? null : (
        <TextField
          type="time"
          label={t('plan.at')}
          value={draft.at}
          error={error('at')}
          onChange={(event) => change({ at: event.target.value })}
        />
      )}
      {kind === 'daysAfter' ? (
        <SelectField
          label={t('plan.after')}
          options={(['done', 'missed'] as const).map((value) => ({ value, label: t(`plan.after.${value}`) }))}
          value={draft.after}
          onChange={(event) => change({ after: event.target.value as StepDraft['after'] })}
        />
      ) : null}
    </div>
  );
}

function amountLabel({ kind }: StepDraft) {
  switch (kind) {
    case 'minutesBefore':
      return 'plan.lead';
    case 'monthsAfter':
      return 'plan.months';
    case 'daysAfter':
      return 'plan.daysAfter';
    default:
      return 'plan.days';
  }
}
