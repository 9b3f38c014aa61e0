/** From a file to a table: bytes to text, text to records, and which of them is the header. Knows nothing of visits. */
import { DomainError } from '../../../contract/errors.ts';
import type { ImportPreview } from '../../../contract/schedule.ts';
import { findHeader, fold } from '../../domain/schedule/columns.ts';
import { decodeFile } from '../../domain/schedule/decodeFile.ts';
import { detectDelimiter } from '../../domain/schedule/delimiter.ts';
import type { ParsedInputOf } from '../feature.ts';
import type { Pace } from './pace.ts';
import { readTable, type TableRecord } from './readTable.ts';

/** Records looked at to recognise what a column holds. */
const SAMPLE_ROWS = 200;

export interface Table {
  readonly encoding: ImportPreview['encoding'];
  readonly delimiter: string;
  readonly headers: readonly string[];
  readonly body: readonly TableRecord[];
  /** The first values of each column that are not empty. */
  readonly samples: readonly (readonly string[])[];
  /** The same for files of one kind: what was chosen for one is offered for the next. */
  readonly signature: string;
}

/** Errors: FILE_EMPTY, FILE_UNREADABLE, CANCELLED. */
export async function readList(input: ParsedInputOf<'schedule.previewImport'>, pace: Pace): Promise<Table> {
  const source =
    input.base64 === undefined
      ? { text: input.text ?? '', encoding: 'utf-8' as const }
      : decodeFile(Buffer.from(input.base64, 'base64'));
  if (source.text.trim() === '')
    throw new DomainError('FILE_EMPTY', 'The file is empty. Export the list again and pick that file.');
  const delimiter = detectDelimiter(source.text);
  const records = await readTable(source.text, delimiter, pace);
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
  return { encoding: source.encoding, delimiter, headers, body, samples, signature };
}
