/** The text as somebody would get it: a real patient or an invented one, how many texts it is, what it costs, how often it is used. */
import { useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import styles from './templates.module.css';

type Preview = OutputOf<'templates.previewTemplate'>;

const MOST_FOUND = 5;
const MICROS = 1_000_000;

export interface PreviewPaneProps {
  /** Undefined: nothing is written yet. */
  readonly preview: Preview | undefined;
  /** Null: not saved yet. */
  readonly templateId: string | null;
  readonly onPerson: (id: string | null) => void;
}

export function PreviewPane({ preview, templateId, onPerson }: PreviewPaneProps) {
  const t = useT();
  const usage = useQuery('templates.getUsage', templateId === null ? null : { id: templateId }).data;
  return (
    <aside className={styles.preview} aria-label={t('templates.preview')} data-region="panel">
      <h2>{t('templates.preview')}</h2>
      <PreviewFor person={preview?.person ?? null} onPerson={onPerson} />
      {preview === undefined ? (
        <p className={styles.quiet}>{t('templates.previewEmpty')}</p>
      ) : (
        <Bubble preview={preview} />
      )}
      {usage === undefined ? null : <p className={styles.quiet}>{t('templates.used', { count: usage.uses })}</p>}
    </aside>
  );
}

function PreviewFor({ person, onPerson }: Pick<PreviewPaneProps, 'onPerson'> & { readonly person: Preview['person'] }) {
  const t = useT();
  const [search, setSearch] = useState('');
  const wanted = search.trim();
  const found = useQuery('people.listPeople', wanted === '' ? null : { search: wanted, limit: MOST_FOUND }, {
    keepPrevious: true,
  });
  const choose = (id: string | null): void => {
    onPerson(id);
    setSearch('');
  };
  return (
    <div className={styles.previewFor}>
      <span className={styles.previewWho} data-reveal="">
        {t('templates.previewFor')}: {person === null ? t('templates.invented') : <Pii>{person.name}</Pii>}
      </span>
      <SearchField label={t('templates.previewFind')} value={search} onChange={setSearch} />
      {wanted === '' || found.data === undefined ? null : (
        <ul className={styles.found}>
          {found.data.items.map(({ id, name }) => (
            <li key={id} data-reveal="">
              <Button size="small" variant="ghost" onClick={() => choose(id)}>
                <Pii>{name}</Pii>
              </Button>
            </li>
          ))}
          {found.data.items.length === 0 ? <li className={styles.quiet}>{t('templates.previewNobody')}</li> : null}
        </ul>
      )}
      {person === null ? null : (
        <Button size="small" onClick={() => choose(null)}>
          {t('templates.invented')}
        </Button>
      )}
    </div>
  );
}

function Bubble({ preview }: { readonly preview: Preview }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const { segments, cost, person, visitAt } = preview;
  const visit =
    visitAt === null
      ? t('templates.previewNoVisit')
      : t('templates.previewVisit', { when: formats.when(visitAt, clock.now()) });
  return (
    <>
      <p className={styles.bubble} data-reveal="">
        <Pii>{preview.body}</Pii>
      </p>
      {person === null ? null : <p className={styles.quiet}>{visit}</p>}
      <p className={segments.parts > 1 ? styles.many : styles.quiet}>
        {t('templates.parts', { count: segments.parts, left: segments.leftInPart })}
      </p>
      {segments.encoding === 'ucs2' ? <p className={styles.quiet}>{t('templates.unicode')}</p> : null}
      {cost === null ? null : (
        <p className={styles.quiet}>{t('templates.cost', { cost: money(cost.micros / MICROS, cost.currency) })}</p>
      )}
    </>
  );
}

function money(amount: number, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 3 }).format(amount);
}
