/** What is said about texts that a gateway keeps until their time, with the time in the practice's own way. Reads only. */
import type { Reason } from '../../../contract/common.ts';
import { momentText, timeText } from '../../domain/timeText.ts';
import { compareDates, toLocal } from '../../domain/time.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

export const MAY_STILL_GO = 'mayStillGo';
export const WENT_OUT = 'wentOutAnyway';

/** The old text could not be had back: somebody has to tell the patient before it does. */
export function mayStillGo(tx: ReadTx, sendAt: number, now: number): Reason {
  return { code: MAY_STILL_GO, text: `The old text may still go out at ${at(tx, sendAt, now)}. Call them.` };
}

/** It was out before it could be had back. */
export function wentOut(tx: ReadTx, sentAt: number, now: number): Reason {
  return {
    code: WENT_OUT,
    text: `The old text went out at ${at(tx, sentAt, now)}, before it could be taken back. Call them.`,
  };
}

/** `6:00 PM`, on another day `Mon Nov 23, 6:00 PM`. */
function at(tx: ReadTx, instant: number, now: number): string {
  const { zone, clock, country } = readSettings(tx).practice;
  const order = country === 'US' || country === 'CA' ? ('monthFirst' as const) : ('dayFirst' as const);
  const style = { language: 'en', clock, order } as const;
  const then = toLocal(instant, zone);
  return compareDates(then, toLocal(now, zone)) === 0 ? timeText(then, style) : momentText(instant, zone, style);
}
