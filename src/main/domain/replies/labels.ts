/**
 * The labels of a text, in order of importance (rules.md 14.2), and the signals an action needs besides them.
 * Decides what a text says; what is done about it is in action.ts.
 */
import type { ReplyClass, ReplyContext } from '../../../contract/replies.ts';
import { ReplyClass as ReplyClasses } from '../../../contract/replies.ts';
import { findEmergency } from './emergency.ts';
import { normaliseName } from './normalise.ts';
import type { NormalisedText } from './normalise.ts';
import { findOptOut, halfAWish, saysNoToTexts } from './optOut.ts';
import type { OptOutSignal } from './optOut.ts';
import { DECLINES_OFFER, HOLD_RULES, SHORT_DOUBT } from './patterns/hold.ts';
import {
  ASKS_PERMISSION,
  BEGINS_WITH_YES,
  CANCEL_RULES,
  CANCEL_WHEN_ASKED,
  CONFIRM_RULES,
  CONFIRM_WHEN_ASKED,
  DECEASED_RULES,
  GRATITUDE_RULES,
  KEEP,
  LATE_RULES,
  LATE_WHEN_ASKED,
  MOVED_BY_US,
  NOT_GRATITUDE,
  OPT_IN_RULES,
  QUESTION_RULES,
  RESCHEDULE_RULES,
  RESCHEDULE_WHEN_ASKED,
  TEXT_ME_AGAIN,
  WANTS_THEM_BACK,
} from './patterns/intents.ts';
import { GOOD_EMOJI, HELP_KEYWORDS, NO_EMOJI, OPT_IN_KEYWORDS } from './patterns/keywords.ts';
import { OTHER_DOUBT } from './patterns/otherLanguages.ts';
import { matching } from './patterns/rule.ts';
import { WRONG_NUMBER_DOUBT, WRONG_NUMBER_RULES } from './patterns/wrongNumber.ts';
import { isPlainYes, offeredKey } from './plainAnswer.ts';

/** Politeness makes no difference to what a longer text says. */
const LONGEST_CORE = 40;
/** Too few words to say what they are about. */
const SHORT_WORDS = 2;

export interface Reading {
  /** In order of importance; never empty. */
  readonly labels: readonly ReplyClass[];
  readonly optOut: OptOutSignal | null;
  /** Mentions a symptom, negated or not. */
  readonly symptom: boolean;
  readonly deceased: boolean;
  /** Somebody else's number, by words that may mean something else. */
  readonly maybeWrongNumber: boolean;
  /** May mean "stop". */
  readonly suspected: boolean;
  /** The whole message is a yes-word or the offered key. */
  readonly plainYes: boolean;
  /** Opted in by keyword or by answering our question, as opposed to free words. */
  readonly plainOptIn: boolean;
  readonly rules: readonly string[];
}

export function readLabels(message: NormalisedText, context: ReplyContext): Reading {
  const found = new Map<ReplyClass, readonly string[]>();
  const add = (label: ReplyClass, rules: readonly string[]) => {
    if (rules.length > 0) found.set(label, [...(found.get(label) ?? []), ...rules]);
  };

  const emergency = findEmergency(message);
  const optOut = findOptOut(message, context);
  const plainYes = isPlainYes(message, context);
  const key = offeredKey(message, context);
  const optIn = optOut === null ? findOptIn(message, context, plainYes) : null;
  const help = HELP_KEYWORDS.has(message.core);

  if (emergency?.real === true) add('emergency', emergency.rules);
  if (optOut !== null) add('opt_out', optOut.rules);
  if (optIn !== null) add('opt_in', [optIn.rule]);
  if (help) add('help', ['help.keyword']);
  const wrong = findWrongNumber(message, context);
  const maybeWrong = wrong.length > 0 ? [] : matching(WRONG_NUMBER_DOUBT, message.text);
  add('wrong_number', [...wrong, ...maybeWrong]);
  if (key !== null) add(key, [`${key}.key`]);
  // A keyword, an offered key or an opt-in answer is the whole message: there is nothing more to read into it.
  if (optIn === null && !help && key === null) readVisit(message, context, plainYes, optOut, add);
  add('gratitude', findGratitude(message, context));

  // The core of a short text too, so that thanks around it change nothing.
  const core = message.core.length <= LONGEST_CORE ? matching(HOLD_RULES, message.core) : [];
  const suspicion = [...new Set([...matching(HOLD_RULES, message.text), ...core])];
  const unframed = optOut === null && saysNoToTexts(message) ? ['hold.noToTexts'] : [];
  const short = shortDoubt(message, context, plainYes || key !== null) ? ['hold.short'] : [];
  const half = optOut === null && (halfAWish(message) || OTHER_DOUBT.test(message.text)) ? ['hold.halfAWish'] : [];
  const declined = context.prompt === 'marketing' && declinesOffer(message) ? ['hold.declined'] : [];
  const deceased = matching(DECEASED_RULES, message.text);
  const suspected = optOut === null && [suspicion, declined, unframed, half, short].some(({ length }) => length > 0);
  // Thanks around a doubt are politeness.
  if (suspected && found.size === 1) found.delete('gratitude');
  const labels = ReplyClasses.options.filter((label) => found.has(label));
  return {
    labels: labels.length > 0 ? labels : ['unclear'],
    optOut,
    symptom: emergency !== null,
    deceased: deceased.length > 0,
    maybeWrongNumber: maybeWrong.length > 0,
    suspected,
    plainYes: plainYes || key === 'confirm',
    plainOptIn: optIn?.plain ?? false,
    rules: [
      ...[...found.values()].flat(),
      ...(optOut === null ? [...suspicion, ...declined, ...unframed, ...half, ...short] : []),
      ...deceased,
    ],
  };
}

type Add = (label: ReplyClass, rules: readonly string[]) => void;

function readVisit(
  message: NormalisedText,
  context: ReplyContext,
  plainYes: boolean,
  optOut: OptOutSignal | null,
  add: Add,
): void {
  const asked = context.prompt === 'appointment';
  const kept = message.text.replace(KEEP, ' \u25a1 ');
  // "cancel" inside a wish to stop texts is about the texts.
  const cancelsTexts =
    optOut?.rules.some((rule) => rule === 'opt_out.cancelTexts' || rule === 'opt_out.keyword') ?? false;
  const late = [...matching(LATE_RULES, message.text), ...(asked ? matching(LATE_WHEN_ASKED, message.text) : [])];
  const wanted = message.text.replace(MOVED_BY_US, ' \u25a1 ');
  const moved = asked && late.length === 0 ? matching(RESCHEDULE_WHEN_ASKED, wanted) : [];
  const reschedule = [...matching(RESCHEDULE_RULES, wanted), ...moved];
  add('reschedule', reschedule);
  const cancel = [...matching(CANCEL_RULES, kept), ...(asked ? matching(CANCEL_WHEN_ASKED, kept) : [])];
  if (!cancelsTexts) add('cancel', cancel);
  add('late', late);
  add('question', matching(QUESTION_RULES, message.text));
  if (reschedule.length === 0) add('question', matching(ASKS_PERMISSION, message.text));
  if (optOut?.rules[0] === 'opt_out.keyword' || optOut?.rules[0] === 'opt_out.shortForm') return;
  if (kept !== message.text) add('confirm', ['confirm.keep']);
  if (plainYes && asked) add('confirm', ['confirm.plainYes']);
  else if (asked && BEGINS_WITH_YES.test(message.text)) add('confirm', ['confirm.beginsWithYes']);
  if (!plainYes || asked) add('confirm', matching(CONFIRM_RULES, kept));
  // "I can come at 4 instead" keeps nothing.
  if (asked && reschedule.length + cancel.length === 0) add('confirm', matching(CONFIRM_WHEN_ASKED, kept));
}

function findOptIn(
  message: NormalisedText,
  context: ReplyContext,
  plainYes: boolean,
): { readonly rule: string; readonly plain: boolean } | null {
  if (OPT_IN_KEYWORDS.has(message.core)) return { rule: 'opt_in.keyword', plain: true };
  // The ledger does not take a bare YES from an opted-out number: staff ask for START (5.3).
  if (plainYes && context.optedOut) return { rule: 'opt_in.yesWhileOut', plain: false };
  if (plainYes && context.prompt === 'optin_request') return { rule: 'opt_in.answered', plain: true };
  if (context.optedOut && (TEXT_ME_AGAIN.test(message.text) || WANTS_THEM_BACK.test(message.text)))
    return { rule: 'opt_in.textMeAgain', plain: false };
  const [phrase] = matching(OPT_IN_RULES, message.text);
  return phrase === undefined ? null : { rule: phrase, plain: false };
}

/** Only names on file for the number count: "I'm not available" denies nobody. */
function findWrongNumber(message: NormalisedText, context: ReplyContext): readonly string[] {
  const denied = namesMet(message, context.names).some((name) => denies(message.text, name));
  return [...matching(WRONG_NUMBER_RULES, message.text), ...(denied ? ['wrong_number.name'] : [])];
}

/**
 * Names on file that the text may deny, as parts of a pattern: no other name makes a difference to what it means. A plain name stands in
 * every form of a denial: where it does not occur, no pattern needs to be made of it.
 */
export function namesMet({ text }: NormalisedText, names: readonly string[]): readonly string[] {
  return names.flatMap((given) => {
    const name = normaliseName(given);
    const wild = name.replace(/[^\p{L}\p{N} ]/gu, '.');
    return name !== '' && (wild !== name || text.includes(name)) ? [wild] : [];
  });
}

function denies(text: string, name: string): boolean {
  const gone = '(?:doesnt|does not|no longer|no|dont|hasnt|moved)';
  return new RegExp(
    `\\bwho(?:s| is| the \\w+ is) ${name}\\b|\\b(?:no longer|not|isnt|ya no es|no es)(?: \\w+){0,3} ${name}s? (?:number|phone|cell|numero|telefono)\\b|\\b(?:numero|telefono) de ${name}\\b(?<=\\bno\\b.*)|\\bnever heard of (?:a |any )?${name}\\b|\\b${name}\\b[^.!?\\n]{0,20}\\b(?:changed|got a new|has a (?:new|different)|moved|ya no|cambio)\\b[^.!?\\n]{0,25}\\b(?:number|phone|cell|away|out|numero|telefono|aqui)\\b|` +
      `\\b(?:im|i am|this is|thats|its) not ${name}\\b(?!s? (?:mom|mother|dad|father|wife|husband|daughter|son|sister|brother))` +
      `|\\b(?:this|it) (?:isnt|is not|aint) ${name}\\b|\\bnot ${name}s? (?:number|phone|cell)\\b|\\bno soy ${name}\\b|\\bno es (?:el (?:numero|telefono) de )?${name}\\b` +
      `|\\b${name} ${gone} (?:live|lives|vive|use|uses|have|has|tiene|usa|lived|away)\\b|\\bno ${name} (?:here|at this)\\b|\\b${name} (?:is not|isnt|isnt at|is not at) (?:here|at this|this|on this|my)\\b|^\\W*not ${name}\\W*$|\\b(?:dont|do not) know (?:a |any |anyone named )?${name}\\b`,
    'u',
  ).test(text);
}

function findGratitude(message: NormalisedText, context: ReplyContext): readonly string[] {
  const words = matching(GRATITUDE_RULES, message.text.replace(NOT_GRATITUDE, ' '));
  if (words.length > 0) return words;
  const emojiAlone = message.wordCount === 0 && message.emoji.length > 0;
  const answers = context.prompt === 'appointment' && isPlainYes(message, context);
  return emojiAlone && !answers && message.emoji.every((emoji) => GOOD_EMOJI.has(emoji))
    ? ['gratitude.emojiAlone']
    : [];
}

/** A word or two that nobody understands, where the answer may well be "stop". */
function shortDoubt({ core, text, wordCount }: NormalisedText, { prompt }: ReplyContext, understood: boolean): boolean {
  if (understood || core === '' || wordCount > SHORT_WORDS || HELP_KEYWORDS.has(core) || OPT_IN_KEYWORDS.has(core))
    return false;
  const answersOffer = prompt === 'marketing' && !text.includes('?') && !/\d/.test(text) && !KNOWN_ANSWER.test(core);
  return answersOffer || SHORT_DOUBT.test(text);
}

/** Says something to an offer, and not stop. */
const KNOWN_ANSWER =
  /^(?:ok(?:ay)?|yes|yep|yea|yeah|si|sure|k|nice|cool|great|wow|interested|when|how|where|who|what|call|lol|haha\w*|hi|hello|hola|hey|maybe|later|love it|good|thank\w*|gracias|perfect\w*|bueno|dale|claro|done|booked|c|x|r)\b/;

function declinesOffer(message: NormalisedText): boolean {
  const sign = message.core === '' && message.emoji.length > 0 && message.emoji.every((emoji) => NO_EMOJI.has(emoji));
  return sign || DECLINES_OFFER.test(message.text);
}
