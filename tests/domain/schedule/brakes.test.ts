import { describe, expect, test } from 'vitest';
import {
  brakesOf,
  type BrakeInput,
  type EarlierList,
  type ListFacts,
} from '../../../src/main/domain/schedule/brakes.ts';

const TODAY = 1000;
const facts = (over: Partial<ListFacts> = {}): ListFacts => ({
  ...{ rows: 40, unread: 0, past: 0, withNumber: 40, numbers: 38, crowded: 2, firstDay: TODAY + 1, lastDay: TODAY + 1 },
  digest: 'today',
  ...over,
});
const earlier = (daysAgo: number, over: Partial<EarlierList> = {}): EarlierList => {
  const addedOn = TODAY - daysAgo;
  return {
    ...facts({ digest: `of ${String(addedOn)}` }),
    addedOn,
    firstDay: addedOn + 1,
    lastDay: addedOn + 1,
    ...over,
  };
};
const none = { new: 40, moved: 0, changed: 0, cancelled: 0, unchanged: 0, skipped: 0, problems: 0, needYou: 0 };
const said = (over: Partial<BrakeInput> = {}) =>
  brakesOf({ facts: facts(), counts: none, known: 0, earlier: [earlier(1), earlier(2)], today: TODAY, ...over }).map(
    ({ code, severity }) => `${severity ?? ''} ${code}`,
  );

describe('the brakes of a list', () => {
  test('a list like the ones before has none', () => expect(said()).toEqual([]));
  test('the first list of its kind has none either', () => expect(said({ earlier: [] })).toEqual([]));
  test('less than seven tenths of the rows of the last one', () => {
    expect(said({ facts: facts({ rows: 27 }) })).toEqual(['brake rowsFell']);
    expect(said({ facts: facts({ rows: 28 }) })).toEqual([]);
  });
  test('all in the past, or most of it', () => {
    const past = (rows: number) => said({ facts: facts({ past: rows, firstDay: TODAY - 1, lastDay: TODAY - 1 }) });
    expect([past(40), past(21), past(20)]).toEqual([['brake allPast'], ['brake oldList'], ['brake wrongDay']]);
  });
  test('on another day than the last ones suggest, with room for a weekend', () => {
    const on = (day: number) => said({ facts: facts({ firstDay: TODAY + day, lastDay: TODAY + day }) });
    expect([on(0), on(1), on(3), on(4), on(5), on(8)]).toEqual([['brake wrongDay'], [], [], [], ['brake wrongDay'], ['brake wrongDay']]); // prettier-ignore
  });
  test('lists of several days say nothing about the day of the next', () => {
    const weeks = [earlier(1, { lastDay: TODAY + 6 }), earlier(2, { lastDay: TODAY + 5 })];
    expect(said({ facts: facts({ firstDay: TODAY + 9, lastDay: TODAY + 9 }), earlier: weeks })).toEqual([]);
  });
  test("yesterday's file again stops only where it would change something", () => {
    const again = [earlier(1, { digest: 'today' }), earlier(2)];
    expect(said({ earlier: again })).toEqual(['brake sameFile']);
    expect(said({ earlier: again, counts: { ...none, new: 0, unchanged: 40 } })).toEqual(['warning sameFile']);
  });
  test('one number on more than five names, or on everybody', () => {
    expect(said({ facts: facts({ crowded: 6 }) })).toEqual(['brake sameNumber']);
    expect(said({ facts: facts({ crowded: 5 }) })).toEqual([]);
    expect(said({ facts: facts({ rows: 3, withNumber: 3, numbers: 1, crowded: 3 }), earlier: [] })).toEqual(['brake oneNumber']); // prettier-ignore
  });
  test('more than a tenth unreadable', () => {
    expect(said({ facts: facts({ unread: 5 }) })).toEqual(['brake manyUnread']);
    expect(said({ facts: facts({ unread: 4 }) })).toEqual([]);
  });
  test('more than a third of the known visits moved or cancelled at once', () => {
    const counts = { ...none, moved: 3, cancelled: 2 };
    expect(said({ counts, known: 14 })).toEqual(['brake manyChanges']);
    expect(said({ counts, known: 15 })).toEqual([]);
    expect(said({ counts: { ...none, moved: 2, cancelled: 1 }, known: 4 })).toEqual([]);
  });
});
