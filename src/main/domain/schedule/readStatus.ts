/** Reads the state of a visit out of one or several columns: words, or columns that only say yes. Pure. */
import type { StatusMeaning } from '../../../contract/schedule.ts';
import { fold } from './fold.ts';
import { meaningOfStatus, type ChosenStatuses } from './statusWords.ts';

export interface StatusColumn {
  readonly index: number;
  /** What a yes in this column means: the header says it ("Cancelled"). */
  readonly flag: StatusMeaning | undefined;
}

export interface ReadStatus {
  readonly meaning: StatusMeaning;
  /** The word that decided. */
  readonly written: string;
  /** A word nobody has explained; null where another column decides alone. */
  readonly unknown: string | null;
}

/** The earlier ends the visit more surely: where columns disagree it counts. */
const WEIGHT: readonly StatusMeaning[] = ['cancelled', 'notAVisit', 'missed', 'done', 'arrived', 'confirmed', 'booked'];

export function readStatuses(
  cells: readonly string[],
  columns: readonly StatusColumn[],
  chosen: ChosenStatuses,
): ReadStatus {
  let best: ReadStatus = { meaning: 'booked', written: '', unknown: null };
  for (const { index, flag } of columns) {
    const written = (cells[index] ?? '').trim();
    if (written === '') continue;
    const meaning = (flag === undefined ? undefined : flagged(written, flag)) ?? meaningOfStatus(written, chosen);
    if (meaning === undefined) best = { ...best, unknown: best.unknown ?? written };
    else if (WEIGHT.indexOf(meaning) < WEIGHT.indexOf(best.meaning)) best = { ...best, meaning, written };
  }
  // Whatever the other word means: this visit is over or off.
  return best.meaning === 'booked' || best.meaning === 'confirmed' ? best : { ...best, unknown: null };
}

function flagged(written: string, flag: StatusMeaning): StatusMeaning | undefined {
  const folded = fold(written);
  if (/^(?:y|yes|true|1|x|si|ja)$/.test(folded) || /^[✓✔]$/u.test(written)) return flag;
  return /^(?:n|no|false|0|nein)$/.test(folded) || folded === '' ? 'booked' : undefined;
}
