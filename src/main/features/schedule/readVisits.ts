/**
 * From a source to visits: for a table what its columns mean, how its dates are read, and each record; other formats bring their visits
 * with them. Looks at settings and remembered choices; compares nothing with the schedule.
 */
import type { DateOrder, ImportPreview } from '../../../contract/schedule.ts';
import { missingMeanings, type Mapping } from '../../domain/schedule/columns.ts';
import { createRowReader, type RowReader, type VisitRow } from '../../domain/schedule/readRow.ts';
import { fold } from '../../domain/schedule/fold.ts';
import type { ChosenStatuses } from '../../domain/schedule/statusWords.ts';
import { toLocal } from '../../domain/time.ts';
import type { Practice } from '../../../contract/settings.ts';
import type { ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import type { ScheduleDeps } from './deps.ts';
import { mappingOf, proposeOrder, rememberedOrder } from './mapping.ts';
import type { Pace } from './pace.ts';
import { createPhoneReader } from './readPhone.ts';
import type { Source, Table, TableSource } from './readers/source.ts';

type Input = ParsedInputOf<'schedule.previewImport'>;

const SHOWN_SAMPLES = 3;
/** More unknown words than a person would explain: the column is no status. */
const MOST_UNKNOWN = 30;

/** One reading under way. `tell` is given the rows done, over all stages. */
export interface Course {
  readonly pace: Pace;
  readonly tell: (done: number) => void;
}

/** The visits of a file, and what is to be said about how they were read. */
export interface Reading extends Pick<
  ImportPreview,
  | 'format'
  | 'encoding'
  | 'delimiter'
  | 'dateOrder'
  | 'dateOrderAmbiguous'
  | 'columns'
  | 'missing'
  | 'warnings'
  | 'unknownStatusWords'
> {
  readonly mapping: Mapping;
  /** What a person has said about status words, now and before. */
  readonly statusWords: ChosenStatuses;
  readonly signature: string;
  readonly visits: readonly VisitRow[];
}

/** How many rows a source has: for a bar that shows how far it is. */
export function rowsOf(source: Source): number {
  return source.kind === 'table' ? source.table.body.length : source.visits.length;
}

/** Errors: FILE_NOT_A_SCHEDULE, CANCELLED. No visits while a meaning that is needed has no column. */
export async function readVisits(
  deps: Pick<ScheduleDeps, 'store' | 'clock'>,
  input: Input,
  source: Source,
  course: Course,
): Promise<Reading> {
  if (source.kind === 'table') return readTableVisits(deps, input, source, course);
  const { format, encoding, delimiter, warnings, signature, visits } = source;
  return {
    ...{ format, encoding, delimiter, warnings, signature, visits },
    // These formats write the year first, and nobody has to say what a field or a status means.
    ...{ dateOrder: 'ymd', dateOrderAmbiguous: false, columns: [], missing: [], mapping: {} },
    ...{ statusWords: {}, unknownStatusWords: [] },
  };
}

async function readTableVisits(
  deps: Pick<ScheduleDeps, 'store' | 'clock'>,
  input: Input,
  source: TableSource,
  course: Course,
): Promise<Reading> {
  const { format, encoding, delimiter, table } = source;
  const { practice, remembered } = deps.store.read((tx) => ({
    practice: readSettings(tx).practice,
    remembered: tx.imports.mapping(table.signature),
  }));
  const mapping = mappingOf(table, remembered?.mapping, input.mapping);
  const missing = missingMeanings(mapping);
  const chosenOrder = input.dateOrder ?? rememberedOrder(remembered?.dateOrder);
  const { order, ambiguous } =
    chosenOrder === undefined
      ? await proposeOrder(table, mapping, practice.country, course.pace)
      : { order: chosenOrder, ambiguous: false };
  await course.pace.rest();
  const statusWords = { ...remembered?.statusWords, ...folded(input.statusWords) };
  const rows = readerFor(practice, { headers: table.headers, mapping, statusWords }, order, deps.clock.now());
  const visits = missing.length > 0 ? [] : await readRows(table, rows, course);
  return {
    ...{ format, encoding, delimiter, mapping, missing, statusWords, visits },
    dateOrder: order,
    dateOrderAmbiguous: ambiguous,
    signature: table.signature,
    columns: columnsOf(table, mapping),
    unknownStatusWords: rows.unknownStatuses().slice(0, MOST_UNKNOWN),
    warnings: [...source.warnings, ...aboutBlocks(rows.blocks())],
  };
}

function readerFor(
  practice: Practice,
  chosen: { readonly headers: readonly string[]; readonly mapping: Mapping; readonly statusWords: ChosenStatuses },
  dateOrder: DateOrder,
  now: number,
): RowReader {
  return createRowReader({
    ...chosen,
    ...{ dateOrder, zone: practice.zone, now },
    today: toLocal(now, practice.zone),
    parsePhone: createPhoneReader(practice.country, practice.phone),
  });
}

async function readRows({ body }: Table, reader: RowReader, { pace, tell }: Course): Promise<readonly VisitRow[]> {
  const visits: VisitRow[] = [];
  for (const [index, record] of body.entries()) {
    const visit = reader.read(record.cells, record.line);
    if (visit !== undefined) visits.push(visit);
    if (!pace.over()) continue;
    tell(index);
    await pace.rest();
  }
  return visits;
}

function folded(words: ChosenStatuses | undefined): ChosenStatuses {
  return Object.fromEntries(Object.entries(words ?? {}).map(([word, meaning]) => [fold(word), meaning]));
}

function aboutBlocks(rows: number): ImportPreview['warnings'] {
  if (rows === 0) return [];
  const text = rows === 1 ? 'One line is no visit' : `${rows} lines are no visits`;
  return [{ code: 'noVisits', text: `${text}: lunch, blocked time or a test patient. Left out.` }];
}

function columnsOf(table: Table, mapping: Mapping): ImportPreview['columns'] {
  return table.headers.map((header, index) => ({
    index,
    header,
    meaning: mapping[String(index)] ?? 'ignore',
    samples: (table.samples[index] ?? []).slice(0, SHOWN_SAMPLES),
  }));
}
