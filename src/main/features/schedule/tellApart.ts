/**
 * Tells the rows of one list apart before anything is looked up: lines of a series, lines that stand twice or contradict each other, ids that
 * stand for several people. Looks at the list alone, so that the same list says the same every time. In short tasks.
 */
import type { ListWarning, RowProblem } from '../../../contract/schedule.ts';
import type { ListFacts } from '../../domain/schedule/brakes.ts';
import { fold } from '../../domain/schedule/columns.ts';
import { createIdentities } from '../../domain/schedule/identities.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import { createFactsBook } from './listFacts.ts';
import type { Pace } from './pace.ts';
import type { RowsToRelate } from './relateRows.ts';

/** The rows of a list, with what was learned on the way through them. */
export interface List extends Omit<RowsToRelate, 'remembered'> {
  readonly facts: ListFacts;
  /** What is to be said about the list as a whole. */
  readonly told: readonly ListWarning[];
}

export const duplicateProblem: RowProblem = {
  code: 'duplicateRow',
  severity: 'error',
  column: null,
  text: 'This row is there twice. We keep one.',
};

const verdictProblems = {
  twice: duplicateProblem,
  contradicts: {
    code: 'numbersDiffer',
    severity: 'error',
    column: null,
    text: 'This list has this visit more than once, with different numbers. Add the line that is right.',
  },
} as const satisfies Record<string, RowProblem>;

const sharedIds: ListWarning = {
  code: 'sharedIds',
  text: 'One id stands beside different names in this list. Such ids are not used to tell people or visits apart.',
  severity: 'warning',
};

/** `zone` of the practice, for the day of a visit. */
export async function tellApart(read: readonly VisitRow[], zone: string, pace: Pace): Promise<List> {
  const lines = ownLines(read);
  const shared = await idsOfSeveral(lines, ({ personExternalId }) => personExternalId, pace);
  const sharedVisits = await idsOfSeveral(lines, ({ externalId }) => externalId, pace);
  const own = (id: string | null, of: ReadonlySet<string>): string | null => (id === null || of.has(id) ? null : id);
  const fine = shared.size + sharedVisits.size === 0;
  const rows = fine
    ? lines
    : lines.map((row) => ({
        ...row,
        personExternalId: own(row.personExternalId, shared),
        externalId: own(row.externalId, sharedVisits),
      }));
  const identities = createIdentities(zone);
  for (const row of rows) {
    identities.add(row);
    if (pace.over()) await pace.rest();
  }
  const visits: VisitRow[] = [];
  const keys: string[] = [];
  const book = createFactsBook(zone);
  for (const row of rows) {
    const verdict = identities.verdictOf(row);
    const visit = verdict === 'counts' ? row : { ...row, problems: [...row.problems, verdictProblems[verdict]] };
    book.add(visit);
    visits.push(visit);
    keys.push(visit.problems.includes(duplicateProblem) ? '' : identities.keyOf(visit));
    if (pace.over()) await pace.rest();
  }
  return { visits, keys, facts: book.facts(), told: fine ? [] : [sharedIds] };
}

/** One entry of a calendar may stand for a series: each of its visits has a line of its own, by which rows are told apart. */
function ownLines(visits: readonly VisitRow[]): readonly VisitRow[] {
  if (visits.every(({ line }, at) => at === 0 || (visits[at - 1]?.line ?? 0) < line)) return visits;
  let last = 0;
  return visits
    .toSorted((a, b) => a.line - b.line)
    .map((visit) => {
      last = Math.max(last + 1, visit.line);
      return { ...visit, line: last };
    });
}

/** Ids that stand beside several names: of a family, of who pays, of a room. A system writes one patient's name in one way in one list. */
async function idsOfSeveral(
  rows: readonly VisitRow[],
  idOf: (row: VisitRow) => string | null,
  pace: Pace,
): Promise<ReadonlySet<string>> {
  const names = new Map<string, string>();
  const shared = new Set<string>();
  for (const row of rows) {
    if (pace.over()) await pace.rest();
    const id = idOf(row);
    if (id === null) continue;
    const said = fold(fullName(row.name));
    const before = names.get(id);
    if (before === undefined) names.set(id, said);
    else if (said !== '' && before !== said) shared.add(id);
  }
  return shared;
}
