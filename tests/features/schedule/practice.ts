/** A practice on a real store for the tests of schedule and reminders: settings, a cadence of two steps, one template. */
import type { GateDecision } from '../../../src/contract/gate.ts';
import { canTextNumber } from '../../../src/main/features/consent/readConsent.ts';
import { keepRowsOfPerson } from '../../../src/main/features/conversations/keepRow.ts';
import {
  recordFormConsent,
  recordListRefusal,
  takeBackFormConsent,
} from '../../../src/main/features/consent/recordConsent.ts';
import type { CallContext } from '../../../src/main/features/feature.ts';
import type { RemindersDeps } from '../../../src/main/features/reminders/deps.ts';
import { createRemindersFeature } from '../../../src/main/features/reminders/index.ts';
import { planReminders } from '../../../src/main/features/reminders/plan.ts';
import { viewAppointment } from '../../../src/main/features/schedule/appointments.ts';
import type { ScheduleDeps } from '../../../src/main/features/schedule/deps.ts';
import { createImportRuns } from '../../../src/main/features/schedule/importRuns.ts';
import { createScheduleFeature } from '../../../src/main/features/schedule/index.ts';
import { readLimits } from '../../../src/main/runtime/limits.ts';
import { createReminderForesight } from '../../../src/main/runtime/reminderForesight.ts';
import { createTestStore, type TestStore } from '../../fakes/testStore.ts';
import { stepOf } from '../../fakes/cadence.ts';

/** Tuesday 12 January 2027, 9:00 in New York. */
export const NOW = Date.UTC(2027, 0, 12, 14, 0);

export const allow: GateDecision = { decision: 'allow', code: 'OK', until: null, append: [], findings: [] };

export interface TestPractice extends TestStore {
  readonly schedule: ReturnType<typeof createScheduleFeature>;
  readonly reminders: ReturnType<typeof createRemindersFeature>;
  readonly deps: RemindersDeps;
  readonly scheduleDeps: ScheduleDeps;
  context(commandId?: string): CallContext;
}

export async function createPractice(overrides: Partial<RemindersDeps> = {}): Promise<TestPractice> {
  const test = await createTestStore({ start: NOW });
  const { store, clock } = test;
  const ids = test.platform.ids;
  store.write('test', (tx) => {
    tx.settings.set('practice', { zone: 'America/New_York', country: 'US', name: 'Test Clinic' }, NOW);
    tx.settings.set('reminders', { enabled: true }, NOW);
    tx.settings.set('reminderRules', { settleMinutes: 0 }, NOW);
    const template = {
      id: 'tpl',
      name: 'Reminder',
      shortcut: '',
      category: 'reminder' as const,
      language: 'en',
      body: 'See you. Reply C.',
    };
    tx.templates.save({ ...template, version: 1, createdAt: NOW, updatedAt: NOW }, 'test');
    tx.templates.setCadence(
      [3, 1].map((days, position) => stepOf({ days, position, whenConfirmed: days === 1 ? 'skip' : 'same' })),
      NOW,
    );
  });
  const scheduleDeps: ScheduleDeps = {
    store,
    clock,
    timers: clock,
    ids,
    log: test.platform.log,
    workbooks: test.platform.workbooks,
    canText: (tx, number, personId) => canTextNumber(tx, number, personId, clock.now()),
    recordRefusal: (tx, number, personId, now) => recordListRefusal({ ids }, tx, number, personId, now),
    recordFormConsent: (tx, ...entry) => recordFormConsent({ ids }, tx, ...entry),
    takeBackConsent: (tx, number, personId, consentId, now) => {
      takeBackFormConsent({ ids }, tx, number, personId, consentId, now);
    },
    planReminders: (tx, appointment, now) => planReminders(deps, tx, appointment, now),
    refreshPerson: keepRowsOfPerson,
  };
  const runs = createImportRuns(scheduleDeps);
  const deps: RemindersDeps = {
    store,
    clock,
    ids,
    timers: clock,
    createForesee: (now) => createReminderForesight({ routes: () => [], limits: readLimits }, now),
    queueReminder: () => ({ decision: allow, reason: null, message: null }),
    render: (_tx, { template }) => ({ body: template.body, missing: [] }),
    viewAppointment: (tx, record) => viewAppointment(scheduleDeps, tx, record),
    takeBack: (tx, messageId) => {
      tx.messages.update(messageId, { status: 'cancelled' });
      return true;
    },
    ...overrides,
  };
  return {
    ...test,
    deps,
    scheduleDeps,
    schedule: createScheduleFeature(scheduleDeps, runs),
    reminders: createRemindersFeature(deps),
    context: (commandId) => ({
      actor: { id: 'dana', name: 'Dana', role: 'owner' },
      signal: new AbortController().signal,
      commandId: commandId ?? null,
    }),
  };
}
