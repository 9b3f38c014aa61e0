/** Chooses the reader for a file: by what is in it first, by its name where that says nothing. */
import { DomainError } from '../../../../contract/errors.ts';
import { decodeFile, MAX_FILE_BYTES } from '../../../domain/schedule/decodeFile.ts';
import { readDelimited } from './delimited.ts';
import { looksLikeFhir, readFhir } from './fhir.ts';
import { looksLikeHl7, readHl7 } from './hl7.ts';
import { looksLikeIcs, readIcs } from './ics.ts';
import { looksLikePage, readPage } from './page.ts';
import type { ReadContext, Source, SourceInput } from './source.ts';
import { looksLikeSpreadsheetXml, readSpreadsheetXml } from './spreadsheetXml.ts';
import { readXlsx } from './xlsx.ts';

/** Characters looked at to tell what a text is. */
const HEAD = 4_096;

/** Errors: FILE_EMPTY, FILE_UNREADABLE, FILE_NOT_A_SCHEDULE, TOO_LARGE, CANCELLED. */
export async function readSource(input: SourceInput, context: ReadContext): Promise<Source> {
  const bytes = input.base64 === undefined ? undefined : Buffer.from(input.base64, 'base64');
  if (bytes !== undefined && isZip(bytes)) return readXlsx(bytes, context);
  const { text, encoding } =
    bytes === undefined
      ? { text: (input.text ?? '').replace(/^\uFEFF/, ''), encoding: 'utf-8' as const }
      : decodeFile(bytes);
  if (text.trim() === '')
    throw new DomainError('FILE_EMPTY', 'The file is empty. Export the list again and pick that file.');
  const head = text.slice(0, HEAD).trimStart();
  const source = { text, encoding };
  if (looksLikeSpreadsheetXml(head)) return readSpreadsheetXml(source, context);
  if (looksLikePage(head)) return readPage(source, context);
  refuseForeign(head);
  if (looksLikeIcs(head)) return readIcs(source, context);
  if (looksLikeHl7(head)) return readHl7(source, context);
  if (looksLikeFhir(head)) return readFhir(source, context);
  return readDelimited(source, bytes === undefined ? 'pasted' : 'csv', context);
}

/** Every workbook is a zip archive; what else is packed so is told by the reader. */
function isZip(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b || bytes[2] !== 3 || bytes[3] !== 4) return false;
  if (bytes.length > MAX_FILE_BYTES) {
    throw new DomainError('TOO_LARGE', 'The file is larger than 25 MB. Export one day or one week and pick that file.');
  }
  return true;
}

/** Documents that call themselves something else. */
function refuseForeign(head: string): void {
  if (/^<\?xml|^<\?mso|^\{\\rtf/i.test(head)) {
    throw new DomainError(
      'FILE_UNREADABLE',
      'This is a document, not a list. Open it in Excel, choose Save As, CSV, and pick that file.',
    );
  }
}
