/** Before the queue starts again: some of what waits is too late to be of use, and is not sent. */
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export interface RestartDialogProps {
  readonly waiting: number;
  readonly tooLate: number;
  readonly onStart: () => void;
  readonly onClose: () => void;
}

export function RestartDialog({ waiting, tooLate, onStart, onClose }: RestartDialogProps) {
  const t = useT();
  const other = waiting - tooLate;
  return (
    <Dialog
      opened
      width={440}
      title={t('reminders.startAgain')}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('reminders.keepPaused')}
          </Button>
          <Button variant="primary" onClick={onStart}>
            {t(other === 0 ? 'reminders.startAgain' : 'reminders.sendOther', { other })}
          </Button>
        </>
      }
    >
      <p>{t('reminders.tooLateOfThem', { waiting, tooLate, other })}</p>
    </Dialog>
  );
}
