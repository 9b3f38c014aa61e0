/**
 * Inputs that work, for procedures whose schema says too little of what fits together: without them nothing random gets past the first
 * check. Owns no judgement.
 */
import type { Random } from '../../src/main/platform/ports.ts';
import type { Pool } from './fromSchema.ts';
import { pick } from './hostile.ts';

type Recipe = (pool: Pool, random: Random) => Record<string, unknown>;

/** The questions a text of the desk may meet, answered. */
const CONFIRMED = ['QUIET_HOURS', 'CAP_DAY', 'CAP_WEEK', 'OPTOUT_SUSPECTED', 'CONSENT_UNPROVEN'];

const pinOf: Recipe = (pool) => ({ accountId: pool.idFor('accountId'), pin: pool.known['pin'] });

export const RECIPES: ReadonlyMap<string, Recipe> = new Map<string, Recipe>([
  ['accounts.signIn', pinOf],
  ['accounts.switchTo', pinOf],
  ['accounts.elevate', pinOf],
  [
    'messages.sendMessage',
    (pool, random) => ({
      personId: pool.idFor('personId'),
      body: pick(random, pool.words),
      ...(random.fraction() < 0.5 ? { confirmed: CONFIRMED } : {}),
      ...(random.fraction() < 0.3 ? { undoMs: 0 } : {}),
    }),
  ],
]);
