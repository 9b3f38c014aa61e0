/**
 * Tells the rows of one list apart: finds lines that stand twice, and gives each visit the key under which the next list finds it again.
 * Rows are handed in one by one, so that a long list can be read in short tasks. Pure but for what it collects.
 */
import { identityOf } from './diff.ts';
import type { VisitRow } from './readRow.ts';

export interface Identities {
  /** False: a line of the same identity and start is there already, and this one does not count. */
  add(row: VisitRow): boolean;
  /** The key of an added row; to be asked when all rows are in. */
  keyOf(row: VisitRow): string;
}

/** `zone` of the practice, for the day of a visit without an id. */
export function createIdentities(zone: string): Identities {
  const starts = new Set<string>();
  const groups = new Map<string, VisitRow[]>();
  /** Place among the rows of one identity, from the second on. */
  const places = new Map<VisitRow, number>();
  const ranked = new Set<string>();

  return {
    add(row) {
      const identity = identityOf(row, zone);
      const start = `${identity}@${String(row.startsAt)}`;
      if (row.startsAt !== null && starts.has(start)) return false;
      starts.add(start);
      const group = groups.get(identity);
      if (group === undefined) groups.set(identity, [row]);
      else group.push(row);
      return true;
    },
    // Several visits of one person on one day share an identity without an id of the practice: their order tells them apart.
    keyOf(row) {
      const identity = identityOf(row, zone);
      const group = groups.get(identity) ?? [];
      if (group.length > 1 && !ranked.has(identity)) {
        ranked.add(identity);
        group
          .toSorted((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0))
          .forEach((one, place) => void places.set(one, place + 1));
      }
      const place = places.get(row) ?? 1;
      return place === 1 ? identity : `${identity}#${String(place)}`;
    },
  };
}
