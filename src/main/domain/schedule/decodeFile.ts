/** Turns the bytes of a schedule file into text. Knows encodings and what is no text at all; knows nothing of columns. */
import { DomainError } from '../../../contract/errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** 25 MB: a day's list is a few hundred kilobytes, so a larger file is the wrong file. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;

interface Signature {
  readonly bytes: readonly number[];
  readonly message: string;
}

const notText: readonly Signature[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    message: 'This is an Excel or zip file. In Excel choose Save As, CSV, and pick that file.',
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    message: 'This is an old Excel file. In Excel choose Save As, CSV, and pick that file.',
  },
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    message: 'This is a PDF. Export the list as CSV from the practice system and pick that file.',
  },
];

/**
 * Decodes by byte order mark, else strict UTF-8, else Windows-1252 (what Excel writes on a western PC).
 * Errors: FILE_EMPTY, TOO_LARGE, FILE_UNREADABLE (no text). Source: peers.md E4.1.
 */
export function decodeFile(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } {
  if (bytes.length > MAX_FILE_BYTES) {
    throw new DomainError('TOO_LARGE', 'The file is larger than 25 MB. Export one day or one week and pick that file.');
  }
  const known = notText.find((signature) => signature.bytes.every((byte, index) => bytes[index] === byte));
  if (known !== undefined) throw new DomainError('FILE_UNREADABLE', known.message);
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes).replace(/^\uFEFF/, '');
  if (text.trim() === '')
    throw new DomainError('FILE_EMPTY', 'The file is empty. Export the list again and pick that file.');
  if (text.includes('\0')) {
    throw new DomainError('FILE_UNREADABLE', 'This is not a text file. Export the list as CSV and pick that file.');
  }
  return { text, encoding };
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
