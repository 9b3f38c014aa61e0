/**
 * Search words of a person turned into an FTS5 query. Every word is quoted, so nothing a person types is ever query syntax.
 */

import { digitsOf } from './foldName.ts';

/** What unicode61 takes for part of a word; U+E000.. are our own highlight marks and never words. */
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const MANY_WORDS = 12;

/**
 * All words of `text`, each matched by prefix; null when there is no word to look for. Words of one letter are left out as soon
 * as there is a longer one: alone they match by whole word, since their prefix would be half of the index.
 */
export function prefixQuery(text: string): string | null {
  const words = (text.match(WORD) ?? []).slice(0, MANY_WORDS);
  const long = words.filter((word) => [...word].length > 1);
  if (long.length > 0) return long.map((word) => `"${word}"*`).join(' ');
  const [only] = words;
  return only === undefined ? null : `"${only}"`;
}

/** Words of a name, each by prefix, one letter included: the index for people is small. */
function namePrefixQuery(text: string): string | null {
  const words = (text.match(WORD) ?? []).slice(0, MANY_WORDS);
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' ');
}

export type NameSearch =
  | { readonly kind: 'everything' }
  /** Digits that stand in a row in a number. */
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'words'; readonly match: string };

/** What a person looks for in a list of names and numbers: digits find numbers, anything else finds names. */
export function readNameSearch(search: string): NameSearch {
  const digits = digitsOf(search);
  if (digits.length > 0 && /^[\d\s()+./-]*$/u.test(search)) return { kind: 'digits', digits };
  const match = namePrefixQuery(search);
  return match === null ? { kind: 'everything' } : { kind: 'words', match };
}
