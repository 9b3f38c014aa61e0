/**
 * Mends one row of a preview: a number, a name, a time, whom it means, or that it is left out. The row is read and compared again, and what
 * was said stays with it. Changes the preview only.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { RowProblem, RowProblemCode } from '../../../contract/schedule.ts';
import { addToCounts, identityOf, takeFromCounts } from '../../domain/schedule/diff.ts';
import { matchVisits } from '../../domain/schedule/matchVisits.ts';
import { splitName } from '../../domain/schedule/names.ts';
import { DEFAULT_DURATION_MINUTES, type VisitRow } from '../../domain/schedule/readRow.ts';
import { MINUTE_MS, toInstant, toLocal } from '../../domain/time.ts';
import type { AppointmentRecord, ImportRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { OutputOf, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { compareRow, type Meaning } from './compareRow.ts';
import type { ScheduleDeps } from './deps.ts';
import { fromRowRecord, MISSING_FROM, toImportRow, toRowRecord, type ComparedRow } from './importRows.ts';
import { isUnread, warningsOf } from './listFacts.ts';
import { matchPerson, type PersonMatch } from './matchPerson.ts';
import { answered, toRowToMatch, toVisitToMatch, visitOfKey, visitOfSlot } from './meaning.ts';
import { mustGetPreview } from './previews.ts';
import { readPhone } from './readPhone.ts';

type Fix = ParsedInputOf<'schedule.fixImportRow'>;

/** Errors: IMPORT_EXPIRED, NOT_FOUND, INVALID_INPUT with the field. */
export function fixRow(deps: ScheduleDeps, tx: WriteTx, fix: Fix, now: number): OutputOf<'schedule.fixImportRow'> {
  const list = mustGetPreview(tx, fix.importId);
  const stored = tx.imports.row(list.id, fix.line);
  if (stored === undefined || stored.action === 'missing') {
    throw new DomainError('NOT_FOUND', 'This row is not in the list any more. Read the list again.', { field: 'line' });
  }
  const before = fromRowRecord(stored);
  const { zone, country } = readSettings(tx).practice;
  const mended = mend(before, fix, { zone, country, now });
  const take = fix.take ?? before.take;
  const answer = fix.answer === undefined ? before.answer : mustKnow(tx, fix.answer);
  const said = { ...(answer === undefined ? {} : { answer }), ...(take === undefined ? {} : { take }) };
  const meaning = meaningOf(tx, mended, { list, zone, now, before, answer });
  const row = compareRow(deps, tx, mended, meaning, said);
  tx.imports.replaceRow(toRowRecord(list.id, row));
  const summary = summaryWith(list, before, row);
  tx.imports.saveSummary(list.id, summary);
  tx.changed('import.changed', list.id);
  const warnings = warningsOf(tx, { signature: list.signature, ...summary }, now);
  return { row: toImportRow(row), counts: summary.counts, warnings };
}

function mustKnow(tx: ReadTx, answer: NonNullable<Fix['answer']>): NonNullable<Fix['answer']> {
  if (answer.person !== null && tx.people.get(answer.person) === undefined) {
    throw new DomainError('NOT_FOUND', 'This person is no longer there.', { field: 'answer' });
  }
  return answer;
}

/* ---- the row itself ---- */

interface Place {
  readonly zone: string;
  readonly country: string;
  readonly now: number;
}

/** Problems of comparing are found anew each time; those of reading go with what is mended. */
const COMPARED: readonly RowProblemCode[] = [
  'otherNumberOnFile',
  'optedOut',
  'noConsent',
  'nameChanged',
  'whichPerson',
  'idReused',
];
const OF_PHONE = /^phone/;
const OF_TIME = /^(date|time|inPast)/;

function mend(before: ComparedRow, fix: Fix, place: Place): VisitRow {
  const kept = before.problems.filter(({ code }) => !COMPARED.includes(code));
  // What was taken in spite of lying in the past lies there still, unless its time is mended.
  let row: VisitRow = { ...rowOf(before), problems: before.take === true ? withPast(before, kept, place.now) : kept };
  if (fix.name !== undefined) {
    row = { ...row, name: splitName(fix.name), problems: without(row, /^name/) };
  }
  if (fix.clinician !== undefined) row = { ...row, clinician: fix.clinician };
  if (fix.phone !== undefined) row = withPhone(row, fix.phone, place.country);
  const timed = fix.date !== undefined || fix.time !== undefined || fix.startsAt !== undefined;
  if (timed) row = withTime(row, fix, place);
  const mended = timed || fix.name !== undefined || fix.phone !== undefined;
  return mended ? { ...row, problems: without(row, /^(duplicateRow|numbersDiffer)/) } : row;
}

/** Only what the list says. */
function rowOf(row: ComparedRow): VisitRow {
  const {
    externalKey: _key,
    action: _action,
    wasAt: _was,
    visitId: _visit,
    personId: _person,
    question: _question,
    answer: _answer,
    take: _take,
    decision: _decision,
    ...visit
  } = row;
  return visit;
}

function without(row: Pick<VisitRow, 'problems'>, codes: RegExp): readonly RowProblem[] {
  return row.problems.filter(({ code }) => !codes.test(code));
}

const problem = (code: RowProblemCode, severity: RowProblem['severity'], text: string): RowProblem => ({
  ...{ code, severity, text },
  column: null,
});

function withPast(row: VisitRow, problems: readonly RowProblem[], now: number): readonly RowProblem[] {
  if (row.startsAt === null || row.startsAt > now || problems.some(({ code }) => code === 'inPast')) return problems;
  return [...problems, problem('inPast', 'error', 'This visit is in the past.')];
}

function withPhone(row: VisitRow, raw: string, country: string): VisitRow {
  const problems = without(row, OF_PHONE);
  const text = raw.trim();
  if (text === '') {
    const none = problem('phoneMissing', 'warning', 'No phone number. This visit is added without reminders.');
    return { ...row, phone: null, phoneRaw: '', problems: [...problems, none] };
  }
  const reading = readPhone(text, country);
  if (!reading.ok) throw new DomainError('INVALID_INPUT', reading.text, { field: 'phone' });
  const landline = problem('phoneLandline', 'warning', 'This looks like a landline. It gets no texts.');
  return {
    ...row,
    phone: reading.e164,
    phoneRaw: text,
    problems: reading.landline ? [...problems, landline] : problems,
  };
}

function withTime(row: VisitRow, fix: Fix, { zone, now }: Place): VisitRow {
  const startsAt = fix.startsAt ?? instantOf(row, fix, zone);
  const lasts =
    row.startsAt === null || row.endsAt === null ? DEFAULT_DURATION_MINUTES * MINUTE_MS : row.endsAt - row.startsAt;
  const mended = { ...row, startsAt, endsAt: startsAt + lasts, problems: without(row, OF_TIME) };
  return { ...mended, problems: withPast(mended, mended.problems, now) };
}

/** A new day or time beside what the row has. Errors: INVALID_INPUT with the field that is missing. */
function instantOf(row: VisitRow, { date, time }: Fix, zone: string): number {
  const was = row.startsAt === null ? null : toLocal(row.startsAt, zone);
  const [year = 0, month = 0, day = 0] = date?.split('-').map(Number) ?? [was?.year, was?.month, was?.day];
  const [hour, minute] = time?.split(':').map(Number) ?? [was?.hour, was?.minute];
  if (year === 0) throw new DomainError('INVALID_INPUT', 'Say which day, too.', { field: 'date' });
  if (hour === undefined || minute === undefined) {
    throw new DomainError('INVALID_INPUT', 'Say at what time, too.', { field: 'time' });
  }
  return toInstant({ year, month, day, hour, minute, second: 0 }, zone);
}

/* ---- what it means ---- */

interface Setting {
  readonly list: ImportRecord;
  readonly zone: string;
  readonly now: number;
  readonly before: ComparedRow;
  readonly answer: ComparedRow['answer'];
}

function meaningOf(tx: ReadTx, row: VisitRow, { list, zone, now, before, answer }: Setting): Meaning {
  const asked = matchPerson(tx, row);
  const match = answered(tx, asked, answer, row.phone);
  const externalKey = row.externalId !== null && before.externalKey !== '' ? before.externalKey : identityOf(row, zone);
  const { visit: own, reused } = visitOfKey(tx, row, externalKey, match);
  const free = candidates(tx, match, own, list).filter((visit) => isFree(tx, visit, row, list));
  const span = list.summary.span ?? null;
  const found = matchVisits(
    [toRowToMatch(row, match, zone, !reused)],
    free.map((visit) => toVisitToMatch(visit, zone, span, now)),
  ).get(row.line);
  const visit =
    free.find(({ id }) => id === found) ?? (answer === undefined ? slotVisit(tx, row, match, list) : undefined);
  return { externalKey, match, asked, visit, idReused: reused };
}

/** What stands at the row's own time under its name, and is no other row's; a person who said whom the row means knows better. */
function slotVisit(tx: ReadTx, row: VisitRow, match: PersonMatch, list: ImportRecord): AppointmentRecord | undefined {
  if (row.startsAt === null) return undefined;
  const { items } = tx.appointments.list({ from: row.startsAt, to: row.startsAt + 1, cursor: null, limit: 100 });
  const free = items.filter((visit) => isFree(tx, visit, row, list));
  return visitOfSlot(tx, row, match.person?.id ?? null, free);
}

/** No other row of the list stands for this visit; one that waits for a person because lines contradict each other does not. */
function isFree(tx: ReadTx, visit: AppointmentRecord, row: VisitRow, list: ImportRecord): boolean {
  return tx.imports
    .linesOfVisit(list.id, visit.id)
    .filter((line) => line !== row.line && line < MISSING_FROM)
    .every((line) => tx.imports.row(list.id, line)?.problems.some(({ code }) => code === 'numbersDiffer'));
}

/** Visits of the people the row may mean, on the days of the list. */
function candidates(
  tx: ReadTx,
  match: PersonMatch,
  own: AppointmentRecord | undefined,
  { summary: { span } }: ImportRecord,
): readonly AppointmentRecord[] {
  const people = [...(match.person === null ? [] : [match.person]), ...match.maybe].map(({ id }) => id);
  const range = span === null || span === undefined ? {} : span;
  const theirs = people.flatMap((personId) =>
    tx.appointments.list({ ...range, personId, cursor: null, limit: 100 }).items.slice(),
  );
  return own === undefined || theirs.some(({ id }) => id === own.id) ? theirs : [own, ...theirs];
}

function summaryWith(list: ImportRecord, before: ComparedRow, after: ComparedRow): ImportRecord['summary'] {
  const { summary } = list;
  const taken = takeFromCounts(summary.counts, before);
  const counts = addToCounts(taken, after);
  if (summary.facts === undefined) return { ...summary, counts };
  const past = (row: ComparedRow): number => (row.problems.some(({ code }) => code === 'inPast') ? 1 : 0);
  const unread = summary.facts.unread + Number(isUnread(after)) - Number(isUnread(before));
  return {
    ...summary,
    counts,
    facts: { ...summary.facts, unread, past: summary.facts.past + past(after) - past(before) },
  };
}
