/** Reads a day as the contract sends it, `2026-11-21`. */
import { DomainError } from '../../../contract/errors.ts';
import { isRealDate } from '../../domain/time.ts';
import type { CivilDate } from '../../domain/time.ts';

/** Errors: INVALID_INPUT with the field, for a day that does not exist. */
export function readDay(text: string, field: string): CivilDate {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const date = { year, month, day };
  if (!isRealDate(date)) throw new DomainError('INVALID_INPUT', 'There is no such day.', { field });
  return date;
}
