/**
 * Turns an inbound text into the copies that rules are matched against (rules.md 14.1). The original is never changed:
 * what staff read is what the person wrote. Knows no rule.
 */
import { POLITE_WORDS } from './patterns/keywords.ts';

export interface NormalisedText {
  /** Lower case, no accents, no apostrophes (dont, ill), plain quotes, single blanks; line breaks kept as "\n". */
  readonly text: string;
  /** The words that carry meaning: no punctuation, no politeness, no repetition, "S T O P" joined. Empty for emoji alone. */
  readonly core: string;
  /** Every pictograph, in order, without skin tones. */
  readonly emoji: readonly string[];
  /** Every word, politeness included. */
  readonly wordCount: number;
}

/** Beyond this no text message is that long; bounds the work on hostile input. */
const MAX_LENGTH = 5000;

const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;
const SKIN_TONES = /[\u{1f3fb}-\u{1f3ff}]/gu;
const EMOJI = /\p{Extended_Pictographic}/gu;

export function normalise(original: string): NormalisedText {
  const text = matchingCopy(original);
  const emoji = text.match(EMOJI) ?? [];
  const words = wordsOf(text);
  return { text, core: coreOf(words), emoji, wordCount: words.length };
}

/** The core of a part of a matching copy, for rules about one sentence or clause. */
export function coreOfPart(part: string): string {
  return coreOf(wordsOf(part));
}

/** A name as it would stand in a matching copy. */
export function normaliseName(name: string): string {
  return matchingCopy(name).trim();
}

function matchingCopy(original: string): string {
  return original
    .slice(0, MAX_LENGTH)
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(SKIN_TONES, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/g, '"')
    .replace(/['\u2018\u2019\u201a\u201b\u2032\u00b4`]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/(?<![\w$])[$5]t[o0]p(?!\w)/g, 'stop')
    .replace(/(\p{L})\1{2,}/gu, '$1') // stoppp, noooo
    .replace(/\s*[\r\n]+\s*/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function coreOf(words: readonly string[]): string {
  const meaning = joinSpelledOut(words)
    .map(undoDigitLetters)
    .filter((word) => !POLITE_WORDS.has(word));
  return meaning.filter((word, index) => word !== meaning[index - 1]).join(' ');
}

/** s t o p -> stop; two letters (c u) stay apart. */
function joinSpelledOut(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let run: string[] = [];
  const flush = () => {
    joined.push(...(run.length >= 3 ? [run.join('')] : run));
    run = [];
  };
  for (const word of words) {
    if (/^\p{L}$/u.test(word)) run.push(word);
    else {
      flush();
      joined.push(word);
    }
  }
  flush();
  return joined;
}

/** st0p -> stop. Only in words that are otherwise letters. */
function undoDigitLetters(word: string): string {
  return /^[a-z]+0[a-z0]*$/.test(word) ? word.replaceAll('0', 'o') : word;
}
