/** When texts may leave and how many: hours, closed days, limits of the SIM, undo time. */
import { useT } from '../../i18n/useT.ts';
import { CheckField } from '../../ui/CheckField.tsx';
import { ChoiceSetting, TextSetting } from './fields.tsx';
import { DltSettings } from './DltSettings.tsx';
import { SafetySettings } from './SafetySettings.tsx';
import { SettingRow } from './SettingRow.tsx';
import type { PageProps } from './pageProps.ts';
import { useSaver } from './useSaver.ts';
import styles from './Settings.module.css';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const UNDO_SECONDS = [0, 5, 10, 20] as const;

/** What a SIM made for people stands, beside texts a day; an empty field is no limit. */
const LIMITS = [
  { field: 'recipientsPerDay', most: 5000 },
  { field: 'perHalfHour', most: 1000 },
  { field: 'sameTextPerHour', most: 1000 },
  { field: 'failuresInARow', most: 20 },
] as const;

export function HoursPage({ settings, locked: disabled }: PageProps) {
  const t = useT();
  const { sending } = settings;
  return (
    <>
      <TextSetting
        type="time"
        name={t('settings.open')}
        help={t('settings.openHelp')}
        value={sending.open}
        patch={(open) => (open === '' ? null : { sending: { open, close: sending.close } })}
        disabled={disabled}
      />
      <TextSetting
        type="time"
        name={t('settings.close')}
        value={sending.close}
        patch={(close) => (close === '' ? null : { sending: { open: sending.open, close } })}
        disabled={disabled}
      />
      <ClosedDays days={sending.closedDays} disabled={disabled} />
      <TextSetting
        type="number"
        name={t('settings.perDay')}
        help={t('settings.perDayHelp')}
        value={String(sending.perDay)}
        input={{ min: 1, max: 5000 }}
        patch={(value) => numberPatch(value, (perDay) => ({ sending: { perDay } }))}
        disabled={disabled}
      />
      <TextSetting
        type="number"
        name={t('settings.pace')}
        help={t('settings.paceHelp')}
        value={String(sending.paceMs / 1000)}
        input={{ min: 0, max: 600 }}
        patch={(value) => numberPatch(value, (seconds) => ({ sending: { paceMs: seconds * 1000 } }))}
        disabled={disabled}
      />
      {LIMITS.map(({ field, most }) => (
        <TextSetting
          key={field}
          type="number"
          name={t(`settings.limit.${field}`)}
          help={t(`settings.limit.${field}Help`)}
          value={sending[field] === null ? '' : String(sending[field])}
          input={{ min: 1, max: most }}
          patch={(value) => limitPatch(field, value)}
          disabled={disabled}
        />
      ))}
      <ChoiceSetting
        name={t('settings.undo')}
        value={String(sending.undoMs / 1000)}
        options={UNDO_SECONDS.map((seconds) => ({
          value: String(seconds),
          label: seconds === 0 ? t('settings.undo.off') : t('settings.undo.seconds', { seconds }),
        }))}
        patch={(seconds) => ({ sending: { undoMs: Number(seconds) * 1000 } })}
        disabled={disabled}
      />
      <SafetySettings settings={settings} locked={disabled} />
      {settings.practice.country === 'IN' ? <DltSettings settings={settings} locked={disabled} /> : null}
    </>
  );
}

/** A whole number, or nothing to save; the core says when it is out of range. */
function numberPatch<P>(value: string, patch: (number: number) => P): P | null {
  const number = Math.round(Number(value));
  return value.trim() === '' || !Number.isFinite(number) ? null : patch(number);
}

function limitPatch(field: (typeof LIMITS)[number]['field'], value: string) {
  if (value.trim() === '') return { sending: { [field]: null } };
  return numberPatch(value, (limit) => ({ sending: { [field]: limit } }));
}

function ClosedDays({ days, disabled }: { readonly days: readonly number[]; readonly disabled: boolean }) {
  const t = useT();
  const { save, saved, error } = useSaver('settings.saveSettings');
  const toggle = (day: number, on: boolean): void => {
    const closedDays = on ? [...days, day].sort((a, b) => a - b) : days.filter((other) => other !== day);
    void save({ sending: { closedDays } });
  };
  return (
    <SettingRow name={t('settings.closedDays')} help={t('settings.closedDaysHelp')} saved={saved} error={error} group>
      {() => (
        <div role="group" aria-label={t('settings.closedDays')} className={styles.days}>
          {WEEKDAYS.map((day) => (
            <CheckField
              key={day}
              checked={days.includes(day)}
              disabled={disabled}
              onChange={(event) => toggle(day, event.target.checked)}
            >
              {t(`weekday.${day}`)}
            </CheckField>
          ))}
        </div>
      )}
    </SettingRow>
  );
}
