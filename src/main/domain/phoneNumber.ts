/**
 * Phone numbers: from whatever a person typed or a practice system exported, to E.164, its kind and where it may be.
 * The only place that knows the number library. Every refusal has a code; the words are the caller's.
 */
import { findPhoneNumbersInText, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';
import { stateOfAreaCode, zonesOfAreaCode } from './phoneNumberAreas.ts';

export type PhoneKind =
  | 'mobile'
  /** One range for both, as in North America: a landline shows only when a text fails. */
  | 'fixedLineOrMobile'
  | 'landline'
  | 'tollFree'
  | 'premium'
  | 'other';

export type PhoneProblem =
  /** Nothing in the field. */
  | 'empty'
  /** A spreadsheet turned the number into 2.06556E+09 and lost its digits. */
  | 'spreadsheetNotation'
  /** Words instead of a number: "same as mother", "no cell". */
  | 'notANumber'
  /** Two or more numbers in one field; `candidates` names them. */
  | 'severalNumbers'
  /** A local number of seven digits. */
  | 'missingAreaCode'
  | 'tooShort'
  | 'tooLong'
  /** Dummy entries: 000-000-0000, 999-999-9999, 123-456-7890. */
  | 'placeholder'
  /** Right length, but no such number can exist. */
  | 'invalid';

export interface ParsedPhone {
  readonly ok: true;
  /** `+12065550123`. */
  readonly e164: string;
  readonly kind: PhoneKind;
  /** `(206) 555-0123`. */
  readonly national: string;
  /** ISO country; null for numbers of no country. US territories have their own. */
  readonly country: string | null;
  /** A text to the main line would not reach the person: treat as unable to receive texts. */
  readonly extension: string | null;
  /** Whether a text can reach this number, as far as the number tells. */
  readonly textable: boolean;
}

export interface RefusedPhone {
  readonly ok: false;
  readonly problem: PhoneProblem;
  /** E.164, when several numbers were found. */
  readonly candidates: readonly string[];
}

/** Longer fields are no phone numbers; also bounds the work on hostile input. */
const MAX_LENGTH = 80;

/** Reads a number as people in `region` (ISO country) write it. */
export function parsePhone(raw: string, region: string): ParsedPhone | RefusedPhone {
  const text = clean(raw);
  if (text === '') return refuse('empty');
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(text)) return refuse('spreadsheetNotation');
  if (text.length > MAX_LENGTH || !/\d/.test(text)) return refuse('notANumber');

  const country = isSupportedCountry(region) ? region : undefined;
  const found = numbersIn(text, country);
  const [first, ...others] = new Set(found);
  if (first !== undefined && others.length > 0) {
    return { ok: false, problem: 'severalNumbers', candidates: [first, ...others] };
  }
  const dialled = first !== undefined && found.length > 1 ? first : stripLabel(text);
  if (/\p{L}/u.test(withoutExtension(dialled))) return refuse('notANumber');
  const parsed = parseAs(dialled, country);
  return parsed?.isValid() === true ? accept(parsed) : refuse(problemOf(dialled, country, parsed));
}

/**
 * The zones a number points to (rules.md section 4): all zones of a US area code, the one zone of a small country.
 * Empty when the number carries no geography: toll-free, Australian mobiles, Canada, unknown codes.
 */
export function zonesOfNumber(e164: string): readonly string[] {
  if (e164.startsWith('+1')) return zonesOfAreaCode(e164.slice(2, 5));
  const one = ONE_ZONE_COUNTRIES.find(([prefix]) => e164.startsWith(prefix));
  return one === undefined ? [] : [one[1]];
}

/** The US state or territory of a number's area code; null for all others. */
export function stateOfNumber(e164: string): string | null {
  return e164.startsWith('+1') ? stateOfAreaCode(e164.slice(2, 5)) : null;
}

/** Whether a number is under US rules, territories included. When in doubt about a +1 number: yes. */
export function isUnitedStatesNumber(e164: string): boolean {
  if (!e164.startsWith('+1')) return false;
  const country = parsePhoneNumberFromString(e164)?.country;
  return country === undefined || UNITED_STATES.has(country);
}

const UNITED_STATES: ReadonlySet<string> = new Set(['US', 'PR', 'VI', 'GU', 'MP', 'AS']);

/** Countries with one zone for all their numbers. Britain's islands share it. */
const ONE_ZONE_COUNTRIES: readonly (readonly [prefix: string, zone: string])[] = [
  ['+44', 'Europe/London'],
  ['+353', 'Europe/Dublin'],
  ['+91', 'Asia/Kolkata'],
  ['+49', 'Europe/Berlin'],
  ['+43', 'Europe/Vienna'],
  ['+41', 'Europe/Zurich'],
  ['+31', 'Europe/Amsterdam'],
  ['+32', 'Europe/Brussels'],
  ['+39', 'Europe/Rome'],
  ['+45', 'Europe/Copenhagen'],
  ['+46', 'Europe/Stockholm'],
  ['+48', 'Europe/Warsaw'],
];

function clean(raw: string): string {
  const ascii = raw.normalize('NFKC').replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '');
  // A leading apostrophe or ="..." is how spreadsheets keep a number as text.
  return ascii
    .trim()
    .replace(/^=?"(.*)"$/, '$1')
    .replace(/^'/, '')
    .replace(/^tel:/i, '')
    .trim();
}

/** "cell: (206) 555-0123", "(206) 555-0123 (home)": words people put around a number say nothing about it. */
function stripLabel(text: string): string {
  const label = '(?:cell(?:ular)?|mobile|mob|phone|ph|tel(?:ephone)?|home|work|office|number|no|nr|c|h|m|w|p|t)';
  return text
    .replace(new RegExp(`^\\(?${label}\\)?[.:#\\s]+(?=[+(\\d])`, 'i'), '')
    .replace(new RegExp(`(?<=\\d)[\\s,]*\\(?${label}\\)?\\.?$`, 'i'), '')
    .trim();
}

function withoutExtension(text: string): string {
  return text.replace(/[\s,;]*(?:extension|extn|ext|x|#)[.:\s]*\d{1,6}$/i, '');
}

function parseAs(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
  const options = { extract: false, ...(country === undefined ? {} : { defaultCountry: country }) };
  const found = parsePhoneNumberFromString(text, options);
  if (found?.isValid() === true || !/^\(?00/.test(text)) return found;
  // "00" is how most of the world dials abroad, and how exports from there write numbers, wherever the practice is.
  return parsePhoneNumberFromString(`+${text.replace(/^\(?00\)?/, '')}`, options) ?? found;
}

function numbersIn(text: string, country: CountryCode | undefined): string[] {
  const options = country === undefined ? {} : { defaultCountry: country };
  return findPhoneNumbersInText(text, options).map((one) => one.number.number);
}

function accept(parsed: PhoneNumber): ParsedPhone {
  const kind = kindOf(parsed);
  const extension = parsed.ext ?? null;
  return {
    ok: true,
    e164: parsed.number,
    kind,
    national: parsed.formatNational(),
    country: parsed.country ?? null,
    extension,
    textable: extension === null && (kind === 'mobile' || kind === 'fixedLineOrMobile'),
  };
}

function kindOf(parsed: PhoneNumber): PhoneKind {
  switch (parsed.getType()) {
    case 'MOBILE':
      return 'mobile';
    case 'FIXED_LINE_OR_MOBILE':
      return 'fixedLineOrMobile';
    case 'FIXED_LINE':
      return 'landline';
    case 'TOLL_FREE':
      return 'tollFree';
    case 'PREMIUM_RATE':
    case 'SHARED_COST':
      return 'premium';
    default:
      return 'other';
  }
}

function problemOf(text: string, country: CountryCode | undefined, parsed: PhoneNumber | undefined): PhoneProblem {
  const digits = withoutExtension(text).replace(/\D/g, '');
  const national = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  if (/^(\d)\1{6,}$/.test(national) || /^0?1234567(8(90?)?)?$/.test(national)) return 'placeholder';
  if (digits.length === 7 && country !== undefined && NORTH_AMERICA.has(country)) return 'missingAreaCode';
  if (digits.length < 7) return 'tooShort';
  if (parsed?.isPossible() === true) return 'invalid';
  return digits.length < 10 ? 'tooShort' : 'tooLong';
}

const NORTH_AMERICA: ReadonlySet<string> = new Set([...UNITED_STATES, 'CA']);

function refuse(problem: PhoneProblem): RefusedPhone {
  return { ok: false, problem, candidates: [] };
}
