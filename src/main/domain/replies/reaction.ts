/**
 * Phone reactions that arrive as text: `Liked "our text"`. The quotation is ours and never searched for keywords
 * (rules.md 14.1 step 3).
 */

export type ReactionMood = 'positive' | 'negative' | 'other';

export interface Reaction {
  readonly mood: ReactionMood;
}

const VERBS: readonly (readonly [pattern: RegExp, mood: ReactionMood])[] = [
  [/^(?:liked|loved|le gusto|le encanto|me gusta|me encanta) (?=")/, 'positive'],
  [/^(?:disliked|no le gusto|no me gusta) (?=")/, 'negative'],
  [/^(?:laughed at|emphasized|emphasised|questioned|le dio risa|enfatizo|cuestiono|destaco) (?=")/, 'other'],
  [/^removed (?:a|an|the) [^"]{1,40} from (?=")/, 'other'],
  [/^(?:quito|elimino) [^"]{1,40} de (?=")/, 'other'],
];
const WITH_EMOJI = /^(?:reacted (?:with )?|reacciono con )?([^\w\s"]{1,8}) ?(?:to|a) (?=")/u;

/** Null when the text is no reaction, or says something of its own after the quotation. `text` is a matching copy. */
export function readReaction(text: string): Reaction | null {
  const verb = VERBS.find(([pattern]) => pattern.test(text));
  const emoji = verb === undefined ? WITH_EMOJI.exec(text) : null;
  if (verb === undefined && emoji === null) return null;
  const quoted = text.slice(text.indexOf('"') + 1);
  const end = quoted.lastIndexOf('"');
  if (end !== -1 && /[\p{L}\p{N}]/u.test(quoted.slice(end + 1))) return null;
  return { mood: verb === undefined ? moodOf(emoji?.[1] ?? '') : verb[1] };
}

function moodOf(emoji: string): ReactionMood {
  if (
    /[\u{1f44d}\u2764\u2665\u2705\u2714\u{1f44c}\u{1f64f}\u{1f60a}\u{1f642}\u{1f389}\u{1f4af}\u{1f60d}\u{1f970}]/u.test(
      emoji,
    )
  )
    return 'positive';
  return /[\u{1f44e}\u274c]/u.test(emoji) ? 'negative' : 'other';
}
