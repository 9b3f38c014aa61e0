/**
 * Says what a list would change: new, moved, changed, cancelled, unchanged, skipped. Identity is the practice's own id, else
 * name, number, clinician and day (peers.md E2), so that a moved visit is not taken for a new one. Missing rows change nothing. Pure.
 */
import type { ImportAction, ImportCounts } from '../../../contract/schedule.ts';
import type { AppointmentStatus, ReplyStatus } from '../../../contract/visits.ts';
import { fold } from './columns.ts';
import { createDayReader } from './instants.ts';
import { fullName } from './names.ts';
import { needsPerson } from './needsPerson.ts';
import type { RemarkedRow } from './needsPerson.ts';
import type { VisitRow } from './readRow.ts';

/** What the database knows about a visit that a row may mean. */
export interface KnownVisit {
  readonly id: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly clinician: string;
  readonly location: string;
  readonly kind: string;
  readonly status: AppointmentStatus;
  readonly reply: ReplyStatus;
}

/** The key under which a visit is found again in the next list. `day`: for many rows, one reader of days for all of them. */
export function identityOf(row: VisitRow, zone: string, day: (at: number) => string = createDayReader(zone)): string {
  if (row.externalId !== null) return `id:${row.externalId}`;
  const date = row.startsAt === null ? '' : day(row.startsAt);
  return `row:${fold(fullName(row.name))}:${row.phone ?? fold(row.phoneRaw)}:${fold(row.clinician)}:${date}`;
}

/**
 * What applying the row would do to the visit with the same identity. Rows with an error are skipped.
 * A cancelled visit that the list shows as booked again is `changed` back.
 */
export function actionFor(row: VisitRow, known: KnownVisit | undefined): ImportAction {
  // What is off needs no time to be taken out: a visit sent back to the waiting list has none.
  const off = row.status === 'cancelled' && known !== undefined;
  if ((row.startsAt === null && !off) || row.problems.some((problem) => problem.severity === 'error')) return 'skipped';
  if (known === undefined) return row.status === 'cancelled' ? 'skipped' : 'new';
  if (row.status === 'cancelled') return known.status === 'cancelled' ? 'unchanged' : 'cancelled';
  if (known.startsAt !== row.startsAt) return 'moved';
  const same =
    known.endsAt === row.endsAt &&
    known.clinician === row.clinician &&
    known.location === row.location &&
    known.kind === row.kind &&
    known.status === statusAfter(row, known) &&
    !(row.confirmed && known.reply === 'none');
  return same ? 'unchanged' : 'changed';
}

/** A list says "booked" about visits that have arrived since it was printed: what happened at the desk stays. */
export function statusAfter(row: VisitRow, known: KnownVisit): AppointmentStatus {
  if (row.status !== 'booked') return row.status;
  return known.status === 'cancelled' ? 'booked' : known.status;
}

export const NO_COUNTS: ImportCounts = {
  new: 0,
  moved: 0,
  changed: 0,
  cancelled: 0,
  unchanged: 0,
  skipped: 0,
  problems: 0,
  needYou: 0,
};

export function addToCounts(counts: ImportCounts, row: CountedRow): ImportCounts {
  return changeCounts(counts, row, 1);
}

/** The same with a row fewer: one that is compared again. */
export function takeFromCounts(counts: ImportCounts, row: CountedRow): ImportCounts {
  return changeCounts(counts, row, -1);
}

export type CountedRow = RemarkedRow & { readonly action: ImportAction };

/** A missing visit is no row of the list. */
function changeCounts(counts: ImportCounts, row: CountedRow, by: number): ImportCounts {
  const { action, problems } = row;
  if (action === 'missing') return counts;
  return {
    ...counts,
    [action]: counts[action] + by,
    problems: counts.problems + (problems.length > 0 ? by : 0),
    needYou: counts.needYou + (needsPerson(row) ? by : 0),
  };
}
