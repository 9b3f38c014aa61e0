/**
 * Reads schedule sources when they are due, each on its own, never one of them twice at a time. When is counted on the steady clock, so a
 * clock that is set to another day neither starves a source nor storms it. What a reading does is the feature's business.
 */
import { MINUTE_MS } from '../domain/time.ts';
import { nextReadIn } from '../domain/sources/refresh.ts';
import type { Clock, Logger, Random, Timers } from '../platform/ports.ts';
import type { Store } from '../store/store.ts';
import { createLoop, describeError } from './loop.ts';

export interface SourceHandlers {
  /** Reads one source. Rejects with the signal's reason and with defects. */
  readSource(
    sourceId: string,
    signal: AbortSignal,
  ): Promise<{ readonly failures: number; readonly retryAfterMs: number | null }>;
  /** Tells the practice's own systems what is due. */
  writeAnswers(signal: AbortSignal): Promise<void>;
}

export interface SourcesJobDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Logger;
  readonly handlers: SourceHandlers;
}

export interface SourcesJob {
  start(): void;
  /** A minute went by, or something about the sources changed: reads what is due. */
  wake(): void;
  /** Reads one now, or joins the reading of it under way. A caller who leaves stops nothing. */
  readNow(sourceId: string, signal: AbortSignal): Promise<void>;
  /** It was set up anew: due at once. */
  readSoon(sourceId: string): void;
  isReading(sourceId: string): boolean;
  /** Resolves when nothing is being read. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Folders are looked at every minute whatever interval is set: a look costs nothing. */
const FOLDER_MS = MINUTE_MS;
/** Between two rounds at least: a source that cannot be begun now (others are being read) is not asked for in a circle. */
const LEAST_REST_MS = 1_000;
/** Several at once would compete for the one thread that reads lists. */
const AT_ONCE = 3;

/** At rest. */
export function createSourcesJob(deps: SourcesJobDeps): SourcesJob {
  const { clock, store, log } = deps;
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<void>>();
  /** By source: when it is due, on the steady clock; one that is not here is due. */
  const dueAt = new Map<string, number>();

  const read = (sourceId: string): Promise<void> => {
    const running = underWay.get(sourceId);
    if (running !== undefined) return running;
    const reading = readOne(deps, sourceId, stopping.signal)
      .then((inMs) => void dueAt.set(sourceId, clock.monotonic() + inMs))
      .finally(() => {
        underWay.delete(sourceId);
        loop.wake();
      });
    underWay.set(sourceId, reading);
    return reading;
  };
  const loop = createLoop(deps, {
    name: 'sources',
    run: async (signal) => {
      const active = store.read((tx) => tx.sources.list()).filter((source) => source.active);
      for (const { id } of active) {
        if (underWay.size >= AT_ONCE) break;
        if ((dueAt.get(id) ?? 0) <= clock.monotonic()) void read(id);
      }
      if (active.some(({ writeBack }) => writeBack)) await writeQuietly(deps, signal);
      if (active.length === 0) return null;
      const waits = active
        .filter(({ id }) => !underWay.has(id))
        .map(({ id }) => (dueAt.get(id) ?? 0) - clock.monotonic());
      return Math.max(LEAST_REST_MS, Math.min(MINUTE_MS, ...waits));
    },
  });
  const settled = async (): Promise<void> => {
    await loop.settled();
    while (underWay.size > 0) await Promise.all(underWay.values());
    await loop.settled();
  };
  return {
    start: () => loop.start(),
    wake: () => loop.wake(),
    readNow: async (sourceId, signal) => {
      log.debug({ source: sourceId }, 'sources.readNow');
      const left = new Promise<void>(
        (resolve) => void signal.addEventListener('abort', () => resolve(), { once: true }),
      );
      await Promise.race([read(sourceId), left]);
    },
    readSoon: (sourceId) => {
      dueAt.delete(sourceId);
      loop.wake();
    },
    isReading: (sourceId) => underWay.has(sourceId),
    settled,
    stop: async () => {
      stopping.abort(new Error('stopped'));
      await loop.stop();
      await Promise.all(underWay.values());
    },
  };
}

/** ms until it is due again. Never rejects: a defect is logged and tried again like a failure. */
async function readOne(deps: SourcesJobDeps, sourceId: string, signal: AbortSignal): Promise<number> {
  const { store, handlers, random, log } = deps;
  const source = store.read((tx) => tx.sources.get(sourceId));
  if (source === undefined) return MINUTE_MS;
  const everyMs = source.kind === 'folder' ? FOLDER_MS : source.everyMinutes * MINUTE_MS;
  try {
    const { failures, retryAfterMs } = await handlers.readSource(sourceId, signal);
    // A folder is asked again every minute also when it is away: whoever connects the drive waits for it.
    const counted = source.kind === 'folder' ? 0 : failures;
    return nextReadIn({ everyMs, failures: counted, fraction: random.fraction(), wishMs: retryAfterMs });
  } catch (error) {
    if (!signal.aborted) log.error({ source: sourceId, error: describeError(error) }, 'sources.defect');
    return nextReadIn({ everyMs, failures: 3, fraction: random.fraction(), wishMs: null });
  }
}

async function writeQuietly({ handlers, log }: SourcesJobDeps, signal: AbortSignal): Promise<void> {
  try {
    await handlers.writeAnswers(signal);
  } catch (error) {
    if (!signal.aborted) log.error({ error: describeError(error) }, 'sources.writeDefect');
  }
}
