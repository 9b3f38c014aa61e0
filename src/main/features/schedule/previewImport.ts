/**
 * Reads a list and works out what applying it would do. Changes nothing but the stored preview, which is kept for a day.
 * The work is done in short tasks; a person can stop it at any time, and see how far it is.
 */
import type { ImportCounts, ImportPreview, RowProblem } from '../../../contract/schedule.ts';
import { missingMeanings, type Mapping } from '../../domain/schedule/columns.ts';
import { addToCounts, NO_COUNTS } from '../../domain/schedule/diff.ts';
import { createIdentities } from '../../domain/schedule/identities.ts';
import { readRow, type RowLayout, type VisitRow } from '../../domain/schedule/readRow.ts';
import { toLocal } from '../../domain/time.ts';
import type { ImportRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { compareRow } from './compareRow.ts';
import type { ScheduleDeps } from './deps.ts';
import { toImportRow, type ComparedRow } from './importRows.ts';
import { mappingOf, proposeOrder, rememberedOrder } from './mapping.ts';
import { createPace, type Pace } from './pace.ts';
import type { ProgressBook } from './progress.ts';
import { readList, type Table } from './readList.ts';
import { readPhone } from './readPhone.ts';
import { createListWarnings } from './warnings.ts';

type Input = ParsedInputOf<'schedule.previewImport'>;

const SHOWN_SAMPLES = 3;
const FIRST_PAGE = 100;
/** Every row is read, compared and kept. */
const STAGES = 3;

/** One reading under way. `tell` is given the rows done, over all stages. */
interface Course {
  readonly pace: Pace;
  readonly tell: (done: number) => void;
}

/** Errors: FILE_EMPTY, FILE_UNREADABLE, FILE_NOT_A_SCHEDULE, TOO_LARGE, CANCELLED. */
export async function previewImport(
  deps: ScheduleDeps,
  progress: ProgressBook,
  context: CallContext,
  input: Input,
): Promise<ImportPreview> {
  const pace = createPace(deps, context.signal);
  const table = await readList(input, pace);
  const page = progress.begin(context.commandId, table.body.length * STAGES);
  try {
    return await previewTable(deps, { pace, tell: page.tell }, context.actor.name, input, table);
  } finally {
    page.end();
  }
}

async function previewTable(
  deps: ScheduleDeps,
  course: Course,
  actor: string,
  input: Input,
  table: Table,
): Promise<ImportPreview> {
  const { practice, remembered } = deps.store.read((tx) => ({
    practice: readSettings(tx).practice,
    remembered: tx.imports.mapping(table.signature),
  }));
  const mapping = mappingOf(table, remembered?.mapping, input.mapping);
  const missing = missingMeanings(mapping);
  const chosenOrder = input.dateOrder ?? rememberedOrder(remembered?.dateOrder);
  const order =
    chosenOrder === undefined
      ? await proposeOrder(table, mapping, practice.country, course.pace)
      : { order: chosenOrder, ambiguous: false };
  const now = deps.clock.now();
  const layout: RowLayout = {
    mapping,
    columnCount: table.headers.length,
    dateOrder: order.order,
    zone: practice.zone,
    now,
    year: toLocal(now, practice.zone).year,
    parsePhone: (raw) => readPhone(raw, practice.country),
  };
  await course.pace.rest();
  const list = await readVisits(missing.length > 0 ? { ...table, body: [] } : table, layout, course);
  const { rows, counts } = await compareRows(deps, list, course);
  const { encoding, delimiter } = table;
  const record: ImportRecord = {
    id: deps.ids.next(),
    fileName: input.fileName,
    signature: table.signature,
    summary: { encoding, delimiter, dateOrder: order.order, mapping, counts },
    state: 'previewed',
    actor,
    createdAt: deps.clock.now(),
    appliedAt: null,
  };
  await keepPreview(deps, record, rows, course);
  return {
    importId: record.id,
    fileName: input.fileName,
    encoding,
    delimiter,
    dateOrder: order.order,
    dateOrderAmbiguous: order.ambiguous,
    columns: columnsOf(table, mapping),
    missing,
    counts,
    warnings: list.warnings.tell(counts),
    rows: firstPage(rows).map(toImportRow),
  };
}

function columnsOf(table: Table, mapping: Mapping): ImportPreview['columns'] {
  return table.headers.map((header, index) => ({
    index,
    header,
    meaning: mapping[String(index)] ?? 'ignore',
    samples: (table.samples[index] ?? []).slice(0, SHOWN_SAMPLES),
  }));
}

/** The rows of a list, with what was learned on the way through them. */
interface List {
  readonly visits: readonly VisitRow[];
  readonly keyOf: (visit: VisitRow) => string;
  readonly warnings: ReturnType<typeof createListWarnings>;
}

async function readVisits({ body }: Pick<Table, 'body'>, layout: RowLayout, { pace, tell }: Course): Promise<List> {
  const visits: VisitRow[] = [];
  const identities = createIdentities(layout.zone);
  const warnings = createListWarnings();
  for (const [index, record] of body.entries()) {
    const read = readRow(record.cells, record.line, layout);
    if (read !== undefined) {
      const visit = identities.add(read) ? read : { ...read, problems: [...read.problems, duplicateProblem] };
      warnings.add(visit);
      visits.push(visit);
    }
    if (!pace.over()) continue;
    tell(index);
    await pace.rest();
  }
  const keyOf = (visit: VisitRow): string => (visit.problems.includes(duplicateProblem) ? '' : identities.keyOf(visit));
  return { visits, keyOf, warnings };
}

const duplicateProblem: RowProblem = {
  code: 'duplicateRow',
  severity: 'error',
  column: null,
  text: 'This row is there twice. We keep one.',
};

async function compareRows(
  deps: ScheduleDeps,
  { visits, keyOf }: List,
  { pace, tell }: Course,
): Promise<{ readonly rows: readonly ComparedRow[]; readonly counts: ImportCounts }> {
  const rows: ComparedRow[] = [];
  let counts = NO_COUNTS;
  while (rows.length < visits.length) {
    deps.store.read((tx) => {
      for (let visit = visits[rows.length]; visit !== undefined; visit = visits[rows.length]) {
        const row = compareRow(deps, tx, visit, keyOf(visit));
        counts = addToCounts(counts, row.action, row.problems.length > 0);
        rows.push(row);
        if (pace.over()) break;
      }
    });
    tell(visits.length + rows.length);
    await pace.rest();
  }
  return { rows, counts };
}

/** The rows go in slice by slice; a preview that was never finished is dropped with the other stale ones. */
async function keepPreview(
  deps: ScheduleDeps,
  record: ImportRecord,
  rows: readonly ComparedRow[],
  { pace, tell }: Course,
): Promise<void> {
  deps.store.write(record.actor, (tx) => tx.imports.insert(record));
  for (let kept = 0; kept < rows.length;) {
    kept = deps.store.write(record.actor, (tx) => keepSome(tx, record.id, rows, kept, pace));
    tell((STAGES - 1) * rows.length + kept);
    await pace.rest();
  }
}

/** Returns how many rows are kept then. */
function keepSome(tx: WriteTx, importId: string, rows: readonly ComparedRow[], from: number, pace: Pace): number {
  let kept = from;
  for (let row = rows[kept]; row !== undefined; row = rows[kept]) {
    const { line, action, problems } = row;
    tx.imports.insertRows([{ importId, line, action, problems, data: { ...row } }]);
    kept += 1;
    if (pace.over()) break;
  }
  return kept;
}

/** Rows with the most problems first, then as in the file. */
function firstPage(rows: readonly ComparedRow[]): readonly ComparedRow[] {
  const byProblems = new Map<number, ComparedRow[]>();
  for (const row of rows) {
    const alike = byProblems.get(row.problems.length);
    if (alike === undefined) byProblems.set(row.problems.length, [row]);
    else if (alike.length < FIRST_PAGE) alike.push(row);
  }
  return [...byProblems.keys()]
    .toSorted((a, b) => b - a)
    .flatMap((count) => byProblems.get(count) ?? [])
    .slice(0, FIRST_PAGE);
}
