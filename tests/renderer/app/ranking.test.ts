// @vitest-environment node
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { highlight, rank } from '../../../src/renderer/app/palette/ranking.ts';

const score = (query: string, title: string, more: { detail?: string; synonyms?: string[] } = {}): number | null =>
  rank(query, { title, ...more });

it('puts the start of the title before the start of a word, initials and scattered letters', () => {
  const order = [
    score('mar', 'Marius Radulescu'),
    score('mar', 'Ana Marino'),
    score('ma', 'My Appointments'),
    score('mrs', 'Marius'),
  ];
  expect([...order].sort((a, b) => (b ?? -1) - (a ?? -1))).toEqual(order);
  expect(order).not.toContain(null);
});

it('finds by other words, without regard to case and accents', () => {
  expect(score('archive', 'Done', { synonyms: ['archive'] })).not.toBeNull();
  expect(score('radulescu', 'Marius Rădulescu')).not.toBeNull();
});

it('finds a number by any three digits of it', () => {
  expect(score('555 01', 'Maria Alvarez', { detail: '(206) 555-0172' })).not.toBeNull();
  expect(score('99', 'Maria Alvarez', { detail: '(206) 555-0199' })).toBeNull();
});

it('does not find what is not there', () => {
  expect(score('xyz', 'Maria Alvarez')).toBeNull();
});

it('marks what was found and loses no letter', () => {
  expect(highlight('mari', 'Maria Alvarez')).toEqual([
    { text: 'Mari', hit: true },
    { text: 'a Alvarez', hit: false },
  ]);
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (query, text) => {
      expect(
        highlight(query, text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

it('takes any letters as letters, never as a pattern', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (query, title) => {
      expect(() => rank(query, { title })).not.toThrow();
    }),
  );
});
