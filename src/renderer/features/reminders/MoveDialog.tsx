/** "Move to...": another moment for one or several reminders. Says afterwards which could not go there. */
import { useState } from 'react';
import { addCivilDays, instantAt } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './Dialogs.module.css';

export interface MoveDialogProps {
  readonly count: number;
  /** Wall-clock time at which texts may leave in the morning. */
  readonly opensAt: string;
  readonly onMove: (to: number) => void;
  readonly onClose: () => void;
}

export function MoveDialog({ count, opensAt, onMove, onClose }: MoveDialogProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const today = formats.civilDate(clock.now());
  const [day, setDay] = useState(addCivilDays(today, 1));
  const [time, setTime] = useState(opensAt);
  const [error, setError] = useState<string | null>(null);
  const move = (): void => {
    if (day === '' || time === '') return setError(t('reminders.moveIncomplete'));
    const to = instantAt(day, time, formats.zone);
    if (to <= clock.now()) return setError(t('reminders.movePast'));
    onMove(to);
  };
  return (
    <Dialog
      opened
      width={440}
      title={t('reminders.moveTitle', { count })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('reminders.moveCancel')}</Button>
          <Button variant="primary" onClick={move}>
            {t('reminders.moveCount', { count })}
          </Button>
        </>
      }
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          move();
        }}
      >
        <TextField
          data-autofocus
          type="date"
          min={today}
          label={t('reminders.moveDay')}
          value={day}
          error={error}
          onChange={(event) => {
            setError(null);
            setDay(event.target.value);
          }}
        />
        <TextField
          type="time"
          label={t('reminders.moveTime')}
          value={time}
          onChange={(event) => {
            setError(null);
            setTime(event.target.value);
          }}
        />
      </form>
      <p className={styles.quiet}>{t('reminders.moveHelp')}</p>
    </Dialog>
  );
}
