/** A do-not-text list as text, whatever it came as: pasted, a text file in any encoding, or a workbook, all of whose shown sheets count. */
import { DomainError } from '../../../contract/errors.ts';
import { decodeFile } from '../../domain/schedule/decodeFile.ts';
import { CELL_END, ROW_END } from '../../platform/ports.ts';
import type { Workbooks } from '../../platform/ports.ts';

export interface GivenList {
  readonly text?: string | undefined;
  readonly base64?: string | undefined;
}

/** Cells apart by tabs, rows by line ends. Errors: INVALID_INPUT (field `text`), FILE_UNREADABLE, TOO_LARGE, CANCELLED. */
export async function textOfList(
  { workbooks }: { readonly workbooks: Workbooks },
  { text, base64 }: GivenList,
  signal: AbortSignal,
): Promise<string> {
  if ((text === undefined) === (base64 === undefined)) {
    throw new DomainError('INVALID_INPUT', 'Choose a file with the list, or paste the numbers.', { field: 'text' });
  }
  if (base64 === undefined) return text ?? '';
  const bytes = Buffer.from(base64, 'base64');
  if (!isZip(bytes)) return decodeFile(bytes).text;
  const { sheets } = await workbooks.read(bytes, signal);
  return sheets
    .filter(({ hidden }) => !hidden)
    .map((sheet) => sheet.text.replaceAll(ROW_END, '\n').replaceAll(CELL_END, '\t'))
    .join('\n');
}

/** Every workbook of today is a zip archive. */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}
