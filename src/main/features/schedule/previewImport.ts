/**
 * Reads a list and works out what applying it would do. Changes nothing but the stored preview, which is kept for a day.
 * The work is done in short tasks; a person can stop it at any time, and see how far it is.
 */
import type { ImportCounts, ImportPreview } from '../../../contract/schedule.ts';
import { addToCounts, NO_COUNTS } from '../../domain/schedule/diff.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import type { AppointmentRecord, ImportRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { compareRow, type Meaning } from './compareRow.ts';
import type { ScheduleDeps } from './deps.ts';
import { MISSING_FROM, toImportRow, toRowRecord, type ComparedRow } from './importRows.ts';
import { warningsOf } from './listFacts.ts';
import { createPace } from './pace.ts';
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
  const { encoding, delimiter, dateOrder, mapping, statusWords, signature, visits: _visits, ...read } = reading;
  const { known, span, absent } = related;
  const complete = deps.store.read((tx) => tx.imports.mapping(signature)?.complete ?? false);
  const record: ImportRecord = {
    id: deps.ids.next(),
    fileName,
    signature,
    summary: {
      ...{ encoding: encoding ?? '', delimiter: delimiter ?? '', dateOrder, mapping, statusWords, counts: NO_COUNTS },
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
  const { rows, counts } = await keepPreview(
    deps,
    record,
    { visits: once, meanings: related.meanings, absent },
    course,
  );
  return deps.store.read((tx) => ({
    ...read,
    ...{ importId: record.id, fileName, encoding, delimiter, dateOrder, counts },
    warnings: warningsOf(tx, { signature, ...record.summary, counts }, deps.clock.now()),
    absent: { visits: absent.length, complete, cancel: 0 },
    rows: rows.map(toImportRow),
  }));
}

interface ToKeep {
  readonly visits: readonly VisitRow[];
  /** In the order of the rows. */
  readonly meanings: readonly Meaning[];
  readonly absent: readonly AppointmentRecord[];
}

/**
 * Each row is compared and goes in, slice by slice, and nothing of it stays behind but what the first page shows: a hundred thousand rows in
 * memory cost long pauses of the collector. A preview that was never finished is dropped with the other stale ones.
 */
async function keepPreview(
  deps: ScheduleDeps,
  record: ImportRecord,
  { visits, meanings, absent }: ToKeep,
  { pace, tell }: Course,
): Promise<{ readonly rows: readonly ComparedRow[]; readonly counts: ImportCounts }> {
  const page = createFirstPage();
  let counts = NO_COUNTS;
  const rowAt = (tx: ReadTx, at: number): ComparedRow | undefined => {
    const [visit, meaning] = [visits[at], meanings[at]];
    const gone = absent[at - visits.length];
    if (visit === undefined || meaning === undefined) return gone && missingRow(tx, gone, at - visits.length);
    const row = compareRow(deps, tx, visit, meaning);
    counts = addToCounts(counts, row);
    page.add(row);
    return row;
  };
  deps.store.write(record.actor, (tx) => tx.imports.insert(record));
  const all = visits.length + absent.length;
  for (let kept = 0; kept < all;) {
    deps.store.write(record.actor, (tx) => {
      for (let row = rowAt(tx, kept); row !== undefined; row = rowAt(tx, kept)) {
        tx.imports.insertRows([toRowRecord(record.id, row)]);
        kept += 1;
        if (pace.over()) break;
      }
    });
    tell(visits.length + (STAGES - 1) * Math.min(kept, visits.length));
    await pace.rest();
  }
  deps.store.write(record.actor, (tx) => tx.imports.saveSummary(record.id, { ...record.summary, counts }));
  return { rows: page.rows(), counts };
}

/** A visit that the list does not have, kept behind its rows: shown when a person says that the list is complete. */
function missingRow(tx: ReadTx, visit: AppointmentRecord, at: number): ComparedRow {
  const person = tx.people.get(visit.personId);
  const phone = tx.people.numbersOf(visit.personId)[0]?.number ?? null;
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

/** Rows with the most problems first, then as in the file. */
function createFirstPage() {
  const byProblems = new Map<number, ComparedRow[]>();
  return {
    add(row: ComparedRow): void {
      const alike = byProblems.get(row.problems.length);
      if (alike === undefined) byProblems.set(row.problems.length, [row]);
      else if (alike.length < FIRST_PAGE) alike.push(row);
    },
    rows: (): readonly ComparedRow[] =>
      [...byProblems.keys()]
        .toSorted((a, b) => b - a)
        .flatMap((count) => byProblems.get(count) ?? [])
        .slice(0, FIRST_PAGE),
  };
}
