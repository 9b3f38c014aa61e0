/** What the schedule feature is given. Other features come in as functions, so that none imports another's inside. */
import type { CanText } from '../../../contract/people.ts';
import type { Clock, Ids, Logger, Timers, Workbooks } from '../../platform/ports.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';

/** What a row of a list says about its visit. */
export interface NotedRow {
  readonly externalKey: string;
  readonly visitId: string | null;
  readonly startsAt: number | null;
  readonly status: AppointmentRecord['status'];
  readonly confirmed: boolean;
}

export interface ScheduleDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly log: Logger;
  /** Reads Excel files away from the main thread. */
  readonly workbooks: Workbooks;
  /** Whether this person can be texted on this number. */
  readonly canText: (tx: ReadTx, number: string, personId: string | null) => CanText;
  /** Records that somebody of a list agreed to texts on a form. Returns the id of the entry; null: a person has to decide about this number first. */
  readonly recordFormConsent: (
    tx: WriteTx,
    number: string,
    personId: string,
    evidence: string,
    now: number,
  ) => string | null;
  /** Records that a list says this person must not be texted; null: whoever has the number. An undo of the list does not lift it. */
  readonly recordRefusal: (tx: WriteTx, number: string, personId: string | null, now: number) => void;
  /** Takes such an agreement back, because its list is taken out again. */
  readonly takeBackConsent: (tx: WriteTx, number: string, personId: string, consentId: string, now: number) => void;
  /** Brings the reminders of a visit in line with its time and status. Returns the due times newly planned. */
  readonly planReminders: (tx: WriteTx, appointment: AppointmentRecord, now: number) => readonly number[];
  /** Remembers what a list says about the visit of a row, once the row is in; left out: nobody asks. */
  readonly noteListed?: (tx: WriteTx, row: NotedRow, importId: string, now: number) => void;
  /** Brings the conversation rows of a person in line with their visits. */
  readonly refreshPerson: (tx: WriteTx, personId: string, now: number) => void;
}
