/** Initials and hue of a name. Pure; the same name has the same hue everywhere. */

/** One or two letters: first of the first and of the last word. Empty for a name without letters, such as a number. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const first = words[0]?.match(/\p{L}/u)?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.match(/\p{L}/u)?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

/** 0 to 4, from the letters of the name. */
export function hueOf(name: string): 0 | 1 | 2 | 3 | 4 {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (hash % 5) as 0 | 1 | 2 | 3 | 4;
}
