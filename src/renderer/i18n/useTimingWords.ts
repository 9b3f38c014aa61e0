/** A step of the reminder plan in words: "3 days before", "2 hours before", "When booked", "1 day after a missed visit". */
import type { ReminderStep, StepTiming } from '../contract.ts';
import { useFormats } from './useFormats.ts';
import { useT } from './useT.ts';

export interface TimingWords {
  /** Without its wall-clock time. */
  readonly short: (timing: StepTiming) => string;
  /** With it: "1 day before at 10:30 AM". */
  readonly long: (timing: StepTiming) => string;
  /** What a card or a row says: the step's timing, or which change a person is told of. */
  readonly ofStep: (step: ReminderStep) => string;
}

const HOUR_MINUTES = 60;

export function useTimingWords(): TimingWords {
  const t = useT();
  const formats = useFormats();
  const short = (timing: StepTiming): string => {
    switch (timing.kind) {
      case 'daysBefore':
        return t('timing.daysBefore', { days: timing.days });
      case 'minutesBefore':
        return timing.minutes % HOUR_MINUTES === 0
          ? t('timing.hoursBefore', { hours: timing.minutes / HOUR_MINUTES })
          : t('timing.minutesBefore', { minutes: timing.minutes });
      case 'booked':
        return t('timing.booked');
      case 'daysAfter':
        return t(`timing.daysAfter.${timing.after}`, { days: timing.days });
      case 'monthsAfter':
        return t('timing.monthsAfter', { months: timing.months });
    }
  };
  const long = (timing: StepTiming): string =>
    'at' in timing ? t('timing.at', { when: short(timing), time: formats.civilTime(timing.at) }) : short(timing);
  const ofStep = ({ kind, timing }: ReminderStep): string => {
    if (kind !== 'step') return t(`timing.${kind}`);
    return timing === null ? t('timing.gone') : short(timing);
  };
  return { short, long, ofStep };
}
