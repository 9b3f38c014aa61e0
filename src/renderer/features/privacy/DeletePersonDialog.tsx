/** Deletes a person for good: says what goes and what stays, and asks for the last name. Lazily loaded. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { OutputOf, Person } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import styles from './privacy.module.css';

export interface DeletePersonDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

const REASONS = ['theyAsked', 'addedByMistake', 'noLongerPatient', 'other'] as const;
type Reason = (typeof REASONS)[number];

export function DeletePersonDialog({ person, onClose, onDeleted }: DeletePersonDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const plan = useQuery('privacy.getErasure', { personId: person.id });
  const [lastName, setLastName] = useState('');
  const [reason, setReason] = useState<Reason>('theyAsked');
  const [error, setError] = useState<string | null>(null);
  const { run, pending } = useCommand('privacy.erasePerson', { refusal: 'caller' });
  const inTheWay = plan.data === undefined || plan.data.holds.length > 0 || plan.data.open > 0;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const outcome = await run({ personId: person.id, lastName, reason });
    if (!outcome.ok) return setError(errorText(outcome.error));
    toasts.show({ icon: 'done', message: t('privacy.deleted') });
    onDeleted();
    onClose();
  };
  return (
    <Dialog opened width={460} title={t('privacy.deleteTitle', { name: person.name })} onClose={onClose}>
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        {plan.data ? <WhatGoes plan={plan.data} /> : null}
        <p>{t('privacy.deleteStays')}</p>
        <p className={styles.quiet}>{t('privacy.deleteBack')}</p>
        <SelectField
          label={t('privacy.deleteReason')}
          options={REASONS.map((value) => ({ value, label: t(`privacy.reason.${value}`) }))}
          value={reason}
          onChange={(event) => setReason(REASONS.find((one) => one === event.target.value) ?? 'other')}
        />
        <TextField
          data-autofocus
          label={t('privacy.deleteType')}
          hint={<Pii>{person.familyName === '' ? person.name : person.familyName}</Pii>}
          error={error}
          autoComplete="off"
          value={lastName}
          onChange={(event) => {
            setLastName(event.target.value);
            setError(null);
          }}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('privacy.keep')}</Button>
          <Button danger type="submit" disabled={pending || inTheWay || lastName.trim() === ''}>
            {t(pending ? 'privacy.deleting' : 'privacy.deleteConfirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function WhatGoes({ plan }: { readonly plan: OutputOf<'privacy.getErasure'> }) {
  const t = useT();
  const [hold] = plan.holds;
  return (
    <>
      <p>{t('privacy.deleteGoes', { texts: plan.texts, visits: plan.visits, files: plan.files })}</p>
      {plan.sharedNumbers > 0 ? <p>{t('privacy.deleteShared')}</p> : null}
      {hold ? (
        <p role="alert" className={styles.stop}>
          {t('privacy.deleteHeld', { name: hold.caseName })}
        </p>
      ) : plan.open > 0 ? (
        <p role="alert" className={styles.stop}>
          {t('privacy.deleteOpen', { count: plan.open })}
        </p>
      ) : null}
    </>
  );
}
