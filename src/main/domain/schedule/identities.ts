/**
 * Tells the rows of one list apart: finds lines that stand twice or contradict each other, and gives each visit the key under which the next
 * list finds it again. Rows are handed in one by one, so that a long list can be read in short tasks; their order plays no part, nor does
 * what stands in the schedule: the same list gives the same verdicts the second time. Pure but for what it collects.
 */
import { fold } from './columns.ts';
import { identityOf } from './diff.ts';
import { createDayReader } from './instants.ts';
import { fullName } from './names.ts';
import type { VisitRow } from './readRow.ts';

/** `twice`: another line says the same visit, and more. `contradicts`: other lines give the same visit other numbers. */
export type Verdict = 'counts' | 'twice' | 'contradicts';

export interface Identities {
  add(row: VisitRow): void;
  /** Whether the row counts: of lines that mean one visit only one does. To be asked when all rows are in. */
  verdictOf(row: VisitRow): Verdict;
  /** The key of a row that counts; to be asked when all rows are in. */
  keyOf(row: VisitRow): string;
}

/** What is known of a row; worked out once, for a list may have a hundred thousand of them. */
interface Entry {
  readonly row: VisitRow;
  readonly identity: string;
  /** Its identity at its own start: of several rows the best counts. */
  readonly start: Start;
  /** Rows of one identity. */
  readonly group: Entry[];
  /** Rows of one name, start and clinician; null where one of them is missing. */
  readonly slot: Entry[] | null;
  /** Among the rows of one identity, from 1. */
  place: number;
}

interface Start {
  chosen: VisitRow;
}

/** `zone` of the practice, for the day of a visit without an id. */
export function createIdentities(zone: string): Identities {
  const day = createDayReader(zone);
  const entries = new Map<VisitRow, Entry>();
  const starts = new Map<string, Start>();
  const groups = new Map<string, Entry[]>();
  const slots = new Map<string, Entry[]>();
  const ranked = new Set<Entry[]>();
  const judged = new Map<Entry[], ReadonlyMap<VisitRow, Verdict>>();
  const isChosen = ({ row, start }: Entry): boolean => row.startsAt === null || start.chosen === row;
  const verdictOf = (entry: Entry): Verdict => {
    if (!isChosen(entry)) return 'twice';
    const { slot, row } = entry;
    if (slot === null || slot.length < 2) return 'counts';
    const verdicts = judged.get(slot) ?? judgeSlot(slot.filter(isChosen).map((one) => one.row));
    judged.set(slot, verdicts);
    return verdicts.get(row) ?? 'counts';
  };
  const rank = (group: Entry[]): void => {
    if (ranked.has(group)) return;
    ranked.add(group);
    group
      .filter((one) => verdictOf(one) !== 'twice')
      .toSorted((a, b) => (a.row.startsAt ?? 0) - (b.row.startsAt ?? 0))
      .forEach((one, place) => void (one.place = place + 1));
  };

  return {
    verdictOf: (row) => {
      const entry = entries.get(row);
      return entry === undefined ? 'counts' : verdictOf(entry);
    },
    add(row) {
      const identity = identityOf(row, zone, day);
      const key = `${identity}@${String(row.startsAt)}`;
      let start = starts.get(key);
      if (start === undefined) starts.set(key, (start = { chosen: row }));
      else if (isBetter(row, start.chosen)) start.chosen = row;
      const named = row.startsAt !== null && fullName(row.name) !== '';
      const slot = named ? bookOf(slots, slotOf(row)) : null;
      const group = bookOf(groups, identity);
      const entry: Entry = { row, identity, start, group, slot, place: 1 };
      group.push(entry);
      slot?.push(entry);
      entries.set(row, entry);
    },
    // Several visits of one person on one day share an identity without an id of the practice: their order tells them apart.
    keyOf(row) {
      const entry = entries.get(row);
      if (entry === undefined) return identityOf(row, zone, day);
      const { identity, group } = entry;
      if (group.length > 1) rank(group);
      return entry.place === 1 ? identity : `${identity}#${String(entry.place)}`;
    },
  };
}

function bookOf(books: Map<string, Entry[]>, key: string): Entry[] {
  const known = books.get(key);
  if (known !== undefined) return known;
  const fresh: Entry[] = [];
  books.set(key, fresh);
  return fresh;
}

/** One name cannot be with one clinician twice at one time. */
function slotOf({ name, startsAt, clinician }: VisitRow): string {
  return `${fold(fullName(name))}|${String(startsAt)}|${fold(clinician)}`;
}

/**
 * Lines of one name at one time with one clinician are one visit, unless ids of the practice tell them apart: the line that says most counts.
 * Which of several numbers holds, nobody here can know.
 */
function judgeSlot(slot: readonly VisitRow[]): ReadonlyMap<VisitRow, Verdict> {
  const verdicts = new Map<VisitRow, Verdict>();
  // Namesakes at one time, each with an id of their own, say nothing about each other.
  const ids = new Set(slot.flatMap(({ externalId }) => externalId ?? []));
  if (ids.size === slot.length) return verdicts;
  const counting: VisitRow[] = [];
  for (const row of slot.toSorted((a, b) => (isBetter(a, b) ? -1 : 1))) {
    const alike = slot.filter((other) => !isToldApart(row, other));
    const numbers = new Set(alike.flatMap(({ phone }) => phone ?? []));
    const again = counting.some((other) => alike.includes(other));
    verdicts.set(row, numbers.size > 1 ? 'contradicts' : again ? 'twice' : 'counts');
    if (verdicts.get(row) === 'counts') counting.push(row);
  }
  return verdicts;
}

function isToldApart(one: VisitRow, other: VisitRow): boolean {
  const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;
  return differ(one.externalId, other.externalId) || differ(one.personExternalId, other.personExternalId);
}

/** Of a visit that is cancelled in one line and stands in another, the one that stands: it was booked again. Then what says more. */
export function isBetter(row: VisitRow, before: VisitRow): boolean {
  const rank = ({ status, confirmed, problems, phone }: VisitRow): number =>
    (status === 'cancelled' ? 0 : 8) +
    (phone === null ? 0 : 4) +
    (problems.some(({ severity }) => severity === 'error') ? 0 : 2) +
    (confirmed ? 1 : 0);
  const [a, b] = [rank(row), rank(before)];
  if (a !== b) return a > b;
  const said = ({ line: _line, ...rest }: VisitRow): string => JSON.stringify(rest);
  const [one, other] = [said(row), said(before)];
  return one === other ? row.line < before.line : one > other;
}
