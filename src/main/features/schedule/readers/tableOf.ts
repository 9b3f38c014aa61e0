/** From records to a table: finds the header, keeps the first values of each column, and names the kind of file. Pure. */
import { findHeader, fold } from '../../../domain/schedule/columns.ts';
import type { Table, TableRecord } from './source.ts';

/** Records looked at to recognise what a column holds. */
const SAMPLE_ROWS = 200;

export function tableOf(records: readonly TableRecord[]): Table {
  const header = findHeader(records.map((record) => record.cells));
  const headerCells = records[header.index]?.cells ?? [];
  const body = records.slice(header.hasHeader ? header.index + 1 : 0);
  const headers = header.hasHeader ? headerCells : headerCells.map(() => '');
  const samples = headers.map((_header, index) =>
    body
      .slice(0, SAMPLE_ROWS)
      .map((record) => record.cells[index] ?? '')
      .filter((value) => value !== ''),
  );
  const signature = header.hasHeader ? headers.map(fold).join('|') : `no header, ${String(headers.length)} columns`;
  return { headers, body, samples, signature };
}
