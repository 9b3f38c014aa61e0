/** Adds somebody who signs in, or changes name and role. The first one is the owner, who is signed in at once. Lazily loaded. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Account, Role } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { useMay } from '../../../state/useMay.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { PinFields, pinProblem } from '../../accounts/index.ts';
import styles from './team.module.css';

const FORM = 'account';
const ROLES: readonly Role[] = ['frontDesk', 'clinician', 'billing', 'manager', 'owner', 'auditor'];

export interface AccountDialogProps {
  /** Null: somebody new. */
  readonly account: Account | null;
  /** Nobody has a PIN yet: this is the owner. */
  readonly first: boolean;
  readonly onClose: () => void;
}

export function AccountDialog({ account, first, onClose }: AccountDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  // Only who may be the first owner makes another.
  const makesOwners = useMay('accounts.createOwner');
  const [name, setName] = useState(account?.name ?? '');
  const [role, setRole] = useState<Role>(account?.role ?? (first ? 'owner' : 'frontDesk'));
  const [pins, setPins] = useState({ pin: '', again: '' });
  const [fault, setFault] = useState<{ field: string; words: string } | null>(null);
  const save = useCommand('accounts.saveAccount', { refusal: 'caller' });
  const create = useCommand('accounts.createOwner', { refusal: 'caller' });
  const roles = makesOwners ? ROLES : ROLES.filter((one) => one !== 'owner');

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '') return setFault({ field: 'name', words: t('team.nameMissing') });
    const problem = account === null ? pinProblem(pins) : null;
    if (problem) return setFault({ field: 'pin', words: t(problem) });
    const outcome = first
      ? await create.run({ name, pin: pins.pin })
      : await save.run(account === null ? { name, role, pin: pins.pin } : { id: account.id, name, role });
    if (!outcome.ok) return setFault({ field: outcome.error.field ?? 'name', words: errorText(outcome.error) });
    toasts.show({ icon: 'done', message: t('team.saved', { name: outcome.value.name }) });
    onClose();
  };
  const errorAt = (field: string): string | null => (fault?.field === field ? fault.words : null);
  return (
    <Dialog
      opened
      width={440}
      title={account ? t('team.editOf', { name: account.name }) : t(first ? 'team.addOwner' : 'team.add')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('lock.cancel')}</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={save.pending || create.pending}>
            {t('team.save')}
          </Button>
        </>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          data-autofocus
          name="name"
          label={t('team.name')}
          maxLength={40}
          autoComplete="off"
          value={name}
          error={errorAt('name')}
          onChange={(event) => setName(event.target.value)}
        />
        {first ? null : (
          <SelectField
            label={t('team.role')}
            options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
            value={role}
            onChange={(event) => setRole(event.target.value as Role)}
          />
        )}
        {account === null ? <PinFields pins={pins} onChange={setPins} error={errorAt('pin')} /> : null}
      </form>
    </Dialog>
  );
}
