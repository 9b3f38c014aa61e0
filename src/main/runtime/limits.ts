/** What each kind of gateway may be asked for. A SIM's pace and day are the practice's settings; a business number has its own, much higher ones. */
import { readSettings } from '../features/settings/readSettings.ts';
import type { ReadLimits } from '../jobs/deps.ts';

/** One text a second: what a US local number carries (twilio.md 10). Twilio queues what comes faster, so this is courtesy, not need. */
const BUSINESS_PACE_MS = 1_000;

export const readLimits: ReadLimits = (tx, gateway) => {
  const { sending, practice } = readSettings(tx);
  const { zone } = practice;
  return gateway.kind === 'phone'
    ? { paceMs: sending.paceMs, perDay: sending.perDay, zone }
    : { paceMs: BUSINESS_PACE_MS, perDay: null, zone };
};
