/** What may be added to a text, told before anything is sent to the core; the core looks again, at the content. Pure. */

export type PictureFault = 'type' | 'empty' | 'tooLarge' | 'tooLargeTogether' | 'tooMany';

/** As the contract says (contract/attachments.ts, whose schemas stay out of the page). */
const TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'application/pdf', 'text/vcard', 'text/x-vcard'];
const ENDINGS = ['jpg', 'jpeg', 'png', 'gif', 'webp', 'pdf', 'vcf'];
export const MOST_BYTES = 5 * 1024 * 1024;
export const MOST_PICTURES = 10;

/** For `input accept`. */
export const ACCEPT = [...TYPES, ...ENDINGS.map((ending) => `.${ending}`)].join(',');

/** Why `file` cannot be added to `present`; null: it can. */
export function faultOf(
  file: Pick<File, 'name' | 'type' | 'size'>,
  present: readonly { readonly sizeBytes: number }[],
): PictureFault | null {
  if (!isOfKnownType(file)) return 'type';
  if (file.size === 0) return 'empty';
  if (file.size > MOST_BYTES) return 'tooLarge';
  if (present.length >= MOST_PICTURES) return 'tooMany';
  const together = present.reduce((sum, { sizeBytes }) => sum + sizeBytes, file.size);
  return together > MOST_BYTES ? 'tooLargeTogether' : null;
}

/** Windows knows no type for some files: then the name says. */
function isOfKnownType({ name, type }: Pick<File, 'name' | 'type'>): boolean {
  return type === '' ? ENDINGS.includes(name.split('.').at(-1)?.toLowerCase() ?? '') : TYPES.includes(type);
}
