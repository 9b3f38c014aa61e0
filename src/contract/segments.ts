/**
 * How many parts a text takes on the air: GSM 7-bit or UCS-2, single or concatenated.
 * Pure and shared: the composer counts while a person types, the core counts before it sends.
 * Knows nothing of prices, gateways or rules.
 */

export type SegmentEncoding = 'gsm7' | 'ucs2';

/** The first character that forces the whole text into 70-character parts. */
export interface OffendingCharacter {
  /** The whole visible character (an emoji with its modifiers is one). */
  readonly text: string;
  /** Its offset in the text, in UTF-16 units: usable as a selection start. */
  readonly index: number;
}

export interface SegmentCount {
  readonly encoding: SegmentEncoding;
  /** Septets (GSM-7, extension characters count two) or UTF-16 units (UCS-2). */
  readonly units: number;
  /** Parts on the air. 0 for an empty text. */
  readonly parts: number;
  /** Capacity of each part in units: 160 / 153 or 70 / 67. */
  readonly unitsPerPart: number;
  /** Units still free in the last part. */
  readonly leftInPart: number;
  /** Null for GSM-7. */
  readonly firstOffender: OffendingCharacter | null;
}

const GSM_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Sent as an escape and a second septet: two units, and the pair never spans two parts. */
const GSM_EXTENSION = '\f^{}\\[~]|€';

const SEPTETS: ReadonlyMap<string, number> = new Map([
  ...[...GSM_BASIC].map((char): [string, number] => [char, 1]),
  ...[...GSM_EXTENSION].map((char): [string, number] => [char, 2]),
]);

const CAPACITY = { gsm7: { single: 160, joined: 153 }, ucs2: { single: 70, joined: 67 } } as const;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Counts the parts of a text as phones and carriers cut it (3GPP TS 23.038, 23.040). */
export function countSegments(text: string): SegmentCount {
  const offender = findOffender(text);
  return offender === null ? countGsm(text) : countUcs(text, offender);
}

/**
 * Replaces typographic punctuation (curly quotes, long dashes, ellipsis, no-break spaces, invisible characters)
 * by plain characters, but only where that makes the text fewer parts; otherwise returns the text unchanged.
 */
export function toPlainPunctuation(text: string): string {
  const plain = text.replace(TYPOGRAPHIC, (char) => PLAIN.get(char) ?? ' ');
  return countSegments(plain).parts < countSegments(text).parts ? plain : text;
}

function findOffender(text: string): OffendingCharacter | null {
  for (let index = 0; index < text.length; index += 1) {
    if (SEPTETS.has(text.charAt(index))) continue;
    const whole = graphemes.segment(text).containing(index);
    return { text: whole?.segment ?? text.charAt(index), index: whole?.index ?? index };
  }
  return null;
}

function countGsm(text: string): SegmentCount {
  const { single, joined } = CAPACITY.gsm7;
  let units = 0;
  for (const char of text) units += SEPTETS.get(char) ?? 1;
  if (units <= single) return summary('gsm7', units, units === 0 ? 0 : 1, single, single - units, null);

  let parts = 1;
  let used = 0;
  for (const char of text) {
    const size = SEPTETS.get(char) ?? 1;
    if (used + size > joined) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return summary('gsm7', units, parts, joined, joined - used, null);
}

function countUcs(text: string, offender: OffendingCharacter): SegmentCount {
  const { single, joined } = CAPACITY.ucs2;
  if (text.length <= single) return summary('ucs2', text.length, 1, single, single - text.length, offender);

  let parts = 1;
  let start = 0;
  while (text.length - start > joined) {
    start = cutAt(text, start, start + joined);
    parts += 1;
  }
  return summary('ucs2', text.length, parts, joined, joined - (text.length - start), offender);
}

/** The last place at or before `limit` that splits no visible character, nor, where one fills a part, a surrogate pair. */
function cutAt(text: string, start: number, limit: number): number {
  // A visible character longer than a part is cut anyway: looking back one part is enough, and keeps long texts fast.
  const slice = text.slice(start, limit + 2 * CAPACITY.ucs2.joined);
  const boundary = start + (graphemes.segment(slice).containing(limit - start)?.index ?? limit - start);
  if (boundary > start) return boundary;
  const code = text.charCodeAt(limit);
  return code >= 0xdc00 && code <= 0xdfff ? limit - 1 : limit;
}

function summary(
  encoding: SegmentEncoding,
  units: number,
  parts: number,
  unitsPerPart: number,
  leftInPart: number,
  firstOffender: OffendingCharacter | null,
): SegmentCount {
  return { encoding, units, parts, unitsPerPart, leftInPart, firstOffender };
}

// Zero-width joiners stay: they hold emoji together. The zero-width space, soft hyphen and byte order mark go.
const TYPOGRAPHIC =
  /[\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u2010-\u2015\u2212\u2026\u2022\u00a0\u2000-\u200a\u202f\u205f\u3000\t\u200b\u00ad\ufeff]/gu;

const PLAIN: ReadonlyMap<string, string> = new Map([
  ...[...'\u2018\u2019\u201a\u201b\u2032\u00b4\u0060'].map((char): [string, string] => [char, "'"]),
  ...[...'\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb'].map((char): [string, string] => [char, '"']),
  ...[...'\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022'].map((char): [string, string] => [char, '-']),
  ['\u2026', '...'],
  ...[...'\u200b\u00ad\ufeff'].map((char): [string, string] => [char, '']),
]);
