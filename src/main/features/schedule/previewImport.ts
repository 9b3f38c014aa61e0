/**
 * Reads a list and works out what applying it would do. Changes nothing but the stored preview, which is kept for a day.
 * The work is done in slices; a person can stop it at any time.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { ColumnMeaning, DateOrder, ImportPreview, RowProblem } from '../../../contract/schedule.ts';
import { findHeader, fold, missingMeanings, recogniseColumns, type Mapping } from '../../domain/schedule/columns.ts';
import { decideDateOrder } from '../../domain/schedule/dates.ts';
import { decodeFile } from '../../domain/schedule/decodeFile.ts';
import { detectDelimiter } from '../../domain/schedule/delimiter.ts';
import { actionFor, countActions, findDuplicates, identityOf } from '../../domain/schedule/diff.ts';
import { readRow, type RowLayout, type VisitRow } from '../../domain/schedule/readRow.ts';
import type { ImportRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import type { ScheduleDeps } from './deps.ts';
import { toImportRow, type ComparedRow } from './importRows.ts';
import { matchPerson } from './matchPerson.ts';
import { readPhone } from './readPhone.ts';
import { breathe, readTable, type TableRecord } from './readTable.ts';
import { fileWarnings } from './warnings.ts';

const SAMPLE_ROWS = 200;
const SHOWN_SAMPLES = 3;
const SLICE_ROWS = 200;
const FIRST_PAGE = 100;

interface Table {
  readonly encoding: ImportPreview['encoding'];
  readonly delimiter: string;
  readonly headers: readonly string[];
  readonly body: readonly TableRecord[];
  readonly samples: readonly (readonly string[])[];
  readonly signature: string;
}

/** Errors: FILE_EMPTY, FILE_UNREADABLE, FILE_NOT_A_SCHEDULE, TOO_LARGE, CANCELLED. */
export async function previewImport(
  deps: ScheduleDeps,
  context: CallContext,
  input: ParsedInputOf<'schedule.previewImport'>,
): Promise<ImportPreview> {
  const run = { timers: deps.timers, signal: context.signal };
  const table = await readFile(input, run);
  const { practice, remembered } = deps.store.read((tx) => ({
    practice: readSettings(tx).practice,
    remembered: tx.imports.mapping(table.signature),
  }));
  const mapping = mappingOf(table, remembered?.mapping, input.mapping);
  const missing = missingMeanings(mapping);
  const order = dateOrderOf(
    table,
    mapping,
    input.dateOrder ?? rememberedOrder(remembered?.dateOrder),
    practice.country,
  );
  const layout: RowLayout = {
    mapping,
    columnCount: table.headers.length,
    dateOrder: order.order,
    zone: practice.zone,
    now: deps.clock.now(),
    parsePhone: (raw) => readPhone(raw, practice.country),
  };
  const visits = missing.length > 0 ? [] : await readVisits(table.body, layout, run);
  const rows = await compareRows(deps, visits, practice.zone, run);
  const importId = deps.ids.next();
  const counts = countActions(rows);
  const summary = { encoding: table.encoding, delimiter: table.delimiter, dateOrder: order.order, mapping, counts };
  const record: ImportRecord = {
    id: importId,
    fileName: input.fileName,
    signature: table.signature,
    summary,
    state: 'previewed',
    actor: context.actor.name,
    createdAt: deps.clock.now(),
    appliedAt: null,
  };
  await keepPreview(deps, record, rows, run);
  return {
    importId,
    fileName: input.fileName,
    encoding: table.encoding,
    delimiter: table.delimiter,
    dateOrder: order.order,
    dateOrderAmbiguous: order.ambiguous,
    columns: table.headers.map((header, index) => ({
      index,
      header,
      meaning: mapping[String(index)] ?? 'ignore',
      samples: (table.samples[index] ?? []).slice(0, SHOWN_SAMPLES),
    })),
    missing,
    counts,
    warnings: fileWarnings(visits, counts),
    rows: rows
      .toSorted((a, b) => b.problems.length - a.problems.length || a.line - b.line)
      .slice(0, FIRST_PAGE)
      .map(toImportRow),
  };
}

/** What was recognised, what was chosen for the same kind of file before, what a person chose now: the last wins. */
function mappingOf(table: Table, remembered: Mapping | undefined, chosen: Mapping | undefined): Mapping {
  const recognised = recogniseColumns(table.headers, table.samples);
  if (chosen === undefined && missingMeanings({ ...recognised, ...remembered }).length >= 3) {
    throw new DomainError(
      'FILE_NOT_A_SCHEDULE',
      "This doesn't look like a visit list. We need at least a name, a phone number and a time.",
    );
  }
  return { ...recognised, ...remembered, ...chosen };
}

type Run = Parameters<typeof readTable>[2];

async function readFile(input: ParsedInputOf<'schedule.previewImport'>, run: Run): Promise<Table> {
  const source =
    input.base64 === undefined
      ? { text: input.text ?? '', encoding: 'utf-8' as const }
      : decodeFile(Buffer.from(input.base64, 'base64'));
  if (source.text.trim() === '')
    throw new DomainError('FILE_EMPTY', 'The file is empty. Export the list again and pick that file.');
  const delimiter = detectDelimiter(source.text);
  const records = await readTable(source.text, delimiter, run);
  const header = findHeader(records.map((record) => record.cells));
  const headerCells = records[header.index]?.cells ?? [];
  const body = records.slice(header.hasHeader ? header.index + 1 : 0);
  const headers = header.hasHeader ? headerCells : headerCells.map(() => '');
  const samples = headers.map((_header, index) =>
    body
      .slice(0, SAMPLE_ROWS)
      .map((record) => record.cells[index] ?? '')
      .filter((value) => value !== ''),
  );
  const signature = header.hasHeader ? headers.map(fold).join('|') : `no header, ${String(headers.length)} columns`;
  return { encoding: source.encoding, delimiter, headers, body, samples, signature };
}

function dateOrderOf(
  table: Table,
  mapping: Mapping,
  chosen: DateOrder | undefined,
  country: string,
): { readonly order: DateOrder; readonly ambiguous: boolean } {
  if (chosen !== undefined) return { order: chosen, ambiguous: false };
  const column = columnOf(mapping, 'date') ?? columnOf(mapping, 'start');
  const values = column === null ? [] : table.body.map((record) => record.cells[column] ?? '');
  return decideDateOrder(values, country === 'US' || country === 'CA' ? 'mdy' : 'dmy');
}

function rememberedOrder(order: string | null | undefined): DateOrder | undefined {
  return order === 'dmy' || order === 'mdy' || order === 'ymd' ? order : undefined;
}

function columnOf(mapping: Mapping, meaning: ColumnMeaning): number | null {
  const found = Object.entries(mapping).find(([, value]) => value === meaning);
  return found === undefined ? null : Number(found[0]);
}

async function readVisits(body: readonly TableRecord[], layout: RowLayout, run: Run): Promise<readonly VisitRow[]> {
  const visits: VisitRow[] = [];
  for (const [index, record] of body.entries()) {
    const visit = readRow(record.cells, record.line, layout);
    if (visit !== undefined) visits.push(visit);
    if (index % SLICE_ROWS === SLICE_ROWS - 1) await breathe(run);
  }
  const twice = findDuplicates(visits, layout.zone);
  return visits.map((visit) =>
    twice.has(visit.line) ? { ...visit, problems: [...visit.problems, duplicateProblem] } : visit,
  );
}

const duplicateProblem: RowProblem = {
  code: 'duplicateRow',
  severity: 'error',
  column: null,
  text: 'This row is there twice. We keep one.',
};

async function compareRows(
  deps: ScheduleDeps,
  visits: readonly VisitRow[],
  zone: string,
  run: Run,
): Promise<readonly ComparedRow[]> {
  const keys = keysOf(visits, zone);
  const rows: ComparedRow[] = [];
  for (let at = 0; at < visits.length; at += SLICE_ROWS) {
    const slice = visits.slice(at, at + SLICE_ROWS);
    rows.push(...deps.store.read((tx) => slice.map((visit) => compareRow(deps, tx, visit, keys.get(visit) ?? ''))));
    await breathe(run);
  }
  return rows;
}

/** Several visits of one person on one day share an identity without an id of the practice: they are told apart by their order. */
export function keysOf(visits: readonly VisitRow[], zone: string): ReadonlyMap<VisitRow, string> {
  const seen = new Map<string, number>();
  const keys = new Map<VisitRow, string>();
  for (const visit of visits.toSorted((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0))) {
    if (visit.problems.some((problem) => problem.code === 'duplicateRow')) continue;
    const identity = identityOf(visit, zone);
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    keys.set(visit, count === 1 ? identity : `${identity}#${String(count)}`);
  }
  return keys;
}

function compareRow(deps: ScheduleDeps, tx: ReadTx, visit: VisitRow, externalKey: string): ComparedRow {
  const known = externalKey === '' ? undefined : tx.appointments.getByKey(externalKey);
  const action = actionFor(visit, known);
  const problems = action === 'skipped' ? visit.problems : [...visit.problems, ...personProblems(deps, tx, visit)];
  return { ...visit, problems, externalKey, action, wasAt: action === 'moved' ? (known?.startsAt ?? null) : null };
}

function personProblems(deps: ScheduleDeps, tx: ReadTx, visit: VisitRow): readonly RowProblem[] {
  if (visit.phone === null) return [];
  const warn = (code: RowProblem['code'], text: string): RowProblem => ({
    code,
    severity: 'warning',
    column: null,
    text,
  });
  const match = matchPerson(tx, visit);
  const problems: RowProblem[] = [];
  if (match?.otherNumber === true) {
    problems.push(
      warn('otherNumberOnFile', `${match.person.name} has another number on file. The new one is added second.`),
    );
  }
  const canText = deps.canText(tx, visit.phone, match?.person.id ?? null);
  if (canText === 'optedOut') problems.push(warn('optedOut', 'Opted out. Added without reminders.'));
  else if (canText === 'ask' && visit.consent !== true) problems.push(warn('noConsent', 'No record of consent.'));
  return problems;
}

/** The rows go in slice by slice; a preview that was never finished is dropped with the other stale ones. */
async function keepPreview(
  deps: ScheduleDeps,
  record: ImportRecord,
  rows: readonly ComparedRow[],
  run: Run,
): Promise<void> {
  deps.store.write(record.actor, (tx) => {
    tx.imports.insert(record);
  });
  for (let at = 0; at < rows.length; at += SLICE_ROWS) {
    const slice = rows.slice(at, at + SLICE_ROWS);
    deps.store.write(record.actor, (tx) => {
      tx.imports.insertRows(
        slice.map((row) => ({
          importId: record.id,
          line: row.line,
          action: row.action,
          problems: row.problems,
          data: { ...row },
        })),
      );
    });
    await breathe(run);
  }
}
