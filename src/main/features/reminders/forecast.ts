/**
 * The forecast: every text of the coming days with its exact words and its time, or why it will not leave. Worked out in short tasks, kept
 * until something is written, and given out in pages. Says nothing of its own: words come from the composing of reminders, times and
 * refusals from `foresee`.
 */
import type { ForecastDay } from '../../../contract/reminderForecast.ts';
import type { ForecastText } from '../../../contract/reminders.ts';
import { addDays, DAY_MS, instantOnDay, toLocal } from '../../domain/time.ts';
import type { CivilDate } from '../../domain/time.ts';
import type { Clock, Timers } from '../../platform/ports.ts';
import { decodeCursor, encodeCursor } from '../../store/cursor.ts';
import { createReadMemory } from '../../store/readMemory.ts';
import type { ReadMemory } from '../../store/readMemory.ts';
import type { ReadTx, Store } from '../../store/store.ts';
import type { ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { createForesight } from './foresee.ts';
import type { Awaited, Outlook } from './foresee.ts';
import { outlineOf, viewForecast } from './forecastText.ts';
import type { ForecastTextDeps, Outline } from './forecastText.ts';
import type { ForeseeDeps } from './judge.ts';
import { readPlanRules } from './rules.ts';
import { heldBecause } from './state.ts';

const FORECAST_DAYS = 14;
/** A reminder that is late may still leave; none may be later than this (contract LatePolicy, and a long weekend). */
const LATE_DAYS = 5;
/** Reminders read at once: a step of a task. */
const PAGE = 25;
/** Where the clock stands still, as in a test. */
const MOST_STEPS = 100;
/** Far enough from 50 ms for a PC of half the speed. */
const TASK_MS = 10;
/** Times drift with the clock even when nothing is written. */
const KEPT_MS = 60_000;

export interface ForecastDeps extends ForecastTextDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly createForesee: (now: number) => ForeseeDeps;
}

interface ForecastEntry {
  readonly text: ForecastText;
  /** The civil day of the practice it belongs to. */
  readonly date: string;
  /** When it leaves, or was due. */
  readonly at: number;
}

export interface Forecaster {
  get(input: ParsedInputOf<'reminders.getForecast'>): Promise<ForecastAnswer>;
}

export interface ForecastAnswer {
  readonly items: readonly ForecastText[];
  readonly next: string | null;
  readonly days: readonly ForecastDay[];
  readonly held: 'off' | 'paused' | null;
}

/** Everything foreseen from `madeAt` on. */
interface Forecast {
  readonly madeAt: number;
  readonly zone: string;
  readonly today: CivilDate;
  /** By time, then id. */
  readonly entries: readonly ForecastEntry[];
  readonly held: ForecastAnswer['held'];
}

export function createForecaster(deps: ForecastDeps): Forecaster {
  let kept: Promise<Forecast> | null = null;
  let keptAt = 0;
  // Whatever was written may have changed a text or its time.
  deps.store.onCommit(() => (kept = null));
  const current = (): Promise<Forecast> => {
    const now = deps.clock.now();
    if (kept === null || now - keptAt > KEPT_MS || now < keptAt) {
      const made = makeForecast(deps, now);
      made.catch(() => (kept = null));
      kept = made;
      keptAt = now;
    }
    return kept;
  };
  return { get: async (input) => answer(await current(), input) };
}

async function makeForecast(deps: ForecastDeps, now: number): Promise<Forecast> {
  const { store } = deps;
  const { zone, held } = store.read((tx) => ({
    zone: readSettings(tx).practice.zone,
    held: heldBecause(tx, now)?.code ?? null,
  }));
  const today = toLocal(now, zone);
  const until = instantOnDay(addDays(today, FORECAST_DAYS), 0, zone);
  const memory = createReadMemory();
  const outlines = await outlineAll(deps, memory, now, until);
  const outlooks = await foreseeAll(deps, memory, now, outlines);
  const entries = outlines
    .map((outline): ForecastEntry => {
      const text = viewForecast(outline, outlooks.get(outline.reminder.id) ?? null);
      const at = text.leavesAt ?? text.dueAt;
      return { text, at, date: keyOf(toLocal(at, zone)) };
    })
    .filter(({ at, date }) => at < until && date >= keyOf(today))
    .sort((a, b) => a.at - b.at || (a.text.reminderId < b.text.reminderId ? -1 : 1));
  return { madeAt: now, zone, today, entries, held: held === null ? null : held === 'remindersOff' ? 'off' : 'paused' };
}

/** The words of every reminder that may still leave, in short tasks. */
async function outlineAll(
  deps: ForecastDeps,
  memory: ReadMemory,
  now: number,
  until: number,
): Promise<readonly Outline[]> {
  const outlines: Outline[] = [];
  const seen = new Set<string>();
  let cursor: string | null = null;
  const outlinePage = (tx: ReadTx): boolean => {
    const rules = readPlanRules(tx);
    const span = { from: now - LATE_DAYS * DAY_MS, to: until };
    const { items, next } = tx.reminders.list({ ...span, filter: 'all', cursor, limit: PAGE });
    for (const reminder of items) {
      if (seen.has(reminder.id)) continue;
      const outline = outlineOf(deps, tx, reminder, rules, now);
      if (outline === null) continue;
      outlines.push(outline);
      for (const id of outline.speaksFor) seen.add(id);
    }
    cursor = next;
    return next !== null;
  };
  await inTasks(deps, memory, outlinePage);
  return outlines;
}

/** Takes one step after the other until there is none, with a rest between tasks. */
async function inTasks(
  { store, clock, timers }: Pick<ForecastDeps, 'store' | 'clock' | 'timers'>,
  memory: ReadMemory,
  step: (tx: ReadTx) => boolean,
): Promise<void> {
  const task = (fresh: ReadTx): boolean => {
    const tx = memory.over(fresh);
    const until = clock.monotonic() + TASK_MS;
    for (let steps = 0; steps < MOST_STEPS && clock.monotonic() < until; steps += 1) if (!step(tx)) return false;
    return true;
  };
  while (store.read(task)) await timers.sleep(0);
}

async function foreseeAll(
  deps: ForecastDeps,
  memory: ReadMemory,
  now: number,
  outlines: readonly Outline[],
): Promise<ReadonlyMap<string, Outlook>> {
  const texts = outlines.flatMap(({ awaited }): readonly Awaited[] => (awaited === null ? [] : [awaited]));
  const foresight = createForesight(deps.createForesee(now), texts, now);
  const outlooks = new Map<string, Outlook>();
  await inTasks(deps, memory, (tx) => {
    const outlook = foresight.step(tx);
    if (outlook === undefined) return false;
    if (outlook !== null) outlooks.set(outlook.id, outlook);
    return true;
  });
  return outlooks;
}

function answer(forecast: Forecast, input: ParsedInputOf<'reminders.getForecast'>): ForecastAnswer {
  const last = keyOf(addDays(forecast.today, input.days - 1));
  const asked = forecast.entries.filter(
    ({ text, date }) =>
      date <= last &&
      (input.date === undefined || date === input.date) &&
      (input.personId === undefined || text.personId === input.personId),
  );
  const after = decodeCursor(input.cursor, ['number', 'string']);
  const start = after === null ? 0 : asked.findIndex(({ at, text }) => isAfter(at, text.reminderId, after));
  const page = start === -1 ? [] : asked.slice(start, start + input.limit);
  const end = page.at(-1);
  const more = start !== -1 && start + input.limit < asked.length && end !== undefined;
  return {
    items: page.map(({ text }) => text),
    next: more ? encodeCursor([end.at, end.text.reminderId]) : null,
    days: daysOf(forecast, input.days, input.personId),
    held: forecast.held,
  };
}

function isAfter(at: number, id: string, [afterAt = 0, afterId = '']: readonly (string | number)[]): boolean {
  return at > Number(afterAt) || (at === afterAt && id > String(afterId));
}

function daysOf({ entries, today }: Forecast, days: number, personId: string | undefined): readonly ForecastDay[] {
  const byDate = new Map<string, { leaves: number; segments: number; asks: number; notSent: number }>();
  for (let day = 0; day < days; day += 1) {
    byDate.set(keyOf(addDays(today, day)), { leaves: 0, segments: 0, asks: 0, notSent: 0 });
  }
  for (const { text, date } of entries) {
    const counted = byDate.get(date);
    if (counted === undefined || (personId !== undefined && text.personId !== personId)) continue;
    if (text.outcome === 'leaves') {
      counted.leaves += 1;
      counted.segments += text.segments;
    } else if (text.outcome === 'asks') counted.asks += 1;
    else counted.notSent += 1;
  }
  return [...byDate].map(([date, counts]) => ({ date, ...counts }));
}

function keyOf({ year, month, day }: CivilDate): string {
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
