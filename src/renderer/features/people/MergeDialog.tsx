/** Two people side by side: which of the two every field comes from, or that they are two. Lazily loaded. */
import { useState } from 'react';
import type { InputOf, OutputOf, Person } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { addressText } from './AddressFields.tsx';
import styles from './merge.module.css';

export interface MergeDialogProps {
  readonly group: OutputOf<'people.listDuplicates'>['items'][number];
  readonly onClose: () => void;
  readonly onMerged: (id: string) => void;
}

type Field = NonNullable<InputOf<'people.mergePeople'>['take']>[number];

const FIELDS: readonly Field[] = ['name', 'number', 'language', 'kind', 'zone', 'address', 'externalId'];

export function MergeDialog({ group, onClose, onMerged }: MergeDialogProps) {
  const t = useT();
  const [take, setTake] = useState<readonly Field[]>([]);
  const [left, right] = group.people;
  const { merge, apart, pending } = useDecisions(onClose, onMerged);
  if (!left || !right) return null;
  const choose = (field: Field, theirs: boolean): void =>
    setTake((before) => [...before.filter((one) => one !== field), ...(theirs ? [field] : [])]);
  const different = FIELDS.filter((field) => shown(left, field) !== shown(right, field));
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('people.dup.title')}
      width={720}
      footer={
        <>
          <Button data-autofocus disabled={pending} onClick={() => void apart(left, right)}>
            {t('people.dup.apart')}
          </Button>
          <Button variant="primary" disabled={pending} onClick={() => void merge(left, right, take)}>
            {t('people.dup.merge')}
          </Button>
        </>
      }
    >
      <p className={styles.why}>{t(`people.dup.reason.${group.reason}`)}</p>
      <table className={styles.sides}>
        <thead>
          <tr>
            <td />
            {[left, right].map((person) => (
              <th key={person.id} scope="col">
                <Pii>{person.name}</Pii>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {different.map((field) => (
            <tr key={field}>
              <th scope="row">{t(`people.dup.field.${field}`)}</th>
              {[left, right].map((person, side) => (
                <td key={person.id}>
                  <label className={styles.choice}>
                    <input
                      type="radio"
                      name={`merge-${field}`}
                      checked={take.includes(field) === (side === 1)}
                      onChange={() => choose(field, side === 1)}
                    />
                    <Pii>{shown(person, field) || t('people.dup.none')}</Pii>
                  </label>
                </td>
              ))}
            </tr>
          ))}
          <Facts people={[left, right]} />
        </tbody>
      </table>
      <p className={styles.why}>{t('people.dup.both')}</p>
    </Dialog>
  );
}

/** What is kept of both: nothing to choose, but it helps to tell whether they are one. */
function Facts({ people }: { readonly people: readonly Person[] }) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const rows: readonly (readonly [string, (person: Person) => string])[] = [
    [t('people.numbers'), (person) => person.numbers.map(({ display }) => display).join(', ')],
    [
      t('people.dup.nextVisit'),
      ({ nextVisitAt }) => (nextVisitAt === null ? '' : formats.when(nextVisitAt, clock.now())),
    ],
    [t('people.note'), ({ note }) => note],
  ];
  return rows.map(([label, of]) => (
    <tr key={label}>
      <th scope="row">{label}</th>
      {people.map((person) => (
        <td key={person.id}>
          <Pii>{of(person) || t('people.dup.none')}</Pii>
        </td>
      ))}
    </tr>
  ));
}

function shown(person: Person, field: Field): string {
  switch (field) {
    case 'name':
      return person.name;
    case 'number':
      return person.primaryDisplay ?? '';
    case 'externalId':
      return person.externalId ?? '';
    case 'language':
      return person.language;
    case 'kind':
      return person.kind;
    case 'zone':
      return person.zone ?? '';
    case 'address':
      return person.address === null ? '' : addressText(person.address);
    case 'note':
      return person.note;
  }
}

function useDecisions(onClose: () => void, onMerged: (id: string) => void) {
  const t = useT();
  const { toasts } = useServices();
  const offer = useUndoable();
  const merging = useCommand('people.mergePeople');
  const parting = useCommand('people.undoMerge');
  const keeping = useCommand('people.keepApart');
  return {
    pending: merging.pending || keeping.pending,
    merge: async (left: Person, right: Person, take: readonly Field[]): Promise<void> => {
      const outcome = await merging.run({ keepId: left.id, mergeId: right.id, take: [...take] });
      if (!outcome.ok) return;
      const { person, mergeId, undoable, why } = outcome.value;
      if (undoable) offer({ message: t('people.dup.merged'), undo: () => parting.run({ id: mergeId }) });
      else toasts.show({ icon: 'done', message: [t('people.dup.merged'), why ?? ''].join(' ').trim() });
      onMerged(person.id);
      onClose();
    },
    apart: async (left: Person, right: Person): Promise<void> => {
      const outcome = await keeping.run({ personId: left.id, otherId: right.id });
      if (!outcome.ok) return;
      toasts.show({ icon: 'done', message: t('people.dup.kept') });
      onClose();
    },
  };
}
