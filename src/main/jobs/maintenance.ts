/**
 * Housekeeping once a day, at night when the computer is on, else soon after it is: backup, pruning, stale previews. When it ran last is
 * in the store, so a computer that is off at night misses nothing.
 */
import { compareDates, HOUR_MS, toLocal } from '../domain/time.ts';
import type { ReadTx } from '../store/store.ts';
import type { JobDeps } from './deps.ts';
import { eraseOld } from './eraseOld.ts';
import type { EraseRule } from './eraseOld.ts';
import { createLoop, describeError } from './loop.ts';
import type { Loop } from './loop.ts';
import { removeOld } from './retention.ts';
import type { RetentionRule } from './retention.ts';

export interface MaintenanceHooks {
  /** The practice's IANA zone, for "at night". */
  zone(tx: ReadTx): string;
  /** The runtime's backup, including its naming and retention. */
  backup(signal: AbortSignal): Promise<void>;
  /** After how many days texts are erased at the provider, and how; left out: never. */
  eraseAtProvider?(tx: ReadTx): EraseRule;
  /** How long things are kept; left out: for good. */
  retention?(tx: ReadTx): RetentionRule;
  /** Deletes again whoever was deleted and came back with an older copy of the data. */
  eraseReturned?(signal: AbortSignal): Promise<void>;
}

const SETTING = 'jobs.maintenance';
const NIGHT_STARTS_MS = 2 * HOUR_MS;
/** A start or wake is busy enough; housekeeping waits this long after it, ms. */
const SETTLE_IN_MS = 10 * 60_000;
const LOOK_EVERY_MS = 10 * 60_000;
/** After this much of a failed run it is tried again, ms. */
const AGAIN_MS = HOUR_MS;
const KEEP = { changesMs: 7 * 24 * HOUR_MS, commandsMs: 30 * 24 * HOUR_MS };
const STALE_IMPORT_MS = 24 * HOUR_MS;
/** Posted events are known as repeats for this long after they were read. */
const KEEP_HOOKS_MS = 7 * 24 * HOUR_MS;
const HOOKS_BATCH = 500;
/** Pictures added in a composer and never sent. */
const LOOSE_PICTURE_MS = 24 * HOUR_MS;

export type MaintenanceDeps = Pick<JobDeps, 'store' | 'clock' | 'timers' | 'log' | 'gateways'> & {
  readonly hooks: MaintenanceHooks;
};

/** The daily loop, at rest. */
export function createMaintenance(deps: MaintenanceDeps): Loop {
  const startedAt = deps.clock.monotonic();
  return createLoop(deps, {
    name: 'maintenance',
    run: async (signal) => {
      const early = SETTLE_IN_MS - (deps.clock.monotonic() - startedAt);
      if (early > 0) return early;
      if (!isDue(deps)) return LOOK_EVERY_MS;
      return (await runOnce(deps, signal)) ? LOOK_EVERY_MS : AGAIN_MS;
    },
  });
}

/** Once per civil day, from two in the morning on. */
function isDue({ store, clock, hooks }: MaintenanceDeps): boolean {
  const now = clock.now();
  return store.read((tx) => {
    const zone = hooks.zone(tx);
    const last = lastRun(tx.settings.get(SETTING));
    const local = toLocal(now, zone);
    if (local.msOfDay < NIGHT_STARTS_MS) return false;
    return last === null || compareDates(toLocal(last, zone), local) < 0;
  });
}

function lastRun(stored: unknown): number | null {
  if (typeof stored !== 'object' || stored === null || !('lastAt' in stored)) return null;
  return typeof stored.lastAt === 'number' ? stored.lastAt : null;
}

/** Every part is tried even when one fails. True when all went well; only then is the day done. */
async function runOnce(deps: MaintenanceDeps, signal: AbortSignal): Promise<boolean> {
  const { store, clock, log, hooks } = deps;
  const parts: readonly (readonly [string, () => Promise<void>])[] = [
    ['imports', async () => store.write('maintenance', (tx) => tx.imports.dropStale(clock.now() - STALE_IMPORT_MS))],
    [
      'pictures',
      async () => void store.write('maintenance', (tx) => tx.attachments.dropLoose(clock.now() - LOOSE_PICTURE_MS)),
    ],
    ['hooks', () => forgetHooks(deps, signal)],
    ['erase', () => eraseAtProviders(deps, signal)],
    ['prune', () => store.maintenance.prune(KEEP)],
    ['retention', () => removeTooOld(deps, signal)],
    ['returned', async () => hooks.eraseReturned?.(signal)],
    ['copies', () => finishErasures(deps, signal)],
    // Before the backup: what is gone is in no copy from tonight on.
    ['log', () => emptyLog(deps)],
    ['backup', () => hooks.backup(signal)],
  ];
  let failed = 0;
  for (const [part, work] of parts) {
    if (signal.aborted) return false;
    try {
      await work();
    } catch (error) {
      failed += 1;
      log.error({ part, error: describeError(error) }, 'maintenance.failed');
    }
  }
  if (failed > 0) return false;
  store.write('maintenance', (tx) => tx.settings.set(SETTING, { lastAt: clock.now() }, clock.now()));
  return true;
}

async function eraseAtProviders(deps: MaintenanceDeps, signal: AbortSignal): Promise<void> {
  const rule = deps.store.read((tx) => deps.hooks.eraseAtProvider?.(tx));
  if (rule === undefined) return;
  const erased = await eraseOld(deps, rule, signal);
  if (erased > 0) deps.log.info({ texts: erased }, 'maintenance.erased');
}

async function removeTooOld(deps: MaintenanceDeps, signal: AbortSignal): Promise<void> {
  const rule = deps.store.read((tx) => deps.hooks.retention?.(tx));
  if (rule !== undefined) await removeOld(deps, rule, signal);
}

/** A search for copies of an erased person that was interrupted. */
async function finishErasures({ store }: MaintenanceDeps, signal: AbortSignal): Promise<void> {
  for (const { id } of store.read((tx) => tx.erasures.unfinished())) await store.maintenance.eraseCopies(id, signal);
}

/** What was overwritten stands in the write-ahead log until that is emptied. A reader in the way is gone in a moment. */
async function emptyLog({ store, timers, log }: MaintenanceDeps): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    const { emptied } = await store.maintenance.truncateLog();
    if (emptied) return;
    await timers.sleep(1000);
  }
  log.warn({}, 'maintenance.logNotEmptied');
}

/** In small commits, so that the desk never waits. */
async function forgetHooks({ store, clock, timers }: MaintenanceDeps, signal: AbortSignal): Promise<void> {
  const before = clock.now() - KEEP_HOOKS_MS;
  const some = (): number => store.write('maintenance', (tx) => tx.hookEvents.prune(before, HOOKS_BATCH));
  while (some() === HOOKS_BATCH) await timers.sleep(0, signal);
}
