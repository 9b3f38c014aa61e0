/**
 * The forecast remembers what it has read; these weeks say that it foresees the same as one that reads everything anew for every text, and
 * families as they will be texted.
 */
import { describe, expect, test } from 'vitest';
import { createForecaster } from '../../../src/main/features/reminders/forecast.ts';
import type { ForecastAnswer } from '../../../src/main/features/reminders/forecast.ts';
import { planReminders } from '../../../src/main/features/reminders/plan.ts';
import { noteScheduleSeen } from '../../../src/main/features/reminders/stale.ts';
import { renderFor } from '../../../src/main/features/templates/values.ts';
import { createRouteReader } from '../../../src/main/jobs/routes.ts';
import type { Gateway, GatewayTraits } from '../../../src/main/providers/gateway.ts';
import { readLimits } from '../../../src/main/runtime/limits.ts';
import { createReminderForesight } from '../../../src/main/runtime/reminderForesight.ts';
import type { WriteTx } from '../../../src/main/store/store.ts';
import { stepOf } from '../../fakes/cadence.ts';
import { createSeededRandom } from '../../fakes/seeded.ts';
import { createTestStore, type TestStore } from '../../fakes/testStore.ts';
import { sampleConversation, sampleGateway, sampleImport, sampleMessage } from '../../store/samples.ts';
import { NOW } from '../schedule/practice.ts';
import { addPerson, visitOf } from './people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PHONE_TRAITS: Partial<GatewayTraits> = { idempotentSend: true, canCancel: true };

interface Foreseen {
  readonly answer: ForecastAnswer;
  /** How often the gate was asked. */
  readonly judged: number;
}

/** `anew`: every task is one step, and every task and every question to the gate begins without memory. */
async function foresee({ store, clock }: TestStore, anew: boolean): Promise<Foreseen> {
  const routes = createRouteReader({
    gateways: { get: (id) => ({ id, traits: PHONE_TRAITS }) as unknown as Gateway },
    limits: readLimits,
  });
  let passed = 0;
  let judged = 0;
  const forecaster = createForecaster({
    store: anew ? { ...store, read: (work) => store.read((tx) => work({ ...tx })) } : store,
    clock: anew ? { now: clock.now, monotonic: () => (passed += 6) } : clock,
    timers: { ...clock, sleep: () => Promise.resolve() },
    render: renderFor,
    createForesee: (now) => {
      const create = () => createReminderForesight({ routes, limits: readLimits }, now);
      const one = create();
      return {
        judge: (...ask) => {
          judged += 1;
          return (anew ? create() : one).judge(...ask);
        },
        lineOf: one.lineOf,
      };
    },
  });
  const answer = await forecaster.get({ days: 14, cursor: null, limit: 1000 });
  return { answer, judged };
}

async function openPractice(rules: object): Promise<TestStore> {
  const test = await createTestStore({ start: NOW });
  test.store.write('test', (tx) => {
    const practice = { zone: 'America/New_York', country: 'US', name: 'Test Clinic', phone: '+12065550100' };
    tx.gateways.insert(sampleGateway({ id: 'phone', simulated: true }));
    tx.settings.set('practice', practice, NOW);
    tx.settings.set('reminders', { enabled: true }, NOW);
    tx.settings.set('reminderRules', { settleMinutes: 0, staleHours: null, ...rules }, NOW);
    const body = '{practiceShortName}: {firstName}, see you {visitRelativeDay}, {visitTime}. Reply C to confirm.';
    const saved = { version: 1, createdAt: NOW, updatedAt: NOW };
    const text = { id: 'tpl', name: 'Reminder', shortcut: '', category: 'reminder', language: 'en' } as const;
    tx.templates.save({ ...text, body, ...saved }, 'test');
    tx.templates.setCadence(
      [3, 1].map((days, position) => stepOf({ days, position, lateMinutes: 600 })),
      NOW,
    );
  });
  return test;
}

/** People who share numbers, have written and been written to, opted out, confirmed; visits at any hour of two weeks. */
function fillWeeks(tx: WriteTx, seed: number, ids: TestStore['platform']['ids']): void {
  const random = createSeededRandom(seed);
  const chance = (share: number): boolean => random.fraction() < share;
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random.fraction() * of.length)] as T;
  for (let index = 0; index < 35; index += 1) {
    const number = `+120655501${String(Math.floor(random.fraction() * 30)).padStart(2, '0')}`;
    const id = `p${index}`;
    addPerson(tx, id, pick(['Ana', 'Ben', 'Asma', 'Mary-Jane']), number);
    if (chance(0.1)) tx.people.update(id, { zone: 'America/Los_Angeles' });
    if (chance(0.2)) {
      const revoke = { kind: 'revoke', level: null, purpose: null, method: 'text', evidence: 'STOP' } as const;
      const about = { at: NOW, number, personId: chance(0.5) ? id : null, messageId: null, actor: 'patient' };
      tx.consent.append({ id: ids.next(), channel: 'sms', ...about, ...revoke });
    }
    if (chance(0.6) && tx.conversations.getByAddress(number) === undefined) addTexts(tx, number, id, random.fraction);
    for (let visits = chance(0.3) ? 2 : 1; visits > 0; visits -= 1) {
      const startsAt = NOW + Math.floor(random.fraction() * 13 * 48) * (HOUR / 2);
      const reply = pick(['none', 'none', 'confirmed', 'newTime'] as const);
      const visit = visitOf({ id: `v${index}-${visits}`, personId: id, startsAt, reply });
      tx.appointments.insert(visit);
      planReminders({ ids, takeBack: () => true }, tx, visit, NOW);
    }
  }
}

function addTexts(tx: WriteTx, number: string, personId: string, next: () => number): void {
  const conversationId = `c${number}`;
  tx.conversations.insert(sampleConversation({ id: conversationId, address: number }));
  for (const status of ['sent', 'received', 'scheduled', 'failed', 'delivered'] as const) {
    if (next() < 0.5) continue;
    const createdAt = NOW - Math.floor(next() * 30 * DAY);
    const out = status !== 'received';
    const sentAt = status === 'sent' || status === 'delivered' ? createdAt : null;
    tx.messages.insert(
      sampleMessage({
        ...{ id: `${conversationId}${status}`, conversationId, personId, direction: out ? 'out' : 'in', status },
        ...{ trigger: out ? 'automatic' : null, gatewayId: 'phone', createdAt, sentAt },
        ...(status === 'scheduled' ? { notBefore: NOW + Math.floor(next() * 6 * DAY) } : {}),
      }),
    );
    if (sentAt !== null) tx.people.updateNumber(number, { firstSentAt: sentAt, lastOptOutHintAt: sentAt });
  }
}

describe('a forecast that remembers what it has read', () => {
  test.each([1, 3, 4])('says of random weeks what one says that reads everything anew (%i)', async (seed) => {
    const practice = await openPractice({ households: seed === 4 ? 'each' : 'merge' });
    practice.store.write('test', (tx) => fillWeeks(tx, seed, practice.platform.ids));
    const remembered = await foresee(practice, false);
    const anew = await foresee(practice, true);
    expect(remembered).toEqual(anew);
    const { items } = remembered.answer;
    expect(items.length).toBeGreaterThan(30);
    expect(new Set(items.map(({ outcome }) => outcome))).toEqual(new Set(['leaves', 'asks', 'notSent']));
    if (seed === 3) expect(items.some(({ alsoFor }) => alsoFor.length > 0)).toBe(true);
  });
});

describe('a family whose visits came by a list', () => {
  test('is foreseen in one text also for days by which this list will be too old: a newer one will be in', async () => {
    const { store, platform, ...rest } = await openPractice({ staleHours: 26 });
    store.write('test', (tx) => {
      tx.imports.insert(sampleImport({ id: 'list', state: 'applied', appliedAt: NOW }));
      noteScheduleSeen(tx, NOW);
      for (const [index, given] of ['Ana', 'Ben'].entries()) {
        addPerson(tx, `p${index}`, given, '+12065550117');
        const startsAt = NOW + 6 * DAY + index * HOUR;
        const visit = visitOf({ id: `v${index}`, personId: `p${index}`, startsAt, importId: 'list' });
        tx.appointments.insert(visit);
        planReminders({ ids: platform.ids, takeBack: () => true }, tx, visit, NOW);
      }
    });
    const { answer } = await foresee({ store, platform, ...rest }, false);
    expect(answer.items.map(({ outcome, alsoFor }) => [outcome, alsoFor.length])).toEqual([
      ['leaves', 1],
      ['leaves', 1],
    ]);
  });
});
