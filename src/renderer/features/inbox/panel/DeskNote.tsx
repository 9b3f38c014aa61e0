/** The note about a person that the desk keeps; patients never see it. Edited in place. */
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Person } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { useMay } from '../../../state/useMay.ts';
import { Button } from '../../../ui/Button.tsx';
import { Pii } from '../../../ui/Pii.tsx';
import { PanelSection } from './PanelSection.tsx';
import styles from './panel.module.css';

export function DeskNote({ person }: { readonly person: Person }) {
  const t = useT();
  const [editing, setEditing] = useState(false);
  const mayEdit = useMay('people.savePerson');
  const isNew = person.note === '';
  const link = {
    words: t(isNew ? 'inbox.panel.noteAdd' : 'inbox.panel.noteEdit'),
    label: t(isNew ? 'inbox.panel.noteAddLabel' : 'inbox.panel.noteEditLabel'),
    run: () => setEditing(true),
  };
  return (
    <PanelSection title={t('inbox.panel.note')} link={editing || !mayEdit ? undefined : link}>
      {editing ? (
        <NoteForm person={person} onClose={() => setEditing(false)} />
      ) : person.note === '' ? (
        <p className={styles.quiet}>{t('inbox.panel.noNote')}</p>
      ) : (
        <p className={styles.note} data-reveal="">
          <Pii>{person.note}</Pii>
        </p>
      )}
    </PanelSection>
  );
}

function NoteForm({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const t = useT();
  const [note, setNote] = useState(person.note);
  const input = useRef<HTMLTextAreaElement>(null);
  const { run, pending } = useCommand('people.savePerson');
  useEffect(() => input.current?.focus(), []);
  const save = async (): Promise<void> => {
    const outcome = await run({ id: person.id, note: note.trim() });
    if (outcome.ok) onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    } else if (event.key === 'Enter' && event.ctrlKey) void save();
  };
  return (
    <div className={styles.noteForm}>
      <textarea
        ref={input}
        className={styles.noteInput}
        aria-label={t('inbox.panel.note')}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.noteButtons}>
        <Button size="small" variant="ghost" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button size="small" disabled={pending} onClick={() => void save()}>
          {t('common.save')}
        </Button>
      </div>
    </div>
  );
}
