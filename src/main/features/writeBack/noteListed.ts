/** Remembers what the practice's own schedule says about a visit, row by row of every list that is read. Changes no visit. */
import type { AppointmentStatus } from '../../../contract/visits.ts';
import type { WriteTx } from '../../store/store.ts';

/** What a row of a list says; more of it is not needed. */
export interface ListedRow {
  /** Under which the visit is found; empty: the row has no identity of its own. */
  readonly externalKey: string;
  /** The visit it means, where that was known before. */
  readonly visitId?: string | null;
  readonly startsAt: number | null;
  readonly status: AppointmentStatus;
  readonly confirmed: boolean;
}

/** To be called when the row's visit is as the list has it, in the same transaction. `sourceId` null: a person brought the list. */
export function noteListed(tx: WriteTx, row: ListedRow, sourceId: string | null, now: number): void {
  if (row.startsAt === null) return;
  const meant = row.visitId === undefined || row.visitId === null ? undefined : tx.appointments.get(row.visitId);
  const visit = meant ?? (row.externalKey === '' ? undefined : tx.appointments.getByKey(row.externalKey));
  if (visit === undefined) return;
  const { startsAt, status, confirmed } = row;
  // A person's list says as much about where the visit stands, but not that it no longer is the source's.
  const from = sourceId ?? tx.writeBack.listed(visit.id)?.sourceId ?? null;
  const told = tx.writeBack.setListed({
    appointmentId: visit.id,
    ...{ startsAt, status, confirmed },
    sourceId: from,
    listedAt: now,
  });
  if (told) tx.changed('writeBack.changed', visit.id);
}
