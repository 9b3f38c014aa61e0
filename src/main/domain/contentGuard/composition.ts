/** How the text is made: links, words with another meaning, blanks, names, length. CG20 and CG22 to CG25 of rules.md section 8. */
import { countSegments } from '../../../contract/segments.ts';
import { matches } from './finding.ts';
import type { GuardFinding, GuardRule, LookedAt } from './finding.ts';
import { namesTwo, wordsOf } from './names.ts';

const SHORTENERS = [
  'bit.ly',
  'tinyurl.com',
  't.co',
  'goo.gl',
  'is.gd',
  'ow.ly',
  'buff.ly',
  'cutt.ly',
  'tiny.cc',
  'rb.gy',
  'shorturl.at',
  'bc.vc',
  's2r.co',
  'soo.gd',
  'clicky.me',
  'budurl.com',
  'lc.chat',
];
const SHORT_LINK = new RegExp(
  String.raw`(?<![\w.@/-])(?:https?://)?(?:www\.)?(?:${SHORTENERS.join('|').replaceAll('.', String.raw`\.`)})(?:/\S*|(?![\w.-]))`,
  'gi',
);

/** US carriers drop texts with public short links; elsewhere they only look like fraud. */
const shortLink: GuardRule = (input) => matches('CG20', input.country === 'US' ? 'block' : 'warn', SHORT_LINK)(input);

const RESERVED =
  /\b(?:reply|text|send|answer|responda|envie|envíe|conteste)\W{0,3}(?:with\W{0,3}|con\W{0,3})?["']?(?:cancel|cancelar|end|quit|remove|revoke|yes|start|baja)\b/gi;

/** A detail that nobody filled in, or what a program writes in place of one. */
const BLANK = /\{[^{}\n]{0,40}\}|\[(?:first ?name|name|date|time|nombre|fecha|hora)\]|\b(?:undefined|null|NaN)\b/g;
const GREETS_NOBODY = /^\s*(?:hi|hello|dear|hola|estimad[oa])\s*[,!.:]/i;

const blanks: GuardRule = (input) => {
  const nobody = GREETS_NOBODY.exec(input.text);
  const empty: readonly GuardFinding[] =
    nobody === null || input.greetedAs.length === 0
      ? []
      : [{ rule: 'CG23', severity: 'warn', start: 0, end: nobody[0].length }];
  return [...matches('CG23', 'block', BLANK)(input), ...empty];
};

const GREETING = /(?:^|[.!?:]\s+)(?:hi|hello|dear|hey|hola|estimad[oa]) +(\p{L}[\p{L}'-]*)/giu;
/** "Hi there" greets nobody in particular, "Hi Mrs. Cole" nobody by the name we compare. */
const ANYBODY: ReadonlySet<string> = new Set(
  (
    'there all everyone everybody again from team patient paciente friend family parent mom dad dr dra mr mrs ms miss sr sra srta ' +
    'good buenos buenas just this your we it its thank thanks please can could how yes no and a an the our y de su desde soy somos'
  ).split(' '),
);
/** Greets somebody else than the receiver, or names two people of the number. */
function names({ text, greetedAs, namesOnNumber, household = false }: LookedAt): readonly GuardFinding[] {
  if (household) return [];
  const two: readonly GuardFinding[] = namesTwo(text, namesOnNumber)
    ? [{ rule: 'CG24', severity: 'confirm', start: 0, end: 0 }]
    : [];
  return [...greetsAnother(text, greetedAs), ...two];
}

function greetsAnother(text: string, greetedAs: readonly string[]): readonly GuardFinding[] {
  const greetings = [...text.matchAll(GREETING)];
  if (greetings.length === 0) return [];
  const own = new Set(greetedAs.flatMap(wordsOf));
  return greetings.flatMap((match): GuardFinding[] => {
    const name = match[1] ?? '';
    const end = match.index + match[0].length;
    const [plain = ''] = wordsOf(name);
    const wrong = own.size > 0 && !ANYBODY.has(plain) && !own.has(plain);
    return wrong ? [{ rule: 'CG24', severity: 'confirm', start: end - name.length, end }] : [];
  });
}

const ONE_TEXT = 160;
const MOST_PARTS = 3;

const length: GuardRule = ({ written, purpose }) => {
  const { parts } = countSegments(written);
  const long = parts > MOST_PARTS || (purpose === 'care' && written.length > ONE_TEXT && parts > 1);
  return long ? [{ rule: 'CG25', severity: 'warn', start: 0, end: 0 }] : [];
};

export const COMPOSITION_RULES: readonly GuardRule[] = [
  shortLink,
  matches('CG22', 'config', RESERVED),
  blanks,
  names,
  length,
];
