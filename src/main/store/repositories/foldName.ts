/**
 * Names and numbers as people look for them: case, accents and punctuation do not matter. Pure; decides nothing about identity.
 */

/** Lower case, without accents, single spaces: `Zoë  O’Neil` and `zoe o'neil` fold to the same key. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u2018\u2019\u02bc]/gu, "'")
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Given and family name folded, with a separator that no name holds. */
export function matchKey(givenName: string, familyName: string): string {
  return `${foldName(givenName)}\u001f${foldName(familyName)}`;
}

/** Shortest ending of a number that is indexed: fewer digits in a row find far too much to be of use. */
const SHORTEST_ENDING = 3;

/** Every ending of every number, as words: a prefix search in them finds any digits that stand in a row. */
export function numberEndings(numbers: readonly string[]): string {
  return numbers.flatMap((number) => endings(digitsOf(number))).join(' ');
}

/** Only the digits. */
export function digitsOf(text: string): string {
  return text.replace(/\D/gu, '');
}

function endings(digits: string): readonly string[] {
  const count = Math.max(1, digits.length - SHORTEST_ENDING + 1);
  return Array.from({ length: count }, (_, from) => digits.slice(from));
}
