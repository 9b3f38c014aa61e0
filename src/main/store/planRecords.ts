/** Rows of templates, the reminder plan, visits, reminders and lists, as the repositories hand them out. Types only. */
import type {
  CadenceStep,
  LatePolicy,
  ReminderState,
  ReminderStep,
  StepMatch,
  StepPurpose,
  StepTiming,
} from '../../contract/reminders.ts';
import type {
  ColumnMeaning,
  DateOrder,
  ImportAction,
  ImportCounts,
  ListWarning,
  RowProblem,
} from '../../contract/schedule.ts';
import type { ListFacts } from '../domain/schedule/brakes.ts';
import type { ChosenStatuses } from '../domain/schedule/statusWords.ts';
import type { TemplateCategory } from '../../contract/templates.ts';
import type { AppointmentStatus, ReplyStatus } from '../../contract/visits.ts';

export interface TemplateRecord {
  readonly id: string;
  readonly name: string;
  readonly shortcut: string;
  readonly category: TemplateCategory;
  readonly language: string;
  readonly body: string;
  readonly version: number;
  /** The base text this is a translation of; null: a base text itself. */
  readonly translationOf: string | null;
  /** The version of the base this translation was made of. */
  readonly baseVersion: number | null;
  /** Put away: offered nowhere, kept because texts point to it. */
  readonly archivedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One wording a template had. */
export interface TemplateVersionRecord {
  readonly version: number;
  readonly body: string;
  readonly actor: string;
  readonly createdAt: number;
}

export interface CadenceStepRecord {
  readonly id: string;
  readonly position: number;
  readonly timing: StepTiming;
  readonly purpose: StepPurpose;
  readonly templateId: string;
  readonly whenConfirmed: CadenceStep['whenConfirmed'];
  readonly infoTemplateId: string | null;
  readonly match: StepMatch;
  readonly businessDays: CadenceStep['businessDays'];
  readonly late: LatePolicy;
  readonly askAgainAfterDays: number | null;
  readonly minBookedDays: number | null;
  readonly active: boolean;
  /** For visits added from then on (UTC ms); null: for all. */
  readonly appliesFrom: number | null;
  /** For visits added before (UTC ms): a newer plan is for those after; null: it is in the plan. */
  readonly appliesUntil: number | null;
}

export interface AppointmentRecord {
  readonly id: string;
  readonly personId: string;
  readonly externalKey: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly zone: string;
  readonly clinician: string;
  readonly location: string;
  readonly kind: string;
  readonly status: AppointmentStatus;
  readonly reply: ReplyStatus;
  readonly replySetBy: string | null;
  readonly repliedAt: number | null;
  readonly importId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface ReminderRecord {
  readonly id: string;
  readonly appointmentId: string;
  readonly kind: ReminderStep['kind'];
  /** Null unless `kind` is `step`. */
  readonly stepId: string | null;
  readonly personId: string;
  readonly visitAt: number;
  readonly dueAt: number;
  readonly sendBy: number;
  /** When the planner looks at it: `dueAt`, or later where something known already makes it wait. */
  readonly releaseAt: number;
  readonly movedTo: number | null;
  readonly state: ReminderState;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly messageId: string | null;
  /** By which number a reply names this visit, where one text is about several; those reminders share `messageId`. */
  readonly householdCode: number | null;
  /** Words a person put in the place of the template's. */
  readonly bodyOverride: string | null;
  /** A time a person chose; `dueAt` is the same then. */
  readonly dueOverride: number | null;
  readonly editedBy: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A visit as it stood before it was changed. */
export interface SettledVisit {
  readonly startsAt: number;
  readonly status: AppointmentStatus;
  readonly reply: ReplyStatus;
  readonly replySetBy: string | null;
  readonly repliedAt: number | null;
}

/** Where a visit stands in its settling (schedule edits wait a while before anybody is told). */
export interface Settling {
  /** UTC ms; null: settled, or changed and not timed yet. */
  readonly until: number | null;
  /** What it is compared with when it has settled; `new`: booked since; null: nothing has changed. */
  readonly base: SettledVisit | 'new' | null;
}

export interface ImportRecord {
  readonly id: string;
  readonly fileName: string;
  readonly signature: string;
  readonly summary: ImportSummary;
  readonly state: 'previewed' | 'applied';
  readonly actor: string;
  readonly createdAt: number;
  readonly appliedAt: number | null;
  /** When its adding began. */
  readonly startedAt: number | null;
  readonly undoneAt: number | null;
  readonly undoneBy: string | null;
}
export interface ImportSummary {
  readonly encoding: string;
  readonly delimiter: string;
  readonly dateOrder: DateOrder;
  readonly mapping: Readonly<Record<string, ColumnMeaning>>;
  readonly counts: ImportCounts;
  /** What a person said about status words, by folded word; lists of before 0120 have none. */
  readonly statusWords?: ChosenStatuses;
  /** What brakes are worked out from; lists of before 0060 have none. */
  readonly facts?: ListFacts;
  /** What the reader said about the file; brakes are worked out anew. */
  readonly told?: readonly ListWarning[];
  /** Visits to come that stood in the schedule on the days of the list. */
  readonly known?: number;
  /** A person says that the list has every visit of its days. */
  readonly complete?: boolean;
  /** First and last instant of its days, for mending a row: `to` is exclusive. */
  readonly span?: { readonly from: number; readonly to: number } | null;
  /** Added only in part, because a person stopped it. */
  readonly stopped?: boolean;
}
export type ImportRowFilter = 'all' | 'problems' | 'needYou' | ImportAction;

export interface ImportRowRecord {
  readonly importId: string;
  readonly line: number;
  readonly action: ImportAction;
  readonly problems: readonly RowProblem[];
  /** The visit the row means. */
  readonly visitId: string | null;
  /** Somebody must look at this row, and has not left it out. */
  readonly needsYou: boolean;
  /** The recognised visit; its shape is domain/schedule's. */
  readonly data: Readonly<Record<string, unknown>>;
}
