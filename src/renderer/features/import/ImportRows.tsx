/** The rows of the list as they would be taken over: a virtual list, so that ten thousand of them scroll as ten do. */
import type { ImportAction, ImportRow } from '../../contract.ts';
import { useState } from 'react';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import type { Tone } from '../../ui/statusLanguage.ts';
import { tip } from '../../ui/tip.ts';
import { useRowHeight } from '../../ui/useRowHeight.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import styles from './ImportRows.module.css';

export type RowFilter = 'all' | 'needYou' | 'new' | 'moved' | 'changed' | 'cancelled';

export interface ImportRowsProps {
  readonly importId: string;
  readonly filter: RowFilter;
  /** Rows that came with the preview, those with problems first: shown until the list has answered. */
  readonly first: readonly ImportRow[];
}

const COLUMNS = ['line', 'what', 'who', 'phone', 'when', 'visit', 'problem'] as const;
const TONES: Record<ImportAction, Tone> = {
  new: 'ok',
  moved: 'auto',
  changed: 'auto',
  cancelled: 'neutral',
  unchanged: 'outline',
  skipped: 'bad',
  missing: 'warn',
};

export function ImportRows({ importId, filter, first }: ImportRowsProps) {
  const t = useT();
  const { clock } = useServices();
  const formats = useFormats();
  const rowHeight = useRowHeight('table');
  const [selected, setSelected] = useState<string | null>(null);
  const list = useInfiniteQuery(
    'schedule.listImportRows',
    { importId, filter },
    {
      pageSize: 100,
      invalidateOn: [{ topic: 'import.changed', id: importId }],
      keepPrevious: true,
    },
  );
  const rows = list.data ? list.items : first.filter((row) => isShown(row, filter));
  const whenOf = (row: ImportRow): string => {
    if (row.startsAt === null) return t('import.noTime');
    const to = formats.when(row.startsAt, clock.now());
    return row.wasAt === null ? to : t('import.wasAt', { to, from: formats.when(row.wasAt, clock.now()) });
  };
  if (!list.data && list.error) return <ErrorRegion error={list.error} onRetry={list.refetch} />;
  if (!list.data && rows.length === 0) return <Skeleton rows={6} />;
  return (
    <div className={styles.rows}>
      <div className={styles.head} aria-hidden="true">
        {COLUMNS.map((column) => (
          <span key={column}>{t(`import.row.${column}`)}</span>
        ))}
      </div>
      {rows.length === 0 ? <p className={styles.none}>{t('import.noRows')}</p> : null}
      <VirtualList
        role="grid"
        label={t('import.rows')}
        items={rows}
        keyOf={(row) => String(row.line)}
        labelOf={(row) =>
          [
            t('import.rowName', {
              line: row.line,
              action: t(`import.action.${row.action}`),
              name: row.name || t('import.noName'),
              when: whenOf(row),
            }),
            ...row.problems.map((problem) => problem.text),
          ].join('. ')
        }
        rowHeight={rowHeight}
        selectedKey={selected}
        onMove={(row) => setSelected(String(row.line))}
        onOpen={(row) => setSelected(String(row.line))}
        onNearEnd={list.loadMore}
        renderRow={(row) => <Row row={row} when={whenOf(row)} />}
      />
    </div>
  );
}

function Row({ row, when }: { readonly row: ImportRow; readonly when: string }) {
  const t = useT();
  const problems = row.problems.map((problem) => problem.text).join(' ');
  const bad = row.problems.some((problem) => problem.severity === 'error');
  return (
    <div className={styles.row}>
      <span role="gridcell" className={styles.line}>
        {row.line}
      </span>
      <span role="gridcell">
        <Chip tone={TONES[row.action]}>{t(`import.action.${row.action}`)}</Chip>
      </span>
      <span role="gridcell" className={styles.name}>
        <Pii>{row.name || t('import.noName')}</Pii>
      </span>
      <span role="gridcell">
        <Pii>{row.phone ?? row.phoneRaw}</Pii>
      </span>
      <span role="gridcell" className={styles.when}>
        {when}
      </span>
      <span role="gridcell" className={styles.visit}>
        <Pii>{[row.kind, row.clinician].filter(Boolean).join(', ')}</Pii>
      </span>
      <span role="gridcell" className={bad ? styles.bad : styles.warn} {...(problems === '' ? {} : tip(problems))}>
        <Pii>{problems}</Pii>
      </span>
    </div>
  );
}

function isShown(row: ImportRow, filter: RowFilter): boolean {
  if (filter === 'all') return true;
  return filter === 'needYou' ? row.needsYou === true : row.action === filter;
}
