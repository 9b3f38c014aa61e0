import { describe, expect, test } from 'vitest';
import type { CadenceStep } from '../../../src/contract/reminders.ts';
import { checkCaps } from '../../../src/main/domain/cadence/capCheck.ts';
import { planReminders } from '../../../src/main/features/reminders/plan.ts';
import { stepInput } from '../../fakes/cadence.ts';
import { createPractice, NOW } from '../schedule/practice.ts';
import type { TestPractice } from '../schedule/practice.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Monday, 18 January 2027, 9:30 in New York. */
const VISIT = Date.UTC(2027, 0, 18, 14, 30);

async function practiceWithVisit(): Promise<TestPractice & { readonly first: string; readonly second: string }> {
  const practice = await createPractice();
  const visit = {
    ...{
      id: 'v1',
      personId: 'p1',
      externalKey: null,
      startsAt: VISIT,
      endsAt: VISIT + HOUR / 2,
      zone: 'America/New_York',
    },
    ...{ clinician: 'Dr. Osei', location: '', kind: 'Check-up', replySetBy: null },
    status: 'booked',
    reply: 'none',
    ...{ repliedAt: null, importId: null, createdAt: NOW, updatedAt: NOW },
  } as const;
  practice.store.write('test', (tx) => {
    tx.people.insert({
      ...{ id: 'p1', givenName: 'Ana', familyName: 'Cruz', name: 'Ana Cruz', kind: 'patient', language: 'en' },
      ...{ zone: null, note: '', externalId: null, createdAt: NOW, updatedAt: NOW },
    });
    tx.people.setNumbers('p1', [{ number: '+12065550117', label: '' }]);
    tx.appointments.insert(visit);
    planReminders(practice.deps, tx, visit, NOW);
  });
  const [first, second] = practice.store.read((tx) => tx.reminders.ofAppointment('v1'));
  if (first === undefined || second === undefined) throw new Error('two reminders were expected');
  return { ...practice, first: first.id, second: second.id };
}
const recordOf = (practice: TestPractice, id: string) => practice.store.read((tx) => tx.reminders.get(id));

describe('a reminder edited by hand', () => {
  test('keeps its own words and time, says who changed it, and goes back to the plan', async () => {
    const practice = await practiceWithVisit();
    const planned = recordOf(practice, practice.first);
    const to = VISIT - 26 * HOUR;
    const edited = await practice.reminders.editReminder(practice.context(), {
      ...{ commandId: 'command-1', id: practice.first },
      ...{ body: 'Own words for Ana.', dueAt: to },
    });
    expect(edited.card.edited).toEqual({ by: 'Dana', body: true, time: true });
    expect(edited.steps.find(({ reminderId }) => reminderId === practice.first)?.body).toBe('Own words for Ana.');
    expect(recordOf(practice, practice.first)).toMatchObject({
      dueAt: to,
      releaseAt: to,
      dueOverride: to,
      state: 'planned',
    });
    const back = await practice.reminders.editReminder(practice.context(), {
      ...{ commandId: 'command-2', id: practice.first, body: null, dueAt: null },
    });
    expect(back.card.edited).toBeNull();
    expect(recordOf(practice, practice.first)).toMatchObject({
      ...{ dueAt: planned?.dueAt, sendBy: planned?.sendBy, bodyOverride: null, dueOverride: null },
    });
  });

  test.each([
    ['in the past', NOW - MINUTE],
    ['at the visit', VISIT],
    ['within the half hour before it', VISIT - 20 * MINUTE],
  ])('is not moved to a time %s', async (_words, dueAt) => {
    const practice = await practiceWithVisit();
    await expect(async () =>
      practice.reminders.editReminder(practice.context(), { commandId: 'command-1', id: practice.first, dueAt }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'dueAt' });
    expect(recordOf(practice, practice.first)?.dueOverride).toBeNull();
  });

  test('is refused while a detail in braces is left in its words', async () => {
    const practice = await practiceWithVisit();
    await expect(async () =>
      practice.reminders.editReminder(practice.context(), {
        ...{ commandId: 'command-1', id: practice.first, body: 'See you {visitDay}.' },
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'body' });
  });

  test('several are moved where they can go, and the others stay with a reason', async () => {
    const practice = await practiceWithVisit();
    const to = VISIT - 20 * HOUR;
    practice.store.write('test', (tx) => tx.reminders.update(practice.second, { state: 'sent' }));
    const moved = await practice.reminders.moveReminders(practice.context(), {
      ...{ commandId: 'command-1', ids: [practice.first, practice.second], to },
    });
    expect(moved.moved).toEqual([practice.first]);
    expect(moved.refused).toMatchObject([{ id: practice.second, reason: { code: 'TOO_LATE' } }]);
  });

  test('a later look at the plan leaves its time and words alone', async () => {
    const practice = await practiceWithVisit();
    const dueAt = VISIT - 30 * HOUR;
    await practice.reminders.editReminder(practice.context(), { commandId: 'command-1', id: practice.first, dueAt });
    practice.store.write('test', (tx) => {
      const visit = tx.appointments.get('v1');
      if (visit !== undefined) planReminders(practice.deps, tx, visit, NOW);
    });
    expect(recordOf(practice, practice.first)).toMatchObject({ state: 'planned', dueAt, dueOverride: dueAt });
  });
});

describe('before a start', () => {
  test('it is counted what waits and what is too late to be of use', async () => {
    const practice = await practiceWithVisit();
    practice.clock.jumpWallClock(VISIT - NOW - 10 * MINUTE);
    expect(await practice.reminders.checkRestart(practice.context(), {})).toEqual({ waiting: 2, tooLate: 2 });
  });
});

describe('a plan looked at before it is saved', () => {
  test('says what a visit gets and how many reminders would come and go', async () => {
    const practice = await practiceWithVisit();
    const { steps } = await practice.reminders.getCadence(practice.context(), {});
    const more = [...steps, { ...stepInput({ days: 2, at: '09:00' }), templateId: steps[0]?.templateId ?? '' }];
    const preview = await whileTimePasses(
      practice,
      practice.reminders.previewCadence(practice.context(), { steps: more }),
    );
    expect(preview.changes).toEqual({ visits: 1, added: 1, dropped: 0 });
    expect(preview.texts.map(({ step, missed }) => [step, missed])).toEqual([
      [0, null],
      [2, null],
      [1, null],
    ]);
    expect(preview.texts[0]?.body).toBe('See you. Reply C.');
    const same = await whileTimePasses(practice, practice.reminders.previewCadence(practice.context(), { steps }));
    expect(same.changes).toEqual({ visits: 0, added: 0, dropped: 0 });
  });

  test('warns of more texts than somebody without a recorded agreement may get', () => {
    const at = (days: number, time = '10:00', more: Partial<CadenceStep> = {}) => ({
      ...{ timing: { kind: 'daysBefore', days, at: time } as const, businessDays: 'keep' as const, active: true },
      match: { kinds: [], clinicians: [], locations: [] },
      ...more,
    });
    const zone = 'America/New_York';
    expect(checkCaps([at(7), at(3), at(1)], zone)).toEqual([]);
    expect(checkCaps([at(5), at(3), at(1), at(0, '08:00')], zone)).toEqual([{ step: 3, code: 'capWeek', count: 4 }]);
    expect(checkCaps([at(1), at(1, '16:00')], zone)).toEqual([{ step: 1, code: 'capDay', count: 2 }]);
    const only = (kind: string) => ({ match: { kinds: [kind], clinicians: [], locations: [] } });
    expect(checkCaps([at(1, '10:00', only('Cleaning')), at(1, '16:00', only('Surgery'))], zone)).toEqual([]);
  });
});

async function whileTimePasses<T>({ clock }: TestPractice, work: T | Promise<T>): Promise<T> {
  const state = { done: false };
  const settled = Promise.resolve(work).finally(() => (state.done = true));
  while (!state.done) await clock.advance(1);
  return settled;
}
