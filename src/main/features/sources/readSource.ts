/**
 * One reading of one source: asks its adapter, takes each list it brought, and writes down how it went. A list is kept before the adapter's
 * memory moves on, so that a crash in between reads it again and never loses it.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { SourceMemory, SourceProblem, SourceReading } from '../../providers/scheduleAdapter.ts';
import type { SourceRecord, WriteTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';
import { planOf } from './config.ts';
import type { ReaderDeps } from './deps.ts';
import { settleAdded } from './lists.ts';
import { takeList } from './takeList.ts';

/** How the reading went, for whoever decides when the next one is. */
export interface ReadResult {
  readonly failures: number;
  /** What the other side asked for, ms; null: nothing. */
  readonly retryAfterMs: number | null;
}

/** In whose name lists are added by themselves. */
export const SOURCE_ACTOR = 'schedule source';
const UNCHANGED: ReadResult = { failures: 0, retryAfterMs: null };
/** Settled lists are remembered this long, ms: their content would be taken for new afterwards. */
const KEEP_LISTS_MS = 180 * 24 * 3_600_000;

/** Rejects with the signal's reason, and with a defect: the memory stays where it was then. */
export async function readSource(deps: ReaderDeps, sourceId: string, signal: AbortSignal): Promise<ReadResult> {
  const { store, clock } = deps;
  store.write(SOURCE_ACTOR, (tx) => {
    settleAdded(tx, clock.now());
    tx.sources.pruneLists(clock.now() - KEEP_LISTS_MS);
  });
  const source = store.read((tx) => tx.sources.get(sourceId));
  if (source === undefined || !source.active) return UNCHANGED;
  const reading = await ask(deps, source, signal);
  // Removed or set up anew meanwhile: what was read belongs to another source.
  const still = store.read((tx) => tx.sources.get(sourceId));
  if (still === undefined || !still.active || JSON.stringify(still.config) !== JSON.stringify(source.config)) {
    return UNCHANGED;
  }
  if (reading.kind === 'failed') return noteFailure(deps, still, reading.problem, reading.retryAfterMs);
  return takeAll(deps, still, reading, signal);
}

async function ask(deps: ReaderDeps, source: SourceRecord, signal: AbortSignal): Promise<SourceReading> {
  const plan = await planOf(deps.secrets, source);
  if (plan === undefined) return { kind: 'failed', problem: NO_KEYS, retryAfterMs: null };
  const made = deps.makeAdapter(plan);
  if (!made.ok) return { kind: 'failed', problem: made.problem, retryAfterMs: null };
  const { store, clock } = deps;
  return made.adapter.read({
    signal,
    memory: source.memory,
    now: clock.now(),
    zone: store.read((tx) => readSettings(tx).practice.zone),
    listedIds: (from, to) =>
      store
        .read((tx) => tx.sources.listedKeys(source.id, from, to))
        .flatMap((key) => (key.startsWith('id:') ? [key.slice('id:'.length)] : [])),
    facts: {
      get: (key) => store.read((tx) => tx.sources.fact(source.id, key)),
      set: (key, value) => store.write(SOURCE_ACTOR, (tx) => tx.sources.setFact(source.id, key, value)),
    },
  });
}

const NO_KEYS: SourceProblem = {
  code: 'noKeys',
  text: 'The address or the keys of this source are no longer on this PC. Type them again.',
};

async function takeAll(
  deps: ReaderDeps,
  source: SourceRecord,
  reading: Extract<SourceReading, { kind: 'read' }>,
  signal: AbortSignal,
): Promise<ReadResult> {
  let asOf = reading.asOf;
  for (const list of reading.lists) {
    await takeList(deps, source, list, signal);
    await list.taken?.();
    asOf = Math.max(asOf ?? 0, list.asOf);
  }
  deps.store.write(SOURCE_ACTOR, (tx) => noteRead(tx, source, reading, asOf, deps.clock.now()));
  return UNCHANGED;
}

function noteRead(
  tx: WriteTx,
  source: SourceRecord,
  { memory, note, lists }: { memory: SourceMemory; note: SourceProblem | null; lists: readonly unknown[] },
  asOf: number | null,
  now: number,
): void {
  // While a list waits, our schedule is not what the source says.
  const waits = tx.sources.openLists().some(({ sourceId, state }) => sourceId === source.id && state === 'waiting');
  const before = tx.sources.get(source.id);
  const good = waits || asOf === null ? (before?.lastGoodAt ?? null) : Math.max(asOf, before?.lastGoodAt ?? 0);
  tx.sources.update(source.id, {
    ...(JSON.stringify(before?.memory) === JSON.stringify(memory) ? {} : { memory }),
    problemCode: note?.code ?? null,
    problemText: note?.text ?? null,
    failures: 0,
    lastTryAt: now,
    lastReadAt: now,
    lastGoodAt: good === null ? null : Math.min(good, now),
  });
  // A folder is looked at every minute: that nothing was there is no news.
  const news = lists.length > 0 || source.kind !== 'folder' || source.lastReadAt === null;
  if (news || source.failures > 0 || source.problemCode !== (note?.code ?? null))
    tx.changed('source.changed', source.id);
}

/** What went wrong is told once; how often it goes wrong only decides when the next try is. */
function noteFailure(
  { store, clock, log }: ReaderDeps,
  source: SourceRecord,
  problem: SourceProblem,
  retryAfterMs: number | null,
): ReadResult {
  const failures = source.failures + 1;
  const now = clock.now();
  log.info({ source: source.id, kind: source.kind, problem: problem.code, failures }, 'sources.failed');
  store.write(SOURCE_ACTOR, (tx) => {
    tx.sources.update(source.id, {
      problemCode: problem.code,
      problemText: problem.text,
      failures,
      lastTryAt: now,
    });
    if (source.failures === 0 || source.problemCode !== problem.code) {
      tx.audit.append({
        at: now,
        action: 'source.failed',
        entity: 'source',
        entityId: source.id,
        data: { problem: problem.code },
      });
      tx.changed('source.changed', source.id);
    }
  });
  return { failures, retryAfterMs };
}

/** A person asked for it now. Errors: NOT_FOUND, NOT_AVAILABLE. */
export function mustBeReadable(source: SourceRecord | undefined): SourceRecord {
  if (source === undefined)
    throw new DomainError('NOT_FOUND', 'This source is no longer there. Look at the list again.');
  if (!source.active) throw new DomainError('NOT_AVAILABLE', 'This source is switched off. Switch it on first.');
  return source;
}
