/** Own words and another time for one reminder, in place of its text. What is not changed follows the plan. */
import { useId, useState } from 'react';
import { countSegments } from '../../contract.ts';
import type { ReminderDetail } from '../../contract.ts';
import { clockTimeAt, instantAt } from '../../i18n/civil.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';
import { Button } from '../../ui/Button.tsx';
import { TextAreaField, TextField } from '../../ui/Field.tsx';
import { SegmentCounter } from '../../ui/SegmentCounter.tsx';
import styles from './Details.module.css';

export interface EditFormProps {
  readonly card: ReminderDetail['card'];
  readonly body: string;
  readonly onClose: () => void;
}

export function EditForm({ card, body, onClose }: EditFormProps) {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const offerUndo = useUndoable();
  const counter = useId();
  const plannedDay = formats.civilDate(card.dueAt);
  const plannedTime = clockTimeAt(card.dueAt, formats.zone);
  const [words, setWords] = useState(body);
  const [day, setDay] = useState(plannedDay);
  const [time, setTime] = useState(plannedTime);
  const [problem, setProblem] = useState<{ readonly field: string; readonly text: string } | null>(null);
  const { run, pending } = useCommand('reminders.editReminder', { refusal: 'caller' });
  const count = countSegments(words);
  const moved = day !== plannedDay || time !== plannedTime;
  const apply = async (edit: { body?: string | null; dueAt?: number | null }): Promise<void> => {
    const outcome = await run({ id: card.id, ...edit });
    if (!outcome.ok) {
      setProblem({ field: outcome.error.field ?? 'body', text: errorText(outcome.error) });
      return;
    }
    onClose();
    const before = {
      body: card.edited?.body === true ? body : null,
      dueAt: card.edited?.time === true ? card.dueAt : null,
    };
    offerUndo({ message: t('reminders.changed'), undo: () => run({ id: card.id, ...before }) });
  };
  const save = (): void => {
    if (day === '' || time === '') return setProblem({ field: 'dueAt', text: t('reminders.moveIncomplete') });
    const text = words.trim();
    if (text === body.trim() && !moved) return onClose();
    void apply({
      ...(text === body.trim() ? {} : { body: text }),
      ...(moved ? { dueAt: instantAt(day, time, formats.zone) } : {}),
    });
  };
  return (
    <form
      className={styles.edit}
      aria-label={t('reminders.edit')}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextAreaField
        autoFocus
        rows={5}
        maxLength={1000}
        label={t('reminders.editText')}
        value={words}
        error={problem?.field === 'body' ? problem.text : null}
        aria-describedby={counter}
        onChange={(event) => {
          setProblem(null);
          setWords(event.target.value);
        }}
      />
      <SegmentCounter id={counter} segments={count.parts} left={count.unitsPerPart * count.parts - count.units} />
      <div className={styles.editWhen}>
        <TextField
          type="date"
          label={t('reminders.moveDay')}
          value={day}
          error={problem?.field === 'dueAt' ? problem.text : null}
          onChange={(event) => {
            setProblem(null);
            setDay(event.target.value);
          }}
        />
        <TextField
          type="time"
          label={t('reminders.moveTime')}
          value={time}
          onChange={(event) => {
            setProblem(null);
            setTime(event.target.value);
          }}
        />
      </div>
      <div className={styles.editButtons}>
        {card.edited === null ? null : (
          <Button
            size="small"
            variant="ghost"
            disabled={pending}
            onClick={() => void apply({ body: null, dueAt: null })}
          >
            {t('reminders.backToPlan')}
          </Button>
        )}
        <Button size="small" onClick={onClose}>
          {t('reminders.editCancel')}
        </Button>
        <Button size="small" variant="primary" type="submit" disabled={pending || words.trim() === ''}>
          {t('reminders.editSave')}
        </Button>
      </div>
    </form>
  );
}
