/** How somebody agreed: four ways, one of them chosen. */
import { useT } from '../../i18n/useT.ts';
import styles from './consent.module.css';

const METHODS = ['paper', 'spoken', 'website', 'text'] as const;
export type Method = (typeof METHODS)[number];

export function MethodChoice({
  value,
  onChange,
}: {
  readonly value: Method;
  readonly onChange: (method: Method) => void;
}) {
  const t = useT();
  return (
    <fieldset className={styles.choices}>
      <legend>{t('consent.how')}</legend>
      {METHODS.map((method) => (
        <label key={method} className={styles.choice}>
          <input
            type="radio"
            name="consent-method"
            checked={method === value}
            {...(method === value ? { 'data-autofocus': true } : {})}
            onChange={() => onChange(method)}
          />
          {t(`consent.how.${method}`)}
        </label>
      ))}
    </fieldset>
  );
}
