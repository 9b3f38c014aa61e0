/** How a rule's words are compared with a text: capitals, accents, punctuation and blanks do not matter. Pure. */
import type { AutoReplyDefinition } from '../../../contract/autoReplies.ts';
import { normalise } from '../replies/normalise.ts';

/** Words and pictographs with single blanks between them; the same for a text and for a rule's words. */
export function comparable(text: string): string {
  return normalise(text)
    .text.replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, ' ')
    .replace(/(\p{Extended_Pictographic})/gu, ' $1 ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Whether a text (already `comparable`) is what the rule waits for. A rule without words waits for any text that says something. */
export function wordsFit({ how, words }: Pick<AutoReplyDefinition, 'how' | 'words'>, text: string): boolean {
  if (text === '') return false;
  if (words.length === 0) return true;
  return words.map(comparable).some((word) => word !== '' && fits(how, word, text));
}

/** Whole words only: "pay" is not in "payment". */
function fits(how: AutoReplyDefinition['how'], word: string, text: string): boolean {
  switch (how) {
    case 'exactly':
      return text === word;
    case 'startsWith':
      return `${text} `.startsWith(`${word} `);
    case 'contains':
      return ` ${text} `.includes(` ${word} `);
  }
}
