/**
 * Search words of a person turned into an FTS5 query. Every word is quoted, so nothing a person types is ever query syntax.
 */

import { digitsOf } from './foldName.ts';

/**
 * What unicode61 takes for part of a word (U+E000.. are our own highlight marks and never words): a word that it would take for two is a
 * phrase, which an index without positions refuses. So words end at marks, as in Devanagari, and at letters that it does not know as such.
 */
const WORD = /[[\p{L}\p{N}]--[\u19B0-\u19C9\u1CF2\u1CF3]]+/gv;
/** Accents are left out by the index, too (remove_diacritics 2). */
const ACCENTS = /[\u0300-\u036F]/g;
const MANY_WORDS = 12;

/**
 * All words of `text`, each matched by prefix; null when there is no word to look for. Words of one letter are left out as soon
 * as there is a longer one: alone they match by whole word, since their prefix would be half of the index.
 */
export function prefixQuery(text: string): string | null {
  const words = wordsOf(text);
  const long = words.filter((word) => [...word].length > 1);
  if (long.length > 0) return long.map((word) => `"${word}"*`).join(' ');
  const [only] = words;
  return only === undefined ? null : `"${only}"`;
}

/** At most so many as a person would type; composed again, for the index keeps syllables of one character whole. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFD').replace(ACCENTS, '').normalize('NFC');
  return (plain.match(WORD) ?? []).slice(0, MANY_WORDS);
}

/** Words of a name, each by prefix, one letter included: the index for people is small. */
function namePrefixQuery(text: string): string | null {
  const words = wordsOf(text);
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
