/**
 * Reads one record of the list into a visit, with everything that is wrong about it in words for the desk. A row is never
 * dropped silently: it comes back with problems. Pure; the phone parser and the instant of now are handed in.
 */
import type {
  ColumnMeaning,
  DateOrder,
  RowProblem,
  RowProblemCode,
  StatusMeaning,
} from '../../../contract/schedule.ts';
import type { AppointmentStatus } from '../../../contract/visits.ts';
import type { WrittenAddress } from '../people/address.ts';
import type { CivilDate } from '../time.ts';
import type { Mapping } from './columns.ts';
import { fold } from './fold.ts';
import { parseDate } from './dates.ts';
import { familyFirstWords, refusalWords } from './headerWords.ts';
import { createInstantReader } from './instants.ts';
import { fullName, splitName, tidy, type PersonName } from './names.ts';
import { noVisit } from './notVisits.ts';
import { choosePhone, type PhoneReading } from './choosePhone.ts';
import type { PhoneCell } from './phones.ts';
import { remembering } from './remembering.ts';
import { sectionOf } from './sections.ts';
import { readWhen, type CellReader, type Report, type WhenLayout } from './readWhen.ts';
import { readStatuses, type StatusColumn } from './readStatus.ts';
import { parseRangeEnd, parseTime } from './times.ts';
import { flagOfHeader, type ChosenStatuses } from './statusWords.ts';

export type { PhoneReading } from './choosePhone.ts';
export { DEFAULT_DURATION_MINUTES } from './readWhen.ts';

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
  /** Of the person, as the list writes it; left out where it says nothing of it. */
  readonly address?: WrittenAddress;
  readonly consent: boolean | null;
  /** The list says outright that this person must not be texted; a plain "no" under consent may only mean that nobody asked. */
  readonly refuses?: true;
  readonly problems: readonly RowProblem[];
}

export interface RowLayout extends Omit<WhenLayout, 'instantOf' | 'dateOf' | 'timeOf' | 'rangeEndOf'> {
  readonly dateOrder: DateOrder;
  /** Of the practice, in its zone: completes dates written without a year. */
  readonly today: CivilDate;
  readonly mapping: Mapping;
  readonly headers: readonly string[];
  readonly zone: string;
  /** What a person said about status words this program does not know, by folded word. */
  readonly statusWords: ChosenStatuses;
  readonly parsePhone: (raw: string) => PhoneReading;
}

export interface RowReader {
  /** Undefined for records that are no visit at all: blank, a repeated header, a total, a lunch block. */
  read(cells: readonly string[], line: number): VisitRow | undefined;
  /** Status words met so far that nobody has explained: as first written, and how often. */
  unknownStatuses(): readonly { readonly word: string; readonly rows: number }[];
  /** Records passed over because they are time that is not for a patient. */
  blocks(): number;
}

interface Columns {
  readonly of: ReadonlyMap<ColumnMeaning, readonly number[]>;
  readonly statuses: readonly StatusColumn[];
  readonly refusal: boolean;
  readonly familyFirst: boolean;
}

/** A reader for the rows of one list. It keeps what it learns on the way, nothing else. */
export function createRowReader(layout: RowLayout): RowReader {
  const columns = columnsOf(layout);
  const when: WhenLayout = {
    ...layout,
    instantOf: createInstantReader(layout.zone),
    dateOf: remembering((cell) => parseDate(cell, layout.dateOrder, layout.today)),
    timeOf: remembering(parseTime),
    rangeEndOf: remembering(parseRangeEnd),
  };
  const unknown = new Map<string, { readonly word: string; rows: number }>();
  let blocks = 0;
  /** Of the section the reader is in, where no column says with whom a visit is. */
  let section = '';
  const meet = (word: string): void => {
    const key = fold(word);
    const known = unknown.get(key);
    if (known === undefined) unknown.set(key, { word: word.slice(0, 60), rows: 1 });
    else known.rows += 1;
  };
  return {
    read(cells, line) {
      const cell: CellReader = (meaning) => {
        const index = columns.of.get(meaning)?.[0];
        return index === undefined ? '' : (cells[index] ?? '').trim();
      };
      const heading = columns.of.has('clinician') ? undefined : sectionOf(cells);
      if (heading !== undefined) {
        section = heading;
        if (heading !== '') return undefined;
      }
      const name = nameOf(cell, columns.familyFirst);
      const no = noVisit(cells, aboutRow(cell, name), layout.headers);
      if (no === 'block') blocks += 1;
      return no === undefined
        ? readVisit({ cells, line, cell, name, section }, { layout, columns, when, meet })
        : undefined;
    },
    unknownStatuses: () => [...unknown.values()].toSorted((a, b) => b.rows - a.rows),
    blocks: () => blocks,
  };
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
  readonly cell: CellReader;
  readonly name: PersonName;
  /** With whom, as the heading above says. */
  readonly section: string;
}

interface Manner {
  readonly layout: RowLayout;
  readonly columns: Columns;
  readonly when: WhenLayout;
  readonly meet: (unknownStatus: string) => void;
}

function readVisit({ cells, line, cell, name, section }: Row, { layout, columns, when, meet }: Manner): VisitRow {
  const problems: RowProblem[] = [];
  const report: Report = (code, text, meaning, readings) => {
    const column = meaning === undefined ? null : (columns.of.get(meaning)?.[0] ?? null);
    problems.push({ code, severity: severityOf(code), column, text, ...(readings ? { readings: [...readings] } : {}) });
  };
  const status = readStatuses(cells, columns.statuses, layout.statusWords);
  const visit = {
    line,
    externalId: cell('externalId') || null,
    personExternalId: cell('personId') || null,
    name,
    clinician: cell('clinician') || section,
    location: cell('location'),
    kind: cell('kind'),
    ...stateOf(status.meaning),
    language: languageOf(cell('language')),
    ...writtenAddress({ country: cell('country'), region: cell('region'), postcode: cell('postcode') }),
    consent: consentOf(cell('consent'), columns.refusal),
    ...(isRefusal(cell('consent'), columns.refusal) ? { refuses: true as const } : {}),
    problems,
  };
  const written = phoneCells(cells, columns);
  const phoneRaw = written[0]?.text ?? '';
  if (status.meaning === 'notAVisit') {
    // What stood in the schedule before and is now only planned, or waiting for a time, does not take place.
    report('notAVisit', `The list says "${status.written}": this is not a visit.`, 'status');
    return { ...visit, phone: null, phoneRaw, ...readWhen(cell, when, () => undefined) };
  }
  if (cells.length > layout.headers.length)
    report('tooManyCells', 'This row has more cells than the header. Check for a stray separator.');
  if (fullName(name) === '') report('nameMissing', 'The name is missing.', 'name');
  const { startsAt, endsAt } = readWhen(cell, when, report);
  const phone = choosePhone(written, layout.parsePhone, report);
  if (status.unknown !== null) {
    meet(status.unknown);
    report('statusUnknown', `"${status.unknown.slice(0, 24)}" is not a status we know. Say what it means.`, 'status');
  }
  return { ...visit, phone, phoneRaw, startsAt, endsAt };
}

/** A problem that keeps the row out is an error; one that only keeps the texts from leaving is a warning. */
export function severityOf(code: RowProblemCode): RowProblem['severity'] {
  const errors: readonly RowProblemCode[] = [
    'nameMissing',
    'dateMissing',
    'dateInvalid',
    'timeMissing',
    'timeInvalid',
    'timeTwice',
    'timeSkipped',
    'statusUnknown',
    'inPast',
    'duplicateRow',
    'numbersDiffer',
    'tooManyCells',
  ];
  return errors.includes(code) ? 'error' : 'warning';
}

function columnsOf({ mapping, headers }: RowLayout): Columns {
  const of = new Map<ColumnMeaning, number[]>();
  for (const [key, meaning] of Object.entries(mapping)) {
    if (meaning === 'ignore') continue;
    const known = of.get(meaning);
    if (known === undefined) of.set(meaning, [Number(key)]);
    else known.push(Number(key));
  }
  const headerOf = (meaning: ColumnMeaning): string => fold(headers[of.get(meaning)?.[0] ?? -1] ?? '');
  return {
    of,
    statuses: (of.get('status') ?? []).map((index) => ({ index, flag: flagOfHeader(headers[index] ?? '') })),
    refusal: refusalWords.includes(headerOf('consent')),
    familyFirst: familyFirstWords.includes(headerOf('name')),
  };
}

function nameOf(cell: CellReader, familyFirst: boolean): PersonName {
  const given = cell('givenName');
  const family = cell('familyName');
  if (given !== '' && family !== '') {
    return {
      givenName: tidy(splitName(`x, ${given}`).givenName),
      familyName: tidy(splitName(`${family}, x`).familyName),
    };
  }
  if (given !== '' || family !== '') return given === '' ? splitName(`${family},`) : splitName(given);
  return splitName(cell('name'), familyFirst);
}

function aboutRow(cell: CellReader, name: PersonName): Parameters<typeof noVisit>[1] {
  return { name: fullName(name), phone: `${cell('phone')} ${cell('phone2')}` };
}

function phoneCells(cells: readonly string[], { of }: Columns): readonly PhoneCell[] {
  const cellsOf = (meaning: 'phone' | 'phone2'): readonly PhoneCell[] =>
    (of.get(meaning) ?? []).map((index) => ({ text: (cells[index] ?? '').trim(), label: 'none' }));
  return [...cellsOf('phone'), ...cellsOf('phone2')].filter(({ text }) => text !== '');
}

/** How a status stands in the schedule. What is not a visit is taken out as if it were cancelled. */
export function stateOf(meaning: StatusMeaning): Pick<VisitRow, 'status' | 'confirmed'> {
  if (meaning === 'confirmed') return { status: 'booked', confirmed: true };
  return { status: meaning === 'notAVisit' ? 'cancelled' : meaning, confirmed: false };
}

/** Longer cells are no part of an address. */
const MOST_ADDRESS = 60;
const ADDRESS_PARTS = ['country', 'region', 'postcode'] as const;

/** Nothing at all where all of it is empty. */
export function writtenAddress(parts: WrittenAddress): { readonly address?: WrittenAddress } {
  const address: Partial<Record<keyof WrittenAddress, string>> = {};
  for (const part of ADDRESS_PARTS) {
    const text = (parts[part] ?? '').trim();
    if (text !== '' && text.length <= MOST_ADDRESS) address[part] = text;
  }
  return Object.keys(address).length === 0 ? {} : { address };
}

/** The two letters of a language, from its name, its code or a tag like `es-MX`; null for anything else. */
export function languageOf(raw: string): string | null {
  const folded = fold(raw.replace(/[-_][A-Za-z]{2}$/, ''));
  if (folded === '') return null;
  if (/^(es|esp|spa|sp|spanish|espanol|castellano|spanisch)$/.test(folded)) return 'es';
  if (/^(en|eng|english|ingles|englisch)$/.test(folded)) return 'en';
  return /^[a-z]{2}$/.test(folded) ? folded : null;
}

function consentOf(raw: string, refusal: boolean): boolean | null {
  const yes = yesNo(raw);
  if (!refusal) return yes;
  // A box "do not text" that is not ticked says nothing about having agreed.
  return yes === true ? false : null;
}

function isRefusal(raw: string, refusal: boolean): boolean {
  if (refusal) return yesNo(raw) === true || REFUSED.test(fold(raw));
  return REFUSED.test(fold(raw));
}

const REFUSED = /^(declined|denied|refused|optout|optedout|stop|unsubscribed|donottext|rechaza)$/;

function yesNo(raw: string): boolean | null {
  const folded = fold(raw);
  if (/^(y|yes|true|1|x|ok|si|ja|agreed|granted|allowed|optin|optedin|subscribed|acepta|permitido)$/.test(folded))
    return true;
  if (
    /^(n|no|false|0|nein|none|declined|denied|refused|optout|optedout|stop|unsubscribed|donottext|rechaza)$/.test(
      folded,
    )
  )
    return false;
  return null;
}
