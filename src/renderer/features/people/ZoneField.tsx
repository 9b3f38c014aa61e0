/** Where a person's clock is, for the hours of texts: theirs, or nothing known, when the clinic's and the number's are both kept. */
import { useT } from '../../i18n/useT.ts';
import { Field } from '../../ui/Field.tsx';
import styles from './people.module.css';

export interface ZoneFieldProps {
  /** Null: nobody said. */
  readonly value: string | null;
  readonly onChange: (zone: string | null) => void;
  readonly error: string | null;
}

export function ZoneField({ value, onChange, error }: ZoneFieldProps) {
  const t = useT();
  const zones = Intl.supportedValuesOf('timeZone');
  const all = value === null || zones.includes(value) ? zones : [value, ...zones];
  return (
    <Field label={t('people.zone')} hint={t('people.zoneHint')} error={error}>
      {(control) => (
        <select
          {...control}
          className={styles.select}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">{t('people.zonePractice')}</option>
          {all.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
