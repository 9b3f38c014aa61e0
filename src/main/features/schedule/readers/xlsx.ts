/** Excel workbooks: chooses the sheet with the schedule and cuts it into records. The file itself is read by a thread of its own. */
import { CELL_END, ROW_END, type WorkbookSheet } from '../../../platform/ports.ts';
import type { Pace } from '../pace.ts';
import { chooseSheet, LOOKED_AT, warningsAbout } from './chooseSheet.ts';
import type { ReadContext, TableRecord, TableSource } from './source.ts';
import { tableOf } from './tableOf.ts';

/** Errors: FILE_UNREADABLE, FILE_EMPTY (no sheet with anything in it), TOO_LARGE, CANCELLED. */
export async function readXlsx(bytes: Uint8Array, { workbooks, pace, signal }: ReadContext): Promise<TableSource> {
  const { sheets } = await workbooks.read(bytes, signal);
  const shown = sheets.filter((sheet) => !sheet.hidden && /[^\u001e\u001f]/.test(sheet.text));
  const sheet = chooseSheet(shown, firstRecords);
  const records = await recordsOf(sheet, pace);
  const warnings = warningsAbout(sheet.name, shown.length, sheets.length);
  return { kind: 'table', format: 'xlsx', encoding: null, delimiter: null, warnings, table: tableOf(records) };
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
