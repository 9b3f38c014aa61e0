import { describe, expect, test } from 'vitest';
import { checkReminderText } from '../../../src/main/features/reminders/dispatchCheck.ts';
import { composeReminder } from '../../../src/main/features/reminders/compose.ts';
import { noteScheduleSeen, trustSchedule } from '../../../src/main/features/reminders/stale.ts';
import { stepOf } from '../../fakes/cadence.ts';
import { settle } from '../schedule/lists.ts';
import { NOW } from '../schedule/practice.ts';
import { visitOf } from './people.ts';

import { add, ASK, change, check, DAY, DUE, HOUR, look, NINE, openQueue, rows, SHARED } from './queue.ts';

describe('a household', () => {
  const family = [
    ['p1', 'Ana', SHARED],
    ['p2', 'Ben', SHARED],
    ['p3', 'Cleo', '+12065550119'],
  ] as const;
  async function atOnePhone() {
    const { practice, bodies } = await openQueue([stepOf({ whenConfirmed: 'skip' })], family);
    add(practice, visitOf({ id: 'v1', personId: 'p1', startsAt: NINE }));
    add(practice, visitOf({ id: 'v2', personId: 'p2', startsAt: NINE + HOUR / 2 }));
    add(practice, visitOf({ id: 'v3', personId: 'p3', startsAt: NINE + HOUR }));
    return { practice, bodies };
  }

  test('gets one text with a number for each visit of the day; others get their own', async () => {
    const { practice, bodies } = await atOnePhone();
    look(practice, DUE);
    expect(bodies.toSorted()).toEqual([
      ASK,
      'Test Clinic: visits on Mon Jan 18: 1 Ana 9:00 AM, 2 Ben 9:30 AM. Reply for each: 1 yes 2 no. STOP to opt out.',
    ]);
    const [ana, ben, cleo] = ['v1', 'v2', 'v3'].map((id) => rows(practice, id)[0]);
    expect([ana, ben]).toMatchObject([
      { state: 'queued', householdCode: 1, messageId: ben?.messageId },
      { state: 'queued', householdCode: 2 },
    ]);
    expect(cleo?.householdCode).toBeNull();
    expect(cleo?.messageId).not.toBe(ana?.messageId);
  });

  test('one whose visit moves drops out, and the other gets a text alone', async () => {
    const { practice, bodies } = await atOnePhone();
    look(practice, DUE);
    const at = DUE + 60_000;
    change(practice, 'v2', { startsAt: NINE + 3 * DAY, endsAt: NINE + 3 * DAY + HOUR }, at);
    expect(rows(practice, 'v1')[0]).toMatchObject({ state: 'planned', householdCode: null });
    look(practice, at);
    expect(bodies.at(-1)).toBe(ASK);
    expect(rows(practice, 'v1')[0]).toMatchObject({ state: 'queued', householdCode: null });
  });

  test('at the moment of sending, one who has confirmed meanwhile makes the text be written anew', async () => {
    const { practice } = await atOnePhone();
    look(practice, DUE);
    const { messageId } = rows(practice, 'v1')[0]!;
    expect(check(practice, messageId!, DUE)).toBeNull();
    practice.store.write('test', (tx) => tx.appointments.update('v2', { reply: 'confirmed' }));
    expect(check(practice, messageId!, DUE)).toMatchObject({ kind: 'drop', reason: { code: 'householdChanged' } });
  });

  test('who may not be texted is not named, and the practice may want a text each', async () => {
    const { practice, bodies } = await atOnePhone();
    practice.store.write('test', (tx) =>
      tx.settings.set('reminderRules', { settleMinutes: 0, households: 'each' }, NOW),
    );
    look(practice, DUE);
    expect(bodies).toEqual([ASK, ASK, ASK]);
  });
});

describe('at the moment of sending', () => {
  test('a text whose words have become wrong is written anew, and words by hand stay', async () => {
    const { practice } = await openQueue([stepOf()]);
    add(practice, visitOf({ id: 'v1', startsAt: NINE }));
    look(practice, DUE);
    const { id, messageId } = rows(practice)[0]!;
    const deps = { render: () => ({ body: 'Other words', missing: [] }) };
    const now = () => practice.store.read((tx) => checkReminderText(deps, tx, tx.messages.get(messageId!)!, DUE));
    expect(now()).toMatchObject({ kind: 'drop', status: 'cancelled', reason: { code: 'textChanged' } });
    practice.store.write('test', (tx) => tx.reminders.update(id, { bodyOverride: ASK, editedBy: 'Dana' }));
    expect(now()).toBeNull();
  });

  test('nothing of a visit leaves while a change of it settles', async () => {
    const { practice } = await openQueue([stepOf()]);
    add(practice, visitOf({ id: 'v1', startsAt: NINE }));
    look(practice, DUE);
    const { messageId } = rows(practice)[0]!;
    practice.store.write('test', (tx) => tx.appointments.setSettling('v1', { until: DUE + 9_000, base: 'new' }));
    expect(check(practice, messageId!, DUE)).toMatchObject({
      kind: 'delay',
      until: DUE + 9_000,
      reason: { code: 'settling' },
    });
  });
});

describe('who has confirmed', () => {
  test.each([
    ['skip', 'dropped', []],
    ['same', 'queued', [ASK]],
    ['info', 'queued', ['See you.']],
  ] as const)('gets of a step that says %s what it says', async (whenConfirmed, state, texts) => {
    const { practice, bodies } = await openQueue([stepOf({ whenConfirmed, infoTemplateId: 'info' })]);
    add(practice, visitOf({ id: 'v1', startsAt: NINE, reply: 'confirmed' }));
    look(practice, DUE);
    expect(rows(practice)[0]?.state).toBe(state);
    expect(bodies).toEqual(texts);
  });

  test('the text that would leave can be asked for at any moment, without making it', async () => {
    const { practice, bodies } = await openQueue([stepOf()]);
    const visit = visitOf({ id: 'v1', startsAt: NINE });
    add(practice, visit);
    const made = practice.store.read((tx) => composeReminder(practice.deps, tx, rows(practice)[0]!, visit, DUE));
    expect(made).toMatchObject({ ok: true, text: { body: ASK, members: [{ code: null }] } });
    expect(bodies).toEqual([]);
  });
});

describe('a schedule that is old', () => {
  async function withList() {
    const { practice, bodies } = await openQueue([stepOf()]);
    const list = 'Id,Name,Mobile,Date,Time\nA1,"Cruz, Ana",(206) 555-0117,1/18/2027,9:00 AM\n';
    const input = { fileName: 'list.csv', text: list };
    const { importId } = await settle(practice, practice.schedule.previewImport(practice.context(), input));
    const wish = { importId, consent: 'agreedOnForm', confirmedBrakes: [] } as const;
    await settle(practice, practice.schedule.applyImport(practice.context(), { ...wish, confirmedBrakes: [] }));
    const [visit] = practice.store.read((tx) => tx.appointments.list({ from: NOW, cursor: null, limit: 5 }).items);
    return { practice, bodies, visit: visit! };
  }

  test('holds what came by list, in words, until a person says that it holds', async () => {
    const { practice, bodies, visit } = await withList();
    look(practice, DUE);
    expect(rows(practice, visit.id)[0]).toMatchObject({ state: 'held', reasonCode: 'staleSchedule' });
    expect(rows(practice, visit.id)[0]?.reasonText).toMatch(/^The visit list is from .+ \d+:\d\d [AP]M\./);
    const held = await practice.reminders.getSummary(practice.context(), {});
    expect(held.heldAsOld).toEqual({ reminders: 1, listFrom: NOW });
    expect(practice.store.write('Dana', (tx) => trustSchedule(tx, DUE + 1))).toBe(1);
    expect((await practice.reminders.getSummary(practice.context(), {})).heldAsOld).toBeNull();
    look(practice, DUE + 1);
    expect(bodies).toHaveLength(1);
  });

  test('a newer list lets it go, and what is held too long is too late', async () => {
    const first = await withList();
    look(first.practice, DUE);
    first.practice.store.write('source', (tx) => noteScheduleSeen(tx, DUE + 1));
    look(first.practice, DUE + 2);
    expect(rows(first.practice, first.visit.id)[0]?.state).toBe('queued');
    const second = await withList();
    look(second.practice, DUE);
    look(second.practice, DUE + 5 * HOUR);
    expect(rows(second.practice, second.visit.id)[0]).toMatchObject({ state: 'expired', reasonCode: 'tooLate' });
  });
});

describe('after a visit', () => {
  const after = (id: string, over: Parameters<typeof stepOf>[0]) => stepOf({ id, businessDays: 'keep', ...over });
  const review = after('review', {
    timing: { kind: 'daysAfter', after: 'done', days: 1, at: '10:00' },
    purpose: 'review',
    askAgainAfterDays: 90,
  });
  const missed = after('missed', {
    timing: { kind: 'daysAfter', after: 'missed', days: 1, at: '10:00' },
    purpose: 'noShow',
  });

  test('what came of it decides what is planned, and putting it right replans', async () => {
    const { practice } = await openQueue([review, missed]);
    add(practice, visitOf({ id: 'v1', startsAt: NINE }));
    expect(rows(practice)).toEqual([]);
    change(practice, 'v1', { status: 'missed' }, NINE + HOUR);
    expect(rows(practice)).toMatchObject([{ stepId: 'missed', state: 'planned', dueAt: DUE + 2 * DAY }]);
    change(practice, 'v1', { status: 'done' }, NINE + 2 * HOUR);
    expect(
      rows(practice)
        .map(({ stepId, state }) => [stepId, state])
        .toSorted(),
    ).toEqual([
      ['missed', 'dropped'],
      ['review', 'planned'],
    ]);
  });

  test('nobody is asked for a review twice in a while, whichever visit it was', async () => {
    const { practice, bodies } = await openQueue([review]);
    for (const [id, startsAt] of [
      ['v1', NINE],
      ['v2', NINE + 7 * DAY],
    ] as const) {
      add(practice, visitOf({ id, startsAt }));
      change(practice, id, { status: 'done' }, startsAt + HOUR);
      look(practice, startsAt + 25 * HOUR);
    }
    expect(bodies).toHaveLength(1);
    expect(rows(practice, 'v2')[0]).toMatchObject({ state: 'dropped', reasonCode: 'askedLately' });
  });

  test('who has a visit already is not invited', async () => {
    const { practice, bodies } = await openQueue([missed]);
    add(practice, visitOf({ id: 'v1', startsAt: NINE }));
    change(practice, 'v1', { status: 'missed' }, NINE + HOUR);
    add(practice, visitOf({ id: 'v2', startsAt: NINE + 9 * DAY }), NINE + HOUR);
    look(practice, NINE + 25 * HOUR);
    expect(bodies).toEqual([]);
    expect(rows(practice)[0]).toMatchObject({ state: 'dropped', reasonCode: 'hasVisit' });
  });
});

describe('a plan that changes', () => {
  test('moves what waits, and leaves visits alone that were there when it was for new ones only', async () => {
    const { practice } = await openQueue([stepOf()]);
    add(practice, visitOf({ id: 'v1', startsAt: NINE }));
    const step = (await practice.reminders.getCadence(practice.context(), {})).steps[0]!;
    const later = { ...step, timing: { kind: 'daysBefore' as const, days: 1, at: '15:00' } };
    await practice.reminders.saveCadence(practice.context(), { applyTo: 'new', steps: [later] });
    look(practice, NOW + 1);
    add(practice, visitOf({ id: 'v2', startsAt: NINE, createdAt: NOW + 1 }), NOW + 1);
    expect([rows(practice)[0]?.dueAt, rows(practice, 'v2')[0]?.dueAt]).toEqual([DUE, DUE + 5 * HOUR]);
    const now = (await practice.reminders.getCadence(practice.context(), {})).steps;
    await practice.reminders.saveCadence(practice.context(), { applyTo: 'all', steps: now });
    look(practice, NOW + 2);
    expect(rows(practice).filter(({ state }) => state === 'planned')).toMatchObject([{ dueAt: DUE + 5 * HOUR }]);
  });

  test('another zone of the practice moves the instants, not the wall-clock times', async () => {
    const { practice } = await openQueue([stepOf()]);
    add(practice, visitOf({ id: 'v1', startsAt: NINE }));
    practice.store.write('Dana', (tx) =>
      tx.settings.set('practice', { zone: 'America/Los_Angeles', name: 'Test Clinic' }, NOW),
    );
    look(practice, NOW + 1);
    expect(rows(practice)).toMatchObject([{ state: 'planned', dueAt: DUE + 3 * HOUR }]);
  });

  test('a closed day that was not known puts a step that avoids it off, and late is late', async () => {
    const { practice, bodies } = await openQueue([stepOf({ businessDays: 'dayBefore', lateMinutes: 1440 })]);
    add(practice, visitOf({ id: 'v1', startsAt: NINE + 8 * HOUR }));
    practice.store.write('Dana', (tx) => tx.settings.set('sending', { closedDays: [6, 7] }, NOW));
    look(practice, NOW + 1);
    expect(new Date(rows(practice)[0]!.dueAt).toISOString()).toBe('2027-01-15T15:00:00.000Z');
    look(practice, DUE - 2 * DAY + 23 * HOUR + 1);
    expect(bodies).toEqual([]);
    expect(rows(practice)[0]).toMatchObject({ state: 'expired', reasonCode: 'closedTooLong' });
  });
});
