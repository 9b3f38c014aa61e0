/** Answers that are nothing but an answer: a yes, or a key the question offered (rules.md 5.4, 14.3). */
import type { ReplyContext, ReplyKeyMeaning } from '../../../contract/replies.ts';
import type { NormalisedText } from './normalise.ts';
import { GOOD_EMOJI, YES_EMOJI, YES_WORDS } from './patterns/keywords.ts';

/** The longest yes in the list has this many words. */
const LONGEST_YES = 4;

/** Whether the whole message is yes: words of the list alone ("yes ok", "si confirmo"), or a thumb alone. */
export function isPlainYes(message: NormalisedText, context: ReplyContext): boolean {
  if (!message.emoji.every((emoji) => GOOD_EMOJI.has(emoji))) return false;
  if (/[?\u00bf]/.test(message.text)) return false;
  if (message.core === '') return message.wordCount === 0 && message.emoji.some((emoji) => YES_EMOJI.has(emoji));
  const words = message.core.split(' ');
  const [first] = words;
  const keyed = first !== undefined && words.length > 1 && keyMeaning(first, context) === 'confirm';
  return consistsOfYes(keyed ? words.slice(1) : words);
}

/** What the offered key stands for, when the message is that key and nothing else. Only while the question is open. */
export function offeredKey(message: NormalisedText, context: ReplyContext): ReplyKeyMeaning | null {
  if (!message.emoji.every((emoji) => GOOD_EMOJI.has(emoji)) || /[?\u00bf]/.test(message.text)) return null;
  return keyMeaning(message.core, context);
}

function keyMeaning(word: string, context: ReplyContext): ReplyKeyMeaning | null {
  if (context.prompt !== 'appointment') return null;
  const offered = Object.entries(context.keys).find(([key]) => key.toLowerCase() === word);
  return offered === undefined ? null : offered[1];
}

function consistsOfYes(words: readonly string[]): boolean {
  if (words.length === 0) return true;
  for (let length = Math.min(LONGEST_YES, words.length); length > 0; length -= 1) {
    if (YES_WORDS.has(words.slice(0, length).join(' ')) && consistsOfYes(words.slice(length))) return true;
  }
  return false;
}
