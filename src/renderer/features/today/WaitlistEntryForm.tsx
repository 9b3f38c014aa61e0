/** Who would like to come earlier, and what they would take: days, hours, not before a day, a note. Saves one entry of the waitlist. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { PersonSummary, WaitlistEntry } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { TextField } from '../../ui/Field.tsx';
import { PersonPicker } from './PersonPicker.tsx';
import styles from './DayDialogs.module.css';

export interface WaitlistEntryFormProps {
  /** Null: somebody new, to be chosen here. */
  readonly entry: WaitlistEntry | null;
  readonly onClose: () => void;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const ANYTHING: WaitlistEntry['wishes'] = {
  kinds: [],
  clinicians: [],
  weekdays: [],
  from: null,
  to: null,
  earliest: null,
  minutes: null,
};

export function WaitlistEntryForm({ entry, onClose }: WaitlistEntryFormProps) {
  const t = useT();
  const errorText = useErrorText();
  const save = useCommand('waitlist.saveEntry', { refusal: 'caller' });
  const [person, setPerson] = useState<PersonSummary | null>(null);
  const [wishes, setWishes] = useState(entry?.wishes ?? ANYTHING);
  const [note, setNote] = useState(entry?.note ?? '');
  const [error, setError] = useState<string | null>(null);
  const set = (patch: Partial<typeof wishes>): void => setWishes({ ...wishes, ...patch });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const whose = entry === null ? { personId: person?.id ?? '' } : { id: entry.id, source: entry.source };
    const outcome = await save.run({ ...whose, wishes, note: note.trim() });
    if (outcome.ok) onClose();
    else setError(errorText(outcome.error));
  };
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      {entry === null ? <PersonPicker person={person} error={null} onChange={setPerson} /> : null}
      <Days chosen={wishes.weekdays} onChange={(weekdays) => set({ weekdays })} />
      <div className={styles.pacing}>
        <TextField
          label={t('waitlist.from')}
          type="time"
          value={wishes.from ?? ''}
          onChange={(event) => set({ from: event.target.value || null })}
        />
        <TextField
          label={t('waitlist.to')}
          type="time"
          value={wishes.to ?? ''}
          onChange={(event) => set({ to: event.target.value || null })}
        />
        <TextField
          label={t('waitlist.earliest')}
          type="date"
          value={wishes.earliest ?? ''}
          onChange={(event) => set({ earliest: event.target.value || null })}
        />
      </div>
      <TextField
        label={t('waitlist.note')}
        maxLength={300}
        autoComplete="off"
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {error === null ? null : (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      <div className={styles.buttons}>
        <Button
          type="submit"
          size="small"
          variant="primary"
          disabled={save.pending || (entry === null && person === null)}
        >
          {t(entry === null ? 'waitlist.add' : 'common.save')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}

interface DaysProps {
  readonly chosen: readonly number[];
  readonly onChange: (weekdays: number[]) => void;
}

function Days({ chosen, onChange }: DaysProps) {
  const t = useT();
  return (
    <fieldset className={styles.days}>
      <legend className={styles.caption}>{t('waitlist.days')}</legend>
      {WEEKDAYS.map((day) => (
        <CheckField
          key={day}
          checked={chosen.includes(day)}
          onChange={({ target }) =>
            onChange(target.checked ? [...chosen, day].toSorted((a, b) => a - b) : chosen.filter((one) => one !== day))
          }
        >
          {t(`weekday.${day}`)}
        </CheckField>
      ))}
      <p className={styles.help}>{t('waitlist.anyDay')}</p>
    </fieldset>
  );
}
