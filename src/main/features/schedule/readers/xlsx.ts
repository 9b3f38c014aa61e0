/** Excel workbooks: chooses the sheet with the schedule and cuts it into records. The file itself is read by a thread of its own. */
import { DomainError } from '../../../../contract/errors.ts';
import { missingMeanings, recogniseColumns } from '../../../domain/schedule/columns.ts';
import { CELL_END, ROW_END, type WorkbookSheet } from '../../../platform/ports.ts';
import type { Pace } from '../pace.ts';
import type { ReadContext, TableRecord, TableSource } from './source.ts';
import { tableOf } from './tableOf.ts';

/** Rows looked at to tell whether a sheet is a schedule. */
const LOOKED_AT = 60;

/** Errors: FILE_UNREADABLE, FILE_NOT_A_SCHEDULE (no sheet with anything in it), TOO_LARGE, CANCELLED. */
export async function readXlsx(bytes: Uint8Array, { workbooks, pace, signal }: ReadContext): Promise<TableSource> {
  const { sheets } = await workbooks.read(bytes, signal);
  const shown = sheets.filter((sheet) => !sheet.hidden && /[^\u001e\u001f]/.test(sheet.text));
  const sheet = chooseSheet(shown);
  if (sheet === undefined) {
    throw new DomainError(
      'FILE_EMPTY',
      'No sheet of this workbook has anything in it. Export the list again and pick that file.',
    );
  }
  const records = await recordsOf(sheet, pace);
  const warnings =
    shown.length < 2
      ? []
      : [{ code: 'otherSheets', text: `Only the sheet "${sheet.name}" is read; the workbook has ${sheets.length}.` }];
  return { kind: 'table', format: 'xlsx', encoding: null, delimiter: null, warnings, table: tableOf(records) };
}

/** The first that has a name, a phone, a date and a time; else the one that has most of them. */
function chooseSheet(sheets: readonly WorkbookSheet[]): WorkbookSheet | undefined {
  const lacking = sheets.map((sheet) => {
    const { headers, samples } = tableOf(firstRecords(sheet));
    return missingMeanings(recogniseColumns(headers, samples)).length;
  });
  return sheets[lacking.indexOf(Math.min(...lacking))];
}

function firstRecords({ text }: WorkbookSheet): readonly TableRecord[] {
  const rows = text.slice(0, 64 * 1024).split(ROW_END, LOOKED_AT);
  return rows.map((row, index) => ({ cells: row.split(CELL_END), line: index + 1 })).filter(isFilled);
}

async function recordsOf({ text }: WorkbookSheet, pace: Pace): Promise<readonly TableRecord[]> {
  const records: TableRecord[] = [];
  let from = 0;
  for (let line = 1; from <= text.length; line += 1) {
    const end = text.indexOf(ROW_END, from);
    const row = text.slice(from, end < 0 ? text.length : end);
    const record = { cells: row.split(CELL_END), line };
    if (isFilled(record)) records.push(record);
    from = end < 0 ? text.length + 1 : end + 1;
    if (pace.over()) await pace.rest();
  }
  return records;
}

function isFilled({ cells }: TableRecord): boolean {
  return cells.some((cell) => cell !== '');
}
