/**
 * Reads one record of the list into a visit, with everything that is wrong about it in words for the desk. A row is never
 * dropped silently: it comes back with problems. Pure; the phone parser and the instant of now are handed in.
 */
import type { ColumnMeaning, DateOrder, RowProblem, RowProblemCode } from '../../../contract/schedule.ts';
import type { AppointmentStatus } from '../../../contract/visits.ts';
import { MINUTE_MS, toInstant, type CivilDate } from '../time.ts';
import { fold, type Mapping } from './columns.ts';
import { parseDate, parseDuration, parseTime, type CivilTime } from './dates.ts';
import { fullName, splitName, tidy, type PersonName } from './names.ts';

export const DEFAULT_DURATION_MINUTES = 30;

/** The one shape that every importer fills (peers.md E2). */
export interface VisitRow {
  readonly line: number;
  readonly externalId: string | null;
  readonly personExternalId: string | null;
  readonly name: PersonName;
  /** E.164 of the number to text, null when there is none that can be. */
  readonly phone: string | null;
  readonly phoneRaw: string;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly clinician: string;
  readonly location: string;
  readonly kind: string;
  readonly status: AppointmentStatus;
  /** The list says the patient has confirmed already. */
  readonly confirmed: boolean;
  readonly language: string | null;
  readonly consent: boolean | null;
  readonly problems: readonly RowProblem[];
}

export type PhoneReading =
  | { readonly ok: true; readonly e164: string; readonly landline: boolean }
  | { readonly ok: false; readonly text: string };

export interface RowLayout {
  readonly mapping: Mapping;
  readonly columnCount: number;
  readonly dateOrder: DateOrder;
  readonly zone: string;
  readonly now: number;
  /** Of today in the zone: completes dates written without one. */
  readonly year: number;
  readonly parsePhone: (raw: string) => PhoneReading;
}

/** Undefined for records that are no visit at all: blank, a repeated header, a total, a lunch block. */
export function readRow(cells: readonly string[], line: number, layout: RowLayout): VisitRow | undefined {
  const cell = (meaning: ColumnMeaning): string => textOf(cells, layout.mapping, meaning);
  const name = nameOf(cell);
  if (isNoVisit(cells, name, cell)) return undefined;
  const problems: RowProblem[] = [];
  const report = (code: RowProblemCode, text: string, meaning?: ColumnMeaning): void => {
    problems.push({
      code,
      severity: severityOf(code),
      column: meaning === undefined ? null : columnOf(layout.mapping, meaning),
      text,
    });
  };
  if (cells.length > layout.columnCount)
    report('tooManyCells', 'This row has more cells than the header. Check for a stray separator.');
  if (fullName(name) === '') report('nameMissing', 'The name is missing.', 'name');
  const when = readWhen(cell, layout, report);
  const phone = readPhone(cell, layout, report);
  const status = readStatus(cell('status'));
  return {
    line,
    externalId: cell('externalId') || null,
    personExternalId: cell('personId') || null,
    name,
    phone,
    phoneRaw: cell('phone') || cell('phone2'),
    ...when,
    clinician: cell('clinician'),
    location: cell('location'),
    kind: cell('kind'),
    ...status,
    language: languageOf(cell('language')),
    consent: yesNo(cell('consent')),
    problems,
  };
}

/** A problem that keeps the row out is an error; one that only keeps the texts from leaving is a warning. */
function severityOf(code: RowProblemCode): RowProblem['severity'] {
  const errors: readonly RowProblemCode[] = [
    'nameMissing',
    'dateMissing',
    'dateInvalid',
    'timeMissing',
    'timeInvalid',
    'inPast',
    'duplicateRow',
    'tooManyCells',
  ];
  return errors.includes(code) ? 'error' : 'warning';
}

type CellReader = (meaning: ColumnMeaning) => string;
type Report = (code: RowProblemCode, text: string, meaning?: ColumnMeaning) => void;

function nameOf(cell: CellReader): PersonName {
  const given = cell('givenName');
  const family = cell('familyName');
  return given !== '' || family !== '' ? { givenName: tidy(given), familyName: tidy(family) } : splitName(cell('name'));
}

function readWhen(cell: CellReader, layout: RowLayout, report: Report): Pick<VisitRow, 'startsAt' | 'endsAt'> {
  const none = { startsAt: null, endsAt: null };
  const startColumn = columnOf(layout.mapping, 'start') !== null;
  const dateMeaning: ColumnMeaning = cell('date') === '' && startColumn ? 'start' : 'date';
  const timeMeaning: ColumnMeaning = cell('time') === '' ? (dateMeaning === 'start' ? 'start' : 'date') : 'time';
  const dateText = cell(dateMeaning);
  if (dateText === '') return (report('dateMissing', 'The date is missing.', dateMeaning), none);
  const date = parseDate(dateText, layout.dateOrder, layout.year);
  if (date === undefined) return (report('dateInvalid', `"${clip(dateText)}" is not a date.`, dateMeaning), none);
  const timeText = cell(timeMeaning) === dateText && dateMeaning === 'date' ? '' : cell(timeMeaning);
  const time = parseTime(timeText);
  if (time === undefined) {
    const written = timeMeaning === 'time' && timeText !== '';
    report(
      written ? 'timeInvalid' : 'timeMissing',
      written ? `"${clip(timeText)}" is not a time.` : 'The time is missing.',
      timeMeaning,
    );
    return none;
  }
  const startsAt = instantOf(date, time, layout.zone);
  if (startsAt <= layout.now) report('inPast', 'This visit is in the past.', dateMeaning);
  return { startsAt, endsAt: endOf(cell, date, startsAt, layout) };
}

function endOf(cell: CellReader, date: CivilDate, startsAt: number, layout: RowLayout): number {
  const endTime = parseTime(cell('end'));
  const end = endTime === undefined ? undefined : instantOf(date, endTime, layout.zone);
  if (end !== undefined && end > startsAt) return end;
  return startsAt + (parseDuration(cell('duration')) ?? DEFAULT_DURATION_MINUTES) * MINUTE_MS;
}

function instantOf(date: CivilDate, time: CivilTime, zone: string): number {
  return toInstant({ ...date, hour: time.hour, minute: time.minute, second: 0 }, zone);
}

/** The first number that can be texted: the mobile column, then the other; each may hold several. */
function readPhone(cell: CellReader, layout: RowLayout, report: Report): string | null {
  const written = (['phone', 'phone2'] as const).flatMap((meaning) =>
    cell(meaning)
      .split(/[;/|]|\bor\b/i)
      .map((raw) => raw.trim())
      .filter((raw) => /[\d\p{L}]/u.test(raw)),
  );
  if (written.length === 0)
    return (report('phoneMissing', 'No phone number. This visit is added without reminders.', 'phone'), null);
  const readings = written.map((raw) => layout.parsePhone(raw));
  const textable = readings.find((reading) => reading.ok && !reading.landline);
  if (textable?.ok === true) return textable.e164;
  const landline = readings.find((reading) => reading.ok);
  if (landline?.ok === true) {
    report('phoneLandline', 'This looks like a landline. It gets no texts.', 'phone');
    return landline.e164;
  }
  const first = readings[0];
  report('phoneInvalid', first !== undefined && !first.ok ? first.text : 'This is not a phone number.', 'phone');
  return null;
}

const statusWords: readonly (readonly [AppointmentStatus | 'confirmed', RegExp])[] = [
  ['cancelled', /cancel|broken|deleted|storniert|abgesagt|anulad/],
  ['missed', /noshow|missed|failed|dna|didnotattend|failedtoattend/],
  ['done', /complete|done|checkedout|finished|seen|realizad/],
  ['arrived', /arrived|checkedin|inroom|here|waiting/],
  ['confirmed', /^confirmed|^confirm|^bestatigt|^confirmad|^yes$|^true$/],
];

function readStatus(raw: string): Pick<VisitRow, 'status' | 'confirmed'> {
  const folded = fold(raw);
  if (folded.startsWith('un') || folded.startsWith('not')) return { status: 'booked', confirmed: false };
  const found = statusWords.find(([, pattern]) => pattern.test(folded))?.[0];
  if (found === 'confirmed') return { status: 'booked', confirmed: true };
  return { status: found ?? 'booked', confirmed: false };
}

function languageOf(raw: string): string | null {
  const folded = fold(raw);
  if (folded === '') return null;
  if (/^(es|spa|spanish|espanol|castellano)$/.test(folded)) return 'es';
  if (/^(en|eng|english|ingles)$/.test(folded)) return 'en';
  return /^[a-z]{2}$/.test(folded) ? folded : null;
}

function yesNo(raw: string): boolean | null {
  const folded = fold(raw);
  if (/^(y|yes|true|1|ok|si|ja|agreed|optin|optedin)$/.test(folded)) return true;
  if (/^(n|no|false|0|nein|declined|optout|optedout|stop)$/.test(folded)) return false;
  return null;
}

/** Blank lines, repeated headers, page footers, totals, and the blocks that practices put between visits. */
function isNoVisit(cells: readonly string[], name: PersonName, cell: CellReader): boolean {
  if (cells.every((value) => value.trim() === '')) return true;
  const text = fold(fullName(name));
  if (
    /^(lunch|break|hold|blocked|block|staffmeeting|meeting|closed|admin|donotbook|test|testpatient|total|totals|page\d*)$/.test(
      text,
    )
  )
    return true;
  const first = fold(cells[0] ?? '');
  const hasWhen = cell('date') !== '' || cell('start') !== '' || cell('time') !== '';
  if (!hasWhen && /^(total|totals|count|page|printed|report)/.test(first)) return true;
  return (
    /^(name|patient|patientname|paciente|client)$/.test(text) && fold(cell('phone')) !== '' && !/\d/.test(cell('phone'))
  );
}

function textOf(cells: readonly string[], mapping: Mapping, meaning: ColumnMeaning): string {
  const index = columnOf(mapping, meaning);
  return index === null ? '' : (cells[index] ?? '').trim();
}

function columnOf(mapping: Mapping, meaning: ColumnMeaning): number | null {
  for (const [key, value] of Object.entries(mapping)) if (value === meaning) return Number(key);
  return null;
}

function clip(value: string): string {
  return value.length > 24 ? `${value.slice(0, 24)}…` : value;
}
