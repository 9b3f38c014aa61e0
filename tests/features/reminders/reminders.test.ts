import { describe, expect, test } from 'vitest';
import type { GateDecision } from '../../../src/contract/gate.ts';
import type { ReminderText, RemindersDeps } from '../../../src/main/features/reminders/deps.ts';
import { planReminders } from '../../../src/main/features/reminders/plan.ts';
import { releaseReminder } from '../../../src/main/features/reminders/release.ts';
import { tendReminders } from '../../../src/main/features/reminders/tend.ts';
import type { AppointmentRecord, ReminderRecord } from '../../../src/main/store/records.ts';
import { allow, createPractice, NOW, type TestPractice } from '../schedule/practice.ts';
import { stepInput } from '../../fakes/cadence.ts';

const HOUR = 3_600_000;
const VISIT = Date.UTC(2027, 0, 18, 14, 30);
const NUMBER = '+12065550117';

function addVisit(practice: TestPractice, patch: Partial<AppointmentRecord> = {}): AppointmentRecord {
  const person = {
    id: 'p1', givenName: 'Ana', familyName: 'Cruz', name: 'Ana Cruz', kind: 'patient' as const, language: 'en', zone: null,
    note: '', externalId: null, createdAt: NOW, updatedAt: NOW,
  }; // prettier-ignore
  const visit: AppointmentRecord = {
    id: 'v1', personId: 'p1', externalKey: null, startsAt: VISIT, endsAt: VISIT + HOUR / 2, zone: 'America/New_York', clinician: '',
    location: '', kind: '', status: 'booked', reply: 'none', replySetBy: null, repliedAt: null, importId: null, createdAt: NOW,
    updatedAt: NOW, ...patch,
  }; // prettier-ignore
  practice.store.write('test', (tx) => {
    tx.people.insert(person);
    tx.people.setNumbers('p1', [{ number: NUMBER, label: '' }]);
    tx.appointments.insert(visit);
    planReminders(practice.deps, tx, visit, practice.clock.now());
  });
  return visit;
}
const remindersOf = (practice: TestPractice): readonly ReminderRecord[] =>
  practice.store.read((tx) => tx.reminders.ofAppointment('v1').toSorted((a, b) => a.dueAt - b.dueAt));
function release(practice: TestPractice, at: number, index = 0) {
  return practice.store.write('planner', (tx) => {
    const reminder = tx.reminders.ofAppointment('v1').toSorted((a, b) => a.dueAt - b.dueAt)[index];
    if (reminder === undefined) throw new Error('no reminder');
    return releaseReminder(practice.deps, tx, reminder, at);
  });
}
const setReply = (practice: TestPractice, patch: Partial<AppointmentRecord>): void => {
  practice.store.write('test', (tx) => tx.appointments.update('v1', patch));
};
/** A gate that always answers the same, and the texts it was asked to queue. */
function gate(decision: GateDecision): { queued: ReminderText[]; queueReminder: RemindersDeps['queueReminder'] } {
  const queued: ReminderText[] = [];
  return {
    queued,
    queueReminder: (tx, text, now) => {
      queued.push(text);
      if (decision.decision === 'block' || decision.decision === 'confirm') {
        return { decision, reason: { code: decision.code, text: 'words' }, message: null };
      }
      tx.conversations.insert({
        id: `c${String(queued.length)}`, address: `+1206555018${String(queued.length)}`, status: 'done', unread: 0, sortAt: now, lastAt: now,
        lastMessageId: null, lastPreview: '', lastDirection: 'none', lastStatus: null, lastInboundAt: null, waitingSince: null,
        failed: false, attention: null, snoozedUntil: null, backFromSnooze: false, people: [], peopleMore: 0, canText: 'yes', visitReply: null,
        nextVisitAt: null, createdAt: now,
      }); // prettier-ignore
      const message = tx.messages.insert({
        id: `m${String(queued.length)}`, conversationId: `c${String(queued.length)}`, direction: 'out', kind: 'reminder', body: text.body,
        purpose: 'care', status: 'queued', createdAt: now,
      }); // prettier-ignore
      return {
        decision,
        reason: decision.decision === 'delay' ? { code: decision.code, text: 'later' } : null,
        message,
      };
    },
  };
}

describe('planning', () => {
  test('each step of the cadence stands once, at its wall-clock time', async () => {
    const practice = await createPractice();
    const visit = addVisit(practice);
    practice.store.write('test', (tx) => planReminders(practice.deps, tx, visit, NOW));
    expect(remindersOf(practice).map(({ dueAt, state }) => [dueAt, state])).toEqual([
      [Date.UTC(2027, 0, 15, 15, 0), 'planned'],
      [Date.UTC(2027, 0, 17, 15, 0), 'planned'],
    ]);
  });

  test('a step whose time is over when the visit is added is shown as not sent, with why', async () => {
    const practice = await createPractice();
    addVisit(practice, { startsAt: Date.UTC(2027, 0, 13, 20, 0), endsAt: Date.UTC(2027, 0, 13, 21, 0) });
    expect(remindersOf(practice).map(({ state, reasonCode }) => [state, reasonCode])).toEqual([
      ['expired', 'tooLate'],
      ['planned', null],
    ]);
  });

  test('a text that is on its way already is not dropped with its visit', async () => {
    const practice = await createPractice({ ...gate(allow), takeBack: () => false });
    const visit = addVisit(practice);
    release(practice, NOW);
    practice.store.write('test', (tx) => planReminders(practice.deps, tx, { ...visit, status: 'cancelled' }, NOW));
    expect(remindersOf(practice).map(({ state }) => state)).toEqual(['queued', 'dropped']);
  });
});

describe('releasing a due reminder', () => {
  test('an allowed text is queued once, with its last useful moment', async () => {
    const { queued, queueReminder } = gate(allow);
    const practice = await createPractice({ queueReminder });
    addVisit(practice);
    expect(release(practice, NOW)).toEqual({ state: 'queued', reason: null });
    expect(queued).toEqual([
      expect.objectContaining({
        number: NUMBER,
        dedupeKey: `reminder:${remindersOf(practice)[0]?.id ?? ''}`,
        trigger: 'automatic',
      }),
    ]);
    expect(remindersOf(practice)[0]).toMatchObject({ state: 'queued', messageId: 'm1' });
  });

  test.each([
    [{ status: 'cancelled' }, 'dropped', 'visitGone'],
    [{ startsAt: VISIT + HOUR, endsAt: VISIT + 2 * HOUR }, 'dropped', 'visitMoved'],
    [{ reply: 'newTime' }, 'held', 'wantsNewTime'],
    [{ reply: 'cancelled' }, 'held', 'wantsToCancel'],
  ] as const)('when the visit is %j by then, it is %s', async (patch, state, code) => {
    const { queued, queueReminder } = gate(allow);
    const practice = await createPractice({ queueReminder });
    addVisit(practice);
    setReply(practice, patch);
    expect(release(practice, NOW)).toMatchObject({ state, reason: { code } });
    expect(queued).toEqual([]);
  });

  test('an ask-step is left out after a confirmation, an info-step is not', async () => {
    const practice = await createPractice(gate(allow));
    addVisit(practice, { reply: 'confirmed' });
    expect(release(practice, NOW, 0)).toMatchObject({ state: 'queued' });
    expect(release(practice, NOW, 1)).toMatchObject({ state: 'dropped', reason: { code: 'confirmed' } });
  });

  test('too late is not sent', async () => {
    const practice = await createPractice(gate(allow));
    addVisit(practice);
    const sendBy = remindersOf(practice)[0]?.sendBy ?? 0;
    expect(release(practice, sendBy + 1)).toMatchObject({ state: 'expired', reason: { code: 'tooLate' } });
  });

  test.each([
    ['confirm', 'CAP_DAY', 'held'],
    ['block', 'OPTED_OUT_ALL', 'failed'],
    ['block', 'EXPIRED_BEFORE_WINDOW', 'expired'],
  ] as const)('a gate that says %s (%s) leaves it %s, with the words', async (decision, code, state) => {
    const practice = await createPractice(gate({ ...allow, decision, code }));
    addVisit(practice);
    expect(release(practice, NOW)).toEqual({ state, reason: { code, text: 'words' } });
  });

  test('a delay shows when it will leave instead', async () => {
    const until = NOW + 5 * HOUR;
    const practice = await createPractice(gate({ ...allow, decision: 'delay', code: 'QUIET_HOURS', until }));
    addVisit(practice);
    expect(release(practice, NOW)).toMatchObject({ state: 'queued', reason: { code: 'QUIET_HOURS' } });
    expect(remindersOf(practice)[0]).toMatchObject({ movedTo: until });
  });

  test('a landline is for the telephone', async () => {
    const practice = await createPractice(gate(allow));
    addVisit(practice);
    practice.store.write('test', (tx) => tx.people.updateNumber(NUMBER, { kind: 'landline' }));
    expect(release(practice, NOW)).toMatchObject({ state: 'held', reason: { code: 'landline' } });
  });
});

describe('steering the queue', () => {
  test('a skipped reminder can be taken back, and then gets a text of its own', async () => {
    const { queued, queueReminder } = gate(allow);
    const practice = await createPractice({ queueReminder });
    addVisit(practice);
    release(practice, NOW);
    const id = remindersOf(practice)[0]?.id ?? '';
    await practice.reminders.skipReminder(practice.context(), { id });
    expect(remindersOf(practice)[0]?.state).toBe('skipped');
    await practice.reminders.restoreReminder(practice.context(), { id });
    release(practice, NOW);
    expect(queued.map(({ dedupeKey }) => dedupeKey)).toEqual([`reminder:${id}`, `reminder:${id}:after:m1`]);
  });

  test.each([
    ['needsReview', 'held', 'held'],
    ['sending', 'queued', 'queued'],
    ['sent', 'sent', 'sent'],
    ['delivered', 'delivered', 'delivered'],
  ] as const)(
    'a text that is %s or may be is never made a second time, not even by hand or after a skip',
    async (status, mirrored, after) => {
      const { queued, queueReminder } = gate(allow);
      const practice = await createPractice({ queueReminder });
      addVisit(practice);
      release(practice, NOW);
      const id = remindersOf(practice)[0]?.id ?? '';
      const put = (state: 'held' | 'planned' | 'queued' | 'sent' | 'delivered'): void => {
        practice.store.write('test', (tx) => {
          tx.messages.update('m1', { status });
          tx.reminders.update(id, { state });
        });
      };
      put(mirrored);
      await Promise.resolve()
        .then(() => practice.reminders.sendReminderNow(practice.context(), { id, confirmed: [] }))
        .catch((error: unknown) => expect(error).toMatchObject({ code: 'TOO_LATE' }));
      put('planned');
      expect(release(practice, NOW)).toMatchObject({ state: after });
      expect(queued).toHaveLength(1);
    },
  );

  test('a text that waits for a person is taken back before another is made', async () => {
    const { queued, queueReminder } = gate(allow);
    const practice = await createPractice({ queueReminder });
    addVisit(practice);
    release(practice, NOW);
    const id = remindersOf(practice)[0]?.id ?? '';
    practice.store.write('test', (tx) => {
      tx.messages.update('m1', { status: 'held' });
      tx.reminders.update(id, { state: 'held' });
    });
    await practice.reminders.sendReminderNow(practice.context(), { id, confirmed: [] });
    expect(practice.store.read((tx) => tx.messages.get('m1')?.status)).toBe('cancelled');
    expect(queued).toHaveLength(2);
  });

  test('a reminder that has left cannot be skipped', async () => {
    const practice = await createPractice({ ...gate(allow), takeBack: () => false });
    addVisit(practice);
    release(practice, NOW);
    const id = remindersOf(practice)[0]?.id ?? '';
    await expect(async () => practice.reminders.skipReminder(practice.context(), { id })).rejects.toMatchObject({
      code: 'TOO_LATE',
    });
  });

  test('pausing says who and until when, and a pause that has run out holds nothing', async () => {
    const practice = await createPractice();
    const until = NOW + HOUR;
    expect(await practice.reminders.pauseReminders(practice.context(), { pause: true, until })).toMatchObject({
      pausedBy: 'Dana',
      pausedUntil: until,
    });
    await practice.clock.advance(HOUR + 1);
    expect(await practice.reminders.getSummary(practice.context(), {})).toMatchObject({
      pausedUntil: null,
      pausedBy: null,
      enabled: true,
    });
  });

  test('a new cadence drops what it no longer holds and plans what it adds', async () => {
    const practice = await createPractice();
    addVisit(practice);
    const { steps } = await practice.reminders.getCadence(practice.context(), {});
    const [first] = steps;
    if (first === undefined) throw new Error('no cadence');
    const saved = await practice.reminders.saveCadence(practice.context(), {
      applyTo: 'all',
      steps: [first, stepInput({ days: 2, at: '09:00', whenConfirmed: 'skip', lateMinutes: 60 })],
    });
    expect(saved.replanned).toBe(1);
    const slice = () => practice.store.write('planner', (tx) => tendReminders(practice.deps, tx, NOW));
    while (slice()) continue;
    expect(remindersOf(practice).map(({ state, reasonCode }) => [state, reasonCode])).toEqual([
      ['planned', null],
      ['planned', null],
      ['dropped', 'planChanged'],
    ]);
  });

  test('two steps at one moment are refused with the field', async () => {
    const practice = await createPractice();
    const step = stepInput({ lateMinutes: 60 });
    await expect(async () =>
      practice.reminders.saveCadence(practice.context(), { applyTo: 'all', steps: [step, step] }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: 'steps.1.timing',
    });
  });
});
