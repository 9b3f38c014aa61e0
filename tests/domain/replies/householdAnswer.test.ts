import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { householdText } from '../../../src/main/domain/cadence/householdText.ts';
import { householdAnswer } from '../../../src/main/domain/replies/householdAnswer.ts';
import type { HouseholdMeaning } from '../../../src/main/domain/replies/householdAnswer.ts';

const TWO = [
  { code: '1', name: 'Ana' },
  { code: '2', name: 'Ben' },
];
const THREE = [...TWO, { code: '3', name: 'María José' }];

const said = (text: string, visits = TWO) => {
  const answer = householdAnswer(text, visits);
  return answer.kind === 'doubtful' ? 'doubtful' : Object.fromEntries(answer.answers);
};

describe('the answer of a household', () => {
  it.each<[string, Record<string, HouseholdMeaning>]>([
    ['1 yes 2 no', { 1: 'confirm', 2: 'no' }],
    ['1 C 2 R', { 1: 'confirm', 2: 'reschedule' }],
    ['1C 2X', { 1: 'confirm', 2: 'cancel' }],
    ['C1 R2', { 1: 'confirm', 2: 'reschedule' }],
    ['1: yes, 2: no', { 1: 'confirm', 2: 'no' }],
    ['1-yes\n2-no', { 1: 'confirm', 2: 'no' }],
    ["Ana yes, Ben can't", { 1: 'confirm', 2: 'cancel' }],
    ['Ana can come but Ben cannot come', { 1: 'confirm', 2: 'cancel' }],
    ['yes for Ana, no for Ben', { 1: 'confirm', 2: 'no' }],
    ['Yes to 1', { 1: 'confirm' }],
    ['2 needs a new time', { 2: 'reschedule' }],
    ['2 yes', { 2: 'confirm' }],
    ['ben confirmed', { 2: 'confirm' }],
    ['both', { 1: 'confirm', 2: 'confirm' }],
    ['Both yes please', { 1: 'confirm', 2: 'confirm' }],
    ['yes both', { 1: 'confirm', 2: 'confirm' }],
    ['1 and 2 yes', { 1: 'confirm', 2: 'confirm' }],
    ['1 & 2 C', { 1: 'confirm', 2: 'confirm' }],
    ['1 y 2 y', { 1: 'confirm', 2: 'confirm' }],
    ['1 👍 2 no', { 1: 'confirm', 2: 'no' }],
    ['1 sí 2 no', { 1: 'confirm', 2: 'no' }],
    ['1 si y 2 no', { 1: 'confirm', 2: 'no' }],
    ['Ana sí, Ben no puede', { 1: 'confirm', 2: 'cancel' }],
    ['los dos sí gracias', { 1: 'confirm', 2: 'confirm' }],
    ['ambos', { 1: 'confirm', 2: 'confirm' }],
    ['si a los dos', { 1: 'confirm', 2: 'confirm' }],
    ['2 otra hora', { 2: 'reschedule' }],
  ])('%j is understood', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it.each([
    ['yes', 'it names nobody'],
    ['C', 'it names nobody'],
    ['1', 'it says nothing about the visit'],
    ['1 2', 'it says nothing about the visits'],
    ['1 yes 2', 'the second has no answer'],
    ['1 yes 1 no', 'one visit has two answers'],
    ['1 yes no', 'two answers for one visit'],
    ['1 y 2 no', 'in Spanish it is "neither", in English "the first"'],
    ['1 yes 3 no', 'there is no third visit'],
    ['1 yes 2 no?', 'it is a question'],
    ['Can Ben come at 2', 'a time and not a code'],
    ['yes 1, 2 no', 'the order changes on the way'],
    ['Ana yes, Ben has the flu', 'words nobody taught it'],
    ['1 si no 2', 'a yes and a no side by side'],
    ['not 1', 'half a sentence'],
    ['👎', 'a sign alone'],
    ['', 'nothing'],
  ])('%j changes nothing: %s', (text) => {
    expect(said(text)).toBe('doubtful');
  });

  it('says all of three only where there are three', () => {
    expect(said('all yes', THREE)).toEqual({ 1: 'confirm', 2: 'confirm', 3: 'confirm' });
    expect(said('both yes', THREE)).toBe('doubtful');
    expect(said('maria jose no puede, ana si', THREE)).toEqual({ 3: 'cancel', 1: 'confirm' });
  });

  it('takes no name that two visits share, and none that is a word of its own', () => {
    const twins = [
      { code: '1', name: 'Ana' },
      { code: '2', name: 'Ana' },
    ];
    expect(said('Ana yes', twins)).toBe('doubtful');
    expect(said('1 yes', twins)).toEqual({ 1: 'confirm' });
    expect(said('Will yes', [{ code: '1', name: 'Will' }, TWO[1]!])).toBe('doubtful');
  });

  it.each(['en', 'es'] as const)(
    'understands the very answer that our own text shows as an example (%s)',
    (language) => {
      const text = householdText({
        practice: 'Lakeside',
        date: { year: 2026, month: 11, day: 25 },
        visits: TWO.map(({ code, name }) => ({ code: Number(code), firstName: name, time: { hour: 9, minute: 0 } })),
        style: { language },
        asks: true,
      });
      const example = /: (1 \S+ 2 \S+)\. STOP/.exec(text)?.[1] ?? '';
      expect(said(example)).toEqual({ 1: 'confirm', 2: 'no' });
      expect(said(text)).toBe('doubtful');
    },
  );

  it('is for households only', () => {
    expect(said('1 yes', [TWO[0]!])).toBe('doubtful');
  });

  const meaning = fc.constantFrom<[string, HouseholdMeaning]>(
    ['yes', 'confirm'],
    ['C', 'confirm'],
    ['sí', 'confirm'],
    ['no', 'no'],
    ['R', 'reschedule'],
    ["can't", 'cancel'],
    ['no puede', 'cancel'],
    ['needs a new time', 'reschedule'],
  );
  const pick = fc
    .shuffledSubarray([0, 1, 2], { minLength: 1 })
    .chain((order) => fc.tuple(fc.constant(order), fc.array(meaning, { minLength: 3, maxLength: 3 }), fc.boolean()));

  it('whatever visits are named in whatever order, those and no others get their own answer', () => {
    fc.assert(
      fc.property(pick, fc.constantFrom(' ', ', ', '\n', '; ', ' and '), ([order, words, byName], joint) => {
        const text = order
          .map((index) => `${byName ? THREE[index]!.name : THREE[index]!.code} ${words[index]![0]}`)
          .join(joint);
        expect(said(text, THREE)).toEqual(
          Object.fromEntries(order.map((index) => [THREE[index]!.code, words[index]![1]])),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('one word it does not know, anywhere, and nothing is changed', () => {
    fc.assert(
      fc.property(
        pick,
        fc.constantFrom('maybe', 'flu', '4', 'later', 'if', 'unless', 'depends', 'quizas', 'tarde'),
        fc.nat(20),
        ([order, words], stranger, at) => {
          const parts = order.flatMap((index) => [THREE[index]!.code, ...words[index]![0].split(' ')]);
          parts.splice(at % (parts.length + 1), 0, stranger);
          expect(said(parts.join(' '), THREE)).toBe('doubtful');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never names a visit that was not asked about, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const answer = householdAnswer(text, TWO);
        const named = answer.kind === 'sure' ? [...answer.answers.keys()] : [];
        expect(named.filter((code) => code !== '1' && code !== '2')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
