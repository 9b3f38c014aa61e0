import { describe, expect, test } from 'vitest';
import { planReminders } from '../../../src/main/features/reminders/plan.ts';
import { tendReminders } from '../../../src/main/features/reminders/tend.ts';
import { releaseReminder } from '../../../src/main/features/reminders/release.ts';
import type { AppointmentRecord, ReminderRecord } from '../../../src/main/store/records.ts';
import { createPractice, NOW, type TestPractice } from '../schedule/practice.ts';
import { addPerson, queueing, visitOf } from './people.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OLD = Date.UTC(2027, 0, 18, 14, 30);
const NEW = OLD + 2 * HOUR;

async function practiceWithVisit(reply: AppointmentRecord['reply'] = 'none') {
  const practice = await createPractice(queueing());
  practice.store.write('test', (tx) => {
    tx.settings.set('reminderRules', { settleMinutes: 3, cancelledText: true }, NOW);
    addPerson(tx, 'p1', 'Ana', '+12065550117');
    const visit = visitOf({ id: 'v1', startsAt: OLD, reply, repliedAt: reply === 'none' ? null : NOW - HOUR });
    tx.appointments.insert(visit);
    planReminders(practice.deps, tx, visit, NOW);
  });
  tend(practice, NOW + 3 * MINUTE);
  return practice;
}
const tend = (practice: TestPractice, at: number): void => {
  practice.store.write('planner', (tx) => {
    while (tendReminders(practice.deps, tx, at)) continue;
  });
};
function change(practice: TestPractice, patch: Partial<AppointmentRecord>, at: number): void {
  practice.store.write('Dana', (tx) => {
    const known = tx.appointments.get('v1')!;
    const startsAt = patch.startsAt ?? known.startsAt;
    const answer = startsAt === known.startsAt ? {} : { reply: 'none' as const, replySetBy: null, repliedAt: null };
    const visit = { ...known, ...answer, ...patch, endsAt: startsAt + HOUR / 2 };
    tx.appointments.update('v1', visit);
    planReminders(practice.deps, tx, visit, at);
  });
}
const rows = (practice: TestPractice): readonly ReminderRecord[] =>
  practice.store.read((tx) => tx.reminders.ofAppointment('v1'));
const notices = (practice: TestPractice) => rows(practice).filter(({ kind }) => kind !== 'step');
/** The first reminder leaves. */
function sendFirst(practice: TestPractice): void {
  practice.store.write('planner', (tx) => {
    const first = tx.reminders.ofAppointment('v1')[0]!;
    const { state } = releaseReminder(practice.deps, tx, first, first.dueAt);
    expect(state).toBe('queued');
    const { messageId } = tx.reminders.get(first.id)!;
    tx.messages.update(messageId!, { status: 'sent', sentAt: first.dueAt });
    tx.reminders.update(first.id, { state: 'sent' });
  });
}

describe('a change of the schedule', () => {
  test('releases nothing of the visit before it has settled', async () => {
    const practice = await practiceWithVisit();
    const [first] = rows(practice);
    const at = first!.dueAt + 1;
    change(practice, { startsAt: OLD + HOUR }, at);
    const due = practice.store.read((tx) => tx.reminders.due(at + MINUTE, 10));
    expect(due).toEqual([]);
    expect(practice.store.read((tx) => tx.appointments.settling('v1').until)).toBe(at + 3 * MINUTE);
  });

  test('dragged there and back within the settling leaves no trace, and the answer holds', async () => {
    const practice = await practiceWithVisit('confirmed');
    const before = rows(practice);
    change(practice, { startsAt: NEW }, NOW + HOUR);
    expect(practice.store.read((tx) => tx.appointments.get('v1')?.reply)).toBe('none');
    change(practice, { startsAt: OLD }, NOW + HOUR + MINUTE);
    tend(practice, NOW + 2 * HOUR);
    const trace = ({ id, state, dueAt, releaseAt, sendBy, reasonCode }: ReminderRecord) => ({
      id,
      state,
      dueAt,
      releaseAt,
      sendBy,
      reasonCode,
    });
    expect(rows(practice).map(trace)).toEqual(before.map(trace));
    expect(practice.store.read((tx) => tx.appointments.get('v1'))).toMatchObject({
      reply: 'confirmed',
      repliedAt: NOW - HOUR,
    });
    expect(practice.store.read((tx) => tx.appointments.settling('v1'))).toEqual({ until: null, base: null });
  });

  test.each([
    ['nobody knew of the old time', 'none', false, 0],
    ['they had confirmed it', 'confirmed', false, 1],
    ['a text had left about it', 'none', true, 1],
  ] as const)('that stands is told once when %s', async (_words, reply, sent, count) => {
    const practice = await practiceWithVisit(reply);
    if (sent) sendFirst(practice);
    const at = sent ? rows(practice)[0]!.dueAt + HOUR : NOW + HOUR;
    change(practice, { startsAt: NEW }, at);
    tend(practice, at + 2 * MINUTE);
    expect(notices(practice)).toEqual([]);
    tend(practice, at + 3 * MINUTE);
    tend(practice, at + 4 * MINUTE);
    expect(notices(practice)).toHaveLength(count);
    if (count > 0)
      expect(notices(practice)[0]).toMatchObject({
        kind: 'moved',
        state: 'planned',
        visitAt: NEW,
        dueAt: at + 3 * MINUTE,
      });
    expect(
      rows(practice).filter(({ visitAt, state }) => visitAt === NEW && state === 'planned').length,
    ).toBeGreaterThan(0);
  });

  test('is not told to who agreed to the new time while it settled', async () => {
    const practice = await practiceWithVisit('confirmed');
    change(practice, { startsAt: NEW }, NOW + HOUR);
    change(practice, { reply: 'confirmed', repliedAt: NOW + HOUR + MINUTE }, NOW + HOUR + MINUTE);
    tend(practice, NOW + HOUR + 5 * MINUTE);
    expect(notices(practice)).toEqual([]);
    change(practice, { status: 'cancelled' }, NOW + 2 * HOUR);
    tend(practice, NOW + 2 * HOUR + 3 * MINUTE);
    expect(notices(practice)).toMatchObject([{ kind: 'cancelled', visitAt: NEW }]);
  });

  test.each([
    ['an answer given while it waited', 2 * HOUR, 'dropped', 'confirmed'],
    ['an answer from before it was made', HOUR, 'queued', null],
  ] as const)('is told or not, after %s', async (_words, answeredAfter, state, reasonCode) => {
    const practice = await practiceWithVisit('confirmed');
    change(practice, { startsAt: NEW }, NOW + HOUR);
    tend(practice, NOW + HOUR + 3 * MINUTE);
    change(practice, { reply: 'confirmed', repliedAt: NOW + answeredAfter }, NOW + answeredAfter);
    const at = NOW + 3 * HOUR;
    practice.store.write('planner', (tx) => {
      const notice = tx.reminders.ofAppointment('v1').find(({ kind }) => kind === 'moved')!;
      releaseReminder(practice.deps, tx, notice, at);
    });
    const [notice] = notices(practice);
    if (state === 'dropped') expect(notice).toMatchObject({ state, reasonCode });
    else expect(notice?.state).not.toBe('dropped');
  });

  test('each further change lets the time run anew, and only the last is told', async () => {
    const practice = await practiceWithVisit('confirmed');
    change(practice, { startsAt: NEW }, NOW + HOUR);
    change(practice, { startsAt: NEW + HOUR }, NOW + HOUR + 2 * MINUTE);
    tend(practice, NOW + HOUR + 4 * MINUTE);
    expect(notices(practice)).toEqual([]);
    tend(practice, NOW + HOUR + 5 * MINUTE);
    expect(notices(practice)).toMatchObject([{ kind: 'moved', visitAt: NEW + HOUR }]);
    expect(rows(practice).filter(({ visitAt }) => visitAt === NEW)).toEqual([]);
  });

  test('a cancellation is told to who knew of the visit, and a visit that is back is told again', async () => {
    const practice = await practiceWithVisit();
    sendFirst(practice);
    const at = rows(practice)[0]!.dueAt + HOUR;
    change(practice, { status: 'cancelled' }, at);
    tend(practice, at + 3 * MINUTE);
    expect(notices(practice)).toMatchObject([{ kind: 'cancelled', state: 'planned', visitAt: OLD }]);
    expect(rows(practice).filter(({ kind, state }) => kind === 'step' && state === 'planned')).toEqual([]);
    change(practice, { status: 'booked' }, at + 4 * MINUTE);
    expect(notices(practice)).toMatchObject([{ state: 'dropped', reasonCode: 'visitBack' }]);
    expect(rows(practice).some(({ kind, state }) => kind === 'step' && state === 'planned')).toBe(true);
  });

  test('a move shortly before the visit is put before a person', async () => {
    const practice = await practiceWithVisit('confirmed');
    const at = OLD - HOUR;
    change(practice, { startsAt: OLD + 5 * MINUTE - 35 * MINUTE }, at);
    tend(practice, at + 3 * MINUTE);
    expect(notices(practice)).toMatchObject([{ kind: 'moved', state: 'failed', reasonCode: 'noticeTooLate' }]);
  });
});
