/**
 * From a source to visits: for a table what its columns mean, how its dates are read, and each record; other formats bring their visits
 * with them. Looks at settings and remembered choices; compares nothing with the schedule.
 */
import type { DateOrder, ImportPreview } from '../../../contract/schedule.ts';
import { missingMeanings, type Mapping } from '../../domain/schedule/columns.ts';
import { readRow, type RowLayout, type VisitRow } from '../../domain/schedule/readRow.ts';
import { toLocal } from '../../domain/time.ts';
import type { Practice } from '../../../contract/settings.ts';
import type { ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import type { ScheduleDeps } from './deps.ts';
import { mappingOf, proposeOrder, rememberedOrder } from './mapping.ts';
import type { Pace } from './pace.ts';
import { readPhone } from './readPhone.ts';
import type { Source, Table, TableSource } from './readers/source.ts';

type Input = ParsedInputOf<'schedule.previewImport'>;

const SHOWN_SAMPLES = 3;

/** One reading under way. `tell` is given the rows done, over all stages. */
export interface Course {
  readonly pace: Pace;
  readonly tell: (done: number) => void;
}

/** The visits of a file, and what is to be said about how they were read. */
export interface Reading extends Pick<
  ImportPreview,
  'format' | 'encoding' | 'delimiter' | 'dateOrder' | 'dateOrderAmbiguous' | 'columns' | 'missing' | 'warnings'
> {
  readonly mapping: Mapping;
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
    // These formats write the year first, and nobody has to say what a field means.
    ...{ dateOrder: 'ymd', dateOrderAmbiguous: false, columns: [], missing: [], mapping: {} },
  };
}

async function readTableVisits(
  deps: Pick<ScheduleDeps, 'store' | 'clock'>,
  input: Input,
  source: TableSource,
  course: Course,
): Promise<Reading> {
  const { table } = source;
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
  const layout = layoutOf(practice, table, mapping, order, deps.clock.now());
  const { format, encoding, delimiter, warnings } = source;
  return {
    ...{ format, encoding, delimiter, warnings, mapping, missing },
    dateOrder: order,
    dateOrderAmbiguous: ambiguous,
    signature: table.signature,
    columns: columnsOf(table, mapping),
    visits: missing.length > 0 ? [] : await readRows(table, layout, course),
  };
}

function layoutOf(practice: Practice, table: Table, mapping: Mapping, dateOrder: DateOrder, now: number): RowLayout {
  return {
    mapping,
    columnCount: table.headers.length,
    dateOrder,
    zone: practice.zone,
    now,
    year: toLocal(now, practice.zone).year,
    parsePhone: (raw) => readPhone(raw, practice.country),
  };
}

async function readRows({ body }: Table, layout: RowLayout, { pace, tell }: Course): Promise<readonly VisitRow[]> {
  const visits: VisitRow[] = [];
  for (const [index, record] of body.entries()) {
    const visit = readRow(record.cells, record.line, layout);
    if (visit !== undefined) visits.push(visit);
    if (!pace.over()) continue;
    tell(index);
    await pace.rest();
  }
  return visits;
}

function columnsOf(table: Table, mapping: Mapping): ImportPreview['columns'] {
  return table.headers.map((header, index) => ({
    index,
    header,
    meaning: mapping[String(index)] ?? 'ignore',
    samples: (table.samples[index] ?? []).slice(0, SHOWN_SAMPLES),
  }));
}
