/** Visits we know that the list does not have. Shown only when a person says that the list is complete; cancelled only when they say so. */
import type { ImportPreview, ImportRow } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { Pii } from '../../ui/Pii.tsx';
import styles from './ImportFix.module.css';

export interface MissingProps {
  readonly importId: string;
  readonly absent: ImportPreview['absent'];
  readonly onChange: (absent: ImportPreview['absent']) => void;
}

export function Missing({ importId, absent, onChange }: MissingProps) {
  const t = useT();
  const { run, pending } = useCommand('schedule.setImportComplete');
  if (absent.visits === 0) return null;
  const setComplete = async (complete: boolean): Promise<void> => {
    const outcome = await run({ importId, complete });
    if (outcome.ok) onChange(outcome.value);
  };
  return (
    <section className={styles.missing} aria-label={t('import.missingVisits')}>
      <CheckField
        checked={absent.complete}
        disabled={pending}
        hint={t('import.completeHint')}
        onChange={(event) => void setComplete(event.target.checked)}
      >
        {t('import.complete')}
      </CheckField>
      {absent.complete ? <MissingRows importId={importId} absent={absent} onChange={onChange} /> : null}
    </section>
  );
}

function MissingRows({ importId, absent, onChange }: MissingProps) {
  const t = useT();
  const { run, pending } = useCommand('schedule.decideMissing');
  const list = useInfiniteQuery(
    'schedule.listImportRows',
    { importId, filter: 'missing' },
    { pageSize: 50, invalidateOn: [{ topic: 'import.changed', id: importId }], keepPrevious: true },
  );
  const decide = async (lines: number[] | null, decision: 'cancel' | 'leave'): Promise<void> => {
    const outcome = await run({ importId, lines, decision });
    if (outcome.ok) onChange(outcome.value);
  };
  return (
    <>
      <div className={styles.fixHead} role="status">
        <strong>{t('import.missingCount', { count: absent.visits, cancel: absent.cancel })}</strong>
        <span className={styles.spring} />
        <Button size="small" danger disabled={pending} onClick={() => void decide(null, 'cancel')}>
          {t('import.cancelMissing', { count: absent.visits })}
        </Button>
        <Button size="small" disabled={pending} onClick={() => void decide(null, 'leave')}>
          {t('import.leaveMissing')}
        </Button>
      </div>
      <ul className={styles.fixes}>
        {(list.data?.items ?? []).map((row) => (
          <MissingRow
            key={row.line}
            row={row}
            busy={pending}
            onDecide={(decision) => void decide([row.line], decision)}
          />
        ))}
      </ul>
      {list.hasMore ? (
        <Button size="small" onClick={list.loadMore}>
          {t('import.needsMore')}
        </Button>
      ) : null}
    </>
  );
}

interface MissingRowProps {
  readonly row: ImportRow;
  readonly busy: boolean;
  readonly onDecide: (decision: 'cancel' | 'leave') => void;
}

function MissingRow({ row, busy, onDecide }: MissingRowProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const when = row.startsAt === null ? '' : formats.when(row.startsAt, clock.now());
  return (
    <li className={styles.fixHead}>
      <strong>
        <Pii>{row.name}</Pii>
      </strong>
      <span className={styles.help}>{[when, row.clinician].filter((part) => part !== '').join(', ')}</span>
      <span className={styles.spring} />
      {(['cancel', 'leave'] as const).map((decision) => (
        <CheckField
          key={decision}
          type="radio"
          name={`importMissing${String(row.line)}`}
          checked={(row.decision ?? 'leave') === decision}
          disabled={busy}
          aria-label={t(`import.missing.${decision}Of`, { name: row.name, when })}
          onChange={() => onDecide(decision)}
        >
          {t(`import.missing.${decision}`)}
        </CheckField>
      ))}
    </li>
  );
}
