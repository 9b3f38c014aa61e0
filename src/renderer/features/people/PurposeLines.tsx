/** What a person agreed to beside what they are texted about, one line for each, and until when a parent's agreement counts. */
import type { ConsentState } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import styles from './consent.module.css';

const PURPOSES = ['care', 'billing', 'marketing', 'employee'] as const;

export interface PurposeLinesProps {
  readonly state: ConsentState;
  /** What is said above already. */
  readonly main: 'care' | 'employee';
}

export function PurposeLines({ state, main }: PurposeLinesProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const date = (at: number | null): string => (at === null ? '' : formats.date(at, clock.now()));
  const shown = PURPOSES.filter((purpose) => purpose !== main).flatMap((purpose) => {
    const { level, at } = state.purposes[purpose];
    // Who opted out of everything is told so above.
    if (level === 'none' || (level === 'revoked' && state.optedOut !== null)) return [];
    const words = t(`consent.standing.${level}`, { date: date(at) });
    return [{ purpose, words: t('consent.line', { purpose: t(`consent.purpose.${purpose}`), state: words }) }];
  });
  const { endsAt } = state.purposes.care;
  if (shown.length === 0 && endsAt === null) return null;
  return (
    <ul className={styles.purposes} aria-label={t('consent.purposes')}>
      {endsAt === null ? null : <li>{t('consent.until', { date: date(endsAt) })}</li>}
      {shown.map(({ purpose, words }) => (
        <li key={purpose}>{words}</li>
      ))}
    </ul>
  );
}
