/** When the practice is open, for rules that look at the clock. */
import { useState } from 'react';
import type { OpeningHours } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './autoReplies.module.css';

type Day = OpeningHours[number];

const OFFICE: Day = { open: '08:00', close: '17:00' };
/** Monday to Friday until somebody says otherwise. */
const USUAL: OpeningHours = [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, null, null];
/** A Monday; the days of the week take their names from the seven days that begin with it. */
const MONDAY = Date.UTC(2024, 0, 1, 12);
const DAY_MS = 86_400_000;

export interface HoursDialogProps {
  readonly hours: OpeningHours | null;
  readonly onClose: () => void;
}

export function HoursDialog({ hours, onClose }: HoursDialogProps) {
  const t = useT();
  const offer = useUndoable();
  const saving = useCommand('autoReplies.saveOpeningHours');
  const [days, setDays] = useState<OpeningHours>(hours ?? USUAL);
  const set = (at: number, day: Day): void => setDays(days.map((one, index) => (index === at ? day : one)));
  const bad = days.some((day) => day !== null && !(day.open < day.close));
  const save = async (): Promise<void> => {
    const outcome = await saving.run({ openingHours: days });
    if (!outcome.ok) return;
    offer({ message: t('rules.hoursSaved'), undo: () => saving.run({ openingHours: hours }) });
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('rules.hours')}
      footer={
        <>
          <Button data-autofocus="" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" disabled={bad || saving.pending} onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <p className={styles.quiet}>{t('rules.hoursHelp')}</p>
      {days.map((day, index) => (
        <DayRow key={MONDAY + index} index={index} day={day} onChange={(changed) => set(index, changed)} />
      ))}
    </Dialog>
  );
}

interface DayRowProps {
  readonly index: number;
  readonly day: Day;
  readonly onChange: (day: Day) => void;
}

function DayRow({ index, day, onChange }: DayRowProps) {
  const t = useT();
  const name = useFormats().weekday(MONDAY + index * DAY_MS, 'UTC');
  const wrong = day !== null && !(day.open < day.close);
  return (
    <div className={styles.hoursRow}>
      <CheckField
        checked={day !== null}
        aria-label={t('rules.hoursIsOpen', { day: name })}
        onChange={(event) => onChange(event.target.checked ? OFFICE : null)}
      >
        {name}
      </CheckField>
      {day === null ? null : (
        <>
          <TextField
            label={t('rules.hoursOpen', { day: name })}
            type="time"
            value={day.open}
            onChange={(event) => onChange({ ...day, open: event.target.value })}
          />
          <TextField
            label={t('rules.hoursClose', { day: name })}
            type="time"
            error={wrong ? t('rules.hoursBad') : null}
            value={day.close}
            onChange={(event) => onChange({ ...day, close: event.target.value })}
          />
        </>
      )}
    </div>
  );
}
