/**
 * Reads a list and works out what applying it would do. Changes nothing but the stored preview, which is kept for a day.
 * The work is done in short tasks; a person can stop it at any time, and see how far it is.
 */
import type { ImportCounts, ImportPreview } from '../../../contract/schedule.ts';
import { addToCounts, NO_COUNTS } from '../../domain/schedule/diff.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import type { AppointmentRecord, ImportRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { compareRow, type Meaning } from './compareRow.ts';
import type { ScheduleDeps } from './deps.ts';
import { MISSING_FROM, toImportRow, toRowRecord, type ComparedRow } from './importRows.ts';
import { warningsOf } from './listFacts.ts';
import { createPace, type Pace } from './pace.ts';
import type { ProgressBook } from './progress.ts';
import { createPhoneReader } from './readPhone.ts';
import { readSource } from './readers/readSource.ts';
import { readVisits, rowsOf, type Course, type Reading } from './readVisits.ts';
import { relateRows } from './relateRows.ts';
import { rememberedOf } from './sameList.ts';
import { duplicateProblem, tellApart } from './tellApart.ts';

type Input = ParsedInputOf<'schedule.previewImport'>;

const FIRST_PAGE = 100;
/** Every row is read, compared and kept. */
const STAGES = 3;

/** Errors: FILE_EMPTY, FILE_UNREADABLE, FILE_NOT_A_SCHEDULE, TOO_LARGE, CANCELLED. */
export async function previewImport(
  deps: ScheduleDeps,
  progress: ProgressBook,
  context: CallContext,
  input: Input,
): Promise<ImportPreview> {
  const pace = createPace(deps, context.signal);
  const practice = deps.store.read((tx) => readSettings(tx).practice);
  const { zone } = practice;
  const source = await readSource(input, {
    ...{ zone, now: deps.clock.now(), workbooks: deps.workbooks, pace, signal: context.signal },
    parsePhone: createPhoneReader(practice.country, practice.phone),
  });
  const page = progress.begin(context.commandId, rowsOf(source) * STAGES);
  try {
    const course = { pace, tell: page.tell };
    const reading = await readVisits(deps, input, source, course);
    return await previewReading(deps, course, { actor: context.actor.name, fileName: input.fileName, zone }, reading);
  } finally {
    page.end();
  }
}

interface Asked {
  readonly actor: string;
  readonly fileName: string;
  /** Of the practice. */
  readonly zone: string;
}

async function previewReading(
  deps: ScheduleDeps,
  course: Course,
  { actor, fileName, zone }: Asked,
  reading: Reading,
): Promise<ImportPreview> {
  const list = await tellApart(reading.visits, zone, course.pace);
  const seen = { signature: reading.signature, digest: list.facts.digest, visits: list.visits };
  const remembered = await rememberedOf(deps, seen, course);
  const related = await relateRows(deps, { ...list, remembered }, zone, course);
  const again = (row: VisitRow): VisitRow => ({ ...row, problems: [...row.problems, duplicateProblem] });
  const once =
    related.twice.size === 0 ? list.visits : list.visits.map((row) => (related.twice.has(row.line) ? again(row) : row));
  const { rows, counts } = await compareRows(deps, once, related.meanings, course);
  const { encoding, delimiter, dateOrder, mapping, statusWords, signature, visits: _visits, ...read } = reading;
  const { known, span, absent } = related;
  const complete = deps.store.read((tx) => tx.imports.mapping(signature)?.complete ?? false);
  const record: ImportRecord = {
    id: deps.ids.next(),
    fileName,
    signature,
    summary: {
      ...{ encoding: encoding ?? '', delimiter: delimiter ?? '', dateOrder, mapping, statusWords, counts },
      ...{ facts: list.facts, told: [...read.warnings, ...list.told], known, complete, span },
    },
    state: 'previewed',
    actor,
    createdAt: deps.clock.now(),
    appliedAt: null,
    startedAt: null,
    undoneAt: null,
    undoneBy: null,
  };
  await keepPreview(deps, record, [...rows, ...absent.map((visit, at) => missingRow(deps, visit, at))], course);
  return deps.store.read((tx) => ({
    ...read,
    ...{ importId: record.id, fileName, encoding, delimiter, dateOrder, counts },
    warnings: warningsOf(tx, { signature, ...record.summary }, deps.clock.now()),
    absent: { visits: absent.length, complete, cancel: 0 },
    rows: firstPage(rows).map(toImportRow),
  }));
}

async function compareRows(
  deps: ScheduleDeps,
  visits: readonly VisitRow[],
  meanings: readonly Meaning[],
  { pace, tell }: Course,
): Promise<{ readonly rows: readonly ComparedRow[]; readonly counts: ImportCounts }> {
  const rows: ComparedRow[] = [];
  let counts = NO_COUNTS;
  while (rows.length < visits.length) {
    deps.store.read((tx) => {
      for (;;) {
        const [visit, meaning] = [visits[rows.length], meanings[rows.length]];
        if (visit === undefined || meaning === undefined) break;
        const row = compareRow(deps, tx, visit, meaning);
        counts = addToCounts(counts, row);
        rows.push(row);
        if (pace.over()) break;
      }
    });
    tell(visits.length + rows.length);
    await pace.rest();
  }
  return { rows, counts };
}

/** A visit that the list does not have, kept behind its rows: shown when a person says that the list is complete. */
function missingRow(deps: Pick<ScheduleDeps, 'store'>, visit: AppointmentRecord, at: number): ComparedRow {
  const { person, phone } = deps.store.read((tx) => ({
    person: tx.people.get(visit.personId),
    phone: tx.people.numbersOf(visit.personId)[0]?.number ?? null,
  }));
  const { startsAt, endsAt, clinician, location, kind } = visit;
  return {
    ...{ startsAt, endsAt, clinician, location, kind, phone },
    line: MISSING_FROM + at,
    name: { givenName: person?.givenName ?? '', familyName: person?.familyName ?? '' },
    phoneRaw: phone ?? '',
    externalId: null,
    personExternalId: null,
    status: 'booked',
    confirmed: false,
    language: null,
    consent: null,
    problems: [],
    externalKey: '',
    action: 'missing',
    wasAt: null,
    visitId: visit.id,
    personId: visit.personId,
    decision: 'leave',
  };
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
    tx.imports.insertRows([toRowRecord(importId, row)]);
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
