/** What stands between the bubbles: days, the "New" line, event lines and desk notes. */
import { memo } from 'react';
import type { Message } from '../../../contract.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import type { Values } from '../../../i18n/useT.ts';
import { cx } from '../../../ui/cx.ts';
import { Pii } from '../../../ui/Pii.tsx';
import { firstWord } from '../names.ts';
import { eventWords } from './eventWords.ts';
import styles from './thread.module.css';

export const DayLine = memo(function DayLine({ at, now }: { readonly at: number; readonly now: number }) {
  const formats = useFormats();
  return (
    <h3 className={styles.day}>
      <span className={styles.dayWords}>{formats.day(at, now)}</span>
    </h3>
  );
});

export function NewLine() {
  const t = useT();
  return <div className={styles.newLine}>{t('inbox.new')}</div>;
}

export const EventLine = memo(function EventLine({ message }: { readonly message: Message }) {
  const t = useT();
  const { icon: Icon, message: id, values } = eventWords(message);
  return (
    <div className={styles.event} data-message={message.id} data-reveal="">
      <Icon size={14} strokeWidth={2} aria-hidden="true" />
      {isPrivate(values) ? <Pii>{t(id, values)}</Pii> : t(id, values)}
    </div>
  );
});

/** A key like "2" says nothing about anybody; a patient's words do. */
function isPrivate(values: Values): boolean {
  return String(values['words'] ?? '').length > 2;
}

interface NoteBubbleProps {
  readonly message: Message;
  /** Written just now. */
  readonly fresh: boolean;
}

export const NoteBubble = memo(function NoteBubble({ message, fresh }: NoteBubbleProps) {
  const t = useT();
  const formats = useFormats();
  const time = formats.time(message.createdAt);
  const who = message.author ?? t('inbox.machine');
  return (
    <article className={cx(styles.noteGroup, fresh && styles.fresh)} aria-label={t('inbox.group', { who, time })}>
      <div className={styles.note} data-message={message.id} data-reveal="">
        <strong>{t('inbox.noteMark')}</strong>
        <Pii>{message.body}</Pii>
      </div>
      <div className={styles.time}>
        {firstWord(who)} · {time}
      </div>
    </article>
  );
});
