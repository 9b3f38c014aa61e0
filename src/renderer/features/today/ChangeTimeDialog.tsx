/** Moves a visit to another day or time, in the zone of the visit. The patient is not told by itself: the toast offers it. */
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import type { Appointment } from '../../contract.ts';
import { clockTimeAt, instantAt } from '../../i18n/civil.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Pii } from '../../ui/Pii.tsx';
import styles from './VisitDialog.module.css';

export interface ChangeTimeDialogProps {
  readonly visit: Appointment;
  readonly onClose: () => void;
}

export function ChangeTimeDialog({ visit, onClose }: ChangeTimeDialogProps) {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const { clock } = useServices();
  const [date, setDate] = useState(() => formats.civilDate(visit.startsAt, visit.zone));
  const [time, setTime] = useState(() => clockTimeAt(visit.startsAt, visit.zone));
  const [error, setError] = useState<string | null>(null);
  const timeField = useRef<HTMLInputElement>(null);
  const save = useCommand('schedule.saveAppointment', { refusal: 'caller' });
  const offerUndo = useOfferMoveBack(visit);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const startsAt = date === '' || time === '' ? null : instantAt(date, time, visit.zone);
    const wrong = startsAt === null ? t('changeTime.invalid') : startsAt <= clock.now() ? t('changeTime.past') : null;
    setError(wrong);
    if (wrong !== null || startsAt === null) return timeField.current?.focus();
    if (startsAt === visit.startsAt) return onClose();
    const outcome = await save.run({ id: visit.id, startsAt });
    if (!outcome.ok) return setError(errorText(outcome.error));
    offerUndo(startsAt);
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={t('changeTime.title')} width={440}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <p data-reveal="" className={styles.who}>
          <Pii className={styles.name}>{visit.personName}</Pii>
          <span className={styles.help}>
            {t('changeTime.was', { when: formats.when(visit.startsAt, clock.now()) })}
          </span>
        </p>
        <div className={styles.pair}>
          <TextField
            type="date"
            label={t('changeTime.date')}
            value={date}
            onChange={(event) => setDate(event.target.value)}
          />
          <TextField
            ref={timeField}
            type="time"
            label={t('changeTime.time')}
            value={time}
            error={error}
            data-autofocus
            onChange={(event) => setTime(event.target.value)}
          />
        </div>
        <p className={styles.help}>{t('changeTime.note')}</p>
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" disabled={save.pending}>
            {t('changeTime.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Moving back brings the old time and, as moving clears it, the reply too. */
function useOfferMoveBack(visit: Appointment): (startsAt: number) => void {
  const t = useT();
  const formats = useFormats();
  const { clock, router, toasts, undo } = useServices();
  const save = useCommand('schedule.saveAppointment').run;
  const setState = useCommand('schedule.setAppointmentState').run;
  return (startsAt) => {
    undo.push(async () => {
      const outcome = await save({ id: visit.id, startsAt: visit.startsAt });
      if (outcome.ok && visit.reply !== 'none') await setState({ id: visit.id, reply: visit.reply });
    });
    const { conversationId } = visit;
    toasts.show({
      icon: 'done',
      message: t('today.done.moved', { when: formats.when(startsAt, clock.now()) }),
      ...(conversationId === null
        ? {}
        : {
            action: {
              label: t('changeTime.tell'),
              run: () => router.go({ screen: 'inbox', selection: conversationId }),
            },
          }),
    });
  };
}
