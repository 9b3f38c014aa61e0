/** The forecast of 14 days in a practice with 60 texts a day: every word of it, worked out anew, and how long the main thread is away. */
import { createForecaster } from '../../../src/main/features/reminders/forecast.ts';
import { planReminders } from '../../../src/main/features/reminders/plan.ts';
import { recordFormConsent } from '../../../src/main/features/consent/recordConsent.ts';
import { renderFor } from '../../../src/main/features/templates/values.ts';
import { createRouteReader } from '../../../src/main/jobs/routes.ts';
import type { Gateway, GatewayTraits } from '../../../src/main/providers/gateway.ts';
import type { GatewayRecord } from '../../../src/main/store/records.ts';
import { readLimits } from '../../../src/main/runtime/limits.ts';
import { createReminderForesight } from '../../../src/main/runtime/reminderForesight.ts';
import { stepOf } from '../../fakes/cadence.ts';
import { watchMainThread } from '../lib/mainThread.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { atMost } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import type { OpenedPractice } from '../lib/stage.ts';
import { median } from '../lib/stats.ts';

export const forecast: Measure = { name: 'forecast', run };

const DAY_MS = 86_400_000;
const DAYS = 14;
const ZONE = 'America/New_York';
const PHONE_TRAITS: Pick<
  GatewayTraits,
  'idempotentSend' | 'canCancel' | 'carriesMarketing' | 'answersKeywords' | 'carriesWhatsApp' | 'carriesMedia'
> = {
  idempotentSend: true,
  canCancel: true,
  carriesMarketing: false,
  answersKeywords: false,
  carriesWhatsApp: false,
  carriesMedia: false,
};
const PHONE: GatewayRecord = {
  id: 'forecast-phone',
  kind: 'phone',
  label: 'Front desk phone',
  address: '127.0.0.1:8080',
  ownNumber: null,
  config: {},
  state: 'up',
  problem: null,
  since: null,
  pausedAt: null,
  health: null,
  lastHeardAt: null,
  lastInboundAt: null,
  inboxCursor: null,
  lastPolledAt: null,
  simulated: true,
  createdAt: 0,
};

async function run(bench: Bench): Promise<readonly Row[]> {
  const practice = await bench.stage.openAt(await bench.stage.copyOf('tenThousand'));
  const visits = bench.count(420, 60);
  fill(practice, visits);
  const { store, platform } = practice;
  const routes = createRouteReader({
    gateways: { get: (id) => ({ id, traits: PHONE_TRAITS }) as unknown as Gateway },
    limits: readLimits,
  });
  const forecaster = createForecaster({
    store,
    clock: platform.clock,
    timers: platform.timers,
    render: renderFor,
    createForesee: (now) => createReminderForesight({ routes, limits: readLimits }, now),
  });
  const rounds = bench.count(9, 2);
  const times: number[] = [];
  const own: number[] = [];
  let busiest = 0;
  let texts = 0;
  for (let round = 0; round < rounds; round += 1) {
    // Something was written: nothing of the last forecast counts any more.
    store.write('bench', (tx) => tx.changed('settings.changed', 'bench'));
    const stop = watchMainThread();
    const used = process.threadCpuUsage();
    const started = performance.now();
    const answer = await forecaster.get({ days: DAYS, cursor: null, limit: 1000 });
    times.push(performance.now() - started);
    const { user, system } = process.threadCpuUsage(used);
    own.push((user + system) / 1000);
    busiest = Math.max(busiest, stop().busiest);
    texts = answer.items.length;
  }
  const note = `${String(texts)} texts, ${String(Math.round(median(own)))} ms of its own time`;
  return [
    atMost({ name: 'Forecast of 14 days, worked out anew', figure: median(times), unit: 'ms', note }, 200, 'in all'),
    atMost({ name: 'Forecast, longest task of the main thread', figure: busiest, unit: 'ms' }, 50, 'of its own time'),
  ];
}

/** Visits over two weeks, two reminders each, of people who agreed. */
function fill({ store, platform }: OpenedPractice, visits: number): void {
  const { ids, clock } = platform;
  const now = clock.now();
  store.write('bench', (tx) => {
    tx.gateways.insert(PHONE);
    tx.settings.set('practice', { name: 'Lakeside Clinic', shortName: 'Lakeside', zone: ZONE, country: 'US' }, now);
    tx.settings.set('reminders', { enabled: true }, now);
    tx.templates.save(
      {
        ...{ id: 'forecast-text', name: 'Forecast', shortcut: '', category: 'reminder', language: 'en', version: 1 },
        body: '{practiceShortName}: {firstName}, see you {visitDay}, {visitTime}. Reply C to confirm. STOP to opt out.',
        createdAt: now,
        updatedAt: now,
      },
      'bench',
    );
    tx.templates.setCadence(
      [3, 1].map((days, position) => ({ ...stepOf({ days, position }), templateId: 'forecast-text' })),
      now,
    );
  });
  for (let index = 0; index < visits; index += 1) addVisit(store, ids, index, visits, now);
}

function addVisit(
  store: OpenedPractice['store'],
  ids: OpenedPractice['platform']['ids'],
  index: number,
  visits: number,
  now: number,
): void {
  store.write('bench', (tx) => {
    const at = { createdAt: now, updatedAt: now };
    const personId = ids.next();
    const number = `+1212556${String(1000 + index)}`;
    tx.people.insert({
      ...{ id: personId, givenName: 'Pat', familyName: `Number${String(index)}`, name: `Pat Number${String(index)}` },
      ...{ kind: 'patient', language: 'en', zone: null, note: '', externalId: null },
      ...at,
    });
    tx.people.setNumbers(personId, [{ number, label: '' }]);
    recordFormConsent({ ids }, tx, number, personId, 'Form', now);
    const startsAt = now + 2 * DAY_MS + Math.floor((index / visits) * (DAYS - 2) * DAY_MS);
    const visit = {
      ...{ id: ids.next(), personId, externalKey: null, startsAt, endsAt: startsAt + 1_800_000, zone: ZONE },
      ...{ clinician: 'Dr. Osei', location: '', kind: 'Check-up' },
      status: 'booked',
      reply: 'none',
      ...{ replySetBy: null, repliedAt: null, importId: null },
      ...at,
    } as const;
    tx.appointments.insert(visit);
    planReminders({ ids, takeBack: () => true }, tx, visit, now);
  });
}
