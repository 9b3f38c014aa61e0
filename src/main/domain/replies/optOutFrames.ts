/**
 * Wishes to get no more texts that are found by how they are built: each word of a clause is given the part it plays (patterns/roles.ts),
 * and the row of parts is compared with a few frames. Meets wordings nobody has listed. Knows nothing of what was asked; pure.
 */
import { editDistance } from './editDistance.ts';
import { REAL_WORDS, ROLE_WORDS } from './patterns/roles.ts';
import { rule } from './patterns/rule.ts';
import type { PatternRule } from './patterns/rule.ts';

const ROLE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(ROLE_WORDS).flatMap(([role, words]) => words.split(' ').map((word) => [word, role] as const)),
);
/** Something else: a word that plays none of the parts. */
const OTHER = 'o';
/** Shorter words are a slip away from too many others. */
const SHORTEST_SLIP = 6;
/** Each long word of ours under every form it has with one letter left out: words one slip apart share such a form. */
const BY_GAP = gaps([...ROLE_OF.keys()].filter((word) => word.length >= SHORTEST_SLIP));
/** Words that look like ours and are not. */
const NOT_TEXTS =
  /\bcontact (?:lens\w*|solution|person|info\w*|numbers?)\b|\bemergency contacts?\b|\bno need to (?:reply|respond|call|answer|text back|message back)\b|\btext ?books?\b/g;

/** What people say for "stop" to somebody who is a nuisance; with something it is about. Alone it may be said to anybody. */
const IDIOMS_OF_STOP =
  /\b(?:knock (?:it|this|that) off|cut (?:it|this|that) out|give (?:it|me|us) a (?:rest|break)|pack it in|lay off|back off|ease off|be done) with\b|\blay off (?=the |these |your |with )/g;

const build = (id: string, source: string): PatternRule => rule(`opt_out.frame.${id}`, new RegExp(source));

/** Over the parts of one clause, one letter a word. */
const CLAUSE_FRAMES: readonly PatternRule[] = [
  // "disable text reminders", "kill the text messages", "desactiven los recordatorios"
  build('endTexts', '(?<!n[dywj]{0,3})[se][dypmgvfz]{0,4}(?:o(?=t))?t(?![dy]{0,3}[seu]|(?!d{1,2}p[dp]*$)[dy]{0,3}p)'),
  // "for the last time stop", "can you guys stop", "please cease and desist"
  build('stop', '^g?[dympa]*s(?:d?s)?[da]*$|sd*yd*$'),
  build('youStop', '^[^o]*y[dw]{0,3}sd*$'),
  build('stopNow', '^[dp]*sd*[jy]|^[dp]*sz[dy]+$'),
  build('saidStop', '^[djyhpgmx]*[at][dypj]{0,4}sd*(?:od?)?$'),
  // "my husband doesn't want these messages anymore"
  build('wantNone', '[nh][dyp]{0,3}w[dgmypf]{0,5}(?:o(?=t))?t(?![dyp]{0,3}[seouc])'),
  // "no texting", "no further contact by text"
  build('noMore', '(?:^|[^g])nm[dyf]{0,3}o{0,2}t[dtfpz]*$'),
  build('noMoreOfThese', '^[dy]*nmf?[dy]+$'),
  // "dont txt this # again"
  build('dontWrite', '(?:^|[dpmF])(?<![yijo]d?)n[dc]{0,3}[tv]d?p[dpmfF]*$'),
  build('toldNotTo', '[wa]d?[yp]?nd{0,2}[tv]d?p'),
  build(
    'notAllowed',
    '[nh][dygp]{0,3}A[dgmypf]{0,4}[tv]|[nh][dygp]{0,3}Ad*[tv]|y[dy]*n[gpd]*Ad*$|^[dyg]*n[gd]+[pd]*Ad*$',
  ),
  build('notThisPhone', 'nd{0,2}U[dp]*(?:p[dpt]*$|t)'),
  build('ratherNot', 'x[dypj]*nd?g[dm]*t'),
  build('notWithTexts', '^[dyj]*nd?K?[zd][dygm]*t+[dpfy]*$'),
  build('textsOff', '^[dy]*t+d*fd*$'),
  build('exit', 'X[dp]*f[dpfy]*o?[tl]|gp?f[dpyf]*[tl]|kf[dp]*[tl]'),
  build('onlyCalls', 'N[dypwtz]{0,6}c[dp]*$|^[dpx]*c+N[dp]*$'),
  build('unwanted', 'Wt|t[dy]*W|t[dy]*nd?[wV][dp]*$'),
  // "I am revoking my permission for you to text me"
  build('takeBackLeave', '(?<!n[dgpjy]{0,3})(?:R[dp]*|k[dp]*u?[dp]*)A[dfygp]{0,5}[tv]'),
  // "I want out of the text program"
  build('wantOut', '(?<!n[dyp]{0,3})wf{1,2}[dy]{0,3}[tl]'),
  // "rather not get any more of these"
  build('ratherNoMore', 'x[dypj]*nd?g[d]*m[df]*y'),
  build('enough', 'E[zdfy]*t'),
  build('dontWantToBe', 'nwgp[g]?[vt]'),
  build('wantNo', 'wnd?o?f?[dy]{0,2}t'),
  build('dontBother', '(?<![jy])nd?B[d]*p'),
  build('saidNo', 'ja[d]*n[dm]*t'),
  build('haveRemoved', 'p[d]*rf[dpy]*[tl]'),
  build('phoneNotFor', 'pd*nd{1,3}t[d]*$'),
  build('optMeOut', 'Opd*f'),
  build('neverWrite', '^[dg]*n[dp]{0,3}v{1,2}[dpfmtnz]*$'),
  build('stopWriting', 'qf[pd]*[vt]'),
  // "remove me plz", "unenroll me from text reminders"
  build('removeMe', '(?<!n[dyw]{0,3})r(?:d?p)+(?:F?p)?(?:[dp]*$|[dp]*f(?:[dy]+$|[dpy]*o?[tl]))'),
  build('takeOff', '(?<!n[dyw]{0,3})k[dp]*p[dp]*f[dpfy]*o?[tl]'),
  build('beTakenOff', '[wj][djy]*g?kf[dpt]*l?$'),
  // "opted out" as the answer, "lose the number"
  build('optedOut', '^[djg]*Of[d]*$'),
  build('loseNumber', '(?:^|d)L[dp]*p$'),
  // "I'd rather you call than text"
  build('ratherCall', 'x[dyp]{0,4}c[dyp]*b[dyp]*t[dp]*$|c[dyp]*xft[dp]*$'),
];

/** Says no and speaks of texts, in no frame: may be meant (rules.md 14.3), a person decides. */
const MAY_MEAN_IT = /(?<!j)[nseqrk][^gho]{0,5}[tv](?!p?[ou])|nw[dgyp]{0,3}[tv]/;

/** Over the whole text, clauses divided by a comma: one clause says how to reach them, another how not to. */
const TEXT_FRAMES: readonly PatternRule[] = [
  // "no texting", "no further contact by text"
  build('none', '^[dyxN]*n[dmf]{0,3}(?:o(?=t))?t[dtfpz]*(?:,|$)|,[dyxN]*n[dmf]{0,3}(?:o(?=t))?t[dtfpz]*$'),
  // "this is a business line, remove it"
  build('wantNoneOfThem', 'g[dy]+.*nw[dy]+$'),
  build('removeIt', '(?=.*p)(?:^|,)[dy]*rd+$'),
  build(
    'callInstead',
    '(?<!n[dyp]{0,3})c[dxpj,]*n[dm]*[tv]+[dp]*$|x[dyp]*c[dyp,]*n[dyp]*[tv]|(?<![yjF])n[dyp]{0,2}[tv][dp]*,[dy]*x?[dy]*c[dyxp]*$',
  ),
];

/** The frames a matching copy fits, by their ids. What only looks like a wish must have been cut out before. */
export function optOutFrames(text: string): readonly string[] {
  const clauses = clausesOf(text);
  const whole = clauses.join(',');
  const found = [
    ...CLAUSE_FRAMES.filter(({ pattern }) => clauses.some((clause) => pattern.test(clause))),
    ...TEXT_FRAMES.filter(({ pattern }) => pattern.test(whole)),
  ];
  return found.map(({ id }) => id);
}

/** Whether a matching copy says no about texts in a way that is no frame. */
export function mayMeanStop(text: string): boolean {
  return clausesOf(text).some((clause) => MAY_MEAN_IT.test(clause));
}

/** The parts of each clause of a matching copy, a letter a word. */
export function clausesOf(text: string): readonly string[] {
  return text
    .replace(NOT_TEXTS, ' \u25a1 ')
    .replaceAll('#', ' hash ')
    .replace(/\bfor (?:the love of \w+|\w+s sake)\b/g, '')
    .replace(/\b(?:business|work|office|home|land|fax) line\b/g, 'phone')
    .replace(IDIOMS_OF_STOP, 'quit with')
    .replace(/\b(do|does|did) not\b/g, '$1_not')
    .replace(/\bno longer\b/g, 'no_longer')
    .replace(/\ben (?:vez|lugar)\b/g, 'instead')
    .split(/[.!?;:,\n()"]+| - /)
    .map(rolesOf)
    .filter((roles) => roles !== '');
}

function rolesOf(clause: string): string {
  const words = clause.match(/[\p{L}\p{N}_]+|\u25a1/gu) ?? [];
  return words.map(roleOf).join('');
}

function roleOf(word: string): string {
  const known = ROLE_OF.get(word);
  if (known !== undefined) return known;
  if (word.length < SHORTEST_SLIP || REAL_WORDS.has(word) || !/^[a-z]+$/.test(word)) return OTHER;
  const near = withGap(word)
    .flatMap((gap) => BY_GAP.get(gap) ?? [])
    .find((one) => editDistance(one, word) === 1);
  return (near === undefined ? undefined : ROLE_OF.get(near)) ?? OTHER;
}

function withGap(word: string): readonly string[] {
  return [word, ...Array.from(word, (_letter, at) => word.slice(0, at) + word.slice(at + 1))];
}

function gaps(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const word of words) {
    for (const gap of withGap(word)) found.set(gap, [...(found.get(gap) ?? []), word]);
  }
  return found;
}
