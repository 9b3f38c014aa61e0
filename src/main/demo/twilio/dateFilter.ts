/** The date filters of a v2010 list: `Name`, `Name<` and `Name>` (twilio.md 1.2). Values that are no date are ignored without a word. */
import { parseDateFilter } from './wireFormat.ts';

/** Whether an instant passes; a record without one passes only where nothing is filtered. */
export function dateFilter(query: URLSearchParams, name: string): (at: number | null) => boolean {
  const on = parseDateFilter(query.get(name) ?? '');
  const until = parseDateFilter(query.get(`${name}<`) ?? '');
  const since = parseDateFilter(query.get(`${name}>`) ?? '');
  return (at) => {
    if (on === null && until === null && since === null) return true;
    if (at === null) return false;
    // A limit is midnight of its day, or the instant itself; both belong to the range.
    return (
      (on === null || (at >= on.from && at <= on.to)) &&
      (until === null || at <= until.from) &&
      (since === null || at >= since.from)
    );
  };
}
