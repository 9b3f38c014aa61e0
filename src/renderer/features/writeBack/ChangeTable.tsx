/** The lines by day, in the order of the practice's own screen. */
import { Fragment } from 'react';
import type { WriteBackRow } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { ChangeRow } from './ChangeRow.tsx';
import type { ChangeActions } from './useChanges.ts';
import styles from './WriteBack.module.css';

export interface ChangeTableProps {
  readonly rows: readonly WriteBackRow[];
  readonly selected: string | null;
  readonly onSelect: (appointmentId: string) => void;
  readonly actions: ChangeActions;
}

const COLUMNS = ['time', 'patient', 'change', 'copy', 'done'] as const;

export function ChangeTable({ rows, selected, onSelect, actions }: ChangeTableProps) {
  const t = useT();
  const formats = useFormats();
  return (
    <table className={styles.table} aria-label={t('writeBack.list')}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`writeBack.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const day = formats.longDate(row.startsAt, row.zone);
          const before = rows[index - 1];
          const first = before === undefined || formats.longDate(before.startsAt, before.zone) !== day;
          return (
            <Fragment key={row.appointmentId}>
              {first ? (
                <tr>
                  <th scope="rowgroup" colSpan={COLUMNS.length} className={styles.day}>
                    {day}
                  </th>
                </tr>
              ) : null}
              <ChangeRow
                row={row}
                selected={row.appointmentId === selected}
                onSelect={() => onSelect(row.appointmentId)}
                actions={actions}
              />
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
