/**
 * Removes at night what has been kept for long enough (rules.md 12): never more than a night's worth, a few rows per commit, nothing that a
 * legal hold covers. For the first 30 days it only counts. A run that was stopped goes on in its own row, with what is left of its night.
 */
import {
  cutoffs,
  isDryRun,
  MOST_A_NIGHT,
  NOTHING_REMOVED,
  RETENTION_KINDS,
  sumOf,
} from '../domain/privacy/retention.ts';
import type { RetentionCounts, RetentionKind, RetentionPeriods } from '../domain/privacy/retention.ts';
import { toLocal } from '../domain/time.ts';
import type { ReadTx, RetentionPlace, RetentionStep, WriteTx } from '../store/store.ts';
import type { RetentionRunRecord } from '../store/privacyRecords.ts';
import type { JobDeps } from './deps.ts';

export type RetentionDeps = Pick<JobDeps, 'store' | 'clock' | 'timers' | 'log'>;

/** The practice's wishes. */
export interface RetentionRule {
  readonly periods: RetentionPeriods;
  /** IANA zone of "tonight". */
  readonly zone: string;
  /** Most rows a night; left out: what rules.md 12 allows. */
  readonly most?: number;
}

/** Small enough that the desk never waits for it. */
const ROWS_A_STEP = 20;
/** Entries of the log go without a search index; each step leaves one entry that says so. */
const ENTRIES_A_STEP = 200;
const STATE = 'retention.state';

interface RetentionState {
  /** When the first night was, UTC ms. */
  readonly since: number;
  /** The owner ended the time in which nights only count. */
  readonly endedEarly: boolean;
}

/** The first night so far, and whether the dry run was ended; null: there was no night yet. */
export function readRetentionState(tx: ReadTx): RetentionState | null {
  const stored = tx.settings.get(STATE);
  if (typeof stored !== 'object' || stored === null) return null;
  const { since, endedEarly } = stored as Partial<RetentionState>;
  return typeof since === 'number' ? { since, endedEarly: endedEarly === true } : null;
}

export function saveRetentionState(tx: WriteTx, state: RetentionState, now: number): void {
  tx.settings.set(STATE, state, now);
}

/** One night, or the rest of one. Returns its row when it came to its end, null when it was stopped. */
export async function removeOld(
  deps: RetentionDeps,
  rule: RetentionRule,
  signal: AbortSignal,
): Promise<RetentionRunRecord | null> {
  let run = begin(deps, rule);
  if (run.finishedAt !== null) return run;
  const before = cutoffs(rule.periods, run.startedAt, rule.zone);
  for (const kind of RETENTION_KINDS) {
    // A dry run counts anew what an earlier part of it counted: nothing went.
    if (run.dryRun) run = { ...run, counts: { ...run.counts, [kind]: 0 } };
    let place: RetentionPlace | null = null;
    do {
      const room = (rule.most ?? MOST_A_NIGHT) - sumOf(run.counts);
      if (room <= 0) break;
      if (signal.aborted) return null;
      const { step, next } = advance(deps, run, kind, { before: before[kind], place, room });
      run = next;
      place = step.next;
      await deps.timers.sleep(0, signal).catch(() => undefined);
    } while (place !== null);
  }
  return finish(deps, run);
}

/** Counts what a night of now would remove, without a trace. `aborted` calls end early with what they have. */
export async function countOld(
  deps: Pick<RetentionDeps, 'store' | 'clock' | 'timers'>,
  rule: RetentionRule,
  signal: AbortSignal,
): Promise<{ readonly counts: RetentionCounts; readonly held: number }> {
  const before = cutoffs(rule.periods, deps.clock.now(), rule.zone);
  let counts = NOTHING_REMOVED;
  let held = 0;
  for (const kind of RETENTION_KINDS) {
    let place: RetentionPlace | null = null;
    do {
      const from: RetentionPlace | null = place;
      const step: RetentionStep = deps.store.read((tx) =>
        tx.retention.count(kind, before[kind], from, MOST_A_NIGHT - counts[kind]),
      );
      counts = { ...counts, [kind]: Math.min(MOST_A_NIGHT, counts[kind] + step.rows) };
      held += step.held;
      place = counts[kind] < MOST_A_NIGHT ? step.next : null;
      await deps.timers.sleep(0, signal).catch(() => undefined);
    } while (place !== null && !signal.aborted);
  }
  return { counts, held };
}

/** Tonight's row: the one that was begun, or a new one. */
function begin({ store, clock }: RetentionDeps, { zone }: RetentionRule): RetentionRunRecord {
  const now = clock.now();
  return store.write('system', (tx) => {
    const night = nightOf(now, zone);
    const begun = tx.retention.run(night);
    if (begun !== undefined) return begun;
    const state = readRetentionState(tx) ?? { since: now, endedEarly: false };
    saveRetentionState(tx, state, now);
    const run: RetentionRunRecord = {
      night,
      startedAt: now,
      finishedAt: null,
      dryRun: isDryRun(state.since, state.endedEarly, now),
      counts: NOTHING_REMOVED,
    };
    tx.retention.saveRun(run);
    return run;
  });
}

function advance(
  { store, clock }: RetentionDeps,
  run: RetentionRunRecord,
  kind: RetentionKind,
  { before, place, room }: { readonly before: number; readonly place: RetentionPlace | null; readonly room: number },
): { readonly step: RetentionStep; readonly next: RetentionRunRecord } {
  return store.write('system', (tx) => {
    const step = run.dryRun
      ? tx.retention.count(kind, before, place, room)
      : tx.retention.remove(
          kind,
          before,
          place,
          Math.min(room, kind === 'audit' ? ENTRIES_A_STEP : ROWS_A_STEP),
          clock.now(),
        );
    const rows = Math.min(step.rows, room);
    const next = rows === 0 ? run : { ...run, counts: { ...run.counts, [kind]: run.counts[kind] + rows } };
    if (rows > 0) tx.retention.saveRun(next);
    if (!run.dryRun) for (const id of step.touched) tx.changed('conversation.changed', id);
    return { step, next };
  });
}

function finish({ store, clock, log }: RetentionDeps, run: RetentionRunRecord): RetentionRunRecord {
  const now = clock.now();
  const done: RetentionRunRecord = { ...run, finishedAt: now };
  store.write('system', (tx) => {
    tx.retention.saveRun(done);
    tx.audit.append({
      at: now,
      action: run.dryRun ? 'retention.counted' : 'retention.ran',
      entity: 'retention',
      entityId: run.night,
      data: { ...run.counts },
    });
    tx.changed('settings.changed', 'retention');
  });
  log.info({ rows: sumOf(run.counts), dryRun: run.dryRun }, 'retention.done');
  return done;
}

function nightOf(at: number, zone: string): string {
  const { year, month, day } = toLocal(at, zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year)}-${two(month)}-${two(day)}`;
}
