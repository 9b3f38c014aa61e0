/** What each kind of gateway may be asked for. A SIM's pace and day are the practice's settings; a business number has its own, much higher ones. */
import type { Sending } from '../../../contract/settings.ts';
import type { LineLimits } from '../../domain/sendLimits/limits.ts';
import { readSettings } from './readSettings.ts';
import type { ReadLimits } from '../../jobs/deps.ts';

/** One text a second: what a US local number carries (twilio.md 10). Twilio queues what comes faster, so this is courtesy, not need. */
const BUSINESS_PACE_MS = 1_000;

/** The pace is stretched by up to this share of it. */
const SPREAD = 0.5;

/** Beyond pace and day (rules.md 5.5). */
function lineOf({ perHalfHour, recipientsPerDay, sameTextPerHour, failuresInARow }: Sending): LineLimits {
  return { perHalfHour, recipientsPerDay, sameTextPerHour, failuresInARow, spread: SPREAD };
}

export const readLimits: ReadLimits = (tx, gateway) => {
  const { sending, practice } = readSettings(tx);
  const { zone } = practice;
  return gateway.kind === 'phone'
    ? { paceMs: sending.paceMs, perDay: sending.perDay, zone, line: lineOf(sending) }
    : { paceMs: BUSINESS_PACE_MS, perDay: null, zone };
};
