/** Restoring a backup: which one, what is in it, what would be lost, and only then the button that does it. */
import { useState } from 'react';
import type { OutputOf } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useT } from '../../../i18n/useT.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { BackupFacts } from './BackupFacts.tsx';

export interface RestoreDialogProps {
  /** Null: the person gives the path. */
  readonly file: string | null;
  readonly now: number;
  readonly onClose: () => void;
}

type Look = OutputOf<'backups.lookAt'>;

export function RestoreDialog({ file, now, onClose }: RestoreDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const looking = useCommand('backups.lookAt', { refusal: 'caller' });
  const restoring = useCommand('backups.restore', { refusal: 'caller' });
  const [path, setPath] = useState(file ?? '');
  const [code, setCode] = useState('');
  const [look, setLook] = useState<Look | null>(null);
  const [error, setError] = useState<string | null>(null);
  const asked = { file: path.trim(), ...(code.trim() === '' ? {} : { recoveryCode: code.trim() }) };

  const lookAt = async (): Promise<void> => {
    const outcome = await looking.run(asked);
    setError(outcome.ok ? null : errorText(outcome.error));
    setLook(outcome.ok ? outcome.value : null);
  };
  const restore = async (): Promise<void> => {
    const outcome = await restoring.run(asked);
    if (outcome.ok) onClose();
    else setError(errorText(outcome.error));
  };
  const needsCode = look?.fault === 'otherKey' || code !== '';
  const ready = look !== null && look.fault === null;
  return (
    <Dialog
      opened
      title={t('backups.dialog.title')}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('backups.dialog.keep')}
          </Button>
          {ready ? (
            <Button danger disabled={restoring.pending} onClick={() => void restore()}>
              {t('backups.dialog.go')}
            </Button>
          ) : (
            <Button disabled={looking.pending || asked.file === ''} onClick={() => void lookAt()}>
              {t(looking.pending ? 'backups.dialog.looking' : 'backups.dialog.look')}
            </Button>
          )}
        </>
      }
    >
      <TextField
        label={t('backups.dialog.path')}
        hint={file === null ? t('backups.dialog.pathHelp') : undefined}
        value={path}
        readOnly={file !== null}
        error={needsCode ? null : error}
        onChange={(event) => {
          setPath(event.target.value);
          setLook(null);
        }}
      />
      {needsCode ? (
        <TextField
          label={t('backups.dialog.code')}
          hint={t('backups.dialog.codeHelp')}
          autoComplete="off"
          spellCheck={false}
          value={code}
          error={error}
          onChange={(event) => {
            setCode(event.target.value);
            setLook(null);
          }}
        />
      ) : null}
      {look ? <BackupFacts look={look} now={now} /> : null}
    </Dialog>
  );
}
