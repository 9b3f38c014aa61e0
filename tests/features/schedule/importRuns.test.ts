import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/contract/errors.ts';
import { createImportRuns } from '../../../src/main/features/schedule/importRuns.ts';
import { createScheduleFeature } from '../../../src/main/features/schedule/index.ts';
import type { ScheduleDeps } from '../../../src/main/features/schedule/deps.ts';
import { createPractice, NOW, type TestPractice } from './practice.ts';
import { reminderOf } from '../../fakes/cadence.ts';

const ROWS = 250;
/** Two texts a visit, on the 15th and the 17th of January at ten. */
const FIRST_DUE = Date.UTC(2027, 0, 15, 15, 0);

function longList(): string {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const [hour, minute] = [8 + Math.floor(at / 60), at % 60];
    return `A${at},"Cruz, Ana ${at}",(206) 555-0${100 + (at % 100)},1/18/2027,${hour}:${String(minute).padStart(2, '0')}`;
  });
  return ['Id,Patient,Mobile,Date,Time', ...rows].join('\n');
}
async function settle<T>(practice: TestPractice, work: Promise<T>): Promise<T> {
  let open = true;
  void work.catch(() => undefined).finally(() => (open = false));
  for (let turn = 0; turn < 2000 && open; turn += 1) await practice.clock.advance(0);
  return work;
}
async function previewed(practice: TestPractice): Promise<string> {
  const input = { fileName: 'list.csv', text: longList() };
  return (await settle(practice, practice.schedule.previewImport(practice.context(), input) as Promise<{ importId: string }>)).importId; // prettier-ignore
}
const runsOn = (practice: TestPractice, over: Partial<ScheduleDeps> = {}) =>
  createImportRuns({ ...practice.scheduleDeps, ...over });
const agreed = (importId: string) => ({ importId, consent: 'agreedOnForm' as const, confirmedBrakes: ['sameNumber'] });
/** Planning reminders, until the row `at`, where it throws. */
const failingAt = (practice: TestPractice, at: number, error: Error): Partial<ScheduleDeps> => {
  let calls = 0;
  return {
    planReminders: (tx, appointment, now) => {
      if ((calls += 1) >= at) throw error;
      return practice.scheduleDeps.planReminders(tx, appointment, now);
    },
  };
};
const full = () => new DomainError('DISK_FULL', 'The disk is full.');

/** Everything an import leaves behind, without the ids that were made up. */
function outcome(practice: TestPractice) {
  return practice.store.read((tx) => {
    const visits = tx.appointments.list({ cursor: null, limit: 500 }).items;
    return visits.map((visit) => ({
      visit: { ...visit, id: '', personId: '', importId: '', createdAt: 0, updatedAt: 0 },
      person: tx.people.get(visit.personId)?.name,
      numbers: tx.people.numbersOf(visit.personId).map(({ number }) => number),
      consent: tx.people.numbersOf(visit.personId).flatMap(({ number }) =>
        tx.consent.ofNumber(number).filter(({ personId }) => personId === visit.personId).map(({ kind }) => kind),
      ), // prettier-ignore
      reminders: tx.reminders.ofAppointment(visit.id).map(({ state, dueAt }) => [state, dueAt]),
    }));
  });
}

describe('adding a long list', () => {
  test('takes many small commits, and anything else is done in between', async () => {
    const practice = await createPractice();
    const importId = await previewed(practice);
    let commits = 0;
    practice.store.onCommit(({ changes }) => {
      if (changes.some(({ topic }) => topic === 'job.progressed' || topic === 'import.changed')) commits += 1;
    });
    const adding = runsOn(practice).apply(practice.context(), agreed(importId));
    practice.store.write('Dana', (tx) => tx.settings.set('practice', { zone: 'America/New_York', country: 'US' }, NOW));
    expect(await settle(practice, adding)).toMatchObject({ counts: { new: ROWS }, firstReminderAt: FIRST_DUE });
    expect(commits).toBe(3);
  });

  test('stopped in the middle and gone on with after a restart, it leaves exactly what one go leaves', async () => {
    const oneGo = await createPractice();
    await settle(oneGo, runsOn(oneGo).apply(oneGo.context(), agreed(await previewed(oneGo))));
    for (const at of [1, 100, 101, 170, 250]) {
      const practice = await createPractice();
      const importId = await previewed(practice);
      const stopped = runsOn(practice, failingAt(practice, at, full())).apply(practice.context('c1'), agreed(importId));
      await expect(settle(practice, stopped)).rejects.toMatchObject({ code: 'DISK_FULL' });
      expect(outcome(practice).length % 100).toBe(0);

      const again = runsOn(practice);
      await settle(practice, again.resume());
      expect(outcome(practice)).toEqual(outcome(oneGo));
      expect(practice.store.read((tx) => [tx.imports.unfinishedRuns(), tx.imports.get(importId)])).toMatchObject([
        [],
        { state: 'applied', summary: { counts: { new: ROWS, skipped: 0 } } },
      ]);
      // The command that was cut off asks again, and gets its answer.
      expect(await again.apply(practice.context('c1'), agreed(importId))).toMatchObject({ remindersPlanned: 2 * ROWS });
    }
  });

  test('ended by the program, it stops after the commit under way and goes on later', async () => {
    const practice = await createPractice();
    const importId = await previewed(practice);
    const runs = runsOn(practice);
    const adding = runs.apply(practice.context(), agreed(importId));
    runs.stop();
    await expect(adding).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await settle(practice, runsOn(practice).resume());
    expect(outcome(practice)).toHaveLength(ROWS);
  });

  test('asked for again while it runs, or after it stopped, it goes on and answers the same', async () => {
    const practice = await createPractice();
    const importId = await previewed(practice);
    const runs = runsOn(practice);
    const twice = [
      runs.apply(practice.context('c1'), agreed(importId)),
      runs.apply(practice.context('c2'), agreed(importId)),
    ];
    const [first, second] = await settle(practice, Promise.all(twice));
    expect(second).toEqual(first);
    expect(outcome(practice)).toHaveLength(ROWS);

    const other = await createPractice();
    const otherId = await previewed(other);
    const stopped = runsOn(other, failingAt(other, 150, full())).apply(other.context(), agreed(otherId));
    await expect(settle(other, stopped)).rejects.toMatchObject({ code: 'DISK_FULL' });
    const pressed = runsOn(other).apply(other.context(), agreed(otherId));
    expect(await settle(other, pressed)).toMatchObject({ counts: { new: ROWS } });
  });

  test('until all of it is in, none of its reminders is due; those of other visits are', async () => {
    const practice = await createPractice();
    const importId = await previewed(practice);
    practice.store.write('Dana', (tx) => {
      const at = FIRST_DUE - 1;
      tx.people.insert({
        ...{ id: 'p', givenName: 'Bo', familyName: 'Kim', name: 'Bo Kim', kind: 'patient', language: 'en', zone: null },
        ...{ note: '', externalId: null, createdAt: NOW, updatedAt: NOW },
      });
      tx.appointments.insert({
        ...{ id: 'by-hand', personId: 'p', externalKey: null, startsAt: FIRST_DUE + 1e8, endsAt: FIRST_DUE + 2e8 },
        ...{ zone: 'America/New_York', clinician: '', location: '', kind: '', status: 'booked', reply: 'none' },
        ...{ replySetBy: null, repliedAt: null, importId: null, createdAt: NOW, updatedAt: NOW },
      });
      tx.reminders.insert(
        reminderOf({
          ...{ id: 'r', appointmentId: 'by-hand', stepId: 'step3', personId: 'p', visitAt: FIRST_DUE + 1e8, dueAt: at },
          sendBy: at + 1e7,
        }),
      );
    });
    const stopped = runsOn(practice, failingAt(practice, 150, full())).apply(practice.context(), agreed(importId));
    await expect(settle(practice, stopped)).rejects.toMatchObject({ code: 'DISK_FULL' });
    const due = () => practice.store.read((tx) => tx.reminders.due(FIRST_DUE, 1000).map(({ id }) => id));
    expect(due()).toEqual(['r']);
    await settle(practice, runsOn(practice).resume());
    expect(due()).toHaveLength(1 + ROWS);
  });

  test('a row that cannot be added is left out and told, with nothing of it left behind; the others come in', async () => {
    const practice = await createPractice();
    const importId = await previewed(practice);
    const broken: Partial<ScheduleDeps> = {
      planReminders: (tx, appointment, now) => {
        if (appointment.externalKey === 'id:A120') throw new Error('fault');
        return practice.scheduleDeps.planReminders(tx, appointment, now);
      },
    };
    const result = await settle(practice, runsOn(practice, broken).apply(practice.context(), agreed(importId)));
    expect(result.counts).toMatchObject({ new: ROWS - 1, skipped: 1 });
    practice.store.read((tx) => {
      expect(tx.appointments.getByKey('id:A120')).toBeUndefined();
      expect(tx.people.findByName('Ana 120', 'Cruz')).toEqual([]);
      const told = tx.imports.rows({ importId, filter: 'skipped', cursor: null, limit: 10 }).items;
      expect(told.map(({ line, problems }) => [line, problems.at(-1)?.code])).toEqual([[122, 'notAdded']]);
    });
  });

  test('a preview that somebody began to add is not thrown away as stale', async () => {
    const practice = await createPractice();
    const importId = await previewed(practice);
    const stopped = runsOn(practice, failingAt(practice, 150, full())).apply(practice.context(), agreed(importId));
    await expect(settle(practice, stopped)).rejects.toMatchObject({ code: 'DISK_FULL' });
    practice.store.write('maintenance', (tx) => tx.imports.dropStale(NOW + 1e12));
    await settle(practice, runsOn(practice).resume());
    expect(outcome(practice)).toHaveLength(ROWS);
  });

  test('how far it is can be asked: while it is read, by the command, and while it is added, by the list', async () => {
    const practice = await createPractice();
    const seen: unknown[] = [];
    const schedule = createScheduleFeature(
      {
        ...practice.scheduleDeps,
        canText: (...asked) => {
          if (seen.length === 0) seen.push(schedule.getImportProgress(practice.context(), { id: 'reading-1' }));
          return practice.scheduleDeps.canText(...asked);
        },
      },
      runsOn(practice),
    );
    const ask = (id: string) => seen.push(schedule.getImportProgress(practice.context(), { id }));
    const reading = schedule.previewImport(practice.context('reading-1'), { fileName: 'l.csv', text: longList() });
    const { importId } = await settle(practice, reading as Promise<{ importId: string }>);
    ask('reading-1');
    const stopped = runsOn(practice, failingAt(practice, 150, full())).apply(practice.context(), agreed(importId));
    await expect(settle(practice, stopped)).rejects.toMatchObject({ code: 'DISK_FULL' });
    ask(importId);
    const over = { running: false, done: 0, total: 0 };
    expect(seen).toEqual([{ running: true, done: expect.any(Number), total: 3 * ROWS }, over, { running: true, done: 100, total: ROWS }]); // prettier-ignore
  });
});
