/** What becomes of reminders that are due while this PC is off, and when it is on. */
import type { Settings } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { CheckField } from '../../ui/CheckField.tsx';
import { ChoiceSetting, TextSetting } from './fields.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useSaver } from './useSaver.ts';
import styles from './Settings.module.css';

type HandOff = Settings['handOff'];
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** Where no day is chosen yet. */
const USUAL = { from: '07:30', to: '19:00' };

interface Props {
  readonly handOff: HandOff;
  readonly disabled: boolean;
}

export function HandOffSettings({ handOff, disabled }: Props) {
  const t = useT();
  const hours = handOff.pcOn[0] ?? USUAL;
  const at = (patch: Partial<typeof USUAL>) => ({
    handOff: { pcOn: handOff.pcOn.map((day) => ({ ...day, ...patch })) },
  });
  return (
    <>
      <ChoiceSetting
        name={t('sending.handOff')}
        help={t('sending.handOffHelp')}
        value={handOff.on ? 'on' : 'off'}
        options={[
          { value: 'off', label: t('sending.handOff.off') },
          { value: 'on', label: t('sending.handOff.on') },
        ]}
        patch={(value) => ({ handOff: { on: value === 'on' } })}
        disabled={disabled}
      />
      {handOff.on ? (
        <>
          <PcDays handOff={handOff} disabled={disabled} />
          <TextSetting
            type="time"
            name={t('sending.pcFrom')}
            value={hours.from}
            patch={(from) => (from === '' ? null : at({ from }))}
            disabled={disabled}
          />
          <TextSetting
            type="time"
            name={t('sending.pcTo')}
            help={t('sending.pcToHelp')}
            value={hours.to}
            patch={(to) => (to === '' ? null : at({ to }))}
            disabled={disabled}
          />
        </>
      ) : null}
    </>
  );
}

function PcDays({ handOff: { pcOn }, disabled }: Props) {
  const t = useT();
  const { save, saved, error } = useSaver('settings.saveSettings');
  const toggle = (day: number, on: boolean): void => {
    const { from, to } = pcOn[0] ?? USUAL;
    const next = on ? [...pcOn, { day, from, to }] : pcOn.filter((other) => other.day !== day);
    void save({ handOff: { pcOn: next.toSorted((a, b) => a.day - b.day) } });
  };
  return (
    <SettingRow name={t('sending.pcDays')} saved={saved} error={error} group>
      {() => (
        <div role="group" aria-label={t('sending.pcDays')} className={styles.days}>
          {WEEKDAYS.map((day) => (
            <CheckField
              key={day}
              checked={pcOn.some((one) => one.day === day)}
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
