/**
 * Finds for each row of a list the visit it means among those that stand in the schedule (peers.md E2): by the practice's own id, else the
 * same person at the same time, else one visit of that person and clinician gone and one new. A visit is claimed by one row at most.
 * The order of the rows plays no part. Pure; who a row means is decided before.
 */

export interface RowToMatch {
  /** Tells rows apart; returned. */
  readonly line: number;
  /** The practice's own id of the visit. */
  readonly externalId: string | null;
  /** The person, where it is certain who is meant. */
  readonly personId: string | null;
  /** People it may be: the same name with another number, a near name on the same number. Matched by the exact time only. */
  readonly maybe: readonly string[];
  readonly startsAt: number | null;
  /** Folded. */
  readonly clinician: string;
  /** Day of the visit in the practice's zone. */
  readonly day: string;
  /** It stands for a visit to come: no error, not cancelled. Only such a row can be where another visit was moved to. */
  readonly comes: boolean;
}

export interface VisitToMatch {
  readonly id: string;
  /** The practice's own id, where the visit came with one. */
  readonly externalId: string | null;
  readonly personId: string;
  readonly startsAt: number;
  readonly clinician: string;
  readonly day: string;
  /** Booked, to come, within the days of the list, and once in a list: its absence means something. */
  readonly open: boolean;
}

/** Visit id by line. */
export function matchVisits(rows: readonly RowToMatch[], visits: readonly VisitToMatch[]): ReadonlyMap<number, string> {
  const ordered = rows.toSorted((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0) || a.line - b.line);
  const book = createBook(visits.toSorted((a, b) => a.startsAt - b.startsAt || compareText(a.id, b.id)));
  byOwnId(ordered, book);
  byExactTime(ordered, book);
  byWhatIsGone(ordered, book);
  return book.found;
}

interface Book {
  readonly found: Map<number, string>;
  claim(row: RowToMatch, visit: VisitToMatch): void;
  isFree(visit: VisitToMatch): boolean;
  isOpen(row: RowToMatch): boolean;
  ofPerson(personId: string): readonly VisitToMatch[];
  ofId(externalId: string): readonly VisitToMatch[];
}

function createBook(visits: readonly VisitToMatch[]): Book {
  const found = new Map<number, string>();
  const claimed = new Set<string>();
  const people = Map.groupBy(visits, ({ personId }) => personId);
  const ids = Map.groupBy(visits, ({ externalId }) => externalId);
  return {
    found,
    claim: (row, visit) => {
      found.set(row.line, visit.id);
      claimed.add(visit.id);
    },
    isFree: ({ id }) => !claimed.has(id),
    isOpen: ({ line }) => !found.has(line),
    ofPerson: (personId) => people.get(personId) ?? [],
    ofId: (externalId) => ids.get(externalId) ?? [],
  };
}

/** The id of the practice decides. Where one id stands for several visits, the same time goes first, then their order. */
function byOwnId(rows: readonly RowToMatch[], book: Book): void {
  const groups = Map.groupBy(rows, ({ externalId }) => externalId);
  for (const [externalId, group] of groups) {
    if (externalId === null) continue;
    const free = book.ofId(externalId);
    for (const row of group) {
      const visit = free.find((one) => one.startsAt === row.startsAt && book.isFree(one));
      if (visit !== undefined) book.claim(row, visit);
    }
    for (const row of group) {
      if (!book.isOpen(row)) continue;
      const visit = free.find(book.isFree);
      if (visit !== undefined) book.claim(row, visit);
    }
  }
}

/** The same person at the same time: with the same clinician first, then with anybody. An id that changed is the practice's business. */
function byExactTime(rows: readonly RowToMatch[], book: Book): void {
  const look = (
    fits: (row: RowToMatch, visit: VisitToMatch) => boolean,
    people: (row: RowToMatch) => readonly string[],
  ) => {
    for (const row of rows) {
      if (!book.isOpen(row) || row.startsAt === null) continue;
      const visit = people(row)
        .flatMap((personId) => book.ofPerson(personId))
        .find((one) => one.startsAt === row.startsAt && book.isFree(one) && fits(row, one));
      if (visit !== undefined) book.claim(row, visit);
    }
  };
  const known = ({ personId }: RowToMatch): readonly string[] => (personId === null ? [] : [personId]);
  const sameClinician = (row: RowToMatch, visit: VisitToMatch): boolean => row.clinician === visit.clinician;
  look(sameClinician, known);
  look((row, visit) => visit.open && !isAnothersId(row, visit), known);
  // Somebody else's name or number on the very same visit: only where nothing else speaks for another visit. A line that only may mean
  // somebody cancels nothing.
  look(
    (row, visit) => row.comes && sameClinician(row, visit) && visit.open && !isAnothersId(row, visit),
    ({ maybe }) => maybe,
  );
}

/** Two different ids of the practice are two visits. */
function isAnothersId(row: RowToMatch, visit: VisitToMatch): boolean {
  return row.externalId !== null && visit.externalId !== null && row.externalId !== visit.externalId;
}

/** One visit of a person with a clinician gone, one new: moved. On one day as many as there are, across days only one for one. */
function byWhatIsGone(rows: readonly RowToMatch[], book: Book): void {
  const coming = rows.filter((row) => row.comes && row.externalId === null && row.personId !== null);
  const pair = (scope: (one: RowToMatch | VisitToMatch) => string, most: number): void => {
    const groups = Map.groupBy(coming.filter(book.isOpen), scope);
    for (const [key, fresh] of groups) {
      const gone = book
        .ofPerson(fresh[0]?.personId ?? '')
        .filter((visit) => visit.open && visit.externalId === null && book.isFree(visit) && scope(visit) === key);
      if (gone.length !== fresh.length || gone.length > most) continue;
      fresh.forEach((row, at) => {
        const visit = gone[at];
        if (visit !== undefined) book.claim(row, visit);
      });
    }
  };
  pair(({ personId, clinician, day }) => JSON.stringify([personId, clinician, day]), Infinity);
  pair(({ personId, clinician }) => JSON.stringify([personId, clinician]), 1);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
