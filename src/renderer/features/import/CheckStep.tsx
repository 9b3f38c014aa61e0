/** Step 3: what would happen, those rows first that a person must look at; then one button that says what it does. */
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ImportPreview } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { cx } from '../../ui/cx.ts';
import { ImportRows } from './ImportRows.tsx';
import type { RowFilter } from './ImportRows.tsx';
import { Problem } from './Problem.tsx';
import { RowsProgress } from './RowsProgress.tsx';
import type { ImportFlow, ImportState } from './useImport.ts';
import styles from './Import.module.css';

export interface CheckStepProps {
  readonly state: Extract<ImportState, { step: 'check' }>;
  readonly flow: ImportFlow;
}

export function CheckStep({ state, flow }: CheckStepProps) {
  const t = useT();
  const { preview, busy } = state;
  const { counts } = preview;
  const [filter, setFilter] = useState<RowFilter>(counts.problems > 0 ? 'problems' : 'all');
  const [consent, setConsent] = useState<'agreedOnForm' | 'askFirst'>('askFirst');
  const changes = counts.moved + counts.changed + counts.cancelled;
  return (
    <>
      <div className={styles.check}>
        <Problem text={state.problem} />
        {preview.warnings.map((warning) => (
          <Banner key={warning.code} tone="warn" icon={TriangleAlert}>
            {warning.text}
          </Banner>
        ))}
        <Counts preview={preview} filter={filter} onFilter={setFilter} />
        <Consent preview={preview} consent={consent} onChange={setConsent} />
        <ImportRows importId={preview.importId} filter={filter} first={preview.rows} />
      </div>
      <footer className={styles.foot}>
        <Button variant="ghost" disabled={busy} onClick={flow.back}>
          {t('import.back')}
        </Button>
        <span className={styles.spring} />
        {busy ? (
          <RowsProgress id={preview.importId} label={t('import.applying')} help={t('import.applyingHelp')} />
        ) : (
          <span className={styles.help}>
            {t('import.rest', { unchanged: counts.unchanged, skipped: counts.skipped })}
          </span>
        )}
        <Button disabled={busy} onClick={flow.cancel}>
          {t('import.cancel')}
        </Button>
        <Button variant="primary" disabled={busy || counts.new + changes === 0} onClick={() => flow.apply(consent)}>
          {busy
            ? t('import.applying')
            : counts.new > 0
              ? t('import.add', { count: counts.new })
              : changes > 0
                ? t('import.apply', { count: changes })
                : t('import.nothing')}
        </Button>
      </footer>
    </>
  );
}

interface CountsProps {
  readonly preview: ImportPreview;
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
}

const FILTERS = ['problems', 'new', 'moved', 'changed', 'cancelled'] as const;

function Counts({ preview, filter, onFilter }: CountsProps) {
  const t = useT();
  const { counts } = preview;
  return (
    <div role="group" aria-label={t('import.summary', { ...counts })} className={styles.counts}>
      {FILTERS.filter((key) => counts[key] > 0 || key === 'new').map((key) => (
        <button
          key={key}
          type="button"
          aria-pressed={filter === key}
          className={cx(styles.count, filter === key && styles.on, key === 'problems' && styles.needs)}
          onClick={() => onFilter(filter === key ? 'all' : key)}
        >
          {key === 'problems' ? <CircleAlert size={15} aria-hidden="true" /> : null}
          <b>{counts[key]}</b> {t(`import.count.${key}`, { count: counts[key] })}
        </button>
      ))}
      <button
        type="button"
        aria-pressed={filter === 'all'}
        className={cx(styles.count, filter === 'all' && styles.on)}
        onClick={() => onFilter('all')}
      >
        {t('import.count.all')}
      </button>
    </div>
  );
}

interface ConsentProps {
  readonly preview: ImportPreview;
  readonly consent: 'agreedOnForm' | 'askFirst';
  readonly onChange: (consent: 'agreedOnForm' | 'askFirst') => void;
}

/** Asked only when it matters. The safe answer is chosen at first. */
function Consent({ preview, consent, onChange }: ConsentProps) {
  const t = useT();
  const without = preview.rows.filter((row) => row.problems.some((problem) => problem.code === 'noConsent'));
  if (without.length === 0) return null;
  // The first page has the rows with problems first: when it holds all of them, their number is known.
  const all = preview.counts.problems <= preview.rows.length;
  return (
    <fieldset className={styles.consent}>
      <legend>{t('import.consent', { count: all ? without.length : 0 })}</legend>
      <CheckField
        type="radio"
        name="consent"
        checked={consent === 'askFirst'}
        onChange={() => onChange('askFirst')}
        hint={t('import.consent.askFirstHelp')}
      >
        {t('import.consent.askFirst')}
      </CheckField>
      <CheckField
        type="radio"
        name="consent"
        checked={consent === 'agreedOnForm'}
        onChange={() => onChange('agreedOnForm')}
        hint={t('import.consent.agreedHelp')}
      >
        {t('import.consent.agreed')}
      </CheckField>
    </fieldset>
  );
}
