/** Lists in text, cells between commas, semicolons, tabs or bars: from a file or from the clipboard. Knows nothing of visits. */
import { DomainError } from '../../../../contract/errors.ts';
import { decodeFile } from '../../../domain/schedule/decodeFile.ts';
import { detectDelimiter } from '../../../domain/schedule/delimiter.ts';
import { readTable } from '../readTable.ts';
import type { ReadContext, SourceInput, TableSource } from './source.ts';
import { tableOf } from './tableOf.ts';

/** Errors: FILE_EMPTY, FILE_UNREADABLE, TOO_LARGE, CANCELLED. */
export async function readDelimited(input: SourceInput, { pace }: ReadContext): Promise<TableSource> {
  const pasted = input.base64 === undefined;
  const source = pasted
    ? { text: input.text ?? '', encoding: 'utf-8' as const }
    : decodeFile(Buffer.from(input.base64, 'base64'));
  if (source.text.trim() === '')
    throw new DomainError('FILE_EMPTY', 'The file is empty. Export the list again and pick that file.');
  const delimiter = detectDelimiter(source.text);
  const records = await readTable(source.text, delimiter, pace);
  const { encoding } = source;
  return { kind: 'table', format: 'csv', encoding, delimiter, warnings: [], table: tableOf(records) };
}
