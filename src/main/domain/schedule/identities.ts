/**
 * Tells the rows of one list apart: finds lines that stand twice, and gives each visit the key under which the next list finds it again.
 * Rows are handed in one by one, so that a long list can be read in short tasks; their order plays no part. Pure but for what it collects.
 */
import { identityOf } from './diff.ts';
import { createDayReader } from './instants.ts';
import type { VisitRow } from './readRow.ts';

export interface Identities {
  add(row: VisitRow): void;
  /** Whether the row counts: of lines with one identity and start only one does. To be asked when all rows are in. */
  counts(row: VisitRow): boolean;
  /** The key of a row that counts; to be asked when all rows are in. */
  keyOf(row: VisitRow): string;
}

/** `zone` of the practice, for the day of a visit without an id. */
export function createIdentities(zone: string): Identities {
  const day = createDayReader(zone);
  const chosen = new Map<string, VisitRow>();
  const groups = new Map<string, VisitRow[]>();
  /** Place among the rows of one identity, from the second on. */
  const places = new Map<VisitRow, number>();
  const ranked = new Set<string>();
  const startOf = (row: VisitRow): string => `${identityOf(row, zone, day)}@${String(row.startsAt)}`;
  const counts = (row: VisitRow): boolean => row.startsAt === null || chosen.get(startOf(row)) === row;

  return {
    counts,
    add(row) {
      const start = startOf(row);
      const before = chosen.get(start);
      if (before === undefined || isBetter(row, before)) chosen.set(start, row);
      const identity = identityOf(row, zone, day);
      const group = groups.get(identity);
      if (group === undefined) groups.set(identity, [row]);
      else group.push(row);
    },
    // Several visits of one person on one day share an identity without an id of the practice: their order tells them apart.
    keyOf(row) {
      const identity = identityOf(row, zone, day);
      const group = groups.get(identity) ?? [];
      if (group.length > 1 && !ranked.has(identity)) {
        ranked.add(identity);
        group
          .filter(counts)
          .toSorted((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0))
          .forEach((one, place) => void places.set(one, place + 1));
      }
      const place = places.get(row) ?? 1;
      return place === 1 ? identity : `${identity}#${String(place)}`;
    },
  };
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
