import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchVisits, type RowToMatch, type VisitToMatch } from '../../../src/main/domain/schedule/matchVisits.ts';
import { editDistance, isNearName } from '../../../src/main/domain/schedule/nearNames.ts';

const DAY = 86_400_000;
const row = (line: number, over: Partial<RowToMatch> = {}): RowToMatch => {
  const startsAt = over.startsAt === undefined ? 9 : over.startsAt;
  return {
    ...{ line, externalId: null, personId: 'ana', maybe: [], startsAt, clinician: 'chen', comes: true },
    day: startsAt === null ? '' : String(Math.floor(startsAt / DAY)),
    ...over,
  };
};
const visit = (id: string, over: Partial<VisitToMatch> = {}): VisitToMatch => {
  const startsAt = over.startsAt ?? 9;
  return {
    ...{ id, externalId: null, personId: 'ana', startsAt, clinician: 'chen', open: true },
    day: String(Math.floor(startsAt / DAY)),
    ...over,
  };
};
const matched = (rows: RowToMatch[], visits: VisitToMatch[]) => Object.fromEntries(matchVisits(rows, visits));

describe('which visit a row means', () => {
  test('of two visits a day, the one that is left is not taken for the one that is gone', () => {
    expect(matched([row(2, { startsAt: 15 })], [visit('v9'), visit('v15', { startsAt: 15 })])).toEqual({ 2: 'v15' });
  });
  test('two visits of a day that both move keep their order', () => {
    const rows = [row(2, { startsAt: 11 }), row(3, { startsAt: 17 })];
    expect(matched(rows, [visit('v9'), visit('v15', { startsAt: 15 })])).toEqual({ 2: 'v9', 3: 'v15' });
  });
  test('one gone and one new on another day of the list is a move', () => {
    expect(matched([row(2, { startsAt: DAY + 9 })], [visit('v')])).toEqual({ 2: 'v' });
  });
  test('a visit outside the days of the list is not gone: the new one is another visit', () => {
    expect(matched([row(2, { startsAt: DAY + 9 })], [visit('v', { open: false })])).toEqual({});
  });
  test('with two gone and one new nobody knows which one moved', () => {
    const gone = [visit('a'), visit('b', { startsAt: 2 * DAY })];
    expect(matched([row(2, { startsAt: DAY + 9 })], gone)).toEqual({});
  });
  test('with another clinician it is another visit, unless the time is the same', () => {
    expect(matched([row(2, { startsAt: DAY + 9, clinician: 'osei' })], [visit('v')])).toEqual({});
    expect(matched([row(2, { clinician: 'osei' })], [visit('v')])).toEqual({ 2: 'v' });
  });
  test('the id of the practice goes before everything else, and two ids are two visits', () => {
    const known = [visit('a', { externalId: 'A' }), visit('b', { externalId: 'B', startsAt: DAY })];
    expect(matched([row(2, { externalId: 'B', startsAt: 9 })], known)).toEqual({ 2: 'b' });
    expect(matched([row(2, { externalId: 'C', startsAt: DAY + 9 })], known)).toEqual({});
  });
  test('a visit that came without an id is found again when the practice begins to send ids', () => {
    expect(matched([row(2, { externalId: 'A' })], [visit('v')])).toEqual({ 2: 'v' });
  });
  test('a cancelled row never stands for a visit at another time', () => {
    expect(matched([row(2, { startsAt: 11, comes: false })], [visit('v')])).toEqual({});
  });
  test('somebody it may be counts only at the very same time', () => {
    const maybe = { personId: null, maybe: ['ana'] };
    expect(matched([row(2, maybe)], [visit('v')])).toEqual({ 2: 'v' });
    expect(matched([row(2, { ...maybe, startsAt: 11 })], [visit('v')])).toEqual({});
  });

  const people = fc.constantFrom('ana', 'bo', 'cy');
  const times = fc.integer({ min: 0, max: 5 }).map((at) => (at % 3) * DAY + 9 + Math.floor(at / 3));
  const anyRow = fc.record({
    personId: fc.option(people),
    maybe: fc.subarray(['ana', 'bo', 'cy']),
    startsAt: times,
    externalId: fc.option(fc.constantFrom('A', 'B')),
    clinician: fc.constantFrom('chen', 'osei'),
    comes: fc.boolean(),
  });
  const anyVisit = fc.record({
    personId: people,
    startsAt: times,
    externalId: fc.option(fc.constantFrom('A', 'B', 'C')),
    clinician: fc.constantFrom('chen', 'osei'),
    open: fc.boolean(),
  });
  const lists = fc.tuple(fc.array(anyRow, { maxLength: 8 }), fc.array(anyVisit, { maxLength: 8 }));
  const build = ([rows, visits]: [Partial<RowToMatch>[], Partial<VisitToMatch>[]]) => ({
    rows: rows.map((one, at) => row(at, one)),
    visits: visits.map((one, at) => visit(`v${String(at)}`, one)),
  });

  test('no visit is claimed twice, and the order of rows and visits plays no part', () => {
    fc.assert(
      fc.property(lists, fc.infiniteStream(fc.nat()), (input, dice) => {
        const { rows, visits } = build(input);
        const found = matchVisits(rows, visits);
        expect(new Set(found.values()).size).toBe(found.size);
        const shuffle = <T>(list: readonly T[]): T[] => list.map((one) => ({ one, at: dice.next().value })).toSorted((a, b) => a.at - b.at).map(({ one }) => one); // prettier-ignore
        expect(matched(shuffle(rows), shuffle(visits))).toEqual(Object.fromEntries(found));
      }),
      { numRuns: 400 },
    );
  });
  test('a row that stands exactly as a visit does means a visit at that time', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyVisit, { maxLength: 8, selector: (one) => `${one.personId} ${String(one.startsAt)}` }), (known) => {
        const visits = known.map((one, at) => visit(`v${String(at)}`, { ...one, externalId: null }));
        const rows = visits.map((one, line) => row(line, { personId: one.personId, startsAt: one.startsAt, clinician: one.clinician })); // prettier-ignore
        expect([...matchVisits(rows, visits)].toSorted(([a], [b]) => a - b)).toEqual(visits.map(({ id }, line) => [line, id]));
      }),
      { numRuns: 200 },
    ); // prettier-ignore
  });
});

describe('names that are near', () => {
  const name = (full: string) => ({
    givenName: full.split(' ')[0] ?? '',
    familyName: full.split(' ').slice(1).join(' '),
  });
  test.each([
    ['Ana Cruz', 'Anna Cruz', true],
    ['Ana Cruz', 'Ana Curz', true],
    ['Zoë Müller', 'Zoe Muller', true],
    ['Cruz Ana', 'Ana Cruz', true],
    ['Ana Cruz', 'Bo Kim', false],
    ['Li', 'Lo', false],
    ['Christopher Alvarez', 'Cristofer Alvarez', false],
    ['Katherine Alvarez', 'Catherine Alvares', true],
  ])('%s and %s: %s', (a, b, near) => {
    expect(isNearName(name(a), name(b))).toBe(near);
  });
  test('the distance is the same both ways, and none to itself', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        expect(editDistance(a, b, 9)).toBe(editDistance(b, a, 9));
        expect(editDistance(a, a, 9)).toBe(0);
      }),
    );
  });
});
