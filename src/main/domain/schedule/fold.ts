/** One way to compare words of lists: lower case, no accents, letters and digits only. Pure. */

export function fold(text: string): string {
  // Most cells are plain: taking accents apart is the dear part.
  const plain = PLAIN.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const PLAIN = /^[\u0020-\u007e]*$/;
