/** Rows that a person must look at, summarised with a way to each, and mended where they stand. */
import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ImportPreview, ImportRow, OutputOf } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { RowFix } from './RowFix.tsx';
import styles from './ImportFix.module.css';

export type Fixed = OutputOf<'schedule.fixImportRow'>;

export interface NeedsYouProps {
  readonly importId: string;
  /** How many there are. */
  readonly count: number;
  readonly first: readonly ImportRow[];
  readonly onFixed: (patch: Pick<ImportPreview, 'counts' | 'warnings'>) => void;
}

const STEP = 10;
export function NeedsYou({ importId, count, first, onFixed }: NeedsYouProps) {
  const t = useT();
  const [shown, setShown] = useState(STEP);
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useInfiniteQuery('schedule.listImportRows', count === 0 ? null : { importId, filter: 'needYou' }, {
    pageSize: 100,
    invalidateOn: [{ topic: 'import.changed', id: importId }],
    keepPrevious: true,
  });
  const rows = list.data ? list.items : first.filter((row) => row.needsYou === true);
  useEffect(() => {
    // A row that is mended goes away with the field in it: who works by keyboard goes on at the head of the list.
    if (document.activeElement === document.body) heading.current?.focus();
  }, [rows.length]);
  if (count === 0 || rows.length === 0) return null;
  const visible = rows.slice(0, shown);
  return (
    <section className={styles.needs} aria-labelledby="importNeeds">
      <h2 id="importNeeds" ref={heading} tabIndex={-1}>
        <CircleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
        {t('import.needs', { count })}
      </h2>
      <ul className={styles.links}>
        {visible.map((row) => (
          <li key={row.line}>
            <a
              href={`#importRow${String(row.line)}`}
              onClick={(event) => {
                event.preventDefault();
                focusRow(row.line);
              }}
            >
              {t('import.needsLine', { line: row.line })}
            </a>
          </li>
        ))}
      </ul>
      <ul className={styles.fixes}>
        {visible.map((row) => (
          <RowFix key={row.line} importId={importId} row={row} onFixed={onFixed} />
        ))}
      </ul>
      {rows.length > shown || list.hasMore ? (
        <Button
          size="small"
          onClick={() => {
            setShown(shown + STEP);
            if (rows.length <= shown + STEP) list.loadMore();
          }}
        >
          {t('import.needsMore')}
        </Button>
      ) : null}
    </section>
  );
}

function focusRow(line: number): void {
  const row = document.getElementById(`importRow${String(line)}`);
  row?.scrollIntoView({ block: 'nearest' });
  row?.querySelector<HTMLElement>('input, select, button')?.focus();
}
