/** Who and what a row means, in the cases that go wrong in practices (peers.md E2). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPractice, type TestPractice } from './practice.ts';
import { add, apply, people, preview, schedule, type Row } from './lists.ts';

const ana: Row = { name: 'Ana Cruz', phone: '206-555-0117', at: '1/18/2027 9:30 AM' };
const bo: Row = { name: 'Bo Kim', phone: '206-555-0118', at: '1/18/2027 10:00 AM' };
const brief = (practice: TestPractice) => schedule(practice).map(({ who, at, status }) => `${who} ${at} ${status}`);
const actions = async (practice: TestPractice, rows: Row[]) =>
  (await preview(practice, rows)).rows.toSorted((a, b) => a.line - b.line).map(({ action }) => action);
const codes = async (practice: TestPractice, rows: Row[]) =>
  (await preview(practice, rows)).rows.flatMap(({ problems }) => problems.map(({ code }) => code));

describe('visits without an id of the practice', () => {
  test('moved to another day of the list: one visit, its answer gone, its row kept', async () => {
    const practice = await createPractice();
    await add(practice, [ana, bo, { ...bo, at: '1/20/2027 8:00 AM' }]);
    const ids = practice.store.read((tx) => tx.appointments.list({ cursor: null, limit: 9 }).items.map(({ id }) => id));
    practice.store.write('test', (tx) => {
      for (const id of ids) tx.appointments.update(id, { reply: 'confirmed', repliedAt: 1, replySetBy: 'Dana' });
    });
    const later = [{ ...ana, at: '1/20/2027 9:30 AM' }, bo, { ...bo, at: '1/20/2027 8:00 AM' }];
    expect(await actions(practice, later)).toEqual(['moved', 'unchanged', 'unchanged']);
    await add(practice, later);
    expect(brief(practice)).toHaveLength(3);
    const moved = practice.store.read((tx) => tx.appointments.get(ids[0] ?? ''));
    expect(moved).toMatchObject({
      reply: 'none',
      repliedAt: null,
      replySetBy: null,
      startsAt: Date.UTC(2027, 0, 20, 14, 30),
    });
  });

  test('of two visits a day the second one stays the second one when the first is gone', async () => {
    const practice = await createPractice();
    const late = { ...ana, at: '1/18/2027 3:00 PM' };
    await add(practice, [ana, late, bo]);
    expect(await actions(practice, [late, bo])).toEqual(['unchanged', 'unchanged']);
    expect(await actions(practice, [{ ...ana, at: '1/18/2027 9:45 AM' }, late, bo])).toEqual([
      'moved',
      'unchanged',
      'unchanged',
    ]);
  });

  test('a list of another day takes nothing away', async () => {
    const practice = await createPractice();
    await add(practice, [ana]);
    await add(practice, [{ ...ana, at: '1/25/2027 9:30 AM' }]);
    expect(brief(practice)).toHaveLength(2);
  });

  test('a visit that the desk added by hand is not added again', async () => {
    const practice = await createPractice();
    await add(practice, [bo, { ...ana, at: '1/19/2027 8:00 AM' }]);
    const id = practice.store.read((tx) => tx.people.holdersOf('+12065550117')[0]?.id ?? '');
    await practice.schedule.saveAppointment(practice.context(), {
      personId: id,
      startsAt: Date.UTC(2027, 0, 18, 14, 30),
      clinician: 'Dr. Chen',
    });
    await add(practice, [ana, bo, { ...ana, at: '1/19/2027 8:00 AM' }]);
    expect(brief(practice)).toHaveLength(3);
  });
});

describe('people who are easily mixed up', () => {
  test('twins on one phone with near names stay two, in either order and also when one of them is gone', async () => {
    const practice = await createPractice();
    const twins = [ana, { ...ana, name: 'Ava Cruz', at: '1/18/2027 9:45 AM' }] as const;
    await add(practice, [twins[0]]);
    expect(await codes(practice, [twins[1]])).toContain('whichPerson');
    await add(practice, [twins[1], twins[0]]);
    expect(people(practice)).toEqual(['Ana Cruz 0117', 'Ava Cruz 0117']);
    expect(await actions(practice, [twins[1]])).toEqual(['unchanged']);
    expect(brief(practice)).toEqual(['Ana Cruz 01-18T14:30 booked', 'Ava Cruz 01-18T14:45 booked']);
  });

  test('father and son with one name on one phone are told apart by the ids of the practice', async () => {
    const practice = await createPractice();
    const rows = [
      { ...ana, person: 'P1' },
      { ...ana, person: 'P2', at: '1/18/2027 11:00 AM' },
    ];
    await add(practice, rows);
    expect(people(practice)).toHaveLength(2);
    expect(await actions(practice, rows)).toEqual(['unchanged', 'unchanged']);
  });

  test('a namesake with another number is somebody new and asked about; at the very same visit it is the same person', async () => {
    const practice = await createPractice();
    await add(practice, [ana, bo]);
    const elsewhere = { ...ana, phone: '206-555-0150', at: '1/18/2027 4:00 PM' };
    const seen = await preview(practice, [elsewhere]);
    expect(seen.rows[0]).toMatchObject({
      action: 'new',
      question: { kind: 'whichPerson', people: [{ name: 'Ana Cruz', numberEnds: '0117' }] },
    });
    const sameVisit = await preview(practice, [{ ...ana, phone: '206-555-0150' }, bo]);
    expect(sameVisit.counts).toMatchObject({ unchanged: 2, new: 0 });
  });

  test('a person with two numbers is one person, whichever number the list has', async () => {
    const practice = await createPractice();
    await add(practice, [{ ...ana, person: 'P1' }]);
    await add(practice, [{ ...ana, person: 'P1', phone: '206-555-0150', at: '1/19/2027 9:30 AM' }]);
    expect(people(practice)).toEqual(['Ana Cruz 0117 0150']);
    await add(practice, [{ ...ana, person: 'P1', at: '1/20/2027 9:30 AM' }]);
    expect(people(practice)).toHaveLength(1);
  });

  test('a new family name under the same id, or at the very same visit, is the same person; the name is kept and told', async () => {
    const practice = await createPractice();
    await add(practice, [
      { ...ana, id: 'A1', person: 'P1' },
      { ...bo, id: 'A2' },
    ]);
    const married = { ...ana, id: 'A1', person: 'P1', name: 'Ana Lopez' };
    expect(await codes(practice, [married])).toContain('nameChanged');
    await add(practice, [married]);
    expect(people(practice)).toEqual(['Ana Cruz 0117', 'Bo Kim 0118']);
    expect(await actions(practice, [{ ...bo, id: 'A2', name: 'Bob Kim' }])).toEqual(['unchanged']);
  });

  test('a short form of a name on the same number is asked about; at the very same visit it is the same person', async () => {
    const practice = await createPractice();
    const will = { ...ana, name: 'William Cruz' };
    await add(practice, [will, bo]);
    const seen = await preview(practice, [{ ...ana, name: 'Bill Cruz', at: '1/18/2027 4:00 PM' }]);
    expect(seen.rows[0]?.question).toMatchObject({ kind: 'whichPerson', people: [{ name: 'William Cruz' }] });
    expect(await actions(practice, [{ ...ana, name: 'Bill Cruz' }, bo])).toEqual(['unchanged', 'unchanged']);
    const other = await preview(practice, [{ ...ana, name: 'Leo Cruz', at: '1/18/2027 4:00 PM' }]);
    expect(other.rows[0]?.question).toBeUndefined();
  });

  test('an id that now stands for somebody else is a new visit; the old one stays until somebody cancels it', async () => {
    const practice = await createPractice();
    await add(practice, [{ ...ana, id: 'A1' }]);
    const reused = { ...bo, id: 'A1', at: '1/18/2027 9:30 AM' };
    expect(await codes(practice, [reused])).toContain('idReused');
    await add(practice, [reused]);
    expect(brief(practice)).toEqual(['Ana Cruz 01-18T14:30 booked', 'Bo Kim 01-18T14:30 booked']);
    expect(await actions(practice, [reused])).toEqual(['unchanged']);
  });
});

describe('lists that contradict themselves', () => {
  const one = { ...ana, phone: '206-555-0117' };
  const other = { ...ana, phone: '206-555-0150' };

  test('one visit with two numbers stays out until a person has said which line is right; then it is there once', async () => {
    const practice = await createPractice();
    const list = await preview(practice, [one, other, bo]);
    expect(list.counts).toMatchObject({ new: 1, skipped: 2 });
    expect(list.rows.flatMap(({ problems }) => problems.map(({ code }) => code))).toContain('numbersDiffer');
    await practice.schedule.fixImportRow(practice.context(), { importId: list.importId, line: 3, take: true });
    await apply(practice, list.importId);
    expect(people(practice)).toEqual(['Ana Cruz 0150', 'Bo Kim 0118']);
    const before = schedule(practice);
    const again = await add(practice, [one, other, bo]);
    expect(again.counts).toMatchObject({ new: 0, moved: 0, changed: 0, cancelled: 0 });
    expect(schedule(practice)).toEqual(before);
  });

  test('of a visit that is cancelled under one number and stands without any, the one that stands counts, each time', async () => {
    const practice = await createPractice();
    const rows = [{ ...ana, status: 'Cancelled' }, { ...ana, phone: '' }, bo];
    await add(practice, rows);
    await add(practice, rows);
    expect(brief(practice)).toEqual(['Ana Cruz 01-18T14:30 booked', 'Bo Kim 01-18T15:00 booked']);
  });

  test('a number that changes between two lists makes no second visit, in that list or the next', async () => {
    const practice = await createPractice();
    await add(practice, [ana, bo]);
    const changed = [other, { ...other, at: '1/19/2027 8:00 AM' }, bo];
    await add(practice, changed);
    await add(practice, changed);
    expect(brief(practice)).toEqual([
      'Ana Cruz 01-18T14:30 booked',
      'Ana Cruz 01-19T13:00 booked',
      'Bo Kim 01-18T15:00 booked',
    ]);
  });

  test('a cancelled line with another clinician does not take away the visit that another line has', async () => {
    const practice = await createPractice();
    await add(practice, [ana, bo]);
    const rows = [{ ...ana, with: 'Dr. Osei', status: 'Cancelled' }, { ...ana, phone: '' }, bo];
    await add(practice, rows);
    expect(brief(practice)).toEqual(['Ana Cruz 01-18T14:30 booked', 'Bo Kim 01-18T15:00 booked']);
  });

  test('an id that stands beside several names, as of a family, makes no two people one', async () => {
    const practice = await createPractice();
    const family = [
      { ...ana, person: 'F1' },
      { ...ana, person: 'F1', name: 'Leo Cruz', at: '1/18/2027 9:45 AM' },
    ];
    const list = await preview(practice, family);
    expect(list.warnings.map(({ code }) => code)).toContain('sharedIds');
    await add(practice, family);
    await add(practice, family);
    expect(brief(practice)).toEqual(['Ana Cruz 01-18T14:30 booked', 'Leo Cruz 01-18T14:45 booked']);
  });
});

/** Each run imports a handful of lists into a database of its own. `IMPORT_RUNS` sets more of them. */
const RUNS = Number(process.env['IMPORT_RUNS'] ?? 4);
const LONG = { timeout: 30_000 + RUNS * 5_000 };
const names = ['Ana Cruz', 'Ava Cruz', 'Bo Kim'];
const phones = ['206-555-0117', '206-555-0118', ''];
const times = ['1/18/2027 9:30 AM', '1/18/2027 3:00 PM', '1/19/2027 8:00 AM'];
const anyRow = {
  name: fc.constantFrom(...names),
  phone: fc.constantFrom(...phones),
  at: fc.constantFrom(...times),
  with: fc.constantFrom('Dr. Chen', 'Dr. Osei'),
  status: fc.constantFrom('', '', 'Cancelled', 'Confirmed'),
};
/** Also with ids of the practice that are given out at random to several people and visits. */
const anyIds = {
  id: fc.constantFrom('', '', 'A1', 'A2'),
  person: fc.constantFrom('', '', 'P1', 'P2'),
};
const anyRows = fc.oneof(
  fc.array(fc.record(anyRow), { minLength: 1, maxLength: 6 }),
  fc.array(fc.record({ ...anyRow, ...anyIds }), { minLength: 1, maxLength: 6 }),
);
/** No two rows contradict each other about one visit: which of them holds is for a person to say. */
const agreedRows = fc.uniqueArray(fc.record(anyRow), {
  minLength: 1,
  maxLength: 6,
  selector: ({ name, at }) => `${name} ${at}`,
});

describe('any list at all, also one that contradicts itself', () => {
  test('changes nothing the second time, whatever stood there before', LONG, async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, anyRows, async (before, list) => {
        const practice = await createPractice();
        await add(practice, before);
        await add(practice, list);
        const settled = schedule(practice);
        const again = await add(practice, list);
        expect(schedule(practice)).toEqual(settled);
        expect(again.counts).toMatchObject({ new: 0, moved: 0, changed: 0, cancelled: 0 });
        expect(again.remindersPlanned).toBe(0);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});

describe('any list that does not contradict itself', () => {
  test('changes nothing the second time, and gives the same in another order', LONG, async () => {
    await fc.assert(
      fc.asyncProperty(agreedRows, agreedRows, async (first, second) => {
        const [one, other] = [await createPractice(), await createPractice()];
        await add(one, first);
        await add(other, first.toReversed());
        expect(schedule(other)).toEqual(schedule(one));
        const again = await add(one, first);
        expect(again.counts).toMatchObject({ new: 0, moved: 0, changed: 0, cancelled: 0 });
        expect(again.remindersPlanned).toBe(0);

        // A list that asks whom a row means has no answer of its own: a person gives it.
        fc.pre((await preview(one, second)).rows.every(({ question }) => question === undefined));
        await add(one, second);
        await add(other, second.toReversed());
        expect(schedule(other)).toEqual(schedule(one));
        const settled = schedule(one);
        await add(one, second);
        expect(schedule(one)).toEqual(settled);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
