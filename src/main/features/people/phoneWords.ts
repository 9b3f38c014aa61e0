/** What is wrong with a number somebody typed, in words with the next step (never the number itself). */
import { DomainError } from '../../../contract/errors.ts';
import { parsePhone } from '../../domain/phoneNumber.ts';
import type { ParsedPhone, PhoneProblem } from '../../domain/phoneNumber.ts';

const WORDS: Readonly<Record<PhoneProblem, string>> = {
  empty: 'The number is missing.',
  spreadsheetNotation: 'The spreadsheet cut this number short. Type it in full.',
  notANumber: 'This is not a phone number.',
  severalNumbers: 'These are several numbers. Enter them one by one.',
  missingAreaCode: 'The area code is missing.',
  tooShort: 'This number is too short.',
  tooLong: 'This number is too long.',
  placeholder: 'This is a placeholder, not a real number.',
  invalid: 'There is no such number. Check the digits.',
};

/** Reads a number as the practice's country writes it. Errors: INVALID_INPUT with `field`. */
export function readNumber(raw: string, country: string, field: string): ParsedPhone {
  const parsed = parsePhone(raw, country);
  if (parsed.ok) return parsed;
  throw new DomainError('INVALID_INPUT', WORDS[parsed.problem], { field, details: { problem: parsed.problem } });
}
