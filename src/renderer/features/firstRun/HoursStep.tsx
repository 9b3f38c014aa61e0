/** Step 5: when automatic texts may leave, with an example of what that does. Saved on Continue. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { CheckField } from '../../ui/CheckField.tsx';
import { TextField } from '../../ui/Field.tsx';
import type { StepProps } from './stepProps.ts';
import { StepHead } from './StepHead.tsx';
import styles from './Setup.module.css';

const SUNDAY = 7;

export function HoursStep({ settings, formId, onDone }: StepProps) {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const { sending } = settings;
  const [open, setOpen] = useState(sending.open);
  const [close, setClose] = useState(sending.close);
  const [sunday, setSunday] = useState(sending.closedDays.includes(SUNDAY));
  const [error, setError] = useState<string | null>(null);
  const { run } = useCommand('settings.saveSettings', { refusal: 'caller' });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (open === '' || close === '' || open >= close) return setError(t('setup.hours.order'));
    const others = sending.closedDays.filter((day) => day !== SUNDAY);
    const outcome = await run({ sending: { open, close, closedDays: sunday ? [...others, SUNDAY] : others } });
    if (outcome.ok) onDone();
    else setError(errorText(outcome.error));
  };
  return (
    <>
      <StepHead title={t('setup.hours.title')} help={t('setup.hours.help')} />
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <div className={styles.pair}>
          <TextField
            type="time"
            label={t('setup.hours.open')}
            value={open}
            onChange={(event) => setOpen(event.target.value)}
          />
          <TextField
            type="time"
            label={t('setup.hours.close')}
            value={close}
            error={error}
            onChange={(event) => setClose(event.target.value)}
          />
        </div>
        <CheckField checked={sunday} onChange={(event) => setSunday(event.target.checked)}>
          {t('setup.hours.sunday')}
        </CheckField>
        {open !== '' && close !== '' && open < close ? (
          <p className={styles.preview}>
            {t('setup.hours.preview', {
              planned: formats.civilTime(halfPast(close)),
              open: formats.civilTime(open),
            })}
          </p>
        ) : null}
      </form>
    </>
  );
}

/** An example after closing: an hour and a half later, or a minute before midnight. */
function halfPast(close: string): string {
  const [hours = 0, minutes = 0] = close.split(':').map(Number);
  const later = Math.min(hours * 60 + minutes + 90, 23 * 60 + 59);
  return `${String(Math.floor(later / 60)).padStart(2, '0')}:${String(later % 60).padStart(2, '0')}`;
}
