/** The practice's way of writing times and days, in React: follows the settings, and words "Today" and "2 min". */
import { createContext, useContext, useMemo } from 'react';
import { formatsOf } from './format.ts';
import type { Formats, FormatSettings } from './format.ts';
import { useT } from './useT.ts';

/** Longer ones are easier to read in hours. */
const LONGEST_IN_MINUTES = 120;

export const FormatContext = createContext<FormatSettings>({ locale: 'en-US', zone: 'UTC', clock: '12h' });

export interface DeskFormats extends Formats {
  /** Day separators and list columns: "Today", "Yesterday", weekday for the last 6 days, then "Thu 12 Nov". */
  day(at: number, now: number): string;
  /** Last column of a list: the time today, otherwise the day. */
  timeOrDay(at: number, now: number): string;
  /** In a sentence: "8:00 AM", "yesterday, 8:00 AM", "tomorrow, 8:00 AM", "Fri 20 Nov, 8:00 AM". */
  when(at: number, now: number): string;
  /** How long ago or how long still: "now", "13 min", "2 h", "3 days". Takes ms. */
  span(ms: number): string;
  /** How long something takes: "45 min", "120 min", and above that "2 h 30 min". */
  duration(minutes: number): string;
}

export function useFormats(): DeskFormats {
  const settings = useContext(FormatContext);
  const t = useT();
  return useMemo(() => {
    const formats = formatsOf(settings);
    const day = (at: number, now: number): string => {
      const offset = formats.dayOffset(at, now);
      if (offset === 0) return t('day.today');
      if (offset === -1) return t('day.yesterday');
      if (offset === 1) return t('day.tomorrow');
      return offset < 0 && offset > -7 ? formats.weekday(at) : formats.date(at, now);
    };
    return {
      ...formats,
      day,
      timeOrDay: (at, now) => (formats.dayOffset(at, now) === 0 ? formats.time(at) : day(at, now)),
      when(at, now) {
        const time = formats.time(at);
        const offset = formats.dayOffset(at, now);
        if (offset === 0) return time;
        if (offset === 1) return t('when.tomorrowAt', { time });
        return offset === -1 ? t('when.yesterdayAt', { time }) : t('when.at', { day: formats.date(at, now), time });
      },
      span(ms) {
        const minutes = Math.floor(ms / 60_000);
        if (minutes < 1) return t('ago.now');
        if (minutes < 60) return t('ago.minutes', { count: minutes });
        if (minutes < 48 * 60) return t('ago.hours', { count: Math.floor(minutes / 60) });
        return t('ago.days', { count: Math.floor(minutes / 1440) });
      },
      duration(minutes) {
        if (minutes <= LONGEST_IN_MINUTES) return t('ago.minutes', { count: minutes });
        const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
        return rest === 0 ? t('ago.hours', { count: hours }) : t('duration.hours', { hours, minutes: rest });
      },
    };
  }, [settings, t]);
}
