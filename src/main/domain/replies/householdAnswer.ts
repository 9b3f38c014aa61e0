/**
 * The answer to one text about several visits of a household, each with a code: "1 yes 2 no", "Ana yes, Ben can't", "1 C 2 R", "both".
 * Pure. A word it does not know, a question, a code twice: then it has understood nothing, and a person reads the text.
 */
import { normalise } from './normalise.ts';
import { POLITE_WORDS } from './patterns/keywords.ts';

/** `no` is less than `cancel`: it may mean "not then", or something else. */
export type HouseholdMeaning = 'confirm' | 'reschedule' | 'cancel' | 'no';

/** One visit the text asked about, by its code and the first name that stood beside it (empty: none did). */
export interface HouseholdVisit {
  readonly code: string;
  readonly name: string;
}

export type HouseholdAnswer =
  { readonly kind: 'sure'; readonly answers: ReadonlyMap<string, HouseholdMeaning> } | { readonly kind: 'doubtful' };

const DOUBTFUL: HouseholdAnswer = { kind: 'doubtful' };

type Token =
  | { readonly is: 'visits'; readonly codes: readonly string[] }
  | { readonly is: 'answer'; readonly meaning: HouseholdMeaning }
  | { readonly is: 'and' }
  | { readonly is: 'break' };

/** What `text` says about which of `visits`; visits it does not name are not in the answer. */
export function householdAnswer(text: string, visits: readonly HouseholdVisit[]): HouseholdAnswer {
  const message = normalise(text);
  if (visits.length < 2 || /[?\u00bf]/.test(message.text)) return DOUBTFUL;
  if (message.emoji.some((emoji) => !YES_SIGNS.has(emoji))) return DOUBTFUL;
  const tokens = tokensOf(message.text, visits);
  if (tokens === null) return DOUBTFUL;
  const answers = readPairs(tokens);
  return answers === null || answers.size === 0 ? DOUBTFUL : { kind: 'sure', answers };
}

const YES_SIGNS: ReadonlySet<string> = new Set(['✅', '✔', '👌', '👍']);

const COME = '(?: (?:come|coming|make it|make|be there|attend|go|venir|ir|asistir|llegar))?';
/** Tried in this order: what is a part of something longer comes after it. */
const PHRASES: readonly (readonly [HouseholdMeaning, RegExp])[] = [
  ['reschedule', /\b(?:needs? |wants? )?(?:a |an )?(?:new|another|different) (?:time|day)\b/g],
  ['reschedule', /\b(?:otra hora|otro dia|otra fecha|cambiar(?: la)?(?: hora| cita| fecha)?)\b/g],
  ['reschedule', /\b(?:needs? to |wants? to )?(?:resched\w*|reprogram\w*|r)\b/g],
  [
    'cancel',
    new RegExp(
      `\\b(?:cant|cannot|can not|wont|will not|is not|isnt|unable to|no puede|no podra|no viene|no vendra|no va(?: a)?|no ira)${COME}\\b`,
      'g',
    ),
  ],
  ['cancel', /\b(?:is |needs? to )?(?:cancel(?:led|ed|s|a|ar)?|x)\b/g],
  ['confirm', new RegExp(`\\b(?:will be there|is coming|is good|is fine|will come|can${COME}|will)\\b`, 'g')],
  ['confirm', /\b(?:si )?(?:puede|viene|vendra|va|ira)(?: (?:ir|venir|asistir))?\b/g],
  ['confirm', /\b(?:is )?(?:confirm(?:ed|s|o|a|ado|ada)?|c)\b/g],
  ['confirm', /\b(?:yes|yep|yeah|yea|yup|ok|okay|sure|si)\b/g],
  ['no', /\b(?:no|nope|n|nah)\b/g],
];
const ALL_OF_TWO = /\b(?:both(?: of (?:us|them))?|ambos|ambas|(?:los|las) dos)\b/g;
const ALL_OF_ANY = /\b(?:all(?: (?:three|four|of us|of them))?|everyone|everybody|todos|todas|(?:los|las) tres)\b/g;
const AND_WORDS: ReadonlySet<string> = new Set(['and', 'but', 'pero', 'e']);
/** Words that add nothing between a code and its answer. */
const FILLER: ReadonlySet<string> = new Set(['for', 'to', 'number', 'para', 'a', 'is', 'the', 'el', 'la']);

/** Marks that stand in for what was recognised; none of them survives `normalise`, so nobody can type one. */
const VISIT = '\u{f000}';
const ANSWER = '\u{f100}';
const EVERY = '\u{f200}';

/** Null: there is something in it that we do not know. */
function tokensOf(text: string, visits: readonly HouseholdVisit[]): Token[] | null {
  const meanings: readonly HouseholdMeaning[] = ['confirm', 'reschedule', 'cancel', 'no'];
  const mark = (base: string, index: number): string => ` ${base}${String(index)} `;
  const named = markNames(text.replace(/[\u{f000}-\u{f2ff}]/gu, '\u25a1'), visits, (index) => mark(VISIT, index));
  if (named === null) return null;
  let marked = named.replace(/[✅✔👌👍]\ufe0f?/gu, mark(ANSWER, 0));
  marked = marked.replace(/([\p{L}])(?=\d)|(\d)(?=\p{L})/gu, '$1$2 ');
  marked = marked.replace(ALL_OF_ANY, mark(EVERY, 0));
  if (visits.length === 2) marked = marked.replace(ALL_OF_TWO, mark(EVERY, 0));
  for (const [meaning, pattern] of PHRASES) marked = marked.replace(pattern, mark(ANSWER, meanings.indexOf(meaning)));

  const words = marked.match(/[\u{f000}-\u{f2ff}]\d+|[\p{L}\p{N}\u25a1]+|[.,;:!\n/&+-]/gu) ?? [];
  const letters = usesLetters(words);
  const tokens: Token[] = [];
  for (const [index, word] of words.entries()) {
    const token = tokenOf(word, { words, index, visits, letters });
    if (token === null) return null;
    if (token !== 'nothing') tokens.push(token);
  }
  return tokens;
}

/** Names become marks, the longest first. Null: a name in it stands for several visits, or is a word of ours, too. */
function markNames(text: string, visits: readonly HouseholdVisit[], mark: (index: number) => string): string | null {
  const names = visits.map(({ name }) =>
    normalise(name)
      .text.replace(/[^\p{L} ]/gu, ' ')
      .trim(),
  );
  const order = [...names.keys()].toSorted((a, b) => (names[b]?.length ?? 0) - (names[a]?.length ?? 0));
  let marked = ` ${text} `;
  for (const index of order) {
    const name = names[index] ?? '';
    if (name === '') continue;
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'gu');
    if (!pattern.test(marked)) continue;
    if (names.filter((other) => other === name).length > 1 || isWordOfOurs(name)) return null;
    marked = marked.replace(pattern, mark(index));
  }
  return marked;
}

function isWordOfOurs(name: string): boolean {
  const patterns = [...PHRASES.map(([, pattern]) => pattern), ALL_OF_ANY, ALL_OF_TWO];
  const known = patterns.some((pattern) => new RegExp(`^(?:${pattern.source})$`, 'u').test(name));
  return known || name === 'y' || AND_WORDS.has(name) || FILLER.has(name) || POLITE_WORDS.has(name);
}

interface Place {
  readonly words: readonly string[];
  readonly index: number;
  readonly visits: readonly HouseholdVisit[];
  /** A "y" is a yes. */
  readonly letters: boolean;
}

function tokenOf(word: string, place: Place): Token | 'nothing' | null {
  const number = Number(word.slice(1));
  if (word.startsWith(VISIT)) return { is: 'visits', codes: [place.visits[number]?.code ?? ''] };
  if (word.startsWith(EVERY)) return { is: 'visits', codes: place.visits.map(({ code }) => code) };
  if (word.startsWith(ANSWER)) return { is: 'answer', meaning: MEANINGS[number] ?? 'no' };
  const known = place.visits.find(({ code }) => code.toLowerCase() === word);
  if (known !== undefined) return { is: 'visits', codes: [known.code] };
  if (word === 'y') return letterOrAnd(place);
  if (word === '&' || word === '+' || AND_WORDS.has(word)) return { is: 'and' };
  // Between a code and its answer a dash or a colon joins; everywhere else a mark parts.
  if (word === ':' || word === '-') return 'nothing';
  if (/^[.,;!\n/]$/.test(word)) return { is: 'break' };
  return FILLER.has(word) || POLITE_WORDS.has(word) ? 'nothing' : null;
}

const MEANINGS: readonly HouseholdMeaning[] = ['confirm', 'reschedule', 'cancel', 'no'];

/** "y" is yes in English and "and" in Spanish. */
function letterOrAnd({ words, index, letters }: Place): Token | null {
  const before = words[index - 1] ?? '';
  const after = words[index + 1] ?? '';
  if (before.startsWith(ANSWER)) return { is: 'and' };
  if (letters || /^[.,;!\n/]$/.test(after)) return { is: 'answer', meaning: 'confirm' };
  return null;
}

/** "1 y 2 n", "1 y 2 y": somebody answers in letters. The "n" has become the mark of a no; what is left to see is the end. */
function usesLetters(words: readonly string[]): boolean {
  return words.at(-1) === 'y';
}

/** Visits with their answers, in one order throughout: visit then answer, or answer then visit. Null: it cannot be told. */
function readPairs(tokens: readonly Token[]): Map<string, HouseholdMeaning> | null {
  const said = tokens.filter((token) => token.is === 'visits' || token.is === 'answer');
  const [first, second] = said;
  if (first === undefined) return null;
  // "Both", and nothing else: the question was whether they come.
  if (second === undefined) {
    return first.is === 'visits' && first.codes.length > 1 ? pairs(first.codes, 'confirm', new Map()) : null;
  }
  return first.is === 'visits' ? visitsFirst(tokens) : answersFirst(tokens);
}

function visitsFirst(tokens: readonly Token[]): Map<string, HouseholdMeaning> | null {
  let found: Map<string, HouseholdMeaning> | null = new Map();
  let waiting: string[] = [];
  let answered = false;
  for (const token of tokens) {
    if (token.is === 'visits') {
      waiting.push(...token.codes);
      answered = false;
    } else if (token.is === 'answer') {
      if (waiting.length === 0 || answered || found === null) return null;
      found = pairs(waiting, token.meaning, found);
      waiting = [];
      answered = true;
    }
  }
  return waiting.length > 0 ? null : found;
}

function answersFirst(tokens: readonly Token[]): Map<string, HouseholdMeaning> | null {
  let found: Map<string, HouseholdMeaning> | null = new Map();
  let meaning: HouseholdMeaning | null = null;
  let named = false;
  for (const token of tokens) {
    if (token.is === 'answer') {
      if (meaning !== null && !named) return null;
      meaning = token.meaning;
      named = false;
    } else if (token.is === 'visits') {
      if (meaning === null || found === null) return null;
      found = pairs(token.codes, meaning, found);
      named = true;
    }
  }
  return named ? found : null;
}

/** Null: one of them has an answer already. */
function pairs(
  codes: readonly string[],
  meaning: HouseholdMeaning,
  found: Map<string, HouseholdMeaning>,
): Map<string, HouseholdMeaning> | null {
  for (const code of codes) {
    if (found.has(code)) return null;
    found.set(code, meaning);
  }
  return found;
}
