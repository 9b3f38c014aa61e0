/** Which sheet of a workbook is the list, and what is said about the others. Pure. */
import { DomainError } from '../../../../contract/errors.ts';
import type { ImportPreview } from '../../../../contract/schedule.ts';
import { missingMeanings, recogniseColumns } from '../../../domain/schedule/columns.ts';
import type { TableRecord } from './source.ts';
import { tableOf } from './tableOf.ts';

/** Rows looked at to tell whether a sheet is a schedule. */
export const LOOKED_AT = 60;

/**
 * The first that has a name, a phone, a date and a time; else the one that has most of them. `firstOf` gives the first rows of a sheet.
 * Errors: FILE_EMPTY (no sheet).
 */
export function chooseSheet<S>(sheets: readonly S[], firstOf: (sheet: S) => readonly TableRecord[]): S {
  const lacking = sheets.map((sheet) => {
    const { headers, samples } = tableOf(firstOf(sheet));
    return missingMeanings(recogniseColumns(headers, samples)).length;
  });
  const sheet = sheets[lacking.indexOf(Math.min(...lacking))];
  if (sheet === undefined) {
    throw new DomainError(
      'FILE_EMPTY',
      'No sheet of this workbook has anything in it. Export the list again and pick that file.',
    );
  }
  return sheet;
}

/** `shown`: sheets with something in them that Excel shows; `all`: how many there are. */
export function warningsAbout(name: string, shown: number, all: number): ImportPreview['warnings'] {
  if (shown < 2) return [];
  return [{ code: 'otherSheets', text: `Only the sheet "${name}" is read; the workbook has ${String(all)}.` }];
}
