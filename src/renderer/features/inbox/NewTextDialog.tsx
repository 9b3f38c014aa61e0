/**
 * To whom a new text goes: a person by name, or a number. Opens their conversation (the one there is, or a new one) with the
 * composer ready: one place to write, one set of rules. Lazily loaded.
 */
import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { PersonSummary } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useKeptWhileOpen } from '../../state/useKept.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { StatusChip } from '../../ui/Chip.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { nextIndex } from '../../ui/listKeys.ts';
import { Pii } from '../../ui/Pii.tsx';
import type { Status } from '../../ui/statusLanguage.ts';
import type { DraftBook } from '../../state/draftBook.ts';
import styles from './inbox.module.css';

export interface NewTextDialogProps {
  readonly book: DraftBook;
  readonly onClose: () => void;
}

type Choice =
  { readonly key: string; readonly person: PersonSummary } | { readonly key: 'number'; readonly number: string };

const MOST_FOUND = 8;
/** As short as a number to text can be. */
const FEWEST_DIGITS = 7;

export function NewTextDialog({ book, onClose }: NewTextDialogProps) {
  const t = useT();
  const id = useId();
  const { router } = useServices();
  const errorText = useErrorText();
  const [to, setTo] = useKeptWhileOpen('newText.to', '');
  const [active, setActive] = useState(0);
  const [error, setError] = useState<string | null>(null);
  const { run, pending } = useCommand('conversations.openConversation', { refusal: 'caller' });
  const choices = useChoices(to.trim());
  const at = Math.min(active, Math.max(0, choices.length - 1));

  const choose = async (choice: Choice | undefined): Promise<void> => {
    if (!choice || pending) return;
    const outcome = await run('person' in choice ? { personId: choice.person.id } : { to: choice.number });
    if (!outcome.ok) return setError(errorText(outcome.error));
    const conversationId = outcome.value.id;
    router.go({ screen: 'inbox', selection: conversationId });
    onClose();
    // After the dialog has given the focus back.
    requestAnimationFrame(() => book.put(conversationId, book.store.getState()[conversationId]?.body ?? ''));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      void choose(choices[at]);
      return;
    }
    const next =
      event.key === 'ArrowDown' || event.key === 'ArrowUp' ? nextIndex(event.key, at, choices.length, 1) : null;
    if (next === null) return;
    event.preventDefault();
    setActive(next);
  };
  return (
    <Dialog opened onClose={onClose} title={t('inbox.newText')} width={520}>
      <TextField
        label={t('inbox.newTo')}
        placeholder={t('inbox.newToHint')}
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={choices.length > 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        maxLength={100}
        value={to}
        error={error}
        onChange={(event) => {
          setTo(event.target.value);
          setActive(0);
          setError(isSeveral(event.target.value) ? t('inbox.newOnePerson') : null);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} role="listbox" aria-label={t('inbox.newPeople')} className={styles.toList}>
        {choices.map((choice, index) => (
          <div
            key={choice.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            data-reveal=""
            className={styles.toOption}
            onPointerMove={() => index !== at && setActive(index)}
            onClick={() => void choose(choice)}
          >
            {'person' in choice ? (
              <PersonWords person={choice.person} />
            ) : (
              <Pii>{t('inbox.newNumber', { number: choice.number })}</Pii>
            )}
          </div>
        ))}
      </div>
      {to.trim() !== '' && choices.length === 0 ? <p className={styles.toHelp}>{t('inbox.newNone')}</p> : null}
    </Dialog>
  );
}

function PersonWords({ person }: { readonly person: PersonSummary }) {
  const status: Partial<Record<PersonSummary['canText'], Status>> = {
    ask: 'askFirst',
    optedOut: 'optedOut',
    landline: 'landline',
    noNumber: 'noNumber',
    suspended: 'suspended',
  };
  const chip = status[person.canText];
  return (
    <>
      <Avatar name={person.name} size={24} />
      <Pii>{person.name}</Pii>
      <Pii className={styles.toNumber}>{person.primaryDisplay ?? ''}</Pii>
      {chip ? <StatusChip status={chip} /> : null}
    </>
  );
}

/** Whom the words may mean: people first, then the number as typed. */
function useChoices(words: string): readonly Choice[] {
  const found =
    useQuery('people.listPeople', { search: words, limit: MOST_FOUND }, { keepPrevious: true }).data?.items ?? [];
  const people = found.filter(({ primaryNumber }) => primaryNumber !== null);
  const isNumber = /^[+\d][\d\s().-]*$/.test(words) && words.replace(/\D/g, '').length >= FEWEST_DIGITS;
  return [
    ...people.map((person) => ({ key: person.id, person })),
    ...(isNumber && !isSeveral(words) ? [{ key: 'number', number: words } as const] : []),
  ];
}

/** Several numbers pasted at once. */
function isSeveral(words: string): boolean {
  return words.split(/[,;\n]/).filter((part) => part.replace(/\D/g, '').length >= FEWEST_DIGITS).length > 1;
}
