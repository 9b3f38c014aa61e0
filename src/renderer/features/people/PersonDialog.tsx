/** Adds a person or changes one. Errors of the core stand at the field they are about. Lazily loaded. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { CallError } from '../../client/callError.ts';
import type { InputOf, Person } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useKeptWhileOpen } from '../../state/useKept.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextAreaField, TextField } from '../../ui/Field.tsx';
import { AddressFields, addressDraft } from './AddressFields.tsx';
import type { AddressDraft } from './AddressFields.tsx';
import { LanguageField } from './LanguageField.tsx';
import { NumberFields } from './NumberFields.tsx';
import type { NumberDraft } from './NumberFields.tsx';
import { ZoneField } from './ZoneField.tsx';
import styles from './people.module.css';

export interface PersonDialogProps {
  /** Left out: a new person. */
  readonly person?: Person | undefined;
  /** A number to begin a new person with. */
  readonly number?: string | undefined;
  readonly onClose: () => void;
  readonly onSaved?: ((person: Person) => void) | undefined;
}

/** Which field a refusal is about: `numbers.1` is the second number. */
interface FieldFault {
  readonly field: string;
  readonly words: string;
}

export function PersonDialog({ person, number, onClose, onSaved }: PersonDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const of = `person.${person?.id ?? number ?? 'new'}`;
  const [name, setName] = useKeptWhileOpen(`${of}.name`, person?.name ?? '');
  const [numbers, setNumbers] = useKeptWhileOpen<readonly NumberDraft[]>(`${of}.numbers`, startNumbers(person, number));
  const [language, setLanguage] = useState(person?.language ?? 'en');
  const [zone, setZone] = useState(person?.zone ?? null);
  const [address, setAddress] = useState(() => addressDraft(person?.address));
  const [note, setNote] = useKeptWhileOpen(`${of}.note`, person?.note ?? '');
  const [fault, setFault] = useState<FieldFault | null>(null);
  const { run, pending } = useCommand('people.savePerson', { refusal: 'caller' });

  const faultOf = (error: CallError): FieldFault => ({ field: error.field ?? '', words: errorText(error) });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '') return setFault({ field: 'name', words: t('people.form.nameMissing') });
    const input = personInput(person, { name, numbers, language, zone, address, note });
    const outcome = await run(input);
    if (!outcome.ok) return setFault(faultOf(outcome.error));
    toasts.show({
      icon: 'done',
      message: person ? t('people.saved') : t('people.added', { name: outcome.value.name }),
    });
    onSaved?.(outcome.value);
    onClose();
  };
  const errorAt = (...fields: string[]): string | null => (fault && fields.includes(fault.field) ? fault.words : null);
  const elsewhere =
    fault && !/^(name|givenName|familyName|zone|address|note|numbers)/.test(fault.field) ? fault.words : null;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={person ? t('people.form.edit', { name: person.name }) : t('people.form.add')}
    >
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('people.form.name')}
          autoComplete="off"
          data-autofocus
          maxLength={120}
          value={name}
          error={errorAt('name', 'givenName', 'familyName')}
          onChange={(event) => setName(event.target.value)}
        />
        <NumberFields
          numbers={numbers}
          onChange={setNumbers}
          faultField={fault?.field ?? ''}
          faultWords={fault?.words ?? ''}
        />
        <div>
          <Button
            size="small"
            variant="ghost"
            icon={<Plus size={14} aria-hidden="true" />}
            onClick={() => setNumbers([...numbers, emptyNumber(numbers)])}
          >
            {t('people.form.addNumber')}
          </Button>
        </div>
        <LanguageField value={language} onChange={setLanguage} />
        <AddressFields value={address} onChange={setAddress} errorAt={errorAt} />
        <ZoneField value={zone} onChange={setZone} error={errorAt('zone')} />
        <TextAreaField
          label={t('people.note')}
          hint={t('people.noteHint')}
          maxLength={2000}
          value={note}
          error={errorAt('note')}
          onChange={(event) => setNote(event.target.value)}
        />
        {elsewhere ? (
          <p role="alert" className={styles.formError}>
            {elsewhere}
          </p>
        ) : null}
        <div className={styles.formButtons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" disabled={pending}>
            {t('people.form.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface FormValues {
  readonly name: string;
  readonly numbers: readonly NumberDraft[];
  readonly language: string;
  readonly zone: string | null;
  readonly address: AddressDraft;
  readonly note: string;
}

/** Only what was changed is sent, so that a second person's edit of another field is not undone. */
function personInput(person: Person | undefined, form: FormValues): Omit<InputOf<'people.savePerson'>, 'commandId'> {
  const numbers = form.numbers
    .filter(({ number }) => number.trim() !== '')
    .map(({ number, label }) => (label.trim() === '' ? { number } : { number, label: label.trim() }));
  const before = JSON.stringify(startNumbers(person, undefined).map(({ number, label }) => [number, label]));
  const after = JSON.stringify(form.numbers.map(({ number, label }) => [number, label]));
  return {
    ...(person ? { id: person.id } : {}),
    ...(form.name.trim() === person?.name ? {} : { name: form.name.trim() }),
    ...(form.language === person?.language ? {} : { language: form.language }),
    ...(form.zone === (person?.zone ?? null) ? {} : { zone: form.zone }),
    ...(isSame(form.address, addressDraft(person?.address)) ? {} : { address: form.address }),
    ...(form.note === (person?.note ?? '') ? {} : { note: form.note }),
    ...(person && before === after ? {} : { numbers }),
  };
}

function isSame(one: AddressDraft, other: AddressDraft): boolean {
  return one.region === other.region && one.postcode === other.postcode && one.country === other.country;
}

function startNumbers(person: Person | undefined, number: string | undefined): readonly NumberDraft[] {
  const known = (person?.numbers ?? []).map(({ display, label }, at) => ({ key: at, number: display, label }));
  return known.length > 0 ? known : [{ key: 0, number: number ?? '', label: '' }];
}

function emptyNumber(numbers: readonly NumberDraft[]): NumberDraft {
  return { key: Math.max(-1, ...numbers.map(({ key }) => key)) + 1, number: '', label: '' };
}
