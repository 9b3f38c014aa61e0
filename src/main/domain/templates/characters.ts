/** Characters that make a text longer on the air, and the plain one that says the same (rules.md 5.2). Pure. */
import { countSegments, toPlainPunctuation } from '../../../contract/segments.ts';

/**
 * A character of the basic alphabet in place of `char`: a straight apostrophe for a curly one, `i` for `í`. Null when there is none
 * (an emoji, another alphabet); it can only be left out.
 */
export function plainCharacter(char: string): string | null {
  const punctuation = plainMark(char);
  if (isPlain(punctuation)) return punctuation;
  const bare = char.normalize('NFD').replace(/\p{Mn}/gu, '');
  return bare !== char && bare !== '' && isPlain(bare) ? bare : null;
}

/** Padded so that the replacement pays: alone, any character fits one part either way. */
function plainMark(char: string): string {
  const padding = 'x'.repeat(100);
  return toPlainPunctuation(`${padding}${char}`).slice(padding.length);
}

function isPlain(text: string): boolean {
  return countSegments(text).firstOffender === null;
}
