/**
 * A practice of two days on virtual time: production jobs and features over a real store, the real phone client and the simulated phone over
 * real HTTP. Time stands still while a request is under way, so that nothing depends on how fast this machine is.
 */
import { recordConsent } from '../../src/main/features/consent/recordConsent.ts';
import type { JobHandlers } from '../../src/main/jobs/handlers.ts';
import { createRouteReader } from '../../src/main/jobs/routes.ts';
import type { PhoneSimulator } from '../../src/main/demo/phone/handle.ts';
import { createCredentialStore } from '../../src/main/providers/capcom6/credentials.ts';
import { pairPhone } from '../../src/main/providers/capcom6/pairPhone.ts';
import { createPhoneGateway } from '../../src/main/providers/capcom6/phoneGateway.ts';
import type { Gateway } from '../../src/main/providers/gateway.ts';
import { createFeatures } from '../../src/main/runtime/features.ts';
import type { FeaturesDeps } from '../../src/main/runtime/features.ts';
import type { AppointmentRecord } from '../../src/main/store/records.ts';
import type { WriteTx } from '../../src/main/store/store.ts';
import { stepOf } from '../fakes/cadence.ts';
import { PASSWORD, startPhone } from '../providers/phoneHarness.ts';
import { fictionNumber, seedGateway } from './seed.ts';
import { World } from './world.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** Tuesday, 17 November 2026, 09:50 in New York; the visits are on Thursday, the reminders at ten today and tomorrow. */
export const START = Date.UTC(2026, 10, 17, 14, 50, 0);
const VISITS = START + 48 * HOUR + 4 * HOUR;
const ZONE = 'America/New_York';
/** A round of the event loop is enough for a task; a request is waited for until it has been read. */
const ROUNDS = 6;

/** One text that went on the air. */
export interface OnAir {
  readonly to: string;
  readonly body: string;
  readonly at: number;
}

export type Clinic = Awaited<ReturnType<typeof openClinic>>;

/** `persons`: how many people are on each number, by the number. */
export async function openClinic(persons: readonly number[]) {
  const found: { gateway?: Gateway } = {};
  const world = await World.create({
    noGateway: true,
    start: START,
    otherGateways: { get: () => found.gateway },
    get handlers(): JobHandlers {
      return createFeatures(featuresDeps(world, () => found.gateway)).forJobs;
    },
  });
  const waiting = { requests: 0 };
  const { phone, gateway } = await pairedPhone(world, waiting);
  found.gateway = gateway;
  const air: OnAir[] = [];
  phone.onSent(({ to, body }) => void air.push({ to, body, at: world.clock.now() }));
  world.write((tx) => {
    seedGateway(tx, 'phone-1', START);
    seedPractice(tx);
    persons.forEach((count, number) => seedHousehold(tx, number, count));
  });
  const features = createFeatures(featuresDeps(world, () => gateway));
  world.write((tx) => {
    for (const visit of visitsOf(persons)) {
      const stored = tx.appointments.get(visit.id);
      if (stored !== undefined) features.planReminders(tx, stored, START);
    }
  });
  world.start();
  /** Lets time pass in steps, each only when nothing is on the wire. */
  const until = async (at: number, stepMs: number): Promise<void> => {
    while (world.clock.now() < at) {
      for (let round = 0; round < ROUNDS || waiting.requests > 0; round += 1) {
        await new Promise((resolve) => void setImmediate(resolve));
      }
      await world.clock.advance(Math.min(stepMs, at - world.clock.now()));
    }
  };
  return {
    world,
    phone,
    air,
    until,
    /** The PC is off until `at`; then the program starts on the same data. */
    offUntil: async (at: number): Promise<void> => {
      await world.kill();
      await world.clock.advance(at - world.clock.now());
      world.start();
    },
    visit: (id: string): AppointmentRecord | undefined => world.store.read((tx) => tx.appointments.get(id)),
    row: (number: string) => world.store.read((tx) => tx.conversations.getByAddress(number)),
    /** Somebody at the desk has read it: they asked us to stop. */
    saidStop: (number: string): void => {
      const said = { kind: 'revoke', level: null, purpose: null, method: 'staff', evidence: '' } as const;
      const at = world.clock.now();
      world.write(
        (tx) => void recordConsent(world.platform, tx, { ...said, number, personId: null, at, actor: 'Dana' }, at),
      );
    },
    stop: async (): Promise<void> => {
      const stopped = world.jobs.stop();
      await until(world.clock.now() + 2_000, 100);
      await stopped;
      await phone.stop();
    },
  };
}

async function pairedPhone(
  world: World,
  waiting: { requests: number },
): Promise<{ readonly phone: PhoneSimulator; readonly gateway: Gateway }> {
  const phone = await startPhone(world.clock);
  const deps = { fetch: countingFetch(waiting), clock: world.clock, timers: world.clock, log: world.platform.log };
  const paired = await pairPhone(deps, { address: phone.url, username: 'sms', password: PASSWORD });
  if (!paired.ok) throw new Error(`pairing failed: ${paired.problem}`);
  const credentials = createCredentialStore(world.platform.secrets, 'phone-1');
  await credentials.save(paired.credentials);
  const place = { id: 'phone-1', baseUrl: paired.baseUrl, deviceId: paired.deviceId };
  return { phone, gateway: createPhoneGateway({ ...deps, credentials }, place) };
}

/** The body is read before the answer is handed on: until then the request counts as under way. */
function countingFetch(waiting: { requests: number }): typeof fetch {
  return async (...request) => {
    waiting.requests += 1;
    try {
      const answer = await fetch(...request);
      const body = await answer.arrayBuffer();
      const { status, headers } = answer;
      return new Response(body.byteLength === 0 ? null : body, { status, headers });
    } finally {
      waiting.requests -= 1;
    }
  };
}

function featuresDeps(world: World, gateway: () => Gateway | undefined): FeaturesDeps {
  const gateways = { get: gateway };
  const limits = () => ({ paceMs: 0, perDay: null, zone: ZONE });
  const deps = {
    ...{ platform: world.platform, store: world.store, gateways, webhooks: { publicHookUrl: () => null } },
    ...{ routes: createRouteReader({ gateways, limits }), demo: {}, isDemo: false, capabilities: [], overrides: [] },
    jobs: () => world.jobs,
  };
  return deps as unknown as FeaturesDeps;
}

function seedPractice(tx: WriteTx): void {
  tx.settings.set('practice', { name: 'Lakeside Clinic', shortName: 'Lakeside', phone: '2125550100' }, START);
  tx.settings.set('sending', { perHalfHour: null, recipientsPerDay: null, sameTextPerHour: null, paceMs: 0 }, START);
  tx.settings.set('reminders', { enabled: true, enabledAt: START }, START);
  tx.settings.set('reminderRules', { settleMinutes: 0, staleHours: null, movedText: false }, START);
  tx.settings.set('handOff', { on: false }, START);
  const body =
    "Reminder: your visit is {visitDay} {visitTime}. Reply C to confirm, R to change, X if you can't come. STOP to opt out.";
  tx.templates.save(
    {
      ...{ id: 'tpl', name: 'Reminder', shortcut: 'rem', category: 'reminder', language: 'en', body },
      ...{ version: 1, createdAt: START, updatedAt: START },
    },
    'system',
  );
  const steps = [2, 1].map((days) => stepOf({ days, at: '10:00', lateMinutes: 120 }));
  tx.templates.setCadence(steps, START);
}

function visitsOf(
  persons: readonly number[],
): { readonly id: string; readonly personId: string; readonly number: number }[] {
  return persons.flatMap((count, number) =>
    Array.from({ length: count }, (_person, nth) => ({
      id: `visit-${String(number)}-${String(nth)}`,
      personId: `person-${String(number)}-${String(nth)}`,
      number,
    })),
  );
}

function seedHousehold(tx: WriteTx, number: number, count: number): void {
  const address = fictionNumber(number);
  for (const { id, personId } of visitsOf([...Array.from({ length: number }, () => 0), count])) {
    const givenName = personId.endsWith('-0') ? 'Alex' : 'Robin';
    tx.people.insert({
      ...{
        id: personId,
        givenName,
        familyName: `Example ${String(number)}`,
        name: `${givenName} Example ${String(number)}`,
      },
      ...{
        kind: 'patient',
        language: 'en',
        zone: ZONE,
        note: '',
        externalId: null,
        createdAt: START,
        updatedAt: START,
      },
    });
    tx.people.setNumbers(personId, [{ number: address, label: 'mobile' }]);
    const said = { kind: 'grant', level: 'express', purpose: null, method: 'form', evidence: 'Form' } as const;
    const ids = { next: () => `grant-${personId}` };
    recordConsent({ ids }, tx, { ...said, number: address, personId, at: START, actor: 'Dana' }, START);
    tx.appointments.insert({
      ...{ id, personId, externalKey: null, startsAt: VISITS, endsAt: VISITS + HOUR / 2, zone: ZONE, clinician: '' },
      ...{ location: '', kind: 'Check-up', status: 'booked', reply: 'none', replySetBy: null, repliedAt: null },
      ...{ importId: null, createdAt: START, updatedAt: START },
    });
  }
}
