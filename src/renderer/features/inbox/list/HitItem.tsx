/** A text that holds the words searched for, as a row of the list. */
import { MessageSquareText } from 'lucide-react';
import { memo } from 'react';
import { useT } from '../../../i18n/useT.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { Pii } from '../../../ui/Pii.tsx';
import { snippetParts } from '../snippet.ts';
import rows from '../../../ui/listRow.module.css';
import styles from './list.module.css';

export interface HitItemProps {
  readonly name: string;
  readonly snippet: string;
  readonly time: string;
  readonly selected: boolean;
}

export const HitItem = memo(function HitItem({ name, snippet, time, selected }: HitItemProps) {
  const t = useT();
  return (
    <div className={cx(rows.row, selected && rows.selected, styles.item, selected && styles.selected)}>
      <Avatar name={name} />
      <div className={styles.lines}>
        <div className={styles.line1}>
          <Pii className={styles.name}>{name}</Pii>
          <span className={styles.time}>{time}</span>
        </div>
        <div className={styles.preview}>
          <Pii>
            {snippetParts(snippet).map((part, at) => (part.hit ? <mark key={at}>{part.text}</mark> : part.text))}
          </Pii>
        </div>
        <div className={styles.line3}>
          <Chip tone="outline" icon={MessageSquareText}>
            {t('inbox.row.inText')}
          </Chip>
        </div>
      </div>
    </div>
  );
});
