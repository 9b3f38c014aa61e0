/** Recognises which column means what, by its header and, where headers do not tell, by its values. Pure. */
import type { ColumnMeaning } from '../../../contract/schedule.ts';
import { headerWords } from './headerWords.ts';
import { looksLikeDate, looksLikeTime } from './dates.ts';

export type Mapping = Readonly<Record<string, ColumnMeaning>>;
export type MissingMeaning = 'name' | 'phone' | 'date' | 'time';

/** How many rows at the top may be a report's title before the header row. */
const MAX_TITLE_ROWS = 10;

/** Where the table begins: the row with the most known headers, else the first row, taken as data without headers. */
export function findHeader(records: readonly (readonly string[])[]): {
  readonly index: number;
  readonly hasHeader: boolean;
} {
  let best = { index: -1, known: 1 };
  records.slice(0, MAX_TITLE_ROWS).forEach((record, index) => {
    const known = record.filter((cell) => meaningOfHeader(cell) !== undefined).length;
    if (known > best.known) best = { index, known };
  });
  return best.index >= 0 ? { index: best.index, hasHeader: true } : { index: 0, hasHeader: false };
}

/** The meaning a header word stands for; folded, so that case, accents, blanks and punctuation do not matter. */
export function meaningOfHeader(header: string): ColumnMeaning | undefined {
  const folded = fold(header);
  if (folded === '') return undefined;
  const exact = headerWords.find(([, words]) => words.includes(folded));
  return exact?.[0];
}

/**
 * The meaning of every column. A second column of a meaning that can stand once is ignored, but for phones: the mobile one first.
 * `samples[i]` are values of column i.
 */
export function recogniseColumns(headers: readonly string[], samples: readonly (readonly string[])[]): Mapping {
  const mapping: Record<string, ColumnMeaning> = {};
  const taken = new Set<ColumnMeaning>();
  const take = (index: number, meaning: ColumnMeaning): void => {
    mapping[String(index)] = meaning;
    taken.add(meaning);
  };
  headers.forEach((header, index) => {
    const meaning = meaningOfHeader(header);
    if (meaning !== undefined && !taken.has(meaning)) take(index, meaning);
  });
  headers.forEach((_header, index) => {
    const key = String(index);
    if (mapping[key] !== undefined) return;
    const guess = meaningOfValues(samples[index] ?? [], taken);
    if (guess === undefined) mapping[key] = 'ignore';
    else take(index, guess);
  });
  return settle(mapping, headers, samples);
}

/** What is still needed before rows can be read. */
export function missingMeanings(mapping: Mapping): MissingMeaning[] {
  const has = (...meanings: readonly ColumnMeaning[]): boolean =>
    Object.values(mapping).some((meaning) => meanings.includes(meaning));
  const missing: MissingMeaning[] = [];
  if (!has('name', 'givenName', 'familyName')) missing.push('name');
  if (!has('phone', 'phone2')) missing.push('phone');
  if (!has('date', 'start')) missing.push('date');
  if (!has('time', 'start')) missing.push('time');
  return missing;
}

/** "Phone" alone is the phone we text; "Date" that also holds a time, and "Time" that also holds a date, are a start. */
function settle(
  mapping: Record<string, ColumnMeaning>,
  headers: readonly string[],
  samples: readonly (readonly string[])[],
): Mapping {
  const entries = Object.entries(mapping);
  const find = (meaning: ColumnMeaning): string | undefined => entries.find(([, value]) => value === meaning)?.[0];
  const phone2 = find('phone2');
  if (find('phone') === undefined && phone2 !== undefined) mapping[phone2] = 'phone';
  const id = find('externalId');
  // A bare "Id" that stands on several lines names a person: taken for a visit's, a second visit would "move" the first.
  if (id !== undefined && fold(headers[Number(id)] ?? '') === 'id' && repeats(samples[Number(id)] ?? [])) {
    mapping[id] = find('personId') === undefined ? 'personId' : 'ignore';
  }
  const date = find('date');
  if (date !== undefined && find('time') === undefined && find('start') === undefined) {
    if ((samples[Number(date)] ?? []).some((value) => looksLikeDate(value) && looksLikeTime(value)))
      mapping[date] = 'start';
  }
  const start = find('start');
  if (start !== undefined && date !== undefined && mapping[date] === 'date') {
    const values = samples[Number(start)] ?? [];
    if (values.some((value) => looksLikeTime(value) && !looksLikeDate(value))) mapping[start] = 'time';
  }
  return mapping;
}

/** More than a line that was exported twice by mistake. */
function repeats(values: readonly string[]): boolean {
  return values.length - new Set(values).size > values.length / 10;
}

function meaningOfValues(values: readonly string[], taken: ReadonlySet<ColumnMeaning>): ColumnMeaning | undefined {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  if (filled.length === 0) return undefined;
  const most = (test: (value: string) => boolean): boolean => filled.filter(test).length * 2 > filled.length;
  const free = (meaning: ColumnMeaning): boolean => !taken.has(meaning);
  if (most((value) => looksLikeDate(value) && looksLikeTime(value)) && free('start') && free('date')) return 'start';
  if (most(looksLikeDate) && free('date') && free('start')) return 'date';
  if (most(looksLikeTime) && free('time') && free('start')) return 'time';
  if (most(looksLikePhone) && free('phone') && free('phone2')) return 'phone';
  if (most(looksLikeName) && free('name') && free('givenName') && free('familyName')) return 'name';
  return undefined;
}

function looksLikePhone(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15 && /^[\s\d+().\-/]+$/.test(value);
}

function looksLikeName(value: string): boolean {
  return /^\p{L}[\p{L}'’.-]*(,?\s+\p{L}[\p{L}'’.-]*){1,3}$/u.test(value);
}

/** Lower case, no accents, letters and digits only. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
