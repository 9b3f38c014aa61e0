/**
 * A text as the second opinion sees it (stopHint.ts): words and neighbours, parts of words, what the words are about and in which order
 * (patterns/themes.ts), how its clauses are built (optOutFrames.ts), how long it is, and what we had asked. Pure; decides nothing.
 */
import type { ReplyContext } from '../../../contract/replies.ts';
import { clausesOf } from './optOutFrames.ts';
import { THEMES } from './patterns/themes.ts';

/** How many places features share. A power of two. */
export const BUCKETS = 8192;

/** Places, and how much of each there is, in the same order. */
export interface Features {
  readonly places: readonly number[];
  readonly amounts: readonly number[];
}

const PRIME = 0x01000193;
/** Enough to know what a text is about, and a bound on the work. */
const READ = 400;
const PARTS = [3, 5] as const;
/** Two themes that stand no further apart than this belong together. */
const REACH = 6;
/** Parts of a clause looked at together. */
const LONGEST_ROW = 4;
/** How much each kind of feature says, whatever their number; found by leaving out one author at a time. */
const KINDS = {
  word: 1.4,
  pair: 1,
  skip: 0.7,
  part: 1,
  theme: 1.2,
  order: 1.2,
  row: 1.2,
  length: 0.5,
  asked: 0.5,
} as const;
type Kind = keyof typeof KINDS;
const NAMES = Object.keys(KINDS) as readonly Kind[];

/** The features of a text as `normalise` made it for matching, each once a kind. */
export function featuresOf(text: string, asked: ReplyContext['prompt']): Features {
  const read = text.slice(0, READ);
  const words = read
    .replace(/\d+/g, '0')
    .split(/[^\p{L}\p{N}?]+/u)
    .filter((word) => word !== '');
  const found: Readonly<Record<Kind, Set<number>>> = {
    word: new Set(),
    pair: new Set(),
    skip: new Set(),
    part: new Set(),
    theme: new Set(),
    order: new Set(),
    row: new Set(),
    length: new Set([place(hash('n', Math.min(12, Math.round(2 * Math.log2(words.length + 1)))))]),
    asked: new Set([place(hash('a', asked))]),
  };
  addWords(words, found);
  addRuns(` ${words.join(' ')} `, hash('p'), PARTS, found.part);
  addThemes(words, found);
  // What may stand anywhere says nothing.
  const lengths = Array.from({ length: LONGEST_ROW }, (_, at) => at + 1);
  for (const clause of clausesOf(read)) addRuns(`^${clause.replaceAll('d', '')}$`, hash('r'), lengths, found.row);
  return flat(found);
}

function flat(found: Readonly<Record<Kind, ReadonlySet<number>>>): Features {
  const places: number[] = [];
  const amounts: number[] = [];
  for (const kind of NAMES) {
    const amount = KINDS[kind] / Math.sqrt(found[kind].size);
    for (const one of found[kind]) {
      places.push(one);
      amounts.push(amount);
    }
  }
  return { places, amounts };
}

function addWords(words: readonly string[], found: Readonly<Record<'word' | 'pair' | 'skip', Set<number>>>): void {
  let [before, last] = [0, 0];
  words.forEach((word, at) => {
    const own = hash('w', word);
    found.word.add(place(own));
    if (at >= 1) found.pair.add(place(join(last, own)));
    if (at >= 2) found.skip.add(place(join(before, own) ^ 0x5bd1e995));
    [before, last] = [last, own];
  });
}

/** Every run of so many letters in a row. */
function addRuns(line: string, seed: number, lengths: readonly number[], into: Set<number>): void {
  for (const length of lengths)
    for (let from = 0; from + length <= line.length; from += 1) {
      let value = seed;
      for (let at = from; at < from + length; at += 1) value = Math.imul(value ^ line.charCodeAt(at), PRIME);
      into.add(place(value));
    }
}

function addThemes(words: readonly string[], found: Readonly<Record<'theme' | 'order', Set<number>>>): void {
  const before: { readonly at: number; readonly themes: readonly number[] }[] = [];
  words.forEach((word, at) => {
    const themes = themesOf(word);
    if (themes.length === 0) return;
    while (before[0] !== undefined && at - before[0].at > REACH) before.shift();
    for (const theme of themes) {
      found.theme.add(place(theme));
      for (const one of before) for (const other of one.themes) found.order.add(place(join(other, theme)));
    }
    before.push({ at, themes });
  });
}

interface Beginning {
  readonly begins: string;
  readonly theme: number;
}

const EXACT = new Map<string, readonly number[]>();
/** By their first two letters. */
const BEGINNINGS = new Map<string, readonly Beginning[]>();
for (const [name, words] of Object.entries(THEMES)) {
  const theme = hash('t', name);
  for (const word of words.split(' ')) {
    const key = word.slice(0, 2);
    if (word.endsWith('*')) BEGINNINGS.set(key, [...(BEGINNINGS.get(key) ?? []), { begins: word.slice(0, -1), theme }]);
    else EXACT.set(word, [...(EXACT.get(word) ?? []), theme]);
  }
}
const NO_THEMES: readonly number[] = [];

/** The themes of a word. */
function themesOf(word: string): readonly number[] {
  const exact = EXACT.get(word) ?? NO_THEMES;
  const near = BEGINNINGS.get(word.slice(0, 2))?.filter(({ begins }) => word.startsWith(begins)) ?? [];
  return near.length === 0 ? exact : [...exact, ...near.map(({ theme }) => theme)];
}

/** FNV-1a of a kind and what is of it. */
function hash(kind: string, of: string | number = ''): number {
  let value = Math.imul(0x811c9dc5 ^ kind.charCodeAt(0), PRIME);
  const text = String(of);
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), PRIME);
  return value;
}

function join(one: number, other: number): number {
  return Math.imul(Math.imul(one, 31) ^ other, PRIME);
}

function place(value: number): number {
  return ((value >>> 16) ^ value) & (BUCKETS - 1);
}
