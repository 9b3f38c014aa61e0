/** One person in the list. Memoised, plain HTML, primitives only. */
import { memo } from 'react';
import type { CanText } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { StatusChip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import rows from '../../ui/listRow.module.css';
import { Pii } from '../../ui/Pii.tsx';
import { canTextStatus } from './canTextStatus.ts';
import styles from './people.module.css';

export interface PersonRowProps {
  readonly name: string;
  readonly number: string | null;
  readonly canText: CanText;
  readonly selected: boolean;
}

export const PersonRow = memo(function PersonRow({ name, number, canText, selected }: PersonRowProps) {
  const t = useT();
  return (
    <div className={cx(rows.row, selected && rows.selected, styles.row)}>
      <Avatar name={name} size={28} />
      <span className={styles.rowWords}>
        <Pii className={styles.rowName}>{name}</Pii>
        {number === null ? (
          <span className={styles.rowNumber}>{t('people.noNumber')}</span>
        ) : (
          <Pii className={styles.rowNumber}>{number}</Pii>
        )}
      </span>
      {/* Good news stays quiet: only what keeps a text back is shown. */}
      {canText === 'yes' || canText === 'noNumber' ? null : <StatusChip status={canTextStatus(canText)} />}
    </div>
  );
});
