/**
 * Fifty people who do not exist, each with a name, a number and words that stand nowhere else, and the search for them in everything a program
 * has written. Their numbers are kept for fiction: Australian mobiles, which tell nothing about where somebody is, and American ones.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Canary {
  readonly given: string;
  readonly family: string;
  readonly number: string;
  /** What they write, what is written to them, and what the desk notes about them. */
  readonly inbound: string;
  readonly outbound: string;
  readonly note: string;
  /** Where they live: a place no country has. */
  readonly region: string;
}

const AUSTRALIAN = `570006 570156 570157 570158 570159 571266 571491 571804 572549 572665 572983 573770 573087 574118
  574632 575254 575789 576398 576801 577426 577644 578957 578148 578888 579212 579760 579455`.split(/\s+/);

export const CANARIES: readonly Canary[] = Array.from({ length: 50 }, (_, at) => {
  const mark = (kind: number): string => nonsense(at * 7 + kind);
  const australian = AUSTRALIAN[at];
  return {
    given: capital(mark(1)),
    family: capital(mark(2)),
    number: australian === undefined ? `+12065550${String(100 + at)}` : `+61491${australian}`,
    inbound: `${mark(3)} since yesterday`,
    outbound: `Please bring the ${mark(4)} with you.`,
    note: `${mark(5)} was seen`,
    region: capital(mark(6)),
  };
});

/** A word of eleven letters that no language has; the same for the same number. */
function nonsense(at: number): string {
  let rest = (at + 11) * 2_654_435_761;
  let word = '';
  for (let letter = 0; letter < 11; letter += 1) {
    word += (letter % 2 === 0 ? 'qzxvkjwg' : 'aeiouy')[rest % (letter % 2 === 0 ? 8 : 6)] ?? 'q';
    rest = Math.floor(rest / (letter % 2 === 0 ? 8 : 6)) + letter * 7_919 + at;
  }
  return word;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** Everything of theirs that must not stand anywhere in the clear. Digits without the country, as most people write them. */
export function marksOf({ given, family, number, inbound, outbound, note, region }: Canary): readonly string[] {
  const words = [inbound.split(' ')[0] ?? '', outbound.split(' ')[3] ?? '', note.split(' ')[0] ?? ''];
  const national = number.startsWith('+61') ? number.slice(3) : number.slice(2);
  return [given, family, region, national, ...words].map((mark) => mark.toLowerCase());
}

/** Files below `folders` that hold any of the marks, in UTF-8 or UTF-16, with the mark. */
export function findMarks(folders: readonly string[], marks: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    filesBelow(folder).flatMap((file) => {
      const bytes = readFileSync(file).toString('latin1');
      const words = `${wordsIn(bytes)} ${wordsIn(bytes.replaceAll('\0', ''))}`;
      return marks.filter((mark) => words.includes(mark)).map((mark) => `${file}: ${mark}`);
    }),
  );
}

/** Only what is long enough to be a mark: bytes of a cipher seldom are. */
function wordsIn(text: string): string {
  return (text.match(/[a-z0-9]{9,}/gi) ?? []).join(' ').toLowerCase();
}

export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
