/** Brakes: what looks wrong about a list as a whole (peers.md E4.10). Nothing is stopped; a person is told before applying. */
import type { ImportCounts, ImportPreview } from '../../../contract/schedule.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';

type Warning = ImportPreview['warnings'][number];

/** A practice's own number stands in many rows when a system exports the wrong column. */
const NAMES_ON_ONE_NUMBER = 5;
const MANY_ROWS = 10;

export interface ListWarnings {
  /** Takes the next row into account. */
  add(visit: VisitRow): void;
  /** What to tell about all of them. */
  tell(counts: ImportCounts): Warning[];
}

export function createListWarnings(): ListWarnings {
  const namesOn = new Map<string, Set<string>>();
  let rows = 0;
  let unread = 0;
  let past = 0;
  let crowded = 0;
  return {
    add({ phone, name, problems }) {
      rows += 1;
      if (problems.some((problem) => problem.severity === 'error' && problem.code !== 'inPast')) unread += 1;
      if (problems.some((problem) => problem.code === 'inPast')) past += 1;
      if (phone === null) return;
      const names = namesOn.get(phone) ?? new Set();
      namesOn.set(phone, names.add(fullName(name).toLowerCase()));
      crowded = Math.max(crowded, names.size);
    },
    tell: (counts) => warningsOf({ rows, unread, past, crowded, cancelled: counts.cancelled }),
  };
}

type Seen = Readonly<Record<'rows' | 'unread' | 'past' | 'crowded' | 'cancelled', number>>;

function warningsOf({ rows, unread, past, crowded, cancelled }: Seen): Warning[] {
  const warnings: Warning[] = [];
  if (crowded > NAMES_ON_ONE_NUMBER) {
    warnings.push({
      code: 'sameNumber',
      text: `${String(crowded)} different people have the same number. Is this the right phone column?`,
    });
  }
  if (rows >= MANY_ROWS && unread * 10 > rows) {
    warnings.push({
      code: 'manyUnread',
      text: `${String(unread)} of ${String(rows)} rows could not be read. Check how the columns are matched.`,
    });
  }
  if (past > 0 && past * 2 > rows)
    warnings.push({ code: 'oldList', text: 'Most of these visits are in the past. Is this an old list?' });
  if (cancelled > MANY_ROWS && cancelled * 2 > rows) {
    warnings.push({
      code: 'manyCancelled',
      text: `${String(cancelled)} visits would be cancelled. Check the list before adding it.`,
    });
  }
  return warnings;
}
