/** How long a patient has waited for an answer, counted in opening hours only (ux.md 5.2). Pure. */
import { addCivilDays, clockTimeAt, weekdayOf } from '../../../i18n/civil.ts';
import type { Formats } from '../../../i18n/format.ts';

export interface OpeningHours {
  /** Wall-clock "08:00". */
  readonly open: string;
  readonly close: string;
  /** 1 Monday to 7 Sunday. */
  readonly closedDays: readonly number[];
}

export type Urgency = 'calm' | 'warn' | 'bad';

const DAY_MIN = 24 * 60;
/** Longer than this nobody counts hours: the days tell. */
const MOST_DAYS = 31;

/** Minutes between two instants (UTC ms) in which the desk was open, on the practice's wall. */
export function openMinutes(
  since: number,
  now: number,
  hours: OpeningHours,
  formats: Pick<Formats, 'civilDate' | 'dayOffset' | 'zone'>,
): number {
  if (now <= since) return 0;
  const days = formats.dayOffset(now, since);
  const firstDay = formats.civilDate(since);
  const [open, close] = [minuteOf(hours.open), minuteOf(hours.close)];
  let total = 0;
  for (let day = Math.max(0, days - MOST_DAYS); day <= days; day++) {
    if (hours.closedDays.includes(weekdayOf(addCivilDays(firstDay, day)))) continue;
    const from = day === 0 ? minuteOf(clockTimeAt(since, formats.zone)) : 0;
    const to = day === days ? minuteOf(clockTimeAt(now, formats.zone)) : DAY_MIN;
    total += Math.max(0, Math.min(to, close) - Math.max(from, open));
  }
  return total;
}

/** Grey under 10 minutes, amber from 10, red from 30. */
export function urgencyOf(minutes: number): Urgency {
  if (minutes >= 30) return 'bad';
  return minutes >= 10 ? 'warn' : 'calm';
}

function minuteOf(hhmm: string): number {
  const [hours = 0, minutes = 0] = hhmm.split(':').map(Number);
  return hours * 60 + minutes;
}
