import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AutoReplyCondition, AutoReplyDefinition } from '../../../src/contract/autoReplies.ts';
import type { ReplyContext } from '../../../src/contract/replies.ts';
import { systemClaim } from '../../../src/main/domain/autoReplies/eligible.ts';
import { evaluateRules } from '../../../src/main/domain/autoReplies/evaluate.ts';
import type { EvaluatedRule, RuleFacts } from '../../../src/main/domain/autoReplies/evaluate.ts';
import { guardAnswer } from '../../../src/main/domain/autoReplies/guards.ts';
import { isPracticeOpen, opensAt } from '../../../src/main/domain/autoReplies/openingHours.ts';
import { takesAll, warningsOf } from '../../../src/main/domain/autoReplies/warnings.ts';
import { comparable, wordsFit } from '../../../src/main/domain/autoReplies/words.ts';
import { classify } from '../../../src/main/domain/replies/classify.ts';

const NOW = Date.UTC(2026, 10, 20, 14);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const definition = (over: Partial<AutoReplyDefinition> = {}): AutoReplyDefinition => ({
  how: 'contains',
  words: ['parking'],
  conditions: [],
  mark: 'none',
  move: 'todo',
  ...over,
});
const rule = (
  id: string,
  over: Partial<AutoReplyDefinition> = {},
  more: Partial<EvaluatedRule> = {},
): EvaluatedRule => ({
  id,
  enabled: true,
  stopped: false,
  definition: definition(over),
  ...more,
});
const facts = (text: string, over: Partial<RuleFacts> = {}): RuleFacts => ({
  text,
  now: NOW,
  nextVisitAt: null,
  open: null,
  known: true,
  confirmable: false,
  ...over,
});
const results = (rules: readonly EvaluatedRule[], given: RuleFacts) =>
  evaluateRules(rules, given).map(({ result }) => result);

describe('the words of a rule', () => {
  it.each([
    ['exactly', ['Parking'], 'PARKING!', true],
    ['exactly', ['parking'], 'parking please', false],
    ['startsWith', ['where'], 'Where are you?', true],
    ['startsWith', ['where'], 'everywhere', false],
    ['contains', ['pay'], 'How do I pay, then?', true],
    ['contains', ['pay'], 'my payment', false],
    ['contains', ['baño'], 'Donde esta el bano', true],
    ['exactly', ['👍'], '👍🏽', true],
    ['contains', ['?'], 'What?', false],
    ['exactly', ['a', 'b'], 'B.', true],
  ] as const)('%s %j in "%s": %s', (how, words, text, fits) => {
    expect(wordsFit({ how, words: [...words] }, comparable(text))).toBe(fits);
  });

  it('without any word fit every text that says something', () => {
    expect(wordsFit({ how: 'contains', words: [] }, comparable('anything'))).toBe(true);
    expect(wordsFit({ how: 'contains', words: [] }, comparable(' . '))).toBe(false);
  });
});

describe('the rules', () => {
  it('fire one at a time, the first that fits, and say why the others did not', () => {
    const rules = [
      rule('off', {}, { enabled: false }),
      rule('stopped', {}, { stopped: true }),
      rule('other words', { words: ['address'] }),
      rule('soon', { conditions: [{ kind: 'visitWithin', days: 7 }] }),
      rule('yes', { how: 'exactly', words: ['parking'], mark: 'confirmed' }),
      rule('fits'),
      rule('too late'),
    ];
    expect(evaluateRules(rules, facts('parking'))).toMatchObject([
      { result: 'off' },
      { result: 'stopped' },
      { result: 'words' },
      { result: 'condition', condition: 0 },
      { result: 'noOpenQuestion' },
      { ruleId: 'fits', result: 'fires' },
      { result: 'after' },
    ]);
  });

  it.each<[AutoReplyCondition, Partial<RuleFacts>, boolean]>([
    [{ kind: 'visitWithin', days: 2 }, { nextVisitAt: NOW + 2 * DAY }, true],
    [{ kind: 'visitWithin', days: 2 }, { nextVisitAt: NOW + 2 * DAY + 1 }, false],
    [{ kind: 'visitWithin', days: 2 }, { nextVisitAt: null }, false],
    [{ kind: 'noVisit' }, { nextVisitAt: null }, true],
    [{ kind: 'noVisit' }, { nextVisitAt: NOW + DAY }, false],
    [{ kind: 'outsideHours' }, { open: false }, true],
    [{ kind: 'outsideHours' }, { open: null }, false],
    [{ kind: 'insideHours' }, { open: true }, true],
    [{ kind: 'insideHours' }, { open: null }, false],
    [{ kind: 'knownPerson' }, { known: false }, false],
    [{ kind: 'unknownNumber' }, { known: false }, true],
  ])('hold or not: %o with %o is %s', (condition, given, holds) => {
    expect(results([rule('r', { conditions: [condition] })], facts('parking', given))).toEqual([
      holds ? 'fires' : 'condition',
    ]);
  });

  it('confirm nothing but by exact words while one question is open', () => {
    const any = fc.record({
      how: fc.constantFrom('exactly' as const, 'contains' as const, 'startsWith' as const),
      words: fc.array(fc.constantFrom('ok', 'fine', 'see you'), { minLength: 1, maxLength: 3 }),
      confirmable: fc.boolean(),
      text: fc.constantFrom('ok', 'ok fine', 'see you there', 'fine'),
    });
    fc.assert(
      fc.property(any, ({ how, words, confirmable, text }) => {
        const [outcome] = evaluateRules([rule('r', { how, words, mark: 'confirmed' })], facts(text, { confirmable }));
        if (outcome?.result !== 'fires') return;
        expect(how).toBe('exactly');
        expect(confirmable).toBe(true);
        expect(words.map(comparable)).toContain(comparable(text));
      }),
      { numRuns: 300 },
    );
  });
});

const asked: ReplyContext = {
  prompt: 'appointment',
  keys: { C: 'confirm', R: 'reschedule', X: 'cancel' },
  openAppointments: 1,
  optedOut: false,
  names: ['Maria'],
};
const claim = (text: string, context: ReplyContext = { ...asked, prompt: 'none', keys: {}, openAppointments: 0 }) =>
  systemClaim(text, classify(text, context));

describe('what the program understands by itself', () => {
  it.each([
    ['STOP', 'optOut'],
    ['please stop texting me', 'optOut'],
    ['CANCEL', 'optOut'],
    ['START', 'optIn'],
    ['HELP', 'help'],
    ['wrong number', 'wrongNumber'],
    ['I have chest pain', 'urgent'],
    ['I have no chest pain today, where do I park?', 'urgent'],
    ['Liked "where is parking"', 'automatic'],
    ['enough', 'doubtful'],
  ])('is never given to a rule: %s', (text, system) => {
    expect(claim(text)).toBe(system);
  });

  it('is a plain yes too, while a question is open', () => {
    expect(claim('yes', asked)).toBe('confirms');
    expect(claim('where is the parking', asked)).toBeNull();
    expect(claim('thanks a lot')).toBeNull();
  });

  it('wins wherever it stands in a text', () => {
    const reserved = fc.constantFrom(
      'STOP',
      'stop texting me',
      'unsubscribe',
      'chest pain',
      'I want to kill myself',
      'wrong number',
    );
    const around = fc.constantFrom('', 'parking', 'where do I park?', 'ok thanks', 'see you');
    fc.assert(
      fc.property(reserved, around, fc.boolean(), (word, other, open) => {
        const text = `${word}. ${other}`.trim();
        const meaning = classify(text, open ? asked : { ...asked, prompt: 'none', keys: {}, openAppointments: 0 });
        if (meaning.action === 'flag') expect(meaning.recordsOptOut).toBe(false);
        expect(systemClaim(text, meaning)).not.toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

describe('the guards of an answer', () => {
  const quiet = {
    now: NOW,
    text: 'parking?',
    rule: { id: 'r', marks: false },
    uses: [],
    lastByPersonAt: null,
    lastAutomaticAt: null,
    textBefore: null,
    machineBefore: false,
  } as const;
  const use = (hoursAgo: number, ruleId = 'r') => ({ ruleId, answered: true, at: NOW - hoursAgo * HOUR });

  it('let one answer in twelve hours through', () => {
    expect(guardAnswer(quiet)).toBe('answer');
    expect(guardAnswer({ ...quiet, uses: [use(11.9)] })).toBe('tooSoon');
    expect(guardAnswer({ ...quiet, uses: [use(11.9, 'another')] })).toBe('tooSoon');
    expect(guardAnswer({ ...quiet, uses: [use(12)] })).toBe('answer');
    expect(guardAnswer({ ...quiet, uses: [{ ...use(1), answered: false }] })).toBe('answer');
  });

  it('let a rule that marks a visit answer once in spite of another rule', () => {
    const marks = { ...quiet, rule: { id: 'r', marks: true } };
    expect(guardAnswer({ ...marks, uses: [use(1, 'another')] })).toBe('answer');
    expect(guardAnswer({ ...marks, uses: [use(1)] })).toBe('tooSoon');
  });

  it('answer no machine', () => {
    const after = { ...quiet, lastAutomaticAt: NOW - HOUR };
    expect(guardAnswer(after)).toBe('answer');
    expect(guardAnswer({ ...after, textBefore: 'Parking' })).toBe('machine');
    expect(guardAnswer({ ...after, machineBefore: true })).toBe('machine');
    expect(guardAnswer({ ...quiet, lastAutomaticAt: NOW - 3000 })).toBe('machine');
  });

  it('stop a rule after five automatic texts that no person of ours followed', () => {
    const five = [13, 30, 50, 70, 90].map((hours) => use(hours));
    expect(guardAnswer({ ...quiet, uses: five })).toBe('loop');
    expect(guardAnswer({ ...quiet, uses: five, lastByPersonAt: NOW - 20 * HOUR })).toBe('answer');
    expect(guardAnswer({ ...quiet, uses: five.slice(1) })).toBe('answer');
  });
});

describe('opening hours', () => {
  const nine = { open: '09:00', close: '17:00' };
  const hours = [nine, nine, nine, nine, nine, null, null];
  const zone = 'America/New_York';
  it('are the wall clock of the practice', () => {
    expect(isPracticeOpen(hours, zone, NOW)).toBe(true);
    expect(isPracticeOpen(hours, zone, NOW + 8 * HOUR)).toBe(false);
    expect(isPracticeOpen(hours, zone, NOW + DAY)).toBe(false);
    expect(isPracticeOpen(null, zone, NOW)).toBeNull();
    // Friday evening: Monday morning.
    expect(opensAt(hours, zone, NOW + 9 * HOUR)).toBe(NOW + 3 * DAY);
  });
});

describe('warnings', () => {
  const clean = { hasOpeningHours: true, claimed: () => false };
  const codes = (rules: readonly EvaluatedRule[], index: number, given = clean) =>
    warningsOf(rules, index, given).map(({ code }) => code);

  it('name the rule that always wins before', () => {
    const rules = [rule('wide', { words: ['park'] }), rule('narrow', { how: 'exactly', words: ['where to park'] })];
    expect(warningsOf(rules, 1, clean)).toEqual([{ code: 'neverMatches', ruleId: 'wide', word: null }]);
    expect(codes([{ ...rules[0]!, enabled: false }, rules[1]!], 1)).toEqual([]);
  });

  it('say so when words are too wide, hours are missing, or the words are ours', () => {
    expect(codes([rule('r', { words: ['ok'] })], 0)).toEqual(['tooWide']);
    expect(
      codes([rule('r', { conditions: [{ kind: 'outsideHours' }] })], 0, { ...clean, hasOpeningHours: false }),
    ).toEqual(['noOpeningHours']);
    expect(codes([rule('r')], 0, { ...clean, claimed: () => true })).toEqual(['systemWord']);
  });

  it('call a rule unreachable only when it is', () => {
    const how = fc.constantFrom('exactly' as const, 'contains' as const, 'startsWith' as const);
    const words = fc.array(fc.constantFrom('a', 'b', 'a b', 'b a', 'a b c'), { minLength: 1, maxLength: 2 });
    const condition = fc.constantFrom<AutoReplyCondition>(
      { kind: 'visitWithin', days: 2 },
      { kind: 'visitWithin', days: 9 },
      { kind: 'knownPerson' },
    );
    const any = fc.record({ how, words, conditions: fc.array(condition, { maxLength: 2 }) });
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 }).map((list) => list.join(' '));
    const visit = fc.constantFrom(null, NOW + DAY, NOW + 5 * DAY);
    fc.assert(
      fc.property(any, any, text, visit, fc.boolean(), (first, second, said, nextVisitAt, known) => {
        if (!takesAll(definition(first), definition(second))) return;
        const [, later] = results([rule('1', first), rule('2', second)], facts(said, { nextVisitAt, known }));
        expect(later).not.toBe('fires');
      }),
      { numRuns: 2000 },
    );
  });
});
