/** Restoring a backup: which one, what is in it, what would be lost, and only then the button that does it. */
import { useT } from '../../../i18n/useT.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { RestoreFields } from './RestoreFields.tsx';
import { useRestore } from './useRestore.ts';

export interface RestoreDialogProps {
  /** Null: the person gives the path. */
  readonly file: string | null;
  readonly now: number;
  readonly onClose: () => void;
}

export function RestoreDialog({ file, now, onClose }: RestoreDialogProps) {
  const t = useT();
  const restore = useRestore(file ?? '');
  const go = async (): Promise<void> => {
    if (await restore.restore(false)) onClose();
  };
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
          {restore.ready ? (
            <Button danger disabled={restore.restoring} onClick={() => void go()}>
              {t('backups.dialog.go')}
            </Button>
          ) : (
            <Button disabled={restore.looking || restore.path.trim() === ''} onClick={() => void restore.lookAt()}>
              {t(restore.looking ? 'backups.dialog.looking' : 'backups.dialog.look')}
            </Button>
          )}
        </>
      }
    >
      <RestoreFields restore={restore} now={now} fixed={file !== null} />
    </Dialog>
  );
}
