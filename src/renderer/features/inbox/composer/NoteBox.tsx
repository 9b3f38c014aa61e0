/** A desk note: looks like one, cannot be sent, never mistaken for a text. */
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useT } from '../../../i18n/useT.ts';
import { useKeptWhileOpen } from '../../../state/useKept.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import styles from './composer.module.css';

export interface NoteBoxProps {
  readonly conversationId: string;
  readonly title: string;
  readonly onClose: () => void;
}

const LONGEST = 2000;

export function NoteBox({ conversationId, title, onClose }: NoteBoxProps) {
  const t = useT();
  const [body, setBody] = useKeptWhileOpen(`note.${conversationId}`, '');
  const input = useRef<HTMLTextAreaElement>(null);
  const { run, pending } = useCommand('conversations.addNote');
  useEffect(() => input.current?.focus(), []);
  const isEmpty = body.trim() === '';
  const save = async (): Promise<void> => {
    if (isEmpty || pending) return;
    const outcome = await run({ id: conversationId, body });
    if (outcome.ok) onClose();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void save();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <div className={cx(styles.box, styles.noteBox)} data-region="composer">
      <textarea
        ref={input}
        className={styles.input}
        aria-label={t('inbox.composeNote', { name: title })}
        placeholder={t('inbox.placeholderNote')}
        maxLength={LONGEST}
        value={body}
        onChange={(event) => setBody(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.bar}>
        <span className={styles.spring} />
        <Button size="small" variant="ghost" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button size="small" disabled={isEmpty || pending} onClick={() => void save()}>
          {t('inbox.addNote')}
        </Button>
      </div>
    </div>
  );
}
