/** What adding one row of a list would do, against the schedule and the people as they are now. Reads only. */
import type { RowProblem, RowQuestion } from '../../../contract/schedule.ts';
import { actionFor } from '../../domain/schedule/diff.ts';
import { isSameName } from '../../domain/schedule/nearNames.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import type { AppointmentRecord, PersonRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { ScheduleDeps } from './deps.ts';
import type { ComparedRow } from './importRows.ts';
import type { PersonMatch } from './matchPerson.ts';

/** Whom and what a row means. */
export interface Meaning {
  readonly externalKey: string;
  readonly match: PersonMatch;
  /** The same before a person said whom it means. */
  readonly asked: PersonMatch;
  readonly visit: AppointmentRecord | undefined;
  /** The id of the row stood for somebody else's visit. */
  readonly idReused: boolean;
}

/** What a person has said about the row before. */
export type Said = Pick<ComparedRow, 'answer' | 'take'>;

export function compareRow(
  deps: Pick<ScheduleDeps, 'canText' | 'clock'>,
  tx: ReadTx,
  row: VisitRow,
  meaning: Meaning,
  said: Said = {},
): ComparedRow {
  const { visit, externalKey } = meaning;
  const left = withoutTaken(row, said);
  const action = said.take === false ? ('skipped' as const) : actionFor(left, visit);
  const person = personOf(tx, meaning);
  const doubtful = action === 'skipped' && said.take !== false && mayCancel(tx, left, meaning);
  const problems = doubtful
    ? [...left.problems, warn('whichPerson', `${cancelledWho(meaning)} Nothing is cancelled unless you choose.`)]
    : action === 'skipped'
      ? left.problems
      : [...left.problems, ...personProblems(deps, tx, left, meaning, person, said)];
  const question = said.take === false ? undefined : questionOf(deps, tx, meaning, person, said);
  return {
    ...left,
    ...said,
    problems,
    externalKey,
    action,
    visitId: visit?.id ?? null,
    personId: meaning.match.person?.id ?? null,
    wasAt: action === 'moved' ? (visit?.startsAt ?? null) : null,
    ...(question === undefined || (action === 'skipped' && !doubtful) ? {} : { question }),
  };
}

/** A cancelled line that only may mean somebody who has a visit at that very time: a person says whether it is theirs. */
function mayCancel(tx: ReadTx, { status, startsAt, problems }: VisitRow, { match }: Meaning): boolean {
  if (status !== 'cancelled' || startsAt === null || problems.some(({ severity }) => severity === 'error'))
    return false;
  return match.maybe.some(({ id }) =>
    tx.appointments
      .list({ personId: id, from: startsAt, to: startsAt + 1, cursor: null, limit: 5 })
      .items.some((visit) => visit.status === 'booked'),
  );
}

function cancelledWho({ match }: Meaning): string {
  const [first] = match.maybe;
  return match.maybe.length === 1 ? `This may be ${first?.name ?? ''}.` : 'This may be one of several people.';
}

/** A person who takes a visit of the past, or one of two lines with different numbers, knows what they do. */
function withoutTaken(row: VisitRow, { take }: Said): VisitRow {
  if (take !== true) return row;
  return { ...row, problems: row.problems.filter(({ code }) => code !== 'inPast' && code !== 'numbersDiffer') };
}

/** Whose visit it is: the visit's own person before the row's. */
function personOf(tx: ReadTx, { visit, match }: Meaning): PersonRecord | null {
  return visit === undefined ? match.person : (tx.people.get(visit.personId) ?? null);
}

const warn = (code: RowProblem['code'], text: string): RowProblem => ({
  code,
  severity: 'warning',
  column: null,
  text,
});

function personProblems(
  deps: Pick<ScheduleDeps, 'canText'>,
  tx: ReadTx,
  row: VisitRow,
  { match, visit, idReused }: Meaning,
  person: PersonRecord | null,
  { answer }: Said,
): readonly RowProblem[] {
  const problems: RowProblem[] = [];
  if (idReused || match.idReused) {
    problems.push(warn('idReused', 'This id belonged to somebody else before. Added as a new visit.'));
  }
  if (person === null && match.maybe.length > 0 && answer === undefined) {
    problems.push(warn('whichPerson', whichText(match.maybe, row)));
  }
  if (person !== null && !isSameName(person, row.name)) {
    problems.push(warn('nameChanged', `We know this person as ${person.name}. The name is kept.`));
  }
  if (row.phone === null) return problems;
  const ends = person === null ? null : otherNumberOf(tx, person, row.phone);
  if (ends !== null && answer === undefined) {
    const text = `${person?.name ?? ''} has another number, ends ${ends}.`;
    problems.push(
      warn('otherNumberOnFile', visit === undefined ? `${text} The new one is added second.` : `${text} It is kept.`),
    );
  }
  const canText = deps.canText(tx, row.phone, person?.id ?? null);
  if (canText === 'optedOut') problems.push(warn('optedOut', 'Opted out. Added without reminders.'));
  else if (row.refuses === true)
    problems.push(warn('optedOut', 'The list says: do not text. Added without reminders.'));
  else if (canText === 'ask' && row.consent !== true) problems.push(warn('noConsent', 'No record of consent.'));
  return problems;
}

function whichText(maybe: readonly PersonRecord[], row: VisitRow): string {
  const name = fullName(row.name);
  const [first] = maybe;
  if (maybe.length > 1)
    return `${String(maybe.length)} people may be ${name}. Added as somebody new unless you choose.`;
  if (first !== undefined && !isSameName(first, row.name)) {
    return `${first.name} has the same number. Added as somebody new unless you choose.`;
  }
  return `${name} is known with another number. Added as somebody new unless you choose.`;
}

/** Last digits of the number we text, where the row has one that is not on file. */
function otherNumberOf(tx: ReadTx, person: PersonRecord, phone: string): string | null {
  const numbers = tx.people.numbersOf(person.id);
  if (numbers.length === 0 || numbers.some(({ number }) => number === phone)) return null;
  return (numbers[0]?.number ?? '').slice(-4);
}

function questionOf(
  deps: Pick<ScheduleDeps, 'clock'>,
  tx: ReadTx,
  { asked }: Meaning,
  person: PersonRecord | null,
  { answer }: Said,
): RowQuestion | undefined {
  const base = { answer: answer ?? null };
  const view = (one: PersonRecord): RowQuestion['people'][number] => ({
    id: one.id,
    name: one.name,
    numberEnds: tx.people.numbersOf(one.id)[0]?.number.slice(-4) ?? null,
    nextVisitAt: tx.appointments.upcomingOf(one.id, deps.clock.now())[0]?.startsAt ?? null,
  });
  if (asked.maybe.length > 0) return { ...base, kind: 'whichPerson', people: asked.maybe.map(view) };
  if (person === null || !asked.otherNumber) return undefined;
  return { ...base, kind: 'otherNumber', people: [view(person)] };
}
