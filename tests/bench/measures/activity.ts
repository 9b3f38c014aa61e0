/** Activity over a log of a million entries: its first page, filters and deepest page, and what a night takes from its beginning. */
import { createAuditFeature } from '../../../src/main/features/audit/index.ts';
import type { Store } from '../../../src/main/store/store.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { atMost, plainRow } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import type { OpenedPractice } from '../lib/stage.ts';
import { interleave, median, round, timed } from '../lib/stats.ts';

export const activity: Measure = { name: 'activity', run };

const LIMIT = 50;
const A_COMMIT = 2_000;
const A_MINUTE = 60_000;
/** One entry in so many is about a given patient. */
const EACH = 400;
const ACTIONS = ['message.queued', 'message.delivered', 'conversation.viewed', 'appointment.stateSet', 'person.viewed'];
const ACTORS = ['Ana', 'Ben', 'program', 'provider', 'Cleo', 'Dana'];
/** The longest task the main thread may have. */
const TASK_MS = 50;

async function run(bench: Bench): Promise<readonly Row[]> {
  const entries = bench.count(1_000_000, 20_000);
  const practice = await bench.stage.openAt(await bench.stage.copyOf('demo'));
  const few = await bench.stage.openAt(await bench.stage.copyOf('demo'));
  fill(few, 1_000);
  const small = listing(few);
  bench.say(`writing ${entries} entries of the log`);
  const people = fill(practice, entries);
  const list = listing(practice);
  const now = practice.platform.clock.now();
  const samples = interleave(bench.count(200, 20), {
    first: () => list({}),
    small: () => small({}),
    actor: () => list({ actor: 'Cleo' }),
    kind: () => list({ kind: 'views' }),
    person: () => list({ personId: people[3] ?? '' }),
    deep: () => list({ to: now - (entries - LIMIT - 1) * A_MINUTE }),
  });
  const ms = Object.fromEntries(Object.entries(samples).map(([name, all]) => [name, median(all)])) as Record<
    keyof typeof samples,
    number
  >;
  const of = `${entries} entries`;
  return [
    atMost(
      { name: `Activity, first page of ${of}`, figure: ms.first, unit: 'ms' },
      2 * ms.small,
      `2 x its own of 1000, ${round(ms.small)} ms`,
    ),
    atMost({ name: 'Activity, deepest page', figure: ms.deep, unit: 'ms' }, 2 * ms.first, '2 x the first page'),
    atMost({ name: 'Activity, one colleague', figure: ms.actor, unit: 'ms' }, TASK_MS, 'longest task'),
    atMost({ name: 'Activity, one kind', figure: ms.kind, unit: 'ms' }, TASK_MS, 'longest task'),
    atMost(
      {
        name: 'Activity, everything about one patient',
        figure: ms.person,
        unit: 'ms',
        note: `${Math.floor(entries / EACH)} entries`,
      },
      TASK_MS,
      'longest task',
    ),
    ...cut(bench, practice.store, now + A_MINUTE),
  ];
}

/** Procedure and all, as the screen asks. */
function listing({ store, platform }: OpenedPractice) {
  const feature = createAuditFeature({
    ...{ store, clock: platform.clock, timers: platform.timers },
    viewLog: { auditView: () => undefined, auditSearch: () => undefined },
  });
  const context = {
    actor: { id: 'dana', name: 'Dana', role: 'owner' },
    signal: new AbortController().signal,
    commandId: null,
  } as const;
  return (filter: object): unknown => feature.listEntries(context, { ...filter, cursor: null, limit: LIMIT });
}

/** A minute between two entries, the last one now. Returns the people the entries are about. */
function fill({ store, platform }: OpenedPractice, entries: number): readonly string[] {
  const people = store.read((tx) => tx.people.list({ search: '', cursor: null, limit: 100 }).items.map(({ id }) => id));
  const start = platform.clock.now() - entries * A_MINUTE;
  for (let from = 0; from < entries; from += A_COMMIT) {
    store.write(ACTORS[(from / A_COMMIT) % ACTORS.length] ?? 'program', (tx) => {
      for (let at = from; at < Math.min(entries, from + A_COMMIT); at += 1) {
        // A patient of many years; the rest is about texts.
        const entityId = people[at % EACH] ?? `text-${at}`;
        const action = ACTIONS[at % ACTIONS.length] ?? 'person.viewed';
        tx.audit.append({
          at: start + (at + 1) * A_MINUTE,
          action,
          entity: 'person',
          entityId,
          data: { by: 'device' },
        });
      }
    });
  }
  return people;
}

/** What a night removes of the log in one step, and its count. */
function cut(bench: Bench, store: Store, before: number): readonly Row[] {
  const steps = Array.from({ length: bench.count(20, 3) }, () =>
    timed(() => store.write('system', (tx) => tx.retention.remove('audit', before, null, 200, before))),
  );
  const count = timed(() => store.read((tx) => tx.retention.count('audit', before, null, 5_000)));
  return [
    atMost(
      { name: '200 oldest entries of the log removed', figure: median(steps), unit: 'ms' },
      TASK_MS,
      'longest task',
    ),
    plainRow({ name: 'What a night would remove of the log, counted', figure: count, unit: 'ms' }),
  ];
}
