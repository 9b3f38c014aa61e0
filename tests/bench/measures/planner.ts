/** The planner: every coming visit brought in line with another plan, slice by slice, and a look at a million reminders of which none is due. */
import type { JobDeps } from '../../../src/main/jobs/deps.ts';
import { createPlanner } from '../../../src/main/jobs/planner.ts';
import { planReminders } from '../../../src/main/features/reminders/plan.ts';
import { tendReminders } from '../../../src/main/features/reminders/tend.ts';
import { readPlanRules } from '../../../src/main/features/reminders/rules.ts';
import type { AppointmentRecord, CadenceStepRecord } from '../../../src/main/store/records.ts';
import type { Store, WriteTx } from '../../../src/main/store/store.ts';
import { reminderOf, stepOf } from '../../fakes/cadence.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import type { BenchPlatform } from '../lib/platform.ts';
import { atMost } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';

export const planner: Measure = { name: 'planner', run };

const DAY = 86_400_000;
const PEOPLE = 2_000;
const PER_COMMIT = 1_000;
const LOOKS = 51;

async function run(bench: Bench): Promise<readonly Row[]> {
  const { store, platform } = await bench.stage.openAt(await bench.stage.copyOf('demo'));
  const visits = bench.count(10_000, 500);
  const now = platform.clock.now();
  const deps = { ids: platform.ids, takeBack: () => true };
  store.write('system', (tx) => setUp(tx, now));
  for (let from = 0; from < visits; from += PER_COMMIT) {
    store.write('system', (tx) => addVisits(deps, tx, { from, to: Math.min(visits, from + PER_COMMIT), now }));
  }
  settleAll(deps, store, now);
  const replan = replanAll(deps, store, now);
  const reminders = bench.count(1_000_000, 20_000);
  for (let from = 0; from < reminders; from += PER_COMMIT * 10) {
    store.write('system', (tx) => addReminders(tx, { from, to: Math.min(reminders, from + PER_COMMIT * 10), now }));
  }
  const tick = await look(deps, store, platform);
  return [
    atMost(
      { name: `${visits} visits x 4 steps replanned`, figure: replan.ms, unit: 'ms', note: `${replan.slices} commits` },
      (5_000 * visits) / 10_000,
      'every visit with its new times, durable',
    ),
    atMost(
      { name: 'Its longest commit', figure: replan.worst, unit: 'ms' },
      50,
      'the main thread is never held longer',
    ),
    atMost(
      { name: `A look at ${reminders} reminders, none due`, figure: tick, unit: 'ms', note: `median of ${LOOKS}` },
      2,
      'the minute bell costs nothing',
    ),
  ];
}

type PlanDeps = Parameters<typeof planReminders>[0];

function plan(at: string): CadenceStepRecord[] {
  const days = [7, 3, 1].map((before) => stepOf({ days: before, at, businessDays: 'dayBefore' }));
  return [...days, stepOf({ id: 'soon', timing: { kind: 'minutesBefore', minutes: 120 } })].map((step, position) => ({
    ...step,
    position,
  }));
}

function setUp(tx: WriteTx, now: number): void {
  tx.settings.set('practice', { zone: 'America/New_York' }, now);
  tx.settings.set('sending', { closedDays: [7] }, now);
  const head = { version: 1, translationOf: null, baseVersion: null, archivedAt: null, createdAt: now, updatedAt: now };
  tx.templates.save(
    { ...head, id: 'tpl', name: 'Ask', shortcut: '', category: 'reminder', language: 'en', body: 'Hi' },
    'system',
  );
  tx.templates.setCadence(plan('10:00'), now);
  for (let index = 0; index < PEOPLE; index += 1) {
    tx.people.insert({
      ...{
        id: `p${index}`,
        givenName: 'Alex',
        familyName: 'Example',
        name: 'Alex Example',
        kind: 'patient',
        language: 'en',
      },
      ...{ zone: null, note: '', externalId: null, createdAt: now, updatedAt: now },
    });
  }
}

function addVisits(deps: PlanDeps, tx: WriteTx, { from, to, now }: { from: number; to: number; now: number }): void {
  const rules = readPlanRules(tx);
  for (let index = from; index < to; index += 1) {
    const startsAt = now + 9 * DAY + index * 240_000;
    const visit: AppointmentRecord = {
      ...{ id: `v${index}`, personId: `p${index % PEOPLE}`, externalKey: null, startsAt, endsAt: startsAt + 1_800_000 },
      ...{ zone: 'America/New_York', clinician: '', location: '', kind: '', status: 'booked', reply: 'none' },
      ...{ replySetBy: null, repliedAt: null, importId: null, createdAt: now, updatedAt: now },
    };
    tx.appointments.insert(visit);
    planReminders(deps, tx, visit, now, { rules });
  }
}

/** Everything that waits after the adding is done, before anything is measured. */
function settleAll(deps: PlanDeps, store: Store, now: number): void {
  while (store.write('planner', (tx) => tendReminders(deps, tx, now + 600_000))) continue;
}

function replanAll(deps: PlanDeps, store: Store, now: number): { ms: number; worst: number; slices: number } {
  store.write('Dana', (tx) => tx.templates.setCadence(plan('11:30'), now));
  const started = performance.now();
  let worst = 0;
  let slices = 0;
  for (let more = true; more; slices += 1) {
    const begun = performance.now();
    more = store.write('planner', (tx) => tendReminders(deps, tx, now + 600_000));
    worst = Math.max(worst, performance.now() - begun);
  }
  const first = store.read((tx) => tx.reminders.ofAppointment('v0'));
  if (first.length !== 4 || slices < 10) throw new Error('The visits were not replanned');
  return { ms: performance.now() - started, worst, slices };
}

function addReminders(tx: WriteTx, { from, to, now }: { from: number; to: number; now: number }): void {
  for (let index = from; index < to; index += 1) {
    const dueAt = now + 30 * DAY + index * 1_000;
    tx.reminders.insert(
      reminderOf({
        ...{ id: `x${index}`, appointmentId: `v${index % 500}`, personId: `p${index % 500}`, stepId: 'step1' },
        ...{ visitAt: dueAt + DAY, dueAt, sendBy: dueAt + DAY / 2 },
      }),
    );
  }
}

/** Ms of one round of the planner; the median of many. */
async function look(deps: PlanDeps, store: Store, platform: BenchPlatform): Promise<number> {
  const handlers = {
    wakeSnoozed: () => 0,
    remindersHeld: () => null,
    releaseReminder: () => undefined,
    tendReminders: (tx: WriteTx, now: number) => tendReminders(deps, tx, now),
  } as unknown as JobDeps['handlers'];
  const jobs = { ...platform, store, handlers, gateways: { get: () => undefined }, owner: 'bench' };
  const limits = () => ({ paceMs: 0, perDay: null, zone: 'UTC' });
  const admission = { clockTrusted: () => true } as never;
  const loop = createPlanner({ ...jobs, limits, admission });
  loop.open();
  loop.start();
  await loop.settled();
  const times: number[] = [];
  for (let index = 0; index < LOOKS; index += 1) {
    const begun = performance.now();
    loop.wake();
    await loop.settled();
    times.push(performance.now() - begun);
  }
  await loop.stop();
  return times.sort((a, b) => a - b)[Math.floor(LOOKS / 2)] ?? 0;
}
