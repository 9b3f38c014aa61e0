/**
 * Does a text ask us to stop (rules.md 14.2 row 2)? Keywords first, then short forms, single sentences, typing mistakes,
 * phrases. Says how it was said, because that decides whether a person must read it too.
 */
import type { OptOutScope, ReplyContext } from '../../../contract/replies.ts';
import { editDistance } from './editDistance.ts';
import { coreOfPart } from './normalise.ts';
import type { NormalisedText } from './normalise.ts';
import { mayMeanStop, optOutFrames } from './optOutFrames.ts';
import {
  AMBIGUOUS_KEYWORDS,
  KEYWORD_FILLER,
  NOT_STOP_WORDS,
  NO_WORDS,
  OPT_OUT_KEYWORDS,
  STOP_EMOJI,
  STRONG_KEYWORDS,
} from './patterns/keywords.ts';
import {
  BILLING_SCOPE,
  HALF_A_WISH,
  LIKES_TEXTS,
  MARKETING_SCOPE,
  NAMES_TEXTS,
  NOT_A_STOP,
  OPT_OUT_PHRASES,
  OTHER_TOPIC,
} from './patterns/optOut.ts';
import { OPT_OUT_PHRASES_ES, SPANISH_TELLTALE } from './patterns/optOutSpanish.ts';
import { OTHER_AMBIGUOUS, otherHalfWish, OTHER_KEYWORDS, otherWishes } from './patterns/otherLanguages.ts';
import { matching } from './patterns/rule.ts';

export interface OptOutSignal {
  /** `exact`: nobody can mean anything else. `loose`: honoured as well, but a person reads it. */
  readonly certainty: 'exact' | 'loose';
  /** The word also names what people do with appointments, and one is being asked about. */
  readonly mayMeanAppointment: boolean;
  readonly scope: OptOutScope;
  readonly rules: readonly string[];
}

/** Longer texts say more than "stop": honour it at once, and let a person read the rest (14.3). */
const SHORT_TEXT_WORDS = 8;
/** In the languages that only some regions speak; as cores, for they are compared with one. */
const ELSEWHERE: ReadonlySet<string> = new Set(OTHER_KEYWORDS.map(coreOfPart));
const ELSEWHERE_AMBIGUOUS: ReadonlySet<string> = new Set(OTHER_AMBIGUOUS.map(coreOfPart));
/** "STOP to 60006", as an advertisement told them. */
const STOP_TO_CODE = /^stop(?: (?:to|an|au|al|naar))? \d{4,6}$/;
/** What stands in for a part that was cut out: no word, so no phrase can reach across it. */
const CUT = ' \u25a1 ';

export function findOptOut(message: NormalisedText, context: ReplyContext): OptOutSignal | null {
  const scope = scopeOf(message.text);
  const signal = (rule: string, certain: boolean, mayMeanAppointment = false): OptOutSignal => ({
    certainty: certain && !mayMeanAppointment && scope === 'all' ? 'exact' : 'loose',
    mayMeanAppointment,
    scope,
    rules: [rule],
  });
  const short = message.wordCount <= SHORT_TEXT_WORDS;
  const { core } = message;
  if (OPT_OUT_KEYWORDS.has(core)) {
    return signal('opt_out.keyword', true, context.prompt === 'appointment' && AMBIGUOUS_KEYWORDS.has(core));
  }
  if (ELSEWHERE.has(core)) {
    return signal('opt_out.keyword', true, context.prompt === 'appointment' && ELSEWHERE_AMBIGUOUS.has(core));
  }
  if (isShortForm(core) || STOP_TO_CODE.test(core)) return signal('opt_out.shortForm', true);
  if (hasStopSentence(message.text)) return signal('opt_out.sentence', short);
  if (isTypingMistake(core)) return signal('opt_out.typo', false);
  const phrases = phrasesIn(withoutHalfWishes(message.text)).filter((id) => mayBeMeant(id, context));
  const [phrase] = phrases;
  if (phrase !== undefined) return { ...signal(phrase, short), rules: phrases };
  if (context.prompt === 'optin_request' && declines(message)) return signal('opt_out.declined', NO_WORDS.has(core));
  const stopSign = core === '' && message.emoji.length > 0 && message.emoji.every((emoji) => STOP_EMOJI.has(emoji));
  return stopSign ? signal('opt_out.sign', false) : null;
}

/** "Leave me alone" to somebody who asked about a visit may be about the visit. */
function mayBeMeant(phrase: string, { prompt }: ReplyContext): boolean {
  return prompt !== 'appointment' || phrase !== 'opt_out.leaveAlone';
}

const DECLINES =
  /^\W*(?:no|nope|nah)\b(?! (?:problem|worries|prob)\b)|\brather not\b|^\W*(?:please |i )?(?:dont|do not)\b[^,]{0,25}$/;

/** Answers the question whether we may text with no, whatever else it says. */
function declines({ core, text }: NormalisedText): boolean {
  return NO_WORDS.has(core) || (DECLINES.test(text) && !text.includes('?'));
}

/** At most three words, one of them a strong keyword, the rest filler. */
function isShortForm(core: string): boolean {
  const words = core.split(' ');
  if (words.length > 3) return false;
  const strong = words.filter((word) => STRONG_KEYWORDS.has(word));
  return strong.length > 0 && words.every((word) => STRONG_KEYWORDS.has(word) || KEYWORD_FILLER.has(word));
}

/** As a sentence of their own these mean what the keywords mean. */
const STRONG_PHRASES: ReadonlySet<string> = new Set([
  'opt out',
  'opt me out',
  'remove me',
  'take me off',
  'no more texts',
  'no more messages',
]);

/** One sentence, or the first or last clause, is nothing but the keyword. "Stop?" among other sentences asks something. */
function hasStopSentence(text: string): boolean {
  const sentences = text.match(/[^.!?;\n]+[.!?;\n]*/g) ?? [];
  if (sentences.some((sentence) => !sentence.includes('?') && isStrong(coreOfPart(sentence)))) return true;
  // A greeting is no clause: "Hi, stop, I am done with this" begins with the order.
  const clauses = text
    .split(/[,:;.!?\n]| - /)
    .map(coreOfPart)
    .filter((core) => core !== '');
  return !text.includes('?') && [clauses[0], clauses.at(-1)].some((core) => isStrong(core ?? ''));
}

function isStrong(core: string): boolean {
  return STRONG_KEYWORDS.has(core) || STRONG_PHRASES.has(core);
}

/** A single word one slip away from STOP, or two from UNSUBSCRIBE, that is not a word of its own. */
function isTypingMistake(word: string): boolean {
  return isAlmostStop(word) || isAlmostUnsubscribe(word);
}

function isAlmostStop(word: string): boolean {
  // One slip leaves three of the four letters, and adds one at most.
  if (!/^[a-z]{3,5}$/.test(word) || NOT_STOP_WORDS.has(word)) return false;
  const kept = ['s', 't', 'o', 'p'].filter((letter) => word.includes(letter));
  return kept.length >= 3 && editDistance(word, 'stop') === 1;
}

function isAlmostUnsubscribe(word: string): boolean {
  return /^[a-z]{8,14}$/.test(word) && editDistance(word, 'unsubscribe') <= 2;
}

function phrasesIn(text: string): readonly string[] {
  const said = withoutLookalikes(text);
  const other = otherWishes(text);
  if (said === null) return other;
  const spanish = SPANISH_TELLTALE.test(said) ? matching(OPT_OUT_PHRASES_ES, said) : [];
  return [...matching(OPT_OUT_PHRASES, said), ...spanish, ...optOutFrames(said), ...other];
}

/** Asks us to stop, but only sometimes, for somebody else, or as a question: a person decides. */
export function halfAWish({ text }: NormalisedText): boolean {
  return withoutHalfWishes(text) !== text && phrasesIn(text).length > 0;
}

function withoutHalfWishes(text: string): string {
  // Who says that our texts are welcome means something else with the rest.
  if (LIKES_TEXTS.test(text)) return CUT;
  if (!saysWhen(text)) return text;
  const sentences = text.match(/[^.!?\n]+[.!?\n]*/g) ?? [];
  return sentences.map((one) => (saysWhen(one) ? CUT : one)).join('');
}

/** Words of another language are none of ours: "se" and "si" say something only beside a wish in the language they are of. */
function saysWhen(text: string): boolean {
  return HALF_A_WISH.some((pattern) => pattern.test(text)) || otherHalfWish(text);
}

/** Says no about texts in words that fit no rule: a person decides. */
export function saysNoToTexts({ text }: NormalisedText): boolean {
  const said = withoutLookalikes(text);
  return said !== null && mayMeanStop(said);
}

/** The text with slips mended and everything cut out that only looks like a wish to stop; null: it is about something else. */
function withoutLookalikes(text: string): string | null {
  if (OTHER_TOPIC.test(text) && !NAMES_TEXTS.test(text)) return null;
  const joined = spokenAsWritten(text)
    .replace(/\bun[ -]sub(?=s?\w*\b)/g, 'unsub')
    .replace(/\bopt?[ -]?out+\b/g, 'opt out');
  const spelled = joined.replace(/[a-z]+/g, (word) => {
    if (word.length >= 4 && word.length <= 6 && isAlmostStop(word)) return 'stop';
    return isAlmostUnsubscribe(word) ? 'unsubscribe' : word;
  });
  return NOT_A_STOP.reduce((rest, pattern) => rest.replace(pattern, CUT), spelled);
}

/** "Take. Me. Off.", spoken points, and what is often written short, as everybody else writes it. */
function spokenAsWritten(text: string): string {
  return text
    .replace(/(?<=^|[.!?,\n] )(?:\w+\. ){2,}/g, (run) => run.replaceAll('. ', ' '))
    .replace(/\bexclamation (?:point|mark)\b/g, '!')
    .replace(/\bcomma\b/g, ',')
    .replace(/#(?!\d)/g, ' number ')
    .replace(/\b(?:q|k|ke)\b(?= )/g, 'que')
    .replace(/\b(?:no mo|nomore|no mor|nemore|anymo|ne more)\b/g, 'anymore')
    .replace(/\bst(?:o|p|opp?e?)\b(?= (?:t[e]?xt|rext|messag|mesag|send|sms))/g, 'stop')
    .replace(/\bquite\b(?= (?:te?xt|messag|send|contact|bother))/g, 'quit')
    .replace(/\b[rgy]e?xt(?=ing\b|s\b|\b)/g, 'text')
    .replace(/\btext?n\b|\btxtn\b|\btexin\b/g, 'texting')
    .replace(/\bmess?a?g(?=es?\b|ing\b)/g, 'messag')
    .replace(/\bany longer\b/g, 'anymore');
}

/** Everything, unless the person named one kind in the same breath (2.5: "stop the promos"). */
function scopeOf(text: string): OptOutScope {
  const marketing = MARKETING_SCOPE.test(text);
  const billing = BILLING_SCOPE.test(text);
  if (marketing === billing || hasStopSentence(text)) return 'all';
  return marketing ? 'marketing' : 'billing';
}
