/** The times that snooze and "send later" offer (ux.md 1, Snooze). Pure. */
import { addCivilDays, instantAt, weekdayOf } from '../../i18n/civil.ts';
import type { MessageId } from '../../i18n/en.ts';
import type { Formats } from '../../i18n/format.ts';

export interface TimePreset {
  readonly key: string;
  readonly message: MessageId;
  /** UTC ms. */
  readonly at: number;
}

const HOUR_MS = 3_600_000;

/** What lies ahead of `now` (UTC ms) in the practice's zone; times of today that have passed are left out. */
export function timePresets(now: number, formats: Pick<Formats, 'civilDate' | 'zone'>): readonly TimePreset[] {
  const today = formats.civilDate(now);
  const on = (days: number, hhmm: string): number => instantAt(addCivilDays(today, days), hhmm, formats.zone);
  const toMonday = 8 - weekdayOf(today);
  const presets: readonly TimePreset[] = [
    { key: 'hour', message: 'inbox.in1h', at: now + HOUR_MS },
    { key: 'lunch', message: 'inbox.afterLunch', at: on(0, '13:00') },
    { key: 'evening', message: 'inbox.endOfDay', at: on(0, '16:30') },
    { key: 'tomorrow', message: 'inbox.tomorrow', at: on(1, '08:00') },
    // On a Sunday that is tomorrow.
    ...(toMonday === 1 ? [] : [{ key: 'monday', message: 'inbox.nextMonday', at: on(toMonday, '08:00') } as const]),
  ];
  return presets.filter(({ at }) => at > now);
}
