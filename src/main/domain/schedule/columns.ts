/** Recognises which column means what, by its header and, where headers do not tell, by its values. Pure. */
import type { ColumnMeaning } from '../../../contract/schedule.ts';
import { looksLikeDate, looksLikeTime } from './dates.ts';
import { fold } from './fold.ts';
import { regionCode } from '../people/regionNames.ts';
import {
  addressWords,
  foreignPhoneWords,
  foreignWords,
  headerWords,
  homeWords,
  noiseWords,
  personWords,
} from './headerWords.ts';
import { looksLikeStatus } from './statusWords.ts';

export { fold } from './fold.ts';

export type Mapping = Readonly<Record<string, ColumnMeaning>>;
export type MissingMeaning = 'name' | 'phone' | 'date' | 'time';

/** How many rows at the top may be a report's title before the header row. */
const MAX_TITLE_ROWS = 25;
/** Meanings that several columns may have: more numbers of one person, more marks about one visit. */
const REPEATABLE: readonly ColumnMeaning[] = ['phone2', 'status'];

const byWord: ReadonlyMap<string, ColumnMeaning> = new Map(
  headerWords.toReversed().flatMap(([meaning, words]) => words.map((word) => [word, meaning] as const)),
);

const byAddressWord: ReadonlyMap<string, ColumnMeaning> = new Map(
  addressWords.flatMap(([meaning, words]) => words.map((word) => [word, meaning] as const)),
);

/** Where the table begins: the row with the most known headers, else the first row, taken as data without headers. */
export function findHeader(records: readonly (readonly string[])[]): {
  readonly index: number;
  readonly hasHeader: boolean;
} {
  let best = { index: -1, known: 1 };
  records.slice(0, MAX_TITLE_ROWS).forEach((record, index) => {
    const known = record.filter((cell) => cell.length < 60 && meaningOfHeader(cell) !== undefined).length;
    if (known > best.known && !record.some(isNumber)) best = { index, known };
  });
  return best.index >= 0 ? { index: best.index, hasHeader: true } : { index: 0, hasHeader: false };
}

/** The meaning a header stands for; folded, so that case, accents, blanks and punctuation do not matter. */
export function meaningOfHeader(header: string): ColumnMeaning | undefined {
  const folded = fold(header);
  if (folded === '') return undefined;
  const words = wordsOf(header);
  const ofAddress = addressMeaning(words, folded);
  if (ofAddress !== undefined) return ofAddress;
  if (isForeign(words) || foreignWords.includes(folded)) return undefined;
  const exact = byWord.get(folded);
  if (exact !== undefined) return exact;
  const telling = words.filter((word) => !noiseWords.includes(word));
  if (telling.length === words.length) return undefined;
  const meaning = byWord.get(telling.join(''));
  // "Last visit" is no last name: what belongs to a person has the person in front of it.
  const ofPerson = words.some((word) => personWords.includes(word));
  return !ofPerson && (meaning === 'familyName' || meaning === 'givenName') ? undefined : meaning;
}

/** "Patient Home Zip Code" -> postcode; undefined for the address of anybody else. */
function addressMeaning(words: readonly string[], folded: string): ColumnMeaning | undefined {
  const exact = byAddressWord.get(folded);
  if (exact !== undefined) return exact;
  const telling = words.filter((word) => !noiseWords.includes(word) && !homeWords.includes(word)).join('');
  // "State" by itself may be that of the visit; that of an address is not.
  if (telling === 'state' && words.some((word) => homeWords.includes(word))) return 'region';
  return byAddressWord.get(telling);
}

/** Whether a column belongs to something else than the visit and its person, so that its values must not be taken for theirs. */
export function isForeignHeader(header: string): boolean {
  return isForeign(wordsOf(header)) || foreignWords.includes(fold(header));
}

/**
 * The meaning of every column. A second column of a meaning that can stand once is ignored; of phones the mobile one comes first, and
 * all others follow. `samples[i]` are values of column i.
 */
export function recogniseColumns(headers: readonly string[], samples: readonly (readonly string[])[]): Mapping {
  const mapping: Record<string, ColumnMeaning> = {};
  const taken = new Set<ColumnMeaning>();
  const take = (index: number, meaning: ColumnMeaning): void => {
    mapping[String(index)] = meaning;
    taken.add(meaning);
  };
  headers.forEach((header, index) => {
    const found = meaningOfHeader(header);
    const meaning = found === 'phone' && taken.has('phone') ? 'phone2' : found;
    if (meaning === undefined || (taken.has(meaning) && !REPEATABLE.includes(meaning))) return;
    if (meaning === 'status' && holdsRegions(header, samples[index] ?? [], taken)) {
      if (!taken.has('region')) take(index, 'region');
      return;
    }
    if (meaning === 'status' && !holdsStatuses(header, samples[index] ?? [])) return;
    take(index, meaning);
  });
  headers.forEach((header, index) => {
    const key = String(index);
    if (mapping[key] !== undefined) return;
    const guess = isForeignHeader(header) ? undefined : meaningOfValues(samples[index] ?? [], taken);
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

/** "ApptStartTime #" -> appt, start, time */
function wordsOf(header: string): readonly string[] {
  return header
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(fold)
    .filter((word) => word !== '');
}

function isForeign(words: readonly string[]): boolean {
  if (words.some((word) => foreignWords.includes(word))) return true;
  const phone = words.some((word) => /^(?:phone|tel|telephone|mobile|telefono)$/.test(word));
  return phone && words.some((word) => foreignPhoneWords.includes(word));
}

/** "Phone" alone is the phone we text; "Date" that also holds a time, and "Time" that also holds a date, are a start. */
function settle(
  mapping: Record<string, ColumnMeaning>,
  headers: readonly string[],
  samples: readonly (readonly string[])[],
): Mapping {
  const find = (meaning: ColumnMeaning): string | undefined =>
    Object.entries(mapping).find(([, value]) => value === meaning)?.[0];
  const valuesOf = (key: string): readonly string[] => samples[Number(key)] ?? [];
  settlePeople(mapping, headers);
  const phone2 = find('phone2');
  if (find('phone') === undefined && phone2 !== undefined) mapping[phone2] = 'phone';
  const id = find('externalId');
  // A bare "Id" that stands on several lines names a person: taken for a visit's, a second visit would "move" the first.
  if (id !== undefined && fold(headers[Number(id)] ?? '') === 'id' && repeats(valuesOf(id))) {
    mapping[id] = find('personId') === undefined ? 'personId' : 'ignore';
  }
  const date = find('date');
  if (date !== undefined && find('time') === undefined && find('start') === undefined) {
    if (valuesOf(date).some((value) => looksLikeDate(value) && looksLikeTime(value))) mapping[date] = 'start';
  }
  const start = find('start');
  if (start !== undefined && date !== undefined && mapping[date] === 'date') {
    if (valuesOf(start).some((value) => looksLikeTime(value) && !looksLikeDate(value))) mapping[start] = 'time';
  }
  const time = find('time');
  if (time !== undefined && find('date') === undefined && find('start') === undefined) {
    if (valuesOf(time).some((value) => looksLikeDate(value) && looksLikeTime(value))) mapping[time] = 'start';
  }
  return mapping;
}

/** At a vet's the client is who is texted and the patient has four legs: of the two columns the client's is the name. */
function settlePeople(mapping: Record<string, ColumnMeaning>, headers: readonly string[]): void {
  const place = (...words: readonly string[]): number => headers.findIndex((header) => words.includes(fold(header)));
  const patient = place('patient', 'patientname');
  const owner = place('client', 'clientname', 'owner', 'ownername', 'customer', 'customername');
  if (patient >= 0 && owner >= 0 && mapping[String(patient)] === 'name') {
    mapping[String(patient)] = 'ignore';
    mapping[String(owner)] = 'name';
  }
}

/** "State" with states of the union in it; where all of them could be marks as well ("OK"), a status column or a postal code tells. */
function holdsRegions(header: string, values: readonly string[], taken: ReadonlySet<ColumnMeaning>): boolean {
  if (!/^(?:patient|patients|pt|client)?(?:state|estado)$/.test(fold(header))) return false;
  const filled = values.filter((value) => value.trim() !== '');
  const isRegion = (value: string): boolean =>
    ['US', 'CA', 'AU'].some((country) => regionCode(country, value) !== undefined);
  if (filled.length === 0 || filled.filter(isRegion).length * 2 <= filled.length) return false;
  return taken.has('status') || taken.has('postcode') || filled.some((value) => !looksLikeStatus(value));
}

/** A column called "State" may hold the states of the union, and "Action" anything. */
function holdsStatuses(header: string, values: readonly string[]): boolean {
  if (values.length === 0) return true;
  const known = values.filter((value) => looksLikeStatus(value)).length;
  if (/^(state|action|failed|deleted|completed|attended|confirmation)$/.test(fold(header)))
    return known > 0 || values.every((value) => /^(?:[01yn]|yes|no|true|false|x)$/i.test(value));
  return known * 5 >= values.length || new Set(values).size <= 12;
}

/** More than a line that was exported twice by mistake. */
function repeats(values: readonly string[]): boolean {
  return values.length - new Set(values).size > values.length / 10;
}

function meaningOfValues(values: readonly string[], taken: ReadonlySet<ColumnMeaning>): ColumnMeaning | undefined {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  if (filled.length === 0) return undefined;
  const most = (test: (value: string) => boolean): boolean => filled.filter(test).length * 2 > filled.length;
  const free = (...meanings: readonly ColumnMeaning[]): boolean => meanings.every((meaning) => !taken.has(meaning));
  if (most((value) => looksLikeDate(value) && looksLikeTime(value)) && free('start', 'date')) return 'start';
  if (most((value) => looksLikeDate(value) && value.length < 32) && free('date', 'start')) return 'date';
  if (most((value) => looksLikeTime(value) && value.length < 20) && free('time', 'start')) return 'time';
  if (most(looksLikePhone) && free('phone', 'phone2')) return 'phone';
  if (most(looksLikeStatus) && free('status')) return 'status';
  if (most(looksLikeClinician) && free('clinician')) return 'clinician';
  if (most(looksLikeName) && free('name', 'givenName', 'familyName')) return 'name';
  return undefined;
}

function looksLikePhone(value: string): boolean {
  const text = value.replace(/^\s*\p{L}{1,8}[.:\s]+/u, '').replace(/[\s,]*(?:x|ext\.?)\s*\d+$|\s*\(\p{L}+\)$/iu, '');
  const digits = text.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15 && /^[\s\d+().\-/]+$/.test(text) && !looksLikeDate(text);
}

function looksLikeClinician(value: string): boolean {
  return /^(?:dr|dra|prof)\.?\s+\p{L}|,\s*(?:md|dds|dmd|do|rdh|np|pa|od|dvm)\.?$/iu.test(value);
}

function looksLikeName(value: string): boolean {
  return /^\p{L}[\p{L}'’.-]*(,?\s+\(?["“]?\p{L}[\p{L}'’.-]*["”]?\)?){1,4}$/u.test(value);
}

function isNumber(cell: string): boolean {
  return /^\s*[+(]?\d[\d\s().:/-]{4,}\s*(?:[ap]m)?$/i.test(cell);
}
