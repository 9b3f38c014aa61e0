/**
 * Names and numbers as people look for them: case, accents and punctuation do not matter. Pure; decides nothing about identity.
 */

/** Lower case, without accents, single spaces: `Zoë  O’Neil` and `zoe o'neil` fold to the same key. */
export function foldName(name: string): string {
  // Most names are plain: taking accents apart is the dear part.
  if (PLAIN.test(name)) return name.toLowerCase().replace(/ {2,}/g, ' ').trim();
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u2018\u2019\u02bc]/gu, "'")
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

const PLAIN = /^[\u0020-\u007e]*$/;

/** Given and family name folded, with a separator that no name holds. */
export function matchKey(givenName: string, familyName: string): string {
  return `${foldName(givenName)}\u001f${foldName(familyName)}`;
}

/** Only the digits. */
export function digitsOf(text: string): string {
  return text.replace(/\D/gu, '');
}
