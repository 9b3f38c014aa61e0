/** How reminders follow the schedule: settling, an old list, shared phones, what patients are told of changes, and holidays. */
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Settings } from '../../../contract.ts';
import { instantAt } from '../../../i18n/civil.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import { useNow } from '../../../state/useNow.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { ChoiceSetting, OnOffSetting, TextSetting } from '../fields.tsx';
import { SettingRow } from '../SettingRow.tsx';
import { useSaver } from '../useSaver.ts';
import styles from './ReminderPlan.module.css';

type Rules = Settings['reminders'];

export interface QueueRulesProps {
  readonly rules: Rules;
  /** Of the country, this year and the next. */
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
  readonly locked: boolean;
}

export function QueueRules({ rules, holidays, locked }: QueueRulesProps) {
  const t = useT();
  return (
    <>
      <TextSetting
        type="number"
        name={t('plan.settle')}
        help={t('plan.settleHelp')}
        value={String(rules.settleMinutes)}
        input={{ min: 0, max: 60 }}
        patch={(value) => (isWhole(value) ? { reminders: { settleMinutes: Number(value) } } : null)}
        disabled={locked}
      />
      <TextSetting
        type="number"
        name={t('plan.stale')}
        help={t('plan.staleHelp')}
        value={rules.staleHours === null ? '' : String(rules.staleHours)}
        input={{ min: 1, max: 336 }}
        patch={(value) =>
          value.trim() === ''
            ? { reminders: { staleHours: null } }
            : isWhole(value)
              ? { reminders: { staleHours: Number(value) } }
              : null
        }
        disabled={locked}
      />
      <ChoiceSetting
        name={t('plan.households')}
        help={t('plan.householdsHelp')}
        value={rules.households}
        options={(['merge', 'each'] as const).map((value) => ({ value, label: t(`plan.households.${value}`) }))}
        patch={(value) => ({ reminders: { households: value === 'each' ? 'each' : 'merge' } })}
        disabled={locked}
      />
      <OnOffSetting
        name={t('plan.movedText')}
        help={t('plan.movedTextHelp')}
        on={rules.movedText}
        patch={(movedText) => ({ reminders: { movedText } })}
        disabled={locked}
      />
      <OnOffSetting
        name={t('plan.cancelledText')}
        help={t('plan.cancelledTextHelp')}
        on={rules.cancelledText}
        patch={(cancelledText) => ({ reminders: { cancelledText } })}
        disabled={locked}
      />
      <Holidays dates={rules.closedDates} offered={holidays} locked={locked} />
    </>
  );
}

function isWhole(text: string): boolean {
  return /^\d+$/.test(text.trim());
}

interface HolidaysProps {
  readonly dates: readonly string[];
  readonly offered: QueueRulesProps['holidays'];
  readonly locked: boolean;
}

function Holidays({ dates, offered, locked }: HolidaysProps) {
  const t = useT();
  const formats = useFormats();
  const now = useNow(60_000);
  const { save, saved, error, pending } = useSaver('settings.saveSettings');
  const [own, setOwn] = useState('');
  const today = formats.civilDate(now);
  const names = new Map(offered.map(({ date, name }) => [date, name]));
  const keep = (next: readonly string[]): void => {
    void save({ reminders: { closedDates: [...new Set(next)].sort() } });
  };
  const coming = dates.filter((date) => date >= today);
  const missing = offered.filter(({ date }) => date >= today && !dates.includes(date));
  const words = (date: string): string => formats.date(instantAt(date, '12:00', formats.zone), now);
  return (
    <SettingRow name={t('plan.holidays')} help={t('plan.holidaysHelp')} saved={saved} error={error} group>
      {() => (
        <div className={styles.holidays}>
          {coming.length === 0 ? <span className={styles.quiet}>{t('plan.holidaysNone')}</span> : null}
          <ul aria-label={t('plan.holidays')}>
            {coming.map((date) => (
              <li key={date}>
                <span>
                  {words(date)} {names.get(date) ?? ''}
                </span>
                <IconButton
                  size="small"
                  label={t('plan.holidayRemove', { date: words(date) })}
                  disabled={locked || pending}
                  onClick={() => keep(dates.filter((other) => other !== date))}
                >
                  <Trash2 size={14} strokeWidth={1.75} />
                </IconButton>
              </li>
            ))}
          </ul>
          {missing.length === 0 ? null : (
            <details>
              <summary>{t('plan.holidaysOffered', { count: missing.length })}</summary>
              <ul aria-label={t('plan.holidaysOffered', { count: missing.length })}>
                {missing.map(({ date, name }) => (
                  <li key={date}>
                    <span>
                      {words(date)} {name}
                    </span>
                    <Button
                      size="small"
                      label={t('plan.holidayCloseOn', { date: words(date) })}
                      disabled={locked || pending}
                      onClick={() => keep([...dates, date])}
                    >
                      {t('plan.holidayClose')}
                    </Button>
                  </li>
                ))}
              </ul>
              <Button
                size="small"
                disabled={locked || pending}
                onClick={() => keep([...dates, ...missing.map(({ date }) => date)])}
              >
                {t('plan.holidayCloseAll')}
              </Button>
            </details>
          )}
          <div className={styles.ownDay}>
            <TextField
              type="date"
              min={today}
              label={t('plan.holidayOwn')}
              value={own}
              disabled={locked}
              onChange={(event) => setOwn(event.target.value)}
            />
            <Button
              size="small"
              disabled={locked || pending || own === ''}
              onClick={() => {
                keep([...dates, own]);
                setOwn('');
              }}
            >
              {t('plan.holidayAdd')}
            </Button>
          </div>
        </div>
      )}
    </SettingRow>
  );
}
