/** The numbers of a person in its form: the first one is the one we text. */
import { ArrowUp, X } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { IconButton } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './people.module.css';

export interface NumberDraft {
  /** Stays with the row while others come and go. */
  readonly key: number;
  readonly number: string;
  readonly label: string;
}

export interface NumberFieldsProps {
  readonly numbers: readonly NumberDraft[];
  readonly onChange: (numbers: readonly NumberDraft[]) => void;
  /** `numbers`, `numbers.1` or `numbers.1.number`; empty when nothing is wrong here. */
  readonly faultField: string;
  readonly faultWords: string;
}

export function NumberFields({ numbers, onChange, faultField, faultWords }: NumberFieldsProps) {
  const t = useT();
  const change = (at: number, part: Partial<NumberDraft>): void =>
    onChange(numbers.map((number, index) => (index === at ? { ...number, ...part } : number)));
  const faultAt = faultIndex(faultField, numbers);
  return numbers.map((draft, at) => (
    <div key={draft.key} className={styles.numberRow}>
      <TextField
        type="tel"
        label={t(at === 0 ? 'people.form.number' : 'people.form.numberOther')}
        hint={at === 0 && numbers.length > 1 ? t('people.first') : undefined}
        autoComplete="off"
        maxLength={40}
        value={draft.number}
        error={faultAt === at ? faultWords : null}
        onChange={(event) => change(at, { number: event.target.value })}
      />
      <TextField
        label={t('people.form.numberLabel')}
        placeholder={t('people.form.numberLabelHint')}
        autoComplete="off"
        maxLength={30}
        value={draft.label}
        onChange={(event) => change(at, { label: event.target.value })}
      />
      {numbers.length > 1 ? (
        <div className={styles.numberButtons}>
          {at > 0 ? (
            <IconButton
              label={t('people.form.makeFirst', { at: at + 1 })}
              onClick={() => onChange([draft, ...numbers.filter((other) => other !== draft)])}
            >
              <ArrowUp size={16} aria-hidden="true" />
            </IconButton>
          ) : null}
          <IconButton
            label={t('people.form.removeNumber', { at: at + 1 })}
            onClick={() => onChange(numbers.filter((other) => other !== draft))}
          >
            <X size={16} aria-hidden="true" />
          </IconButton>
        </div>
      ) : null}
    </div>
  ));
}

/** The core counts the numbers it was sent; empty ones were not. */
function faultIndex(field: string, numbers: readonly NumberDraft[]): number | null {
  const match = /^numbers(?:\.(\d+))?/.exec(field);
  if (!match) return null;
  const sent = numbers.flatMap(({ number }, at) => (number.trim() === '' ? [] : [at]));
  return sent[Number(match[1] ?? 0)] ?? 0;
}
