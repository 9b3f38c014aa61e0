/** A new PIN for somebody who forgot theirs, or never had one. Lazily loaded. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Account } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { PinFields, pinProblem } from '../../accounts/index.ts';
import styles from './team.module.css';

const FORM = 'reset-pin';

export function ResetPinDialog({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const [pins, setPins] = useState({ pin: '', again: '' });
  const [error, setError] = useState<string | null>(null);
  const { run, pending } = useCommand('accounts.resetPin', { refusal: 'caller' });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const problem = pinProblem(pins);
    if (problem) return setError(t(problem));
    const outcome = await run({ id: account.id, pin: pins.pin });
    if (!outcome.ok) return setError(errorText(outcome.error));
    toasts.show({ icon: 'done', message: t('team.saved', { name: account.name }) });
    onClose();
  };
  return (
    <Dialog
      opened
      width={400}
      title={t('team.resetOf', { name: account.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('lock.cancel')}</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={pending}>
            {t('team.save')}
          </Button>
        </>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <p>{t('team.resetHelp')}</p>
        <PinFields pins={pins} onChange={setPins} error={error} />
      </form>
    </Dialog>
  );
}
