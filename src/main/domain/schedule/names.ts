/** Reads people's names as lists write them: "Last, First M", "First Last", titles and suffixes. Pure. */

export interface PersonName {
  readonly givenName: string;
  readonly familyName: string;
}

const titles = /^(?:(?:mr|mrs|ms|miss|mx|dr|prof|sr|sra|srta|herr|frau)\.?\s+)+/i;
const suffixes = /,?\s+(?:jr|sr|ii|iii|iv|md|phd|dds)\.?$/i;
/** Words that belong to the family name after them: "Ana de la Cruz", "Jan van Dijk". */
const particles = new Set([
  'da',
  'de',
  'del',
  'della',
  'der',
  'di',
  'do',
  'dos',
  'la',
  'las',
  'le',
  'los',
  'van',
  'von',
  'den',
  'ten',
  'zu',
]);

/** The two halves of a name in one cell. A single word is a given name. */
export function splitName(raw: string): PersonName {
  const clean = raw
    .replace(/\([^)]*\)/g, ' ')
    .replace(/["“”]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const comma = clean.indexOf(',');
  if (comma > 0 && !suffixes.test(clean)) {
    return {
      givenName: tidy(clean.slice(comma + 1).replace(titles, '')),
      familyName: tidy(clean.slice(0, comma).replace(titles, '')),
    };
  }
  const words = clean
    .replace(suffixes, '')
    .replace(titles, '')
    .split(' ')
    .filter((word) => word !== '');
  if (words.length < 2) return { givenName: tidy(words.join(' ')), familyName: '' };
  const family = words.findIndex((word, index) => index > 0 && particles.has(word.toLowerCase()));
  const cut = family > 0 ? family : words.length - 1;
  return { givenName: tidy(words.slice(0, cut).join(' ')), familyName: tidy(words.slice(cut).join(' ')) };
}

/** Names shouted by old systems ("SMITH") are written as people write them; anything in mixed case is left alone. */
export function tidy(name: string): string {
  const text = name.replace(/\s+/g, ' ').trim();
  if (text.length < 3 || text !== text.toUpperCase()) return text;
  return text
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_match, before: string, letter: string) => before + letter.toUpperCase());
}

/** "Ana Cruz"; one half alone where the other is empty. */
export function fullName(name: PersonName): string {
  return `${name.givenName} ${name.familyName}`.trim();
}
