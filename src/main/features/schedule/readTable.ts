/** Cuts the text of a list into records, a slice at a time so that the console stays alive. Knows quoting; knows nothing of visits. */
import { parse } from 'csv-parse';
import { DomainError } from '../../../contract/errors.ts';
import type { Pace } from './pace.ts';
import type { TableRecord } from './readers/source.ts';

/** Characters parsed in one task: a few milliseconds of work. */
const SLICE = 32 * 1024;
/** A record longer than this is a quotation mark that was never closed. */
const MAX_RECORD = 64 * 1024;

/** Errors: FILE_UNREADABLE with the line for a quotation mark that is never closed; CANCELLED. */
export async function readTable(text: string, delimiter: string, pace: Pace): Promise<readonly TableRecord[]> {
  const records: TableRecord[] = [];
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
    trim: true,
  });
  let failure: Error | undefined;
  parser.on('error', (error) => (failure = error));
  let lastLine = 0;
  const drain = (): void => {
    if (failure !== undefined) throw unreadable(lastLine + 1);
    for (let item: unknown = parser.read(); item !== null; item = parser.read()) {
      const { record, info } = item as { record: string[]; info: { lines: number } };
      records.push({ cells: record, line: lastLine + 1 });
      lastLine = info.lines;
    }
  };
  for (let at = 0; at < text.length; at += SLICE) {
    parser.write(text.slice(at, at + SLICE));
    await pace.rest();
    drain();
  }
  parser.end();
  await pace.rest();
  drain();
  return records;
}

function unreadable(line: number): DomainError {
  return new DomainError(
    'FILE_UNREADABLE',
    `A quotation mark opens near line ${String(line)} and is never closed. Mend that line or export the list again.`,
  );
}
