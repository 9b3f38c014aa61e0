/** Choosing a patient by part of a name or number: a search field and up to six buttons under it. */
import { useState } from 'react';
import type { PersonSummary } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Pii } from '../../ui/Pii.tsx';
import styles from './VisitDialog.module.css';

export interface PersonPickerProps {
  readonly person: PersonSummary | null;
  readonly error: string | null;
  readonly onChange: (person: PersonSummary | null) => void;
}

const SHOWN = 6;

export function PersonPicker({ person, error, onChange }: PersonPickerProps) {
  const t = useT();
  const [search, setSearch] = useState('');
  const input = person === null && search.trim() !== '' ? { search: search.trim(), limit: SHOWN } : null;
  const found = useQuery('people.listPeople', input, { keepPrevious: true });
  if (person) {
    return (
      <div className={styles.chosen} data-reveal="">
        <Avatar name={person.name} size={32} />
        <Person person={person} />
        <Button size="small" onClick={() => onChange(null)}>
          {t('addVisit.change')}
        </Button>
      </div>
    );
  }
  return (
    <div>
      <TextField
        label={t('addVisit.who')}
        placeholder={t('addVisit.search')}
        value={search}
        error={error}
        data-autofocus
        autoComplete="off"
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={(event) => {
          const only = found.data?.items[0];
          if (event.key !== 'Enter' || !only || input === null) return;
          event.preventDefault();
          onChange(only);
        }}
      />
      {input === null || !found.data ? null : (
        <ul aria-label={t('addVisit.results')} className={styles.found}>
          {found.data.items.map((candidate) => (
            <li key={candidate.id}>
              <button type="button" className={styles.candidate} data-reveal="" onClick={() => onChange(candidate)}>
                <Avatar name={candidate.name} size={28} />
                <Person person={candidate} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {input !== null && found.data?.items.length === 0 ? <p className={styles.help}>{t('addVisit.none')}</p> : null}
    </div>
  );
}

function Person({ person }: { readonly person: PersonSummary }) {
  return (
    <span className={styles.personWords}>
      <Pii className={styles.name}>{person.name}</Pii>
      <Pii className={styles.help}>{person.primaryDisplay ?? ''}</Pii>
    </span>
  );
}
