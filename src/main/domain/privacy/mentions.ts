/**
 * Finds a person in copied words: rows of lists, answers kept for repeats, posted events. Made for deleting: one row too many is better than
 * one that stays. Pure.
 */

/** What a person can be known by. */
export interface Needles {
  readonly personId: string;
  readonly givenName: string;
  readonly familyName: string;
  /** The whole name as it was written. */
  readonly name: string;
  /** Of them alone, E.164; a number that others share is not theirs to take away. */
  readonly numbers: readonly string[];
  /** Numbers they share: a row with one of them is theirs when it has their first name, too. */
  readonly sharedNumbers: readonly string[];
  readonly visitIds: readonly string[];
}

/** Fewer digits are part of too many other things. */
const NATIONAL_DIGITS = 8;

/** Says of any stored text whether it is about this person. Case, accents and the ways of writing a number make no difference. */
export function createMention(needles: Needles): (words: string) => boolean {
  const ids = [needles.personId, ...needles.visitIds].filter((id) => id !== '');
  const full = fold(needles.name);
  const parts = [fold(needles.givenName), fold(needles.familyName)].filter((part) => part !== '');
  const own = needles.numbers.map(nationalOf).filter(isLong);
  const shared = needles.sharedNumbers.map(nationalOf).filter(isLong);
  return (words) => {
    if (ids.some((id) => words.includes(id))) return true;
    const folded = fold(words);
    if (full !== '' && folded.includes(full)) return true;
    if (parts.length > 1 && parts.every((part) => hasWord(folded, part))) return true;
    if (own.length + shared.length === 0) return false;
    const digits = digitsOf(words);
    if (own.some((number) => digits.includes(number))) return true;
    return parts[0] !== undefined && hasWord(folded, parts[0]) && shared.some((number) => digits.includes(number));
  };
}

/** Lower case, without accents. */
export function fold(words: string): string {
  return words
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Whether `word` stands in `folded` by itself, not as a part of a longer one. */
export function hasWord(folded: string, word: string): boolean {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    if (!isLetter(folded[at - 1]) && !isLetter(folded[at + word.length])) return true;
  }
  return false;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

/** The number without what a country code may be written as. */
function nationalOf(number: string): string {
  return number.replace(/\D/g, '').slice(-10);
}

function isLong(digits: string): boolean {
  return digits.length >= NATIONAL_DIGITS;
}

/** Digits that follow each other with no more than the usual marks between them run together; others stay apart. */
function digitsOf(words: string): string {
  return words.replace(/(?<=\d)[\s().\-/]{1,3}(?=\d)/g, '').replace(/[^\d]+/g, ' ');
}
