/** Changing the key of the data: the new recovery code is written down and typed again before anything is asked for. */
import { useEffect, useState } from 'react';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useT } from '../../../i18n/useT.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/Field.tsx';

export function KeyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const { run: offer } = useCommand('backups.offerKeyChange', { refusal: 'caller' });
  const changing = useCommand('backups.changeKey', { refusal: 'caller' });
  const [shown, setShown] = useState('');
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    void offer({}).then((outcome) => {
      if (outcome.ok) setShown(outcome.value.recoveryCode);
      else setError(errorText(outcome.error));
    });
  }, [offer, errorText]);
  const change = async (): Promise<void> => {
    const outcome = await changing.run({ recoveryCode: typed });
    if (outcome.ok) onClose();
    else setError(errorText(outcome.error));
  };
  return (
    <Dialog
      opened
      title={t('backups.key.title')}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('backups.key.keep')}
          </Button>
          <Button disabled={changing.pending || typed.trim() === ''} onClick={() => void change()}>
            {t('backups.key.go')}
          </Button>
        </>
      }
    >
      <p>{t('backups.key.intro')}</p>
      <p>
        <strong>{shown}</strong>
      </p>
      <TextField
        label={t('backups.key.again')}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Dialog>
  );
}
