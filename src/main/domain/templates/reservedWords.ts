/** Words that carriers and the law give a meaning of their own (rules.md 5.3, 5.4, CG22): no text may offer them for another. Pure. */

export interface ReservedWord {
  /** Upper case. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const NEVER = 'cancel|cancelar|end|quit|remove|revoke|yes|start|unstop|stopall|unsubscribe|optout|opt out|baja|parar';
/** May be offered for what they mean, and for nothing else. */
const OWN_MEANING = 'stop|alto|help|ayuda|info';
const VERB = '(?:reply|text|send|answer|respond|type|responda|envie|conteste|escriba)';

const OFFERED = new RegExp(`\\b${VERB}\\W{0,3}(?:with\\W{0,3}|con\\W{0,3})?["']?(${NEVER}|${OWN_MEANING})\\b`, 'gi');
/** "YES to confirm": the key stands in capitals before what it does. */
const KEY = new RegExp(`\\b(${NEVER}|${OWN_MEANING})\\b(?=['"]?:?\\s+(?:to|for|if|para|si)\\b)`, 'gi');
const STOP_MEANS =
  /^['"]?(?:\s+o\s+alto|\s+or\s+stop)?[\s:,]*(?:(?:to|para)\s+)?(?:opt[- ]?out|stop|end (?:the )?(?:texts|messages)|unsubscribe|no m[aá]s|no recibir|dejar de recibir|salir|cancelar(?: los)? mensajes|\.|$)/i;
const HELP_MEANS = /^['"]?[\s:,]*(?:(?:for|to get|para(?: obtener)?)\s+)?(?:help|ayuda|info|\.|,|$)/i;

/** The first reserved word that `body` offers as an answer with a meaning of our own; null: none. */
export function reservedWordIn(body: string): ReservedWord | null {
  const found = [...body.matchAll(OFFERED), ...body.matchAll(KEY)]
    .map((match) => placed(match))
    // In the middle of a sentence only capitals are a key: "if you want to cancel for any reason".
    .filter(({ word, start }) => body.slice(start, start + word.length) === word || isOffered(body, start))
    // "Send info to the desk" names no key.
    .filter(({ word, start }) => word !== 'INFO' || body.startsWith(word, start))
    .filter((one) => !hasOwnMeaning(body, one))
    .sort((a, b) => a.start - b.start);
  return found[0] ?? null;
}

/** The word alone, for messages. Null when there is none. */
export function reservedAnswerWord(body: string): string | null {
  return reservedWordIn(body)?.word ?? null;
}

function placed(match: RegExpExecArray): ReservedWord {
  const word = match[1] ?? '';
  const start = match.index + match[0].lastIndexOf(word);
  return { word: word.toUpperCase(), start, end: start + word.length };
}

function isOffered(body: string, start: number): boolean {
  return new RegExp(`\\b${VERB}\\W{0,3}(?:with\\W{0,3}|con\\W{0,3})?["']?$`, 'i').test(body.slice(0, start));
}

function hasOwnMeaning(body: string, { word, end }: ReservedWord): boolean {
  const after = body.slice(end);
  if (word === 'STOP' || word === 'ALTO') return STOP_MEANS.test(after);
  return (word === 'HELP' || word === 'AYUDA' || word === 'INFO') && HELP_MEANS.test(after);
}
