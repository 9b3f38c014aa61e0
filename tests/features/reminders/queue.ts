/** A practice whose reminders are planned, released and checked as by the planner and the dispatcher, at any time the test says. */
import { checkReminderText } from '../../../src/main/features/reminders/dispatchCheck.ts';
import { planReminders } from '../../../src/main/features/reminders/plan.ts';
import { releaseReminder } from '../../../src/main/features/reminders/release.ts';
import { tendReminders } from '../../../src/main/features/reminders/tend.ts';
import type { AppointmentRecord, CadenceStepRecord, ReminderRecord } from '../../../src/main/store/records.ts';
import { createPractice, NOW, type TestPractice } from '../schedule/practice.ts';
import { addPerson, queueing } from './people.ts';

export const ASK = 'See you. Reply C to confirm.';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const SHARED = '+12065550117';
export const NINE = Date.UTC(2027, 0, 18, 14, 0);
/** The one step of most of these: a day before, at ten. */
export const DUE = Date.UTC(2027, 0, 17, 15, 0);

export async function openQueue(
  steps: readonly CadenceStepRecord[],
  people: readonly (readonly [string, string, string])[] = [['p1', 'Ana', SHARED]],
) {
  const bodies: string[] = [];
  const practice = await createPractice({
    ...queueing(bodies),
    takeBack: (tx, id) => {
      tx.messages.update(id, { status: 'cancelled' });
      return true;
    },
  });
  practice.store.write('test', (tx) => {
    for (const [id, given, number] of people) addPerson(tx, id, given, number);
    const head = {
      version: 1,
      translationOf: null,
      baseVersion: null,
      archivedAt: null,
      createdAt: NOW,
      updatedAt: NOW,
    };
    tx.templates.save(
      { ...head, id: 'info', name: 'Info', shortcut: 'i', category: 'reminder', language: 'en', body: 'See you.' },
      'test',
    );
    const ask = {
      ...head,
      id: 'tpl',
      name: 'Ask',
      shortcut: 'a',
      category: 'reminder',
      language: 'en',
      body: ASK,
      version: 2,
    } as const;
    tx.templates.save(ask, 'test');
    tx.templates.setCadence(steps, NOW);
  });
  return { practice, bodies };
}
export function add(practice: TestPractice, visit: AppointmentRecord, at = NOW): void {
  practice.store.write('test', (tx) => {
    tx.appointments.insert(visit);
    planReminders(practice.deps, tx, visit, at);
  });
}
export function change(practice: TestPractice, id: string, patch: Partial<AppointmentRecord>, at: number): void {
  practice.store.write('test', (tx) => {
    tx.appointments.update(id, patch);
    planReminders(practice.deps, tx, tx.appointments.get(id)!, at);
  });
}
export const rows = (practice: TestPractice, id = 'v1'): readonly ReminderRecord[] =>
  practice.store.read((tx) => tx.reminders.ofAppointment(id));
/** What the planner does at `at`. */
export function look(practice: TestPractice, at: number): void {
  practice.store.write('planner', (tx) => {
    while (tendReminders(practice.deps, tx, at)) continue;
    for (const due of tx.reminders.due(at, 50)) {
      const fresh = tx.reminders.get(due.id);
      if (fresh?.state === 'planned') releaseReminder(practice.deps, tx, fresh, at);
    }
  });
}
export const check = (practice: TestPractice, messageId: string, at: number) =>
  practice.store.read((tx) => checkReminderText(practice.deps, tx, tx.messages.get(messageId)!, at));
