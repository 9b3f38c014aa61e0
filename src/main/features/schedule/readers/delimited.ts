/** Lists in text, cells between commas, semicolons, tabs or bars: from a file or from the clipboard. Knows nothing of visits. */
import type { ImportPreview } from '../../../../contract/schedule.ts';
import { detectDelimiter } from '../../../domain/schedule/delimiter.ts';
import { readTable } from '../readTable.ts';
import type { ReadContext, TableSource } from './source.ts';
import { tableOf } from './tableOf.ts';

export interface SourceText {
  readonly text: string;
  readonly encoding: NonNullable<ImportPreview['encoding']>;
}

/** A question mark inside a word is what old programs leave of a letter they did not know. */
const LOST_LETTER = /\p{L}\?\p{L}|\uFFFD/u;

/** Errors: FILE_UNREADABLE, CANCELLED. */
export async function readDelimited(
  { text, encoding }: SourceText,
  format: 'csv' | 'pasted',
  { pace }: ReadContext,
): Promise<TableSource> {
  // Excel writes the separator into the first line for itself.
  const told = /^sep=(.)\r?\n/i.exec(text);
  const delimiter = told?.[1] ?? detectDelimiter(text);
  const records = await readTable(told === null ? text : text.slice(told[0].length), delimiter, pace);
  const warnings = LOST_LETTER.test(text.slice(0, 200_000))
    ? [
        {
          code: 'lostLetters',
          text: 'Some letters in this list were lost before it came here ("?" inside a name). Export it as UTF-8 if you can.',
        },
      ]
    : [];
  return { kind: 'table', format, encoding, delimiter, warnings, table: tableOf(records) };
}
