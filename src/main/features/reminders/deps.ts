/** What the reminders feature is given. Other features come in as functions, so that none imports another's inside. */
import type { Purpose, Reason } from '../../../contract/common.ts';
import type { GateDecision } from '../../../contract/gate.ts';
import type { TemplateField } from '../../../contract/templates.ts';
import type { Appointment } from '../../../contract/visits.ts';
import type { PlaceOnLine } from '../../jobs/handlers.ts';
import type { Clock, Ids, Timers } from '../../platform/ports.ts';
import type { AppointmentRecord, MessageRecord, PersonRecord, TemplateRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import type { ForeseeDeps } from './judge.ts';

export interface ReminderText {
  readonly number: string;
  readonly personId: string;
  readonly body: string;
  /** Null: a person's own words. */
  readonly templateId: string | null;
  /** The visit to come it is about; null: it is over, or called off. */
  readonly appointmentId: string | null;
  readonly reminderId: string;
  readonly purpose: Purpose;
  /** Makes queueing idempotent: the same occurrence, and the same go at it, never gives two texts. */
  readonly dedupeKey: string;
  readonly sendBy: number;
  /** `automatic` by the plan, `manual` when a person pressed "Send now". */
  readonly trigger: 'automatic' | 'manual';
  readonly author: string | null;
  readonly confirmed: readonly string[];
  /** One text for several visits of a household. */
  readonly household?: boolean;
  /** It is left with a gateway that sends it at the time found here; null: then nothing is made. Left out: it leaves from here. */
  readonly ahead?: PlaceOnLine;
}

export interface RemindersDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly timers: Timers;
  /** Asks the gate and the lines about texts that are still to be made, as seen from `now` (UTC ms). */
  readonly createForesee: (now: number) => ForeseeDeps;
  /** The gate's decision and, when it may go now or later, the queued text. Nothing is written for a block or a question. */
  readonly queueReminder: (
    tx: WriteTx,
    text: ReminderText,
    now: number,
  ) => {
    readonly decision: GateDecision;
    /** The gate's first finding in words for the desk; null when there is none. */
    readonly reason: Reason | null;
    readonly message: MessageRecord | null;
  };
  readonly render: (
    tx: ReadTx,
    input: {
      readonly template: TemplateRecord;
      readonly person: PersonRecord;
      readonly appointment: AppointmentRecord;
      /** When it leaves (UTC ms), for words like "tomorrow"; left out: the day is named. */
      readonly leavesAt?: number;
    },
  ) => { readonly body: string; readonly missing: readonly TemplateField[] };
  readonly viewAppointment: (tx: ReadTx, record: AppointmentRecord) => Appointment;
  /** Cancels a text that is not under way yet. False when it is too late. */
  readonly takeBack: (tx: WriteTx, messageId: string, reason: Reason, now: number) => boolean;
}
