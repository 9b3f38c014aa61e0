/** Unlocks a data folder with its recovery code, for when the machine's key store has lost the key. Starts nothing. */
import type { Platform } from '../platform/ports.ts';
import { recoverKeyring } from '../store/keyring.ts';
import { acquireOwnerLock } from '../store/ownerLock.ts';

/** Errors: INVALID_INPUT for a mistyped code, DATA_WRONG_KEY for another practice's, DATA_LOCKED while Deskbell runs. */
export async function recoverData(platform: Platform, code: string): Promise<void> {
  const { secrets, random, clock, paths } = platform;
  const lock = acquireOwnerLock(paths.dataDir, { now: clock.now(), token: platform.ids.next() });
  try {
    await recoverKeyring({ secrets, random, clock, dataDir: paths.dataDir }, code);
  } finally {
    lock.release();
  }
}
