/** One row of the list. Memoised, plain HTML, primitives only: it never asks for anything and never measures. */
import { Clock } from 'lucide-react';
import { memo } from 'react';
import { useT } from '../../../i18n/useT.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Chip, StatusChip } from '../../../ui/Chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { Pii } from '../../../ui/Pii.tsx';
import type { RowChip } from './rowChips.ts';
import type { Urgency } from './waiting.ts';
import rows from '../../../ui/listRow.module.css';
import styles from './list.module.css';

export interface ConversationItemProps {
  readonly title: string;
  /** Null for an unknown number. */
  readonly avatarName: string | null;
  readonly preview: string;
  readonly draft: boolean;
  readonly time: string;
  readonly isNew: boolean;
  readonly selected: boolean;
  /** Chips joined by a space, so that rows compare by value. */
  readonly chips: string;
  /** "10:30 today". */
  readonly visitToday: string;
  /** "13 min", empty when nobody waits. */
  readonly waiting: string;
  readonly urgency: Urgency;
}

export const ConversationItem = memo(function ConversationItem(props: ConversationItemProps) {
  const t = useT();
  const { title, avatarName, preview, draft, time, isNew, selected, chips, visitToday, waiting, urgency } = props;
  return (
    <div
      className={cx(
        rows.row,
        selected && rows.selected,
        styles.item,
        isNew && styles.isNew,
        selected && styles.selected,
      )}
    >
      <Avatar name={avatarName} />
      <div className={styles.lines}>
        <div className={styles.line1}>
          <Pii className={styles.name}>{title}</Pii>
          <span className={styles.time}>{time}</span>
        </div>
        <div className={styles.preview}>
          {draft ? <b className={styles.draft}>{t('inbox.row.draft')} </b> : null}
          <Pii>{preview}</Pii>
        </div>
        <div className={styles.line3}>
          <div className={styles.chips}>
            {chips === ''
              ? null
              : chips
                  .split(' ')
                  .map((chip) => <RowChipView key={chip} chip={chip as RowChip} visitToday={visitToday} />)}
          </div>
          {waiting === '' ? null : (
            <span className={cx(styles.waiting, urgency !== 'calm' && styles[urgency])}>
              {urgency === 'calm' ? null : <Clock size={12} strokeWidth={2.1} aria-hidden="true" />}
              {waiting}
            </span>
          )}
        </div>
      </div>
    </div>
  );
});

function RowChipView({ chip, visitToday }: { readonly chip: RowChip; readonly visitToday: string }) {
  return chip === 'visitToday' ? <Chip tone="outline">{visitToday}</Chip> : <StatusChip status={chip} />;
}
