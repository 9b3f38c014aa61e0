/** What the today feature is given. Other features come in as functions, so that none imports another's inside. */
import type { Appointment, AppointmentStatus, ReplyStatus } from '../../../contract/visits.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { VisitBefore } from '../../store/deskRecords.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';

export interface TodayDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly viewAppointment: (tx: ReadTx, record: AppointmentRecord) => Appointment;
  /** Sets reply or status in a person's name; reminders and what follows a visit are planned anew. */
  readonly setVisitState: (
    tx: WriteTx,
    input: { readonly id: string; readonly reply?: ReplyStatus; readonly status?: AppointmentStatus },
    actor: string,
    now: number,
  ) => AppointmentRecord;
  /** Puts reply and status back as they were. */
  readonly restoreVisit: (tx: WriteTx, id: string, before: VisitBefore, now: number) => void;
  /** Changes that the practice's own system does not know yet, of visits before `until`. */
  readonly countCalendarChanges: (tx: ReadTx, now: number) => number;
}
