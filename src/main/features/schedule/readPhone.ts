/** What a phone cell of a list says, in words for the desk. Pure; the rules are domain/phoneNumber's. */
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

export function readPhone(raw: string, region: string): PhoneReading {
  const parsed = parsePhone(raw, region);
  if (parsed.ok) return { ok: true, e164: parsed.e164, landline: !parsed.textable };
  const [candidate] = parsed.candidates;
  if (candidate !== undefined) return { ok: true, e164: candidate, landline: false };
  return { ok: false, text: words[parsed.problem](raw.slice(0, 24)) };
}
