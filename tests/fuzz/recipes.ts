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

const text = (pool: Pool, name: string): string => pool.known[name] ?? '';
const backup: Recipe = (pool) => ({ file: text(pool, 'backup') });
/** Half an hour on one of the next days. */
function slotOf(pool: Pool, random: Random): Record<string, unknown> {
  const startsAt = pool.now + Math.round(random.fraction() * 5 * 86_400_000) + 3_600_000;
  return { startsAt, endsAt: startsAt + 1_800_000 };
}
const CASE = 'Case 12';

/** What never answers OK here, and why: their inside is left to tests of their own. */
export const OUT_OF_REACH: ReadonlyMap<string, string> = new Map([
  ...['getState', 'advanceClock', 'setSpeed', 'setFault', 'receiveText', 'getSampleSchedule'].map(
    (verb) => [`demo.${verb}`, 'this is no demo'] as const,
  ),
  ['accounts.createOwner', 'there is an owner'],
  ['accounts.changePin', 'who calls here stands outside the accounts'],
  ['backups.restart', 'nothing starts this program anew'],
  ['backups.liftFence', 'nothing was restored'],
]);

export const RECIPES: ReadonlyMap<string, Recipe> = new Map<string, Recipe>([
  ['accounts.signIn', pinOf],
  ['accounts.switchTo', pinOf],
  ['accounts.elevate', pinOf],
  [
    'accounts.recoverOwner',
    (pool) => ({ accountId: text(pool, 'ownerId'), code: text(pool, 'recoveryCode'), pin: text(pool, 'pin') }),
  ],
  [
    'gateways.connectTwilio',
    (pool) => ({
      ...{ accountSid: text(pool, 'accountSid'), keySid: text(pool, 'keySid'), keySecret: text(pool, 'keySecret') },
      ...{ sender: text(pool, 'sender'), replace: true },
    }),
  ],
  ['people.mergePeople', (pool) => ({ keepId: pool.idFor('personId'), mergeId: pool.idFor('personId') })],
  ['people.undoMerge', (pool) => ({ id: pool.idFor('mergeId') })],
  ['consent.getFile', (pool) => ({ id: pool.idFor('fileId') })],
  ['backups.lookAt', backup],
  ['backups.testRestore', backup],
  ['backups.restore', backup],
  ['backups.changeKey', (pool) => ({ recoveryCode: text(pool, 'recoveryCode') })],
  [
    'privacy.placeHold',
    (pool, random) => ({ scope: 'number', number: pick(random, pool.numbers), caseName: CASE, reason: 'A letter' }),
  ],
  [
    'waitlist.offerSlot',
    (pool, random) => ({
      slot: slotOf(pool, random),
      entryIds: [pool.idFor('id')],
      body: 'A time has become free. Reply Y to take it.',
    }),
  ],
  [
    'waitlist.previewOffer',
    (pool, random) => ({ slot: slotOf(pool, random), entryIds: [pool.idFor('id')], body: 'A time is free.' }),
  ],
  ['waitlist.pauseSlot', (pool, random) => ({ slotId: pool.idFor('id'), pause: random.fraction() < 0.5 })],
  ['waitlist.stopSlot', (pool) => ({ slotId: pool.idFor('id') })],
  ['waitlist.recordAnswer', (pool) => ({ offerId: pool.idFor('id'), answer: 'yes' })],
  ['waitlist.bookSlot', (pool) => ({ slotId: pool.idFor('id') })],
  ['privacy.releaseHold', (pool) => ({ id: pool.idFor('id'), caseName: CASE, reason: 'It is over' })],
  ['schedule.previewImport', (pool) => ({ fileName: 'list.csv', text: text(pool, 'text') })],
  ['schedule.cancelImport', (pool) => ({ importId: pool.idFor('importId') })],
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
