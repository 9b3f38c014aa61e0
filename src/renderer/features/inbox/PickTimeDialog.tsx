/** A day and a time of the practice's wall, for snooze and "send later". Lazily loaded. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import { addCivilDays, instantAt } from '../../i18n/civil.ts';
import type { MessageId } from '../../i18n/en.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './inbox.module.css';

export interface PickTimeDialogProps {
  readonly title: MessageId;
  /** Words of the button. */
  readonly confirm: MessageId;
  readonly onPick: (at: number) => void;
  readonly onClose: () => void;
}

export function PickTimeDialog({ title, confirm, onPick, onClose }: PickTimeDialogProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const today = formats.civilDate(clock.now());
  const [day, setDay] = useState(() => addCivilDays(today, 1));
  const [time, setTime] = useState('08:00');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const at = day === '' || time === '' ? NaN : instantAt(day, time, formats.zone);
    if (!(at > clock.now())) return setError(t('inbox.pick.past'));
    onPick(at);
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={t(title)} width={400}>
      <form noValidate onSubmit={submit}>
        <div className={styles.pair}>
          <TextField
            type="date"
            label={t('inbox.pick.day')}
            min={today}
            value={day}
            data-autofocus
            onChange={(event) => setDay(event.target.value)}
          />
          <TextField
            type="time"
            label={t('inbox.pick.time')}
            value={time}
            error={error}
            onChange={(event) => setTime(event.target.value)}
          />
        </div>
        <div className={styles.dialogButtons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit">
            {t(confirm)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
