/** One person: numbers, language, note, and what can be done with them. */
import { MessageSquareText, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import type { Person } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useMay } from '../../state/useMay.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Chip, StatusChip } from '../../ui/Chip.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { HoldBand, PersonRights } from '../privacy/index.ts';
import { addressText } from './AddressFields.tsx';
import { canTextStatus } from './canTextStatus.ts';
import { languageName } from './LanguageField.tsx';
import { NumberCheck } from './NumberCheck.tsx';
import styles from './people.module.css';

export interface PersonDetailProps {
  readonly person: Person;
  readonly onEdit: () => void;
}

export function PersonDetail({ person, onEdit }: PersonDetailProps) {
  const t = useT();
  const { router } = useServices();
  const opening = useCommand('conversations.openConversation');
  const mayText = useMay('conversations.openConversation') && person.numbers.length > 0;
  const mayEdit = useMay('people.savePerson');
  const text = async (): Promise<void> => {
    const outcome = await opening.run({ personId: person.id });
    if (outcome.ok) router.go({ screen: 'inbox', selection: outcome.value.id });
  };
  useShortcut('C', () => void text(), { label: t('inbox.newText'), enabled: mayText });
  useShortcut('E', onEdit, { label: t('people.edit'), enabled: mayEdit });
  return (
    <section className={styles.detail} aria-label={t('people.details')} data-region="detail">
      <header className={styles.detailHead} data-reveal="">
        <Avatar name={person.name} size={44} />
        <div className={styles.detailWho}>
          <h2>
            <Pii>{person.name}</Pii>
          </h2>
          <StatusChip status={canTextStatus(person.canText)} />
        </div>
        {mayEdit ? (
          <Button
            size="small"
            icon={<Pencil size={14} aria-hidden="true" />}
            label={t('people.editLabel', { name: person.name })}
            shortcut="E"
            onClick={onEdit}
          >
            {t('people.edit')}
          </Button>
        ) : null}
        {mayText ? (
          <Button
            size="small"
            variant="primary"
            icon={<MessageSquareText size={14} aria-hidden="true" />}
            label={t('people.textTo', { name: person.name })}
            shortcut="C"
            disabled={opening.pending}
            onClick={() => void text()}
          >
            {t('people.text')}
          </Button>
        ) : null}
      </header>
      <HoldBand personId={person.id} />
      <div className={styles.detailBody}>
        <Block title={t('people.numbers')}>
          <Numbers person={person} />
        </Block>
        <Block title={t('people.details')}>
          <dl className={styles.facts}>
            <Fact name={t('people.kind')} value={t(`people.kind.${person.kind}`)} />
            <Fact name={t('people.language')} value={languageName(person.language, t)} />
            {person.address === null ? null : (
              <Fact name={t('people.address')} value={<Pii>{addressText(person.address)}</Pii>} />
            )}
            <Fact name={t('people.zone')} value={clockOf(person, t)} />
            {person.externalId === null ? null : (
              <Fact name={t('people.externalId')} value={<Pii>{person.externalId}</Pii>} />
            )}
          </dl>
        </Block>
        <Block title={t('people.note')}>
          {person.note === '' ? (
            <p className={styles.quiet}>{t('people.noNote')}</p>
          ) : (
            <p className={styles.noteBox} data-reveal="">
              <Pii>{person.note}</Pii>
            </p>
          )}
        </Block>
        <PersonRights person={person} onDeleted={() => router.replace({ selection: null, section: null })} />
      </div>
    </section>
  );
}

/** Whose hours their texts keep: the zone the desk set, those of the address, else the clinic's with the number's. */
function clockOf({ zone, address }: Person, t: ReturnType<typeof useT>): string {
  if (zone !== null) return zone.replaceAll('_', ' ');
  const zones = address?.zones ?? [];
  if (zones.length === 0) return t('people.zonePractice');
  const names = zones.map((one) => one.replaceAll('_', ' '));
  if (names.length > 3) return t('people.zoneMany', { count: names.length });
  return t('people.zoneByAddress', { zones: names.join(', ') });
}

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.block}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function sharedWords(people: readonly { readonly name: string }[], more: number, t: ReturnType<typeof useT>): string {
  const names = people.map(({ name }) => name).join(', ');
  return more === 0 ? t('people.sharedWith', { names }) : t('people.sharedWithMore', { names, count: more });
}

function Numbers({ person }: { readonly person: Person }) {
  const t = useT();
  if (person.numbers.length === 0) return <p className={styles.quiet}>{t('people.noNumber')}</p>;
  return (
    <ul className={styles.numbers}>
      {person.numbers.map(({ number, display, label, kind, sharedWith, sharedMore }, at) => (
        <li key={number} data-reveal="" className={styles.number}>
          <Pii className="num">{display}</Pii>
          <span className={styles.quiet}>{label === '' ? t(`people.number.${kind}`) : label}</span>
          {at === 0 && person.numbers.length > 1 ? <Chip tone="accent">{t('people.first')}</Chip> : null}
          {kind === 'landline' ? <StatusChip status="landline" /> : null}
          {kind === 'landline' ? null : (
            <NumberCheck
              subject={{
                personId: person.id,
                number,
                display,
                name: person.givenName === '' ? person.name : person.givenName,
              }}
            />
          )}
          {sharedWith.length === 0 ? null : (
            <span className={styles.quiet}>
              <Pii>{sharedWords(sharedWith, sharedMore, t)}</Pii>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
