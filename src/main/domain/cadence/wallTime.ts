/** Wall-clock times as settings and steps write them. Pure. */
import { HOUR_MS, MINUTE_MS } from '../time.ts';

/** `10:30` in ms after midnight. Throws RangeError for anything else. */
export function wallTimeMs(at: string): number {
  const [hour, minute] = at.split(':').map(Number);
  if (hour === undefined || minute === undefined || !(hour < 24) || !(minute < 60)) {
    throw new RangeError(`Not a wall-clock time: ${at}`);
  }
  return hour * HOUR_MS + minute * MINUTE_MS;
}
