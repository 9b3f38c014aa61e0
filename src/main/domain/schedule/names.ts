/** Reads people's names as lists write them: "Last, First M", "First Last", titles and suffixes. Pure. */

export interface PersonName {
  readonly givenName: string;
  readonly familyName: string;
}

const titles = /^(?:(?:mr|mrs|ms|miss|mx|dr|dra|prof|rev|sr|sra|srta|dña|herr|frau)\.?\s+)+(?=\p{L})/iu;
const suffixes = /(?:,\s*|\s+)(?:jr|sr|ii|iii|iv|md|phd|dds|dmd|esq|rn|np|do|od|dvm)\.?$/i;
/** Words that belong to the family name after them: "Ana de la Cruz", "Jan van Dijk". */
const particles = new Set([
  'da', 'de', 'del', 'della', 'der', 'di', 'do', 'dos', 'du', 'la', 'las', 'le', 'los', 'van', 'von', 'den', 'ten', 'ter', 'zu',
]); // prettier-ignore

/**
 * The two halves of a name in one cell. A single word is a given name. `familyFirst`: the column says so ("Last First"), although there is
 * no comma. A nickname in brackets or quotes is left out.
 */
export function splitName(raw: string, familyFirst = false): PersonName {
  const clean = bare(raw);
  // A name shouted as a whole is written as people write it, its short halves too: "KIM, BO".
  const shouted = clean === clean.toUpperCase() && /\p{L}{3}/u.test(clean);
  const written = (half: string): string => tidy(half, shouted);
  const comma = clean.indexOf(',');
  if (comma > 0) {
    return {
      givenName: written(unadorned(clean.slice(comma + 1).replace(/,/g, ' '))),
      familyName: written(unadorned(clean.slice(0, comma))),
    };
  }
  const words = unadorned(clean)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length < 2) return { givenName: written(words.join(' ')), familyName: '' };
  if (familyFirst) return { givenName: written(words.slice(1).join(' ')), familyName: written(words[0] ?? '') };
  const family = words.findIndex((word, index) => index > 0 && particles.has(word.toLowerCase()));
  const cut = family > 0 && family < words.length - 1 ? family : words.length - 1;
  return { givenName: written(words.slice(0, cut).join(' ')), familyName: written(words.slice(cut).join(' ')) };
}

/** Names shouted by old systems ("SMITH") are written as people write them; anything in mixed case is left alone. */
export function tidy(name: string, shouted = false): string {
  const text = name.replace(/\s+/g, ' ').trim();
  if ((text.length < 3 && !shouted) || text !== text.toUpperCase()) return text;
  return text
    .toLowerCase()
    .replace(/(^|[\s'’.-])(\p{L})/gu, (_match, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/\bMc(\p{Ll})/gu, (_match, letter: string) => `Mc${letter.toUpperCase()}`);
}

/** "Ana Cruz"; one half alone where the other is empty. */
export function fullName(name: PersonName): string {
  return `${name.givenName} ${name.familyName}`.trim();
}

/** Without nicknames, numbers in brackets, and the suffix behind the whole name: "Cruz, Ana, MD". */
function bare(raw: string): string {
  return raw
    .replace(/\([^)]*\)|\[[^\]]*\]|(?<=\p{L}.*)(?:"[^"]*"|“[^”]*”)/gu, ' ')
    .replace(/["“”*]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(suffixes, '')
    .replace(/[\s,]+$/, '');
}

function unadorned(half: string): string {
  return half.trim().replace(titles, '').replace(suffixes, '').trim();
}
