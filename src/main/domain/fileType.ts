/** What a file really is, by its first bytes. A name or a declared type proves nothing about what somebody else sent. Pure. */
import type { AttachmentType } from '../../contract/attachments.ts';

const SIGNATURES: readonly (readonly [AttachmentType, number, readonly number[]])[] = [
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['application/pdf', 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];
const VCARD = 'BEGIN:VCARD';

/** One of the types we send and show; null for anything else. */
export function sniffType(bytes: Uint8Array): AttachmentType | null {
  const startsWith = (at: number, wanted: readonly number[]): boolean =>
    wanted.every((byte, index) => bytes[at + index] === byte);
  const known = SIGNATURES.find(([, at, wanted]) => startsWith(at, wanted));
  if (known !== undefined) return known[0];
  if (startsWith(0, RIFF) && startsWith(8, WEBP)) return 'image/webp';
  const opening = new TextDecoder().decode(bytes.subarray(0, VCARD.length));
  return opening.toUpperCase() === VCARD ? 'text/vcard' : null;
}
