/** When the practice is open, by its own wall clock. Pure. */
import type { OpeningHours } from '../../../contract/autoReplies.ts';
import { isOpen, nextOpen } from '../quietHours.ts';
import type { OpenHours } from '../quietHours.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';

/** Whether the practice is open at `at` (UTC ms); null: nobody has said when it is. */
export function isPracticeOpen(hours: OpeningHours | null, zone: string, at: number): boolean | null {
  return hours === null ? null : isOpen(asHours(hours), [zone], at);
}

/** When it opens next; null: not within eight days, or nobody has said. */
export function opensAt(hours: OpeningHours | null, zone: string, at: number): number | null {
  return hours === null ? null : nextOpen(asHours(hours), [zone], at);
}

function asHours(hours: OpeningHours): OpenHours {
  return ({ weekday }) => {
    const day = hours[weekday - 1] ?? null;
    return day === null ? null : { startMs: msOf(day.open), endMs: msOf(day.close) };
  };
}

function msOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * HOUR_MS + minute * MINUTE_MS;
}
