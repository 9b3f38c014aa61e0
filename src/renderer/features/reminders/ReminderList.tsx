/** The same reminders as a list: every one of them, one row each. The board's equal for screen readers and for busy days. */
import { Check } from 'lucide-react';
import type { ReminderCard } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useTimingWords } from '../../i18n/useTimingWords.ts';
import { Pii } from '../../ui/Pii.tsx';
import { useRowHeight } from '../../ui/useRowHeight.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { leavesAt } from './board.ts';
import styles from './ReminderList.module.css';

export interface ReminderListProps {
  readonly label: string;
  readonly cards: readonly ReminderCard[];
  readonly now: number;
  readonly selected: string | null;
  readonly marked: ReadonlySet<string>;
  readonly onSelect: (id: string) => void;
  readonly onMark: (id: string) => void;
}

const COLUMNS = ['when', 'patient', 'step', 'state', 'why'] as const;

export function ReminderList({ label, cards, now, selected, marked, onSelect, onMark }: ReminderListProps) {
  const t = useT();
  const formats = useFormats();
  const timing = useTimingWords();
  const rowHeight = useRowHeight('table');
  const whenOf = (card: ReminderCard): string => formats.when(leavesAt(card), now);
  const stepOf = (card: ReminderCard): string => timing.ofStep(card.step);
  return (
    <div className={styles.list}>
      <div className={styles.head} aria-hidden="true">
        {COLUMNS.map((column) => (
          <span key={column}>{t(`reminders.column.${column}`)}</span>
        ))}
      </div>
      <VirtualList
        role="grid"
        label={label}
        items={cards}
        keyOf={(card) => card.id}
        labelOf={(card) =>
          [
            t('reminders.rowName', {
              when: whenOf(card),
              name: card.personName,
              step: stepOf(card),
              state: t(`reminders.state.${card.state}`),
            }),
            card.reason?.text ?? '',
          ].join(', ')
        }
        rowHeight={rowHeight}
        selectedKey={selected}
        onMove={(card) => onSelect(card.id)}
        onOpen={(card) => onSelect(card.id)}
        onMark={(card) => onMark(card.id)}
        renderRow={(card, { selected: on }) => (
          <div className={on ? `${styles.row ?? ''} ${styles.selected ?? ''}` : styles.row}>
            <span role="gridcell" className={styles.when}>
              {marked.has(card.id) ? (
                <>
                  <Check className={styles.mark} size={14} strokeWidth={3} aria-hidden="true" />
                  <span className="visuallyHidden">{t('reminders.isMarked')}</span>{' '}
                </>
              ) : null}
              {whenOf(card)}
            </span>
            <span role="gridcell" className={styles.name}>
              <Pii>{card.personName}</Pii>
            </span>
            <span role="gridcell">{stepOf(card)}</span>
            <span role="gridcell" className={styles[card.state]}>
              {t(`reminders.state.${card.state}`)}
            </span>
            <span role="gridcell" className={styles.why}>
              {card.edited === null ? null : `${t('reminders.editedBy', { name: card.edited.by })} `}
              <Pii>{card.reason?.text ?? ''}</Pii>
            </span>
          </div>
        )}
      />
    </div>
  );
}
