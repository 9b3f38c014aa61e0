/** Adds one visit by hand: whose, when, how long, with whom. */
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import type { PersonSummary } from '../../contract.ts';
import { instantAt } from '../../i18n/civil.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { PersonPicker } from './PersonPicker.tsx';
import styles from './VisitDialog.module.css';

export interface AddVisitDialogProps {
  /** The day it is for at first, "2026-11-19". */
  readonly date: string;
  readonly onClose: () => void;
}

interface Problem {
  readonly field: 'person' | 'time';
  readonly text: string;
}

export function AddVisitDialog({ date: firstDate, onClose }: AddVisitDialogProps) {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const [person, setPerson] = useState<PersonSummary | null>(null);
  const [date, setDate] = useState(firstDate);
  const [time, setTime] = useState('09:00');
  const [minutes, setMinutes] = useState('30');
  const [clinician, setClinician] = useState('');
  const [kind, setKind] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const timeField = useRef<HTMLInputElement>(null);
  const save = useCommand('schedule.saveAppointment', { refusal: 'caller' });

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!person) return setProblem({ field: 'person', text: t('addVisit.whoMissing') });
    if (date === '' || time === '') {
      setProblem({ field: 'time', text: t('changeTime.invalid') });
      return timeField.current?.focus();
    }
    const outcome = await save.run({
      personId: person.id,
      startsAt: instantAt(date, time, formats.zone),
      duration: Math.max(1, Math.round(Number(minutes)) || 30),
      clinician: clinician.trim(),
      kind: kind.trim(),
    });
    if (!outcome.ok) {
      const field = outcome.error.field === 'personId' ? 'person' : 'time';
      return setProblem({ field, text: errorText(outcome.error) });
    }
    toasts.show({ icon: 'done', message: t('today.done.added') });
    onClose();
  };
  const problemOf = (field: Problem['field']): string | null => (problem?.field === field ? problem.text : null);
  return (
    <Dialog opened onClose={onClose} title={t('addVisit.title')}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <PersonPicker person={person} error={problemOf('person')} onChange={setPerson} />
        <div className={styles.three}>
          <TextField
            type="date"
            label={t('addVisit.date')}
            value={date}
            onChange={(event) => setDate(event.target.value)}
          />
          <TextField
            ref={timeField}
            type="time"
            label={t('addVisit.time')}
            value={time}
            error={problemOf('time')}
            onChange={(event) => setTime(event.target.value)}
          />
          <TextField
            type="number"
            min={1}
            max={1440}
            label={t('addVisit.minutes')}
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        </div>
        <div className={styles.pair}>
          <TextField
            label={t('addVisit.clinician')}
            value={clinician}
            maxLength={80}
            onChange={(event) => setClinician(event.target.value)}
          />
          <TextField
            label={t('addVisit.kind')}
            value={kind}
            maxLength={80}
            onChange={(event) => setKind(event.target.value)}
          />
        </div>
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" disabled={save.pending}>
            {t('addVisit.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
