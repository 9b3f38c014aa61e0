/** One entry with all that was kept of it: ids, codes and numbers, no words of a patient. */
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { actionWords, factsOf } from './actionWords.ts';
import type { Entry } from './useActivity.ts';
import styles from './Activity.module.css';

export interface EntryDrawerProps {
  readonly entry: Entry;
  readonly onPatient: (patient: { readonly id: string; readonly name: string }) => void;
  readonly onClose: () => void;
}

export function EntryDrawer({ entry, onPatient, onClose }: EntryDrawerProps) {
  const t = useT();
  const formats = useFormats();
  const { about } = entry;
  const facts = factsOf(entry.data);
  const head: readonly (readonly [string, string])[] = [
    [t('activity.when'), `${formats.longDate(entry.at)}, ${formats.time(entry.at)}`],
    [t('activity.who'), entry.actor],
    [t('activity.kind'), t(`activity.kind.${entry.kind}`)],
    ...(entry.entityId === null
      ? []
      : [[t('activity.identifier'), `${entry.entity ?? ''} ${entry.entityId}`] as const]),
  ];
  return (
    <Drawer title={t('activity.entry', { seq: entry.seq })} onClose={onClose}>
      <p className={styles.did}>{actionWords(t, entry.action)}</p>
      <Facts rows={head} />
      {about === null ? null : (
        <p data-reveal="">
          <Pii>{about.name}</Pii>{' '}
          <Button size="small" onClick={() => onPatient({ id: about.personId, name: about.name })}>
            {t('activity.openPerson')}
          </Button>
        </p>
      )}
      <h2 className={styles.label}>{t('activity.facts')}</h2>
      {facts.length === 0 ? <p>{t('activity.noFacts')}</p> : <Facts rows={facts} />}
    </Drawer>
  );
}

function Facts({ rows }: { readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
