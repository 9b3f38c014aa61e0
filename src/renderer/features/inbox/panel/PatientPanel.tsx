/** Beside the thread: who it is, their next visit and its reminders, whether we may text, the desk note. */
import { Pencil } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { ConversationRow, Person } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { May } from '../../../state/May.tsx';
import { useServices } from '../../../state/services.ts';
import { useMay } from '../../../state/useMay.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { Pii } from '../../../ui/Pii.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { tip } from '../../../ui/tip.ts';
import { ConsentBlock, NumberCheck, PersonDialog } from '../../people/index.ts';
import { firstWord, shortNameOf } from '../names.ts';
import { usePatient } from '../usePatient.ts';
import { DeskNote } from './DeskNote.tsx';
import { NextVisit } from './NextVisit.tsx';
import { PanelSection } from './PanelSection.tsx';
import { UnknownNumber } from './UnknownNumber.tsx';
import { VisitReminders } from './VisitReminders.tsx';
import styles from './panel.module.css';

export interface PatientPanelProps {
  readonly row: ConversationRow;
  readonly onCopyNumber: () => void;
}

/** Mount once per conversation (`key`): on a shared number it remembers whom somebody chose. */
export function PatientPanel({ row, onCopyNumber }: PatientPanelProps) {
  const t = useT();
  const [chosen, setChosen] = useState<string | null>(null);
  const who = row.people.find(({ id }) => id === chosen) ?? row.people[0];
  return (
    <aside className={styles.panel} aria-label={t('inbox.panel')} data-region="panel" tabIndex={0}>
      {row.people.length > 1 && who ? (
        <div className={styles.choose} data-reveal="">
          <div className="pii">
            <Segmented
              label={t('inbox.panel.who')}
              options={row.people.map(({ id, name }) => ({ value: id, label: firstWord(name) }))}
              value={who.id}
              onChange={setChosen}
            />
          </div>
          {row.peopleMore > 0 ? (
            <p className={styles.more}>{t('inbox.panel.more', { count: row.peopleMore })}</p>
          ) : null}
        </div>
      ) : null}
      {who ? (
        <KnownPatient key={who.id} row={row} personId={who.id} name={who.name} onCopyNumber={onCopyNumber} />
      ) : (
        <Unknown row={row} onCopyNumber={onCopyNumber} />
      )}
    </aside>
  );
}

interface WhoProps extends PatientPanelProps {
  readonly name: string;
  readonly person: Person | undefined;
}

function Who({ row, name, person, onCopyNumber }: WhoProps) {
  const t = useT();
  const [editing, setEditing] = useState(false);
  const known = row.people.length > 0;
  const mayEdit = useMay('people.savePerson');
  return (
    <div className={styles.who} data-reveal="">
      <Avatar name={known ? name : null} size={44} />
      <div className={styles.whoWords}>
        <h2>
          <Pii>{name}</Pii>
        </h2>
        {known ? (
          <button type="button" className={styles.number} onClick={onCopyNumber} {...tip(t('inbox.copyNumber'))}>
            <Pii>{row.addressDisplay}</Pii>
          </button>
        ) : null}
      </div>
      {person && mayEdit ? (
        <IconButton size="small" label={t('inbox.panel.edit', { name })} onClick={() => setEditing(true)}>
          <Pencil size={14} aria-hidden="true" />
        </IconButton>
      ) : null}
      <Suspense>
        {editing && person ? <PersonDialog person={person} onClose={() => setEditing(false)} /> : null}
      </Suspense>
    </div>
  );
}

function KnownPatient({
  row,
  personId,
  name,
  onCopyNumber,
}: PatientPanelProps & { readonly personId: string; readonly name: string }) {
  const t = useT();
  const { router } = useServices();
  const { person, next, earlier } = usePatient(personId);
  return (
    <>
      <Who row={row} name={name} person={person} onCopyNumber={onCopyNumber} />
      <NextVisit next={next} earlier={earlier} />
      {next ? <VisitReminders appointmentId={next.id} /> : null}
      <PanelSection title={t('consent.title')}>
        <ConsentBlock
          subject={{
            personId,
            number: row.canText === 'noNumber' ? null : row.address,
            display: row.addressDisplay,
            name: firstWord(name),
            canText: row.canText,
            purpose: person?.kind === 'employee' ? 'employee' : 'care',
          }}
        />
        <NumberLine row={row} personId={personId} name={firstWord(name)} />
      </PanelSection>
      {person ? <DeskNote person={person} /> : null}
      <section className={styles.section}>
        <button
          type="button"
          className={styles.link}
          onClick={() => router.go({ screen: 'people', selection: personId })}
        >
          {t('inbox.panel.everything')}
        </button>
      </section>
    </>
  );
}

interface NumberLineProps extends Pick<PatientPanelProps, 'row'> {
  readonly personId: string | null;
  readonly name: string;
}

/** Where a code can get to: a number that takes texts, and whose holder has not opted out. */
function NumberLine({ row, personId, name }: NumberLineProps) {
  if (row.canText === 'noNumber' || row.canText === 'landline' || row.canText === 'optedOut') return null;
  return (
    <div className={styles.check}>
      <NumberCheck subject={{ personId, number: row.address, display: row.addressDisplay, name }} />
    </div>
  );
}

function Unknown({ row, onCopyNumber }: PatientPanelProps) {
  const t = useT();
  const isNumber = row.canText !== 'noNumber';
  return (
    <>
      <Who row={row} name={row.addressDisplay} person={undefined} onCopyNumber={onCopyNumber} />
      {isNumber ? (
        <May call="people.savePerson">
          <UnknownNumber row={row} />
        </May>
      ) : null}
      {isNumber ? (
        <PanelSection title={t('consent.title')}>
          <ConsentBlock
            subject={{
              personId: null,
              number: row.address,
              display: row.addressDisplay,
              name: shortNameOf(row, t),
              canText: row.canText,
            }}
          />
          <NumberLine row={row} personId={null} name={shortNameOf(row, t)} />
        </PanelSection>
      ) : null}
    </>
  );
}
