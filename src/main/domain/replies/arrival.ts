/** Texts of people who are on their way: "I'm here", "running 10 min late". Pure. They change no visit; the desk sees them on the row. */
import { normalise } from './normalise.ts';
import { LATE_RULES } from './patterns/intents.ts';
import { matching } from './patterns/rule.ts';

export type Arrival =
  | { readonly kind: 'here' }
  /** `minutes`: as the text says it, 1 to 240; null: it does not say. */
  | { readonly kind: 'late'; readonly minutes: number | null };

const HERE =
  /^(?:here|im here|i am here|were here|we are here|we r here|arrived|just arrived|ive arrived|i have arrived|weve arrived|outside|im outside|we are outside|were outside|estoy aqui|estamos aqui|aqui estoy|aqui estamos|ya llegue|llegue|ya llegamos|ya estoy aqui|estoy afuera|estamos afuera)\b(?! (?:to|for (?:the )?wrong|until|tomorrow|manana|at home|en casa))|\b(?:im|i am|were|we are|just) (?:here (?:now|already|for (?:my|our|the)|in the)|parked|checked in|in (?:the|your) (?:parking lot|lot|lobby|waiting room|car park)|in my car (?:outside|in)|outside|pulling in|downstairs)\b|\b(?:waiting|parked) (?:outside|in (?:the|your) (?:parking lot|lot|lobby|car))\b|\bestoy en (?:el estacionamiento|la sala|el parking|recepcion)\b/;
const NOT_HERE =
  /\b(?:not|isnt|arent|no) (?:here|aqui|arrived|outside)\b|\b(?:never|havent|hasnt) arrived\b|\bno he(?:mos)? llegado\b/;

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  five: 5,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  cinco: 5,
  diez: 10,
  quince: 15,
  veinte: 20,
  treinta: 30,
};
const COUNT = `(\\d{1,3}|${Object.keys(NUMBER_WORDS).join('|')})`;
const MINUTES = new RegExp(
  `\\b${COUNT}(?: ?(?:-|to|or|a|o) ?${COUNT})? ?(?:m|min|mins|minute|minutes|minuto|minutos)\\b`,
);
const HALF_HOUR = /\b(?:half an hour|half hour|media hora)\b/;
const HOUR = /\b(?:an hour|one hour|1 ?(?:h|hr|hour|hora)|una hora)\b/;
/** "be there in 15", "running 10 late", "llego en 20": a number that can only be minutes. */
const BARE = new RegExp(
  `\\b(?:there in(?: about| like)?|running(?: about| like)?|llego en|llegamos en) ${COUNT}(?: ?(?:-|to|or|a|o) ?${COUNT})?\\b(?! ?(?:am|pm|h|hr|hours?|horas?|:))`,
);
const LONGEST = 240;

/** Null: the text says nothing of the kind. */
export function readArrival(original: string): Arrival | null {
  const { text } = normalise(original);
  if (matching(LATE_RULES, text).length > 0) return { kind: 'late', minutes: minutesIn(text) };
  const plain = text.replace(
    /^(?:(?:hi|hello|hey|hola|ok|good (?:morning|afternoon)|buenos dias|buenas tardes)\W+)+/,
    '',
  );
  return HERE.test(plain.replace(/^\W+/, '')) && !NOT_HERE.test(text) ? { kind: 'here' } : null;
}

/** The larger of a span ("10-15 min"). */
function minutesIn(text: string): number | null {
  const found = MINUTES.exec(text) ?? BARE.exec(text);
  if (found !== null) {
    const [, first, second] = found;
    const minutes = Math.max(
      ...[first, second].map((one) => (one === undefined ? 0 : (NUMBER_WORDS[one] ?? Number(one)))),
    );
    return minutes >= 1 && minutes <= LONGEST ? minutes : null;
  }
  if (HALF_HOUR.test(text)) return 30;
  return HOUR.test(text) ? 60 : null;
}
