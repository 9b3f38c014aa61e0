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

/** `zone` of the practice, for the day of a visit without an id. */
export function createIdentities(zone: string): Identities {
  const day = createDayReader(zone);
  const identities = new Map<VisitRow, string>();
  const chosen = new Map<string, VisitRow>();
  const groups = new Map<string, VisitRow[]>();
  /** Rows by name, start and clinician. */
  const slots = new Map<string, VisitRow[]>();
  /** Place among the rows of one identity, from the second on. */
  const places = new Map<VisitRow, number>();
  const ranked = new Set<string>();
  const idOf = (row: VisitRow): string => identities.get(row) ?? identityOf(row, zone, day);
  const isChosen = (row: VisitRow): boolean =>
    row.startsAt === null || chosen.get(`${idOf(row)}@${String(row.startsAt)}`) === row;
  const judged = new Map<readonly VisitRow[], ReadonlyMap<VisitRow, Verdict>>();
  const verdictOf = (row: VisitRow): Verdict => {
    if (!isChosen(row)) return 'twice';
    const slot = slots.get(slotOf(row));
    if (slot === undefined || slot.length < 2) return 'counts';
    const verdicts = judged.get(slot) ?? judgeSlot(slot.filter(isChosen));
    judged.set(slot, verdicts);
    return verdicts.get(row) ?? 'counts';
  };

  return {
    verdictOf,
    add(row) {
      const identity = identityOf(row, zone, day);
      identities.set(row, identity);
      const start = `${identity}@${String(row.startsAt)}`;
      const before = chosen.get(start);
      if (before === undefined || isBetter(row, before)) chosen.set(start, row);
      addTo(groups, identity, row);
      if (row.startsAt !== null && fullName(row.name) !== '') addTo(slots, slotOf(row), row);
    },
    // Several visits of one person on one day share an identity without an id of the practice: their order tells them apart.
    keyOf(row) {
      const identity = idOf(row);
      const group = groups.get(identity) ?? [];
      if (group.length > 1 && !ranked.has(identity)) {
        ranked.add(identity);
        group
          .filter((one) => verdictOf(one) !== 'twice')
          .toSorted((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0))
          .forEach((one, place) => void places.set(one, place + 1));
      }
      const place = places.get(row) ?? 1;
      return place === 1 ? identity : `${identity}#${String(place)}`;
    },
  };
}

function addTo(book: Map<string, VisitRow[]>, key: string, row: VisitRow): void {
  const rows = book.get(key);
  if (rows === undefined) book.set(key, [row]);
  else rows.push(row);
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
