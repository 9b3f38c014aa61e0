/**
 * The names of everybody on a number, made ready once: a home, or a number that stands for none, has thousands of people, and no text to one
 * of them may take the longer for it. Pure; what follows from a name in a text is CG24 and the exceptions of the word lists.
 */
import { foldLetters } from './fold.ts';

export interface NamesOnNumber {
  /** First names, folded and in small letters, by the letters they begin with, up to the first sign that is none. */
  readonly firsts: ReadonlyMap<string, readonly string[]>;
  /** How many different first names there are. */
  readonly count: number;
  /** Every word of every name, folded, in the letters it is written with. */
  readonly words: ReadonlySet<string>;
}

/** A shorter one is an initial, and stands in too many texts. */
const SHORTEST = 2;
const TITLED = /\b(?:dr|dra|doctor|doctora)\.?\s+$/;
const LETTER = /\p{L}/u;

/** Given names as they stand in the list of people, made ready to be looked for in many texts. */
export function readNames(givenNames: readonly string[]): NamesOnNumber {
  const firsts = new Map<string, string[]>();
  const all = new Set<string>();
  const known = new Set<string>();
  for (const given of givenNames) {
    for (const word of foldLetters(given).split(' ')) all.add(word);
    const [first] = wordsOf(given);
    if (first === undefined || known.has(first)) continue;
    known.add(first);
    if (first.length < SHORTEST) continue;
    const start = lettersAt(first, 0);
    firsts.set(start, [...(firsts.get(start) ?? []), first]);
  }
  return { firsts, count: known.size, words: all };
}

/** The words of a name as they are compared: "María José" may be greeted as "Maria". */
export function wordsOf(name: string): readonly string[] {
  return foldLetters(name.normalize('NFC'))
    .toLowerCase()
    .split(/[\s.]+/)
    .filter((word) => word !== '');
}

/** Whether a folded text names two of them. A clinician of that name is not the person. */
export function namesTwo(folded: string, { firsts, count }: NamesOnNumber): boolean {
  if (count < 2) return false;
  const text = folded.toLowerCase();
  const found = new Set<string>();
  for (let at = 0; at < text.length;) {
    const start = lettersAt(text, at);
    for (const name of firsts.get(start) ?? []) if (isNamed(text, name, at)) found.add(name);
    if (found.size > 1) return true;
    // Within a word nobody's name begins.
    at += start.length;
  }
  return false;
}

function isNamed(text: string, name: string, at: number): boolean {
  const whole = text.startsWith(name, at) && !isLetter(text, at - 1) && !isLetter(text, at + name.length);
  return whole && !TITLED.test(text.slice(0, at));
}

/** The letters from here on, or the one sign that is no letter. */
function lettersAt(text: string, at: number): string {
  let end = at;
  while (isLetter(text, end)) end += 1;
  return text.slice(at, Math.max(end, at + 1));
}

function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return LETTER.test(text.charAt(at));
}
