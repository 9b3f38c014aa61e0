/** What a phone cell of a list says, in words for the desk. The rules are domain/phoneNumber's; a number asked about again is remembered. */
import type { PhoneReading } from '../../domain/schedule/readRow.ts';
import { parsePhone, type PhoneProblem } from '../../domain/phoneNumber.ts';

const words: Readonly<Record<PhoneProblem, (raw: string) => string>> = {
  empty: () => 'No phone number. This visit is added without reminders.',
  spreadsheetNotation: (raw) =>
    `A spreadsheet has turned the number into ${raw}. Export the list again with the column as text.`,
  notANumber: (raw) => `"${raw}" is not a phone number.`,
  severalNumbers: (raw) => `"${raw}" holds several numbers. Keep one.`,
  missingAreaCode: (raw) => `${raw} has no area code.`,
  tooShort: (raw) => `${raw} is too short.`,
  tooLong: (raw) => `${raw} is too long.`,
  placeholder: (raw) => `${raw} is a placeholder, not a real number.`,
  invalid: (raw) => `${raw} is not a number that exists.`,
};

/** So many numbers are remembered: a family's, a practice's own. */
const MOST_REMEMBERED = 5_000;

/** A parser for the numbers of one list. `ownPhone`: the practice's, whose area code local numbers get. */
export function createPhoneReader(region: string, ownPhone: string): (raw: string) => PhoneReading {
  const areaCode = areaCodeOf(ownPhone, region);
  const known = new Map<string, PhoneReading>();
  return (raw) => {
    const before = known.get(raw);
    if (before !== undefined) return before;
    const reading = readPhone(raw, region, areaCode);
    if (known.size < MOST_REMEMBERED) known.set(raw, reading);
    return reading;
  };
}

export function readPhone(raw: string, region: string, areaCode: string | null = null): PhoneReading {
  const parsed = parsePhone(raw, region);
  if (parsed.ok) return { ok: true, e164: parsed.e164, landline: !parsed.textable };
  const [candidate] = parsed.candidates;
  if (candidate !== undefined) return { ok: true, e164: candidate, landline: false };
  if (parsed.problem === 'missingAreaCode' && areaCode !== null) {
    const completed = parsePhone(`${areaCode}${raw}`, region);
    if (completed.ok) return { ok: true, e164: completed.e164, landline: !completed.textable, areaAssumed: true };
  }
  return { ok: false, text: words[parsed.problem](raw.slice(0, 24)) };
}

/** Only in North America are local numbers written without one. */
function areaCodeOf(ownPhone: string, region: string): string | null {
  const own = ownPhone.trim() === '' ? undefined : parsePhone(ownPhone, region);
  return own?.ok === true && own.e164.startsWith('+1') ? own.e164.slice(2, 5) : null;
}
