/** Nobody is known on this number: add them, or say whose it is. */
import { Suspense, useState } from 'react';
import type { ConversationRow, PersonSummary } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { Button } from '../../../ui/Button.tsx';
import { SearchField } from '../../../ui/SearchField.tsx';
import { PersonDialog } from '../../people/index.ts';
import { PanelSection } from './PanelSection.tsx';
import styles from './panel.module.css';

export function UnknownNumber({ row }: { readonly row: ConversationRow }) {
  const t = useT();
  const [way, setWay] = useState<'add' | 'existing' | null>(null);
  return (
    <PanelSection title={t('inbox.unknown.title')}>
      <div className={styles.buttons}>
        <Button size="small" onClick={() => setWay('add')}>
          {t('inbox.unknown.add')}
        </Button>
        <Button
          size="small"
          aria-expanded={way === 'existing'}
          onClick={() => setWay(way === 'existing' ? null : 'existing')}
        >
          {t('inbox.unknown.existing')}
        </Button>
      </div>
      {way === 'existing' ? <FindPerson row={row} /> : null}
      <Suspense>
        {way === 'add' ? <PersonDialog number={row.addressDisplay} onClose={() => setWay(null)} /> : null}
      </Suspense>
    </PanelSection>
  );
}

const MOST_FOUND = 5;
/** Digits at the end that two ways of writing a number share. */
const TAIL_DIGITS = 7;

function FindPerson({ row }: { readonly row: ConversationRow }) {
  const t = useT();
  const [search, setSearch] = useState('');
  const words = search.trim() === '' ? row.address.replace(/\D/g, '').slice(-TAIL_DIGITS) : search.trim();
  const found =
    useQuery('people.listPeople', { search: words, limit: MOST_FOUND }, { keepPrevious: true }).data?.items ?? [];
  return (
    <div className={styles.buttons}>
      <SearchField label={t('inbox.unknown.find')} value={search} onChange={setSearch} />
      {found.map((person) => (
        <LinkButton key={person.id} person={person} row={row} />
      ))}
    </div>
  );
}

/** Adds the number behind those the person has: the first one stays the one we text. */
function LinkButton({ person, row }: { readonly person: PersonSummary; readonly row: ConversationRow }) {
  const t = useT();
  const { client, toasts } = useServices();
  const { run, pending } = useCommand('people.savePerson');
  const link = async (): Promise<void> => {
    const known = await client.query('people.getPerson', { id: person.id }).catch(() => null);
    if (!known) return;
    const numbers = [...known.numbers.map(({ number, label }) => ({ number, label })), { number: row.address }];
    const outcome = await run({ id: person.id, numbers });
    if (outcome.ok) toasts.show({ icon: 'done', message: t('inbox.unknown.linked', { name: person.name }) });
  };
  return (
    <Button
      size="small"
      disabled={pending}
      label={t('inbox.unknown.link', { name: person.name })}
      onClick={() => void link()}
    >
      <span className="pii">{t('inbox.unknown.suggest', { name: person.name })}</span>
    </Button>
  );
}
