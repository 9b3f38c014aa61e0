/**
 * Relates the rows of a list to the people and visits we know, with all rows in view: a visit is claimed by one row at most, and what no
 * row claims on days and clinicians the list covers is missing from it. In short tasks; reads only.
 */
import { fold } from '../../domain/schedule/columns.ts';
import { createDayReader } from '../../domain/schedule/instants.ts';
import { isBetter } from '../../domain/schedule/identities.ts';
import { matchVisits } from '../../domain/schedule/matchVisits.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import { addDays, instantOnDay, toLocal } from '../../domain/time.ts';
import type { AppointmentRecord, PersonRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { Meaning } from './compareRow.ts';
import type { ScheduleDeps } from './deps.ts';
import { matchPerson, type PersonMatch } from './matchPerson.ts';
import { idInKey, toRowToMatch, toVisitToMatch, visitOfKey, visitOfSlot, type Span } from './meaning.ts';
import type { Pace } from './pace.ts';
import type { Course } from './readVisits.ts';
import type { Remembered } from './sameList.ts';

export interface RowsToRelate {
  readonly visits: readonly VisitRow[];
  /** Of each of them, under which the next list finds it; empty for a line that stands twice. */
  readonly keys: readonly string[];
  /** What rows meant when this very list was added before, by line. */
  readonly remembered: ReadonlyMap<number, Remembered>;
}

export interface Relations {
  /** In the order of the rows. */
  readonly meanings: readonly Meaning[];
  /** Lines whose person, time and clinician another row has too, which says more. */
  readonly twice: ReadonlySet<number>;
  /** Visits to come that the list should have and has not. */
  readonly absent: readonly AppointmentRecord[];
  /** Visits to come on the days of the list. */
  readonly known: number;
  readonly span: Span;
}

interface Draft {
  readonly row: VisitRow;
  readonly key: string;
  readonly match: PersonMatch;
  /** The visit that has the row's id. */
  readonly own: AppointmentRecord | undefined;
  readonly reused: boolean;
}

/** Visits looked up in one read. */
const PAGE = 500;
/** Rows matched in one task. */
const BATCH = 400;

export async function relateRows(
  deps: Pick<ScheduleDeps, 'store' | 'clock'>,
  list: RowsToRelate,
  zone: string,
  course: Course,
): Promise<Relations> {
  const now = deps.clock.now();
  const agreed = await draft(deps, list, course);
  const twice = await saidTwice(agreed, list.remembered, course);
  const drafts =
    twice.size === 0 ? agreed : agreed.map((one): Draft => (twice.has(one.row.line) ? { ...one, key: '' } : one));
  const span = spanOf(list.visits, zone);
  const standing = await visitsIn(deps, span, course);
  const visits = new Map(standing.map((visit) => [visit.id, visit]));
  for (const { own } of drafts) if (own !== undefined) visits.set(own.id, own);
  const placed = await bySlot(deps, drafts, standing, list.remembered, course);
  const found = await match(drafts, visits, { zone, span, now, placed }, course);
  const meanings: Meaning[] = [];
  for (const { row, key, match: person, reused } of drafts) {
    const id = found.get(row.line);
    const visit = id === undefined ? undefined : visits.get(id);
    meanings.push({ externalKey: key, match: person, asked: person, visit, idReused: reused });
    if (course.pace.over()) await course.pace.rest();
  }
  const claimed = new Set(found.values());
  const open = standing.filter(
    ({ status, startsAt, externalKey }) => status === 'booked' && startsAt > now && externalKey !== null,
  );
  await course.pace.rest();
  const covers = await coverage(drafts, zone, course);
  const absent = open.filter((visit) => !claimed.has(visit.id) && covers(visit));
  return { meanings, twice, absent, known: open.length, span };
}

async function draft(
  { store }: Pick<ScheduleDeps, 'store'>,
  { visits, keys, remembered }: RowsToRelate,
  { pace }: Course,
): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  while (drafts.length < visits.length) {
    store.read((tx) => {
      for (let row = visits[drafts.length]; row !== undefined; row = visits[drafts.length]) {
        drafts.push(draftOf(tx, row, keys[drafts.length] ?? '', remembered.get(row.line)));
        if (pace.over()) break;
      }
    });
    await pace.rest();
  }
  return agree(drafts, store, pace);
}

/**
 * Rows of one list about one person agree on who it is, whatever their order: the same name and number as a row that is certain is the same
 * person; one name without a number on file, and several numbers for it in the list, are several people.
 */
async function agree(drafts: readonly Draft[], store: ScheduleDeps['store'], pace: Pace): Promise<readonly Draft[]> {
  // Most lists bring somebody new in every row: then there is nothing to agree about.
  if (drafts.every(({ match: found }) => found.person === null)) return drafts;
  const nameOf = ({ row }: Draft): string => `${fold(row.name.givenName)}|${fold(row.name.familyName)}`;
  const keyOf = (one: Draft): string => `${nameOf(one)}|${one.row.phone ?? ''}`;
  const phones = new Map<string, Set<string>>();
  for (const { row, match: found } of drafts) {
    if (found.person === null || row.phone === null || row.personExternalId !== null) continue;
    phones.set(found.person.id, (phones.get(found.person.id) ?? new Set()).add(row.phone));
    if (pace.over()) await pace.rest();
  }
  const unsure = new Set<string>();
  for (const [id, numbers] of phones) {
    if (numbers.size > 1 && store.read((tx) => tx.people.numbersOf(id).length) === 0) unsure.add(id);
  }
  const sure = new Map<string, PersonRecord>();
  await pace.rest();
  const doubted = drafts.map((one): Draft => {
    const { person } = one.match;
    if (person === null) return one;
    const byName = one.row.phone !== null && unsure.has(person.id) && one.row.personExternalId === null;
    if (byName) return { ...one, match: { ...one.match, person: null, maybe: [person] } };
    if (one.row.phone !== null) sure.set(keyOf(one), person);
    return one;
  });
  await pace.rest();
  if (sure.size === 0) return doubted;
  return doubted.map((one): Draft => {
    const person = one.match.person === null && one.row.phone !== null ? sure.get(keyOf(one)) : undefined;
    const theirs = one.row.personExternalId === null || person?.externalId === null;
    return person === undefined || !theirs ? one : { ...one, match: { ...one.match, person, maybe: [] } };
  });
}

function draftOf(tx: ReadTx, row: VisitRow, key: string, meant: Remembered | undefined): Draft {
  const match = matchPerson(tx, row);
  if (meant === 'nothing' || meant === 'again') return { row, key: '', match, own: undefined, reused: false };
  if (meant !== undefined) return { row, key, match, own: meant, reused: false };
  const { visit, reused } = visitOfKey(tx, row, key, match);
  return { row, key, match, own: visit, reused };
}

/** Two rows about one person at one time with one clinician, and no two ids of the practice, are one visit. */
async function saidTwice(
  drafts: readonly Draft[],
  remembered: RowsToRelate['remembered'],
  { pace }: Course,
): Promise<ReadonlySet<number>> {
  const best = new Map<string, Draft>();
  const twice = new Set<number>();
  for (const one of drafts) {
    const { row, key, match: found } = one;
    if (pace.over()) await pace.rest();
    const meant = remembered.get(row.line);
    if (meant === 'again') twice.add(row.line);
    if (meant !== undefined) continue;
    if (key === '' || found.person === null || row.startsAt === null) continue;
    const place = JSON.stringify([found.person.id, row.startsAt, fold(row.clinician)]);
    const before = best.get(place);
    const ids = row.externalId !== null && before !== undefined && before.row.externalId !== null;
    if (ids) continue;
    const better = before === undefined || isBetter(row, before.row);
    if (before !== undefined) twice.add(better ? before.row.line : row.line);
    if (better) best.set(place, one);
  }
  return twice;
}

export function spanOf(rows: readonly Pick<VisitRow, 'startsAt'>[], zone: string): Span {
  let [first, last] = [Infinity, -Infinity];
  for (const { startsAt } of rows) {
    if (startsAt === null) continue;
    first = Math.min(first, startsAt);
    last = Math.max(last, startsAt);
  }
  if (first === Infinity) return null;
  return {
    from: instantOnDay(toLocal(first, zone), 0, zone),
    to: instantOnDay(addDays(toLocal(last, zone), 1), 0, zone),
  };
}

async function visitsIn(
  { store }: Pick<ScheduleDeps, 'store'>,
  span: Span,
  { pace }: Course,
): Promise<readonly AppointmentRecord[]> {
  const found: AppointmentRecord[] = [];
  if (span === null) return found;
  let cursor: string | null = null;
  do {
    const page = store.read((tx) => tx.appointments.list({ ...span, cursor, limit: PAGE }));
    found.push(...page.items);
    cursor = page.next;
    await pace.rest();
  } while (cursor !== null);
  return found;
}

interface Setting {
  readonly zone: string;
  readonly span: Span;
  readonly now: number;
  /** What is found already. */
  readonly placed: ReadonlyMap<number, string>;
}

/** Visit id by line. A visit belongs to one person, so people are matched batch by batch; rows that only may be somebody come last. */
async function match(
  drafts: readonly Draft[],
  visits: ReadonlyMap<string, AppointmentRecord>,
  { zone, span, now, placed }: Setting,
  { pace }: Course,
): Promise<ReadonlyMap<number, string>> {
  const found = new Map(placed);
  if (visits.size === placed.size) return found;
  const claimed = new Set(placed.values());
  const byPerson = Map.groupBy(visits.values(), ({ personId }) => personId);
  const run = (rows: readonly Draft[], people: readonly string[]): void => {
    const theirs = people.flatMap((id) => byPerson.get(id) ?? []).filter(({ id }) => !claimed.has(id));
    if (theirs.length === 0) return;
    const matched = matchVisits(
      rows.map((one) => toRowToMatch(one.row, one.match, zone, !one.reused)),
      theirs.map((visit) => toVisitToMatch(visit, zone, span, now)),
    );
    for (const [line, id] of matched) {
      found.set(line, id);
      claimed.add(id);
    }
  };
  // Who has no visit anywhere needs no looking for.
  const open = drafts.filter(({ row }) => !placed.has(row.line));
  const groups = Map.groupBy(open, ({ key, own, match: { person } }) =>
    key === '' ? '' : (own?.personId ?? person?.id ?? ''),
  );
  let batch: string[] = [];
  let rows = 0;
  for (const person of [...groups.keys()].toSorted()) {
    if (person === '' || !byPerson.has(person)) continue;
    batch.push(person);
    rows += groups.get(person)?.length ?? 0;
    if (rows < BATCH) continue;
    run(
      batch.flatMap((id) => groups.get(id) ?? []),
      batch,
    );
    await pace.rest();
    [batch, rows] = [[], 0];
  }
  run(
    batch.flatMap((id) => groups.get(id) ?? []),
    batch,
  );
  const maybe = (groups.get('') ?? []).filter(({ key, match: one }) => key !== '' && one.maybe.length > 0);
  run(maybe, [...new Set(maybe.flatMap(({ match: one }) => one.maybe.map(({ id }) => id)))]);
  return found;
}

/**
 * What stands at a row's own time, with its clinician, under its name is the row's, also when it is known with another number; nothing that
 * a row knows by its id. Visit id by line.
 */
async function bySlot(
  { store }: Pick<ScheduleDeps, 'store'>,
  drafts: readonly Draft[],
  standing: readonly AppointmentRecord[],
  remembered: RowsToRelate['remembered'],
  { pace }: Course,
): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  for (const [line, meant] of remembered) if (typeof meant !== 'string') found.set(line, meant.id);
  if (standing.length === 0) return found;
  const taken = new Set(drafts.flatMap(({ own }) => own?.id ?? []));
  const atTime = Map.groupBy(standing, ({ startsAt }) => startsAt);
  for (const { row, key, own, match: person } of drafts) {
    if (pace.over()) await pace.rest();
    const there = row.startsAt === null || key === '' || own !== undefined ? undefined : atTime.get(row.startsAt);
    if (there === undefined) continue;
    const free = there.filter(({ id }) => !taken.has(id));
    const visit = store.read((tx) => visitOfSlot(tx, row, person.person?.id ?? null, free));
    if (visit === undefined) continue;
    found.set(row.line, visit.id);
    taken.add(visit.id);
  }
  return found;
}

/** Whether the list has this visit's day and clinician, and no row that could not be read and may be it. */
async function coverage(
  drafts: readonly Draft[],
  zone: string,
  { pace }: Course,
): Promise<(visit: AppointmentRecord) => boolean> {
  const dayIn = createDayReader(zone);
  const days = new Set<string>();
  const doubtful = { people: new Set<string>(), clinicians: new Set<string>() };
  const place = (clinician: string, day: string): string => `${fold(clinician)}|${day}`;
  for (const { row, match: person, own } of drafts) {
    if (row.startsAt !== null) days.add(place(row.clinician, dayIn(row.startsAt)));
    if (pace.over()) await pace.rest();
    if (!row.problems.some(({ severity, code }) => severity === 'error' && code !== 'duplicateRow')) continue;
    const who = own?.personId ?? person.person?.id;
    if (who === undefined) doubtful.clinicians.add(fold(row.clinician));
    else doubtful.people.add(who);
  }
  return ({ clinician, startsAt, personId, externalKey }) =>
    days.has(place(clinician, dayIn(startsAt))) &&
    !doubtful.people.has(personId) &&
    !(doubtful.clinicians.has(fold(clinician)) && idInKey(externalKey) === null);
}
