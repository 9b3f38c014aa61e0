/** Ends a legal hold: the case is typed again, so that nobody ends one by a slip. Lazily loaded. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './privacy.module.css';

export interface ReleaseHoldDialogProps {
  readonly hold: OutputOf<'privacy.listHolds'>['items'][number];
  readonly onClose: () => void;
}

export function ReleaseHoldDialog({ hold, onClose }: ReleaseHoldDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const [caseName, setCaseName] = useState('');
  const [reason, setReason] = useState('');
  const [error, setError] = useState<{ readonly field: string | undefined; readonly text: string } | null>(null);
  const { run, pending } = useCommand('privacy.releaseHold', { refusal: 'caller' });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const outcome = await run({ id: hold.id, caseName, reason });
    if (!outcome.ok) return setError({ field: outcome.error.field, text: errorText(outcome.error) });
    toasts.show({ icon: 'done', message: t('privacy.hold.released') });
    onClose();
  };
  return (
    <Dialog opened width={440} title={t('privacy.hold.releaseTitle')} onClose={onClose}>
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <p>{t('privacy.hold.releaseHelp')}</p>
        <TextField
          data-autofocus
          label={t('privacy.hold.typeCase')}
          hint={hold.caseName}
          error={error?.field === 'reason' ? null : error?.text}
          autoComplete="off"
          value={caseName}
          onChange={(event) => setCaseName(event.target.value)}
        />
        <TextField
          label={t('privacy.hold.whyRelease')}
          maxLength={200}
          error={error?.field === 'reason' ? error.text : null}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('privacy.hold.keep')}</Button>
          <Button danger type="submit" disabled={pending}>
            {t('privacy.hold.release')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
