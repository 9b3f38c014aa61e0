/** The practice's opening hours, as rules and their screen use them. Reads only. */
import { OpeningHours } from '../../../contract/autoReplies.ts';
import { isPracticeOpen, opensAt } from '../../domain/autoReplies/openingHours.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

export const OPENING_HOURS = 'openingHours';

/** Null: nobody has said. */
export function readOpeningHours(tx: ReadTx): OpeningHours | null {
  return OpeningHours.safeParse(tx.settings.get(OPENING_HOURS)).data ?? null;
}

export function isOpenNow(tx: ReadTx, now: number): boolean | null {
  return isPracticeOpen(readOpeningHours(tx), readSettings(tx).practice.zone, now);
}

/** When the practice opens next, UTC ms; null: not known. */
export function nextOpening(tx: ReadTx, now: number): number | null {
  return opensAt(readOpeningHours(tx), readSettings(tx).practice.zone, now);
}
