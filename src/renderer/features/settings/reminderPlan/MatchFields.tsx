/** Which visits a step is for: kinds, clinicians and locations as the schedule knows them. None chosen: all. */
import { useT } from '../../../i18n/useT.ts';
import { CheckField } from '../../../ui/CheckField.tsx';
import { TextField } from '../../../ui/Field.tsx';
import type { StepDraft } from './planDraft.ts';
import styles from './ReminderPlan.module.css';

/** Values met in the schedule. */
export interface KnownValues {
  readonly kinds: readonly string[];
  readonly clinicians: readonly string[];
  readonly locations: readonly string[];
}
type Dimension = keyof KnownValues;
const DIMENSIONS: readonly Dimension[] = ['kinds', 'clinicians', 'locations'];

export interface MatchFieldsProps {
  readonly draft: StepDraft;
  readonly known: KnownValues;
  readonly error: string | null;
  readonly onChange: (draft: StepDraft) => void;
}

export function MatchFields({ draft, known, error, onChange }: MatchFieldsProps) {
  const t = useT();
  return (
    <div className={styles.match}>
      {DIMENSIONS.map((dimension) => (
        <Values
          key={dimension}
          label={t(`plan.match.${dimension}`)}
          known={known[dimension]}
          chosen={draft[dimension]}
          onChange={(values) => onChange({ ...draft, [dimension]: values })}
        />
      ))}
      <TextField
        type="number"
        min={1}
        label={t('plan.minBooked')}
        hint={t('plan.minBookedHelp')}
        value={draft.minBookedDays}
        error={error}
        onChange={(event) => onChange({ ...draft, minBookedDays: event.target.value })}
      />
    </div>
  );
}

interface ValuesProps {
  readonly label: string;
  readonly known: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

function Values({ label, known, chosen, onChange }: ValuesProps) {
  const t = useT();
  // A value that is no longer in the schedule can still be taken away.
  const offered = [...new Set([...known, ...chosen])];
  return (
    <div role="group" aria-label={label} className={styles.values}>
      <span className={styles.valuesName}>{label}</span>
      {offered.length === 0 ? <span className={styles.quiet}>{t('plan.match.unknown')}</span> : null}
      {offered.map((value) => (
        <CheckField
          key={value}
          checked={chosen.includes(value)}
          onChange={(event) =>
            onChange(event.target.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
          }
        >
          {value}
        </CheckField>
      ))}
      {offered.length > 0 && chosen.length === 0 ? <span className={styles.quiet}>{t('plan.match.all')}</span> : null}
    </div>
  );
}
