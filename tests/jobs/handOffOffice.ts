/**
 * A practice whose PC is off at night and at weekends, on virtual time: production jobs and features over a real store, and a scripted gateway
 * that goes on without it.
 */
import { recordConsent } from '../../src/main/features/consent/recordConsent.ts';
import type { JobHandlers } from '../../src/main/jobs/handlers.ts';
import { createRouteReader } from '../../src/main/jobs/routes.ts';
import type { GatewayTraits } from '../../src/main/providers/gateway.ts';
import { createFeatures } from '../../src/main/runtime/features.ts';
import type { Features, FeaturesDeps } from '../../src/main/runtime/features.ts';
import type { AppointmentRecord, ReminderRecord } from '../../src/main/store/records.ts';
import type { WriteTx } from '../../src/main/store/store.ts';
import { stepOf } from '../fakes/cadence.ts';
import type { StepWords } from '../fakes/cadence.ts';
import { fictionNumber } from './seed.ts';
import { World } from './world.ts';
import type { WorldOptions } from './world.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Friday, 20 November 2026, 09:00 in New York. */
export const FRIDAY_NINE = Date.UTC(2026, 10, 20, 14, 0, 0);
export const PHONE_LIKE: Partial<GatewayTraits> = {
  canSchedule: { possible: true, minLeadMs: 2 * MINUTE, maxLeadMs: 35 * DAY },
  lookEveryMs: 10 * MINUTE,
};
export const TWILIO_LIKE: Partial<GatewayTraits> = {
  ...PHONE_LIKE,
  canSchedule: { possible: true, minLeadMs: 16 * MINUTE, maxLeadMs: 35 * DAY },
  idempotentSend: false,
};

export interface OfficeOptions {
  readonly handOff?: boolean;
  readonly traits?: Partial<GatewayTraits>;
  readonly steps?: readonly StepWords[];
  readonly world?: Partial<WorldOptions>;
}

export interface Office {
  readonly world: World;
  readonly features: () => Features;
  /** A person who may be texted, with a visit then. Returns the visit's id. */
  visit(number: number, startsAt: number): string;
  move(id: string, startsAt: number): void;
  cancel(id: string): void;
  stop(number: number): void;
  /** What patients got about this visit, by the number of the person, in order. */
  received(number: number): readonly { readonly body: string; readonly at: number }[];
  reminders(id: string): readonly ReminderRecord[];
  write(work: (tx: WriteTx) => void): void;
}

export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const live: { handlers: JobHandlers | null; features: Features | null; store: unknown } = {
    handlers: null,
    features: null,
    store: null,
  };
  const worldOptions = {
    start: FRIDAY_NINE,
    gateway: { traits: options.traits ?? PHONE_LIKE },
    bellMs: 5 * MINUTE,
    ...options.world,
    get handlers() {
      return featuresNow().forJobs;
    },
  };
  const world: World = await World.create(worldOptions);
  const featuresNow = (): Features => {
    if (live.features === null || live.store !== world.store) {
      live.store = world.store;
      live.features = featuresOf(world);
    }
    return live.features;
  };
  world.write((tx) => seedPractice(tx, options, world.clock.now()));
  const plan = (tx: WriteTx, visit: AppointmentRecord): void =>
    void featuresNow().planReminders(tx, visit, world.clock.now());
  const change = (id: string, patch: Partial<AppointmentRecord>): void =>
    world.write((tx) => {
      tx.appointments.update(id, { ...patch, updatedAt: world.clock.now() });
      tx.changed('appointment.changed', id);
      const visit = tx.appointments.get(id);
      if (visit !== undefined) plan(tx, visit);
    });
  let visits = 0;
  return {
    world,
    features: featuresNow,
    visit(number, startsAt) {
      visits += 1;
      const id = `visit-${visits}`;
      world.write((tx) => {
        const personId = seedPerson(tx, number, world.clock.now());
        const visit = seedVisit(id, personId, startsAt, world.clock.now());
        tx.appointments.insert(visit);
        tx.changed('appointment.changed', id);
        plan(tx, visit);
      });
      return id;
    },
    move: (id, startsAt) => change(id, { startsAt, endsAt: startsAt + HOUR / 2 }),
    cancel: (id) => change(id, { status: 'cancelled' }),
    stop: (number) => void world.gateway.receive(fictionNumber(number), 'STOP'),
    received: (number) =>
      world.gateway.transmissions
        .filter(({ to, body }) => to === fictionNumber(number) && body.startsWith('Reminder'))
        .map(({ body, at }) => ({ body, at })),
    reminders: (id) => world.store.read((tx) => tx.reminders.ofAppointment(id)),
    write: (work) => world.write(work),
  };
}

function featuresOf(world: World): Features {
  const gateways = { get: (id: string) => world.gateways.get(id), forget: () => Promise.resolve() };
  const limits = (): { paceMs: number; perDay: null; zone: string } => ({
    paceMs: 0,
    perDay: null,
    zone: 'America/New_York',
  });
  const deps = {
    platform: world.platform,
    store: world.store,
    gateways,
    webhooks: { publicHookUrl: () => null },
    routes: createRouteReader({ gateways, limits }),
    demo: {},
    isDemo: false,
    capabilities: [],
    overrides: [],
    jobs: () => world.jobs,
  };
  return createFeatures(deps as unknown as FeaturesDeps);
}

function seedPractice(tx: WriteTx, options: OfficeOptions, now: number): void {
  tx.settings.set('practice', { name: 'Lakeside Clinic', shortName: 'Lakeside', phone: '2125550100' }, now);
  tx.settings.set('sending', { perHalfHour: null, recipientsPerDay: null, sameTextPerHour: null, paceMs: 0 }, now);
  tx.settings.set('reminders', { enabled: true, enabledAt: now }, now);
  tx.settings.set('reminderRules', { settleMinutes: 0, staleHours: null, movedText: false }, now);
  tx.settings.set('handOff', { on: options.handOff ?? true }, now);
  tx.templates.save(
    {
      id: 'tpl',
      name: 'Reminder',
      shortcut: 'rem',
      category: 'reminder',
      language: 'en',
      body: 'Reminder: your visit at Lakeside is on {visitDay} at {visitTime}.',
      version: 1,
      createdAt: now,
      updatedAt: now,
    },
    'system',
  );
  tx.templates.setCadence(
    (options.steps ?? [{ days: 1, at: '18:30', lateMinutes: 120 }]).map((words) => stepOf(words)),
    now,
  );
}

function seedPerson(tx: WriteTx, number: number, now: number): string {
  const id = `person-${number}`;
  if (tx.people.get(id) !== undefined) return id;
  tx.people.insert({
    ...{ id, givenName: 'Alex', familyName: `Example ${number}`, name: `Alex Example ${number}`, kind: 'patient' },
    ...{ language: 'en', zone: 'America/New_York', note: '', externalId: null, createdAt: now, updatedAt: now },
  });
  tx.people.setNumbers(id, [{ number: fictionNumber(number), label: 'mobile' }]);
  const said = {
    kind: 'grant',
    level: 'express',
    purpose: null,
    method: 'form',
    evidence: 'Form',
    messageId: null,
  } as const;
  const holder = { number: fictionNumber(number), personId: id };
  recordConsent({ ids: { next: () => `grant-${number}` } }, tx, { ...said, ...holder, at: now, actor: 'Dana' }, now);
  return id;
}

function seedVisit(id: string, personId: string, startsAt: number, now: number): AppointmentRecord {
  return {
    ...{ id, personId, externalKey: null, startsAt, endsAt: startsAt + HOUR / 2, zone: 'America/New_York' },
    ...{ clinician: '', location: '', kind: 'Check-up', status: 'booked', reply: 'none', replySetBy: null },
    ...{ repliedAt: null, importId: null, createdAt: now, updatedAt: now },
  };
}
