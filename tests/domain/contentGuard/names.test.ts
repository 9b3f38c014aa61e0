/** Names of a number in a text: what a look at every name by itself would find, found by what stands in the text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namesTwo, readNames, wordsOf } from '../../../src/main/domain/contentGuard/names.ts';

const TITLED = /\b(?:dr|dra|doctor|doctora)\.?\s+$/;

/** Every name looked for in the whole text, one after the other. */
function namesTwoOneByOne(folded: string, givenNames: readonly string[]): boolean {
  const text = folded.toLowerCase();
  const firsts = new Set(givenNames.flatMap((name) => wordsOf(name)[0] ?? []));
  if (firsts.size < 2) return false;
  return [...firsts].filter((name) => name.length > 1 && stands(text, name)).length > 1;
}

function stands(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = [text[at - 1] ?? ' ', text[at + name.length] ?? ' '];
    if (!around.some((sign) => /\p{L}/u.test(sign)) && !TITLED.test(text.slice(0, at))) return true;
  }
  return false;
}

const SIGNS = ['a', 'b', 'na', 'Ana', 'Ben', 'Mary', "'", '-', ' ', ' ', '.', '1', 'ñ', 'É', '𝒜', 'ß', 'Dr. ', 'dra '];
const pieces = fc.array(fc.constantFrom(...SIGNS), { maxLength: 12 }).map((signs) => signs.join(''));
const names = fc.array(
  fc.oneof(
    pieces,
    fc.constantFrom('Ana', 'Ben', 'Mary-Jane', "O'Neil", 'A', '', '12', "'Abd", 'José Luis', 'Ana Maria'),
  ),
  { maxLength: 8 },
);

describe('the names of a number', () => {
  test('are found in any text as if each were looked for by itself', () => {
    fc.assert(
      fc.property(pieces, names, (text, given) => {
        expect(namesTwo(text, readNames(given))).toBe(namesTwoOneByOne(text, given));
      }),
      {
        numRuns: 3_000,
        examples: [
          ['Ana, Ben', ['Ana', 'Ben']],
          ["mary-jane and o'neil", ['Mary-Jane', "O'Neil"]],
        ],
      },
    );
  });

  test('of two thousand people are looked for by the words of the text, not one after the other', () => {
    const many = Array.from({ length: 2_000 }, (_, at) => `Name${String.fromCharCode(97 + (at % 26))}${at}x`);
    const ready = readNames([...many, 'Ana', 'Ben']);
    let asked = 0;
    const firsts = {
      get: (start: string) => {
        asked += 1;
        return ready.firsts.get(start);
      },
    } as unknown as typeof ready.firsts;
    expect(namesTwo('see you on monday, ana and ben', { ...ready, firsts })).toBe(true);
    expect(asked).toBeLessThan(20);
  });
});
