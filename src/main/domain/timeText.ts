/**
 * Dates and times as they stand in a text message, in English and Spanish.
 * Own word lists on purpose: the platform's formatting inserts narrow no-break spaces and accents (sáb) that would
 * halve the message to 70-character parts (rules.md 5.2), and differs between builds of the same runtime.
 */
import { compareDates, toLocal, weekdayOf } from './time.ts';
import type { CivilDate } from './time.ts';

export type TextLanguage = 'en' | 'es';
/** `dayFirst`: Thu 19 Nov. `monthFirst`: Thu Nov 19. Spanish is always day first. */
export type DateOrder = 'dayFirst' | 'monthFirst';
export type ClockStyle = '12h' | '24h';

export interface TextStyle {
  readonly language: TextLanguage;
  readonly order?: DateOrder;
  readonly clock?: ClockStyle;
}

const WEEKDAYS: Record<TextLanguage, readonly string[]> = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  es: ['lun', 'mar', 'mie', 'jue', 'vie', 'sab', 'dom'],
};
const MONTHS: Record<TextLanguage, readonly string[]> = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  es: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
};

/** `Thu 19 Nov`, `jue 19 nov`. Only characters of the basic text alphabet. */
export function dateText(date: CivilDate, style: TextStyle): string {
  const weekday = WEEKDAYS[style.language][weekdayOf(date) - 1] ?? '';
  const month = MONTHS[style.language][date.month - 1] ?? '';
  const monthFirst = style.language === 'en' && style.order === 'monthFirst';
  return monthFirst ? `${weekday} ${month} ${date.day}` : `${weekday} ${date.day} ${month}`;
}

const NEAR_DAYS: Record<TextLanguage, readonly string[]> = { en: ['today', 'tomorrow'], es: ['hoy', 'mañana'] };

/** `today`, `tomorrow`, else as `dateText`: how `date` is called on the day `from`. ñ is a character of the basic text alphabet. */
export function relativeDayText(date: CivilDate, from: CivilDate, style: TextStyle): string {
  return NEAR_DAYS[style.language][compareDates(date, from)] ?? dateText(date, style);
}

/** `10:30 AM` or `10:30`; Spanish 12-hour times are `10:30 am`. */
export function timeText(time: { readonly hour: number; readonly minute: number }, style: TextStyle): string {
  const minute = String(time.minute).padStart(2, '0');
  if (style.clock === '24h') return `${String(time.hour).padStart(2, '0')}:${minute}`;
  const half = time.hour < 12 ? 'AM' : 'PM';
  return `${time.hour % 12 === 0 ? 12 : time.hour % 12}:${minute} ${style.language === 'es' ? half.toLowerCase() : half}`;
}

/** Date and time of an instant in a zone: `Thu 19 Nov, 10:30 AM`. */
export function momentText(at: number, zone: string, style: TextStyle): string {
  const local = toLocal(at, zone);
  return `${dateText(local, style)}, ${timeText(local, style)}`;
}
