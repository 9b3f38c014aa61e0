/** Step 3: what would happen, those rows first that a person must look at; then one button that says what it does. */
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ImportPreview } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { cx } from '../../ui/cx.ts';
import { Brakes, brakesOf } from './Brakes.tsx';
import { ImportRows } from './ImportRows.tsx';
import type { RowFilter } from './ImportRows.tsx';
import { Missing } from './Missing.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { Problem } from './Problem.tsx';
import { RowsProgress } from './RowsProgress.tsx';
import type { Consent as ConsentChoice, ImportFlow, ImportState } from './useImport.ts';
import styles from './Import.module.css';

export interface CheckStepProps {
  readonly state: Extract<ImportState, { step: 'check' }>;
  readonly flow: ImportFlow;
}

export function CheckStep({ state, flow }: CheckStepProps) {
  const { preview, busy } = state;
  const { counts } = preview;
  const [filter, setFilter] = useState<RowFilter>(counts.needYou > 0 ? 'needYou' : 'all');
  const [consent, setConsent] = useState<ConsentChoice>('askFirst');
  const [looked, setLooked] = useState<readonly string[]>([]);
  const brakes = brakesOf(preview.warnings);
  const held = brakes.some((code) => !looked.includes(code));
  return (
    <>
      <div className={styles.check}>
        <Problem text={state.problem} />
        <Brakes
          warnings={preview.warnings}
          looked={looked}
          onLook={(code, on) => setLooked((before) => [...before.filter((one) => one !== code), ...(on ? [code] : [])])}
        />
        <Counts preview={preview} filter={filter} onFilter={setFilter} />
        {busy ? null : (
          <>
            <NeedsYou importId={preview.importId} count={counts.needYou} first={preview.rows} onFixed={flow.revise} />
            <Missing
              importId={preview.importId}
              absent={preview.absent}
              onChange={(absent) => flow.revise({ absent })}
            />
          </>
        )}
        <Consent preview={preview} consent={consent} onChange={setConsent} />
        <ImportRows importId={preview.importId} filter={filter} first={preview.rows} />
      </div>
      <Footer
        preview={preview}
        busy={busy}
        held={held}
        flow={flow}
        onApply={() =>
          flow.apply(
            consent,
            looked.filter((code) => brakes.includes(code)),
          )
        }
      />
    </>
  );
}

interface FooterProps {
  readonly preview: ImportPreview;
  readonly busy: boolean;
  /** A brake nobody has looked at. */
  readonly held: boolean;
  readonly flow: ImportFlow;
  readonly onApply: () => void;
}

function Footer({ preview, busy, held, flow, onApply }: FooterProps) {
  const t = useT();
  const { counts, absent } = preview;
  const changes = counts.moved + counts.changed + counts.cancelled + (absent.complete ? absent.cancel : 0);
  if (busy) {
    return (
      <footer className={styles.foot}>
        <RowsProgress id={preview.importId} label={t('import.applying')} help={t('import.applyingHelp')} />
        <span className={styles.spring} />
        <Button onClick={() => flow.stopAdding('keep')}>{t('import.stopKeep')}</Button>
        <Button onClick={() => flow.stopAdding('undo')}>{t('import.stopUndo')}</Button>
      </footer>
    );
  }
  return (
    <footer className={styles.foot}>
      <Button variant="ghost" onClick={flow.back}>
        {t('import.back')}
      </Button>
      <span className={styles.spring} />
      <span className={styles.help} role="status">
        {held ? t('import.held') : t('import.rest', { unchanged: counts.unchanged, skipped: counts.skipped })}
      </span>
      <Button onClick={flow.cancel}>{t('import.cancel')}</Button>
      <Button variant="primary" disabled={held || counts.new + changes === 0} onClick={onApply}>
        {counts.new > 0
          ? t('import.add', { count: counts.new })
          : changes > 0
            ? t('import.apply', { count: changes })
            : t('import.nothing')}
      </Button>
    </footer>
  );
}

interface CountsProps {
  readonly preview: ImportPreview;
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
}

const FILTERS = ['needYou', 'new', 'moved', 'changed', 'cancelled'] as const;

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
          className={cx(styles.count, filter === key && styles.on, key === 'needYou' && styles.needs)}
          onClick={() => onFilter(filter === key ? 'all' : key)}
        >
          {key === 'needYou' ? <CircleAlert size={15} aria-hidden="true" /> : null}
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
