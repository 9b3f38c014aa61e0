/** Whether single signs make a text dearer, and what it would be without them. Pure. */
import { countSegments, toPlainPunctuation } from '../../../contract.ts';
import type { SegmentCount } from '../../../contract.ts';

export type PartsHint =
  /** Taking signs out saves parts. */
  | {
      readonly kind: 'emoji' | 'sign';
      readonly sign: string;
      readonly parts: number;
      readonly plain: number;
      readonly without: string;
    }
  /** The patient's own alphabet: respected. */
  | { readonly kind: 'alphabet' };

export interface PartsOfText {
  readonly count: SegmentCount;
  readonly hint: PartsHint | null;
}

const EMOJI = /\p{Extended_Pictographic}/u;
/** Emoji with their joiners, modifiers, flags and keycaps. */
const EMOJI_RUN =
  /(?:\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)*)/gu;
const OTHER_ALPHABET = /[^\P{L}\p{Script=Latin}]/gu;
/** From so many letters on the alphabet is meant, not a slip. */
const MEANT = 3;

/** Counts as the core will: with plain punctuation where that saves a part. */
export function partsOf(text: string): PartsOfText {
  const sent = toPlainPunctuation(text);
  const count = countSegments(sent);
  return { count, hint: count.firstOffender === null ? null : hintFor(sent, count) };
}

function hintFor(text: string, count: SegmentCount): PartsHint | null {
  const sign = count.firstOffender?.text ?? '';
  if ((text.match(OTHER_ALPHABET)?.length ?? 0) >= MEANT) return { kind: 'alphabet' };
  const isEmoji = EMOJI.test(sign) || /\p{Regional_Indicator}|\u20e3/u.test(sign);
  const without = isEmoji ? text.replace(EMOJI_RUN, '').replace(/ {2,}/g, ' ').trim() : text.replaceAll(sign, '');
  const plain = countSegments(without).parts;
  if (plain >= count.parts || without === text) return null;
  return { kind: isEmoji ? 'emoji' : 'sign', sign, parts: count.parts, plain, without };
}
