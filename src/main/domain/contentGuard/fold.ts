/**
 * The text as the rules read it: plain letters, digits, dashes and blanks, nothing invisible. What is pasted from a letter or a website
 * has long dashes, hard blanks and soft hyphens where somebody typing has plain ones. Pure; places in the text stay known.
 */

export interface FoldedText {
  readonly text: string;
  /** The place in the text as it was given, for a place in the folded one. */
  readonly placeOf: (at: number) => number;
}

const PLAIN = /^[\n\r\x20-\x7e]*$/;
const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/;
const NOT_ASCII = /[^\x00-\x7f]/g;
const DASH = /\p{Pd}|\u2212/u;
const BLANK = /[\p{Zs}\t]/u;

export function foldText(given: string): FoldedText {
  if (PLAIN.test(given)) return { text: given, placeOf: (at) => at };
  if (!INVISIBLE.test(given)) return { text: foldLetters(given), placeOf: (at) => at };
  const places: number[] = [];
  let seen = '';
  for (let at = 0; at < given.length; at += 1) {
    if (INVISIBLE.test(given.charAt(at))) continue;
    places.push(at);
    seen += given.charAt(at);
  }
  return { text: foldLetters(seen), placeOf: (at) => places[at] ?? given.length };
}

/** Accents off and odd signs made plain, unit by unit, so that places stay the same: "cáncer" is "cancer". */
export function foldLetters(text: string): string {
  return text.replace(NOT_ASCII, (unit) => {
    if (DASH.test(unit)) return '-';
    if (BLANK.test(unit)) return ' ';
    if (unit === '\u2018' || unit === '\u2019') return "'";
    const plain = unit.normalize('NFKD').replace(/\p{M}/gu, '');
    return plain.length === 1 ? plain : unit;
  });
}
