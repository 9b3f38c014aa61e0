/** Getting the day's schedule in, and looking at it. Nothing changes before a person has seen what would change. */
import { z } from 'zod';
import { CivilDate, Cursor, E164, Id, Instant, Limit, pageOf, Zone } from './common.ts';
import { command, Done, query } from './procedure.ts';
import { careReaders, desk } from './roles.ts';
import { Appointment, AppointmentStatus, ReplyStatus } from './visits.ts';

/** What a column of the file can mean. `date`+`time` or `start`; `name` or `givenName`+`familyName`. */
export const ColumnMeaning = z.enum([
  'ignore',
  'externalId',
  'personId',
  'name',
  'givenName',
  'familyName',
  'phone',
  'phone2',
  'date',
  'time',
  'start',
  'end',
  'duration',
  'clinician',
  'location',
  'kind',
  'status',
  'language',
  'consent',
  // Of the person's address, for the hours of texts.
  'region',
  'postcode',
  'country',
]);
export type ColumnMeaning = z.infer<typeof ColumnMeaning>;

export const DateOrder = z.enum(['dmy', 'mdy', 'ymd']);
export type DateOrder = z.infer<typeof DateOrder>;

export const ImportColumn = z.object({
  index: z.int(),
  header: z.string(),
  meaning: ColumnMeaning,
  /** The first few values, for the mapping screen. */
  samples: z.array(z.string()),
});

export const RowProblemCode = z.enum([
  'phoneMissing',
  'phoneInvalid',
  'phoneLandline',
  'nameMissing',
  'dateMissing',
  'dateInvalid',
  'timeMissing',
  'timeInvalid',
  /** The clocks go back that night: `readings` are the two instants it can be. */
  'timeTwice',
  /** The clocks go forward over it: `readings` are the instants before and after. */
  'timeSkipped',
  /** In the night, and without AM or PM. */
  'timeUnlikely',
  /** A status word nobody has explained yet (`unknownStatusWords`). */
  'statusUnknown',
  /** No area code: the practice's own was put in front. */
  'phoneAreaCode',
  'inPast',
  'duplicateRow',
  /** The list gives one visit of one name several numbers: which of them holds is for a person to say. */
  'numbersDiffer',
  'otherNumberOnFile',
  'optedOut',
  'noConsent',
  'tooManyCells',
  'tooFewCells',
  'notAVisit',
  /** Found while adding: a fault of ours in this row. The rest of the list came in. */
  'notAdded',
  /** The person is known by another name. */
  'nameChanged',
  /** Somebody of this name has another number, or of a near name the same one: a new person unless somebody says otherwise. */
  'whichPerson',
  /** The practice's id stood for somebody else's visit before. */
  'idReused',
]);
export type RowProblemCode = z.infer<typeof RowProblemCode>;

/** `error`: the row is left out; `warning`: it comes in, but something will not happen (no reminders). */
export const RowProblem = z.object({
  code: RowProblemCode,
  severity: z.enum(['error', 'warning']),
  column: z.int().nullable(),
  /** Words for the desk, with the value in question. */
  text: z.string(),
  /** What the time can mean, where a person has to say. */
  readings: z.array(Instant).optional(),
});
export type RowProblem = z.infer<typeof RowProblem>;

/** `missing`: no row of the file, but a visit we know that the file does not have. */
export const ImportAction = z.enum(['new', 'moved', 'changed', 'cancelled', 'unchanged', 'skipped', 'missing']);
export type ImportAction = z.infer<typeof ImportAction>;

/** Whom a row means, where it could be more than one: somebody we know, with the number on file or the row's, or somebody new. */
export const RowAnswer = z.union([
  z.strictObject({ person: Id, number: z.enum(['keep', 'use']) }),
  z.strictObject({ person: z.literal(null) }),
]);
export type RowAnswer = z.infer<typeof RowAnswer>;

/** A question about a row that only a person can answer; until then the safe answer holds. */
export const RowQuestion = z.object({
  /** `otherNumber`: the person is certain, the number is not. `whichPerson`: the person is not certain. */
  kind: z.enum(['otherNumber', 'whichPerson']),
  people: z.array(
    z.object({
      id: Id,
      name: z.string(),
      /** Last four digits of the number we text; null without one. */
      numberEnds: z.string().nullable(),
      nextVisitAt: Instant.nullable(),
    }),
  ),
  answer: RowAnswer.nullable(),
});
export type RowQuestion = z.infer<typeof RowQuestion>;

export const ImportRow = z.object({
  /** Line in the file, 1-based, as a spreadsheet shows it. */
  line: z.int(),
  action: ImportAction,
  name: z.string(),
  phone: E164.nullable(),
  phoneRaw: z.string(),
  startsAt: Instant.nullable(),
  /** For `moved`: where the visit stood before. */
  wasAt: Instant.nullable(),
  clinician: z.string(),
  kind: z.string(),
  problems: z.array(RowProblem),
  question: RowQuestion.optional(),
  /** Of a `missing` visit: what a person has decided. */
  decision: z.enum(['cancel', 'leave']).optional(),
  /** A person left the row out. */
  leftOut: z.boolean().optional(),
  /** Somebody must look at the row itself. */
  needsYou: z.boolean().optional(),
});
export type ImportRow = z.infer<typeof ImportRow>;

/** Something about the whole file. A `brake` keeps everything as it is until a person says that they looked. */
export const ListWarning = z.object({
  code: z.string(),
  text: z.string(),
  /** Left out: a warning. */
  severity: z.enum(['brake', 'warning']).optional(),
});
export type ListWarning = z.infer<typeof ListWarning>;

/** Visits we know on the days and with the clinicians of the file that the file does not have. */
export const ImportAbsent = z.object({
  visits: z.int(),
  /** A person says that the list has every visit of its days; only then is a missing visit shown. Remembered for lists of this kind. */
  complete: z.boolean(),
  /** Of the missing visits, those that a person wants cancelled. */
  cancel: z.int(),
});
export type ImportAbsent = z.infer<typeof ImportAbsent>;

export const ImportCounts = z.object({
  new: z.int(),
  moved: z.int(),
  changed: z.int(),
  cancelled: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  /** Rows that carry at least one problem. */
  problems: z.int(),
  /** Rows that somebody must look at one by one, and has not left out. */
  needYou: z.int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** What a word of a status column means. `notAVisit`: planned, waiting list, a block; it is taken out like a cancelled one. */
export const StatusMeaning = z.enum(['booked', 'confirmed', 'arrived', 'done', 'missed', 'cancelled', 'notAVisit']);
export type StatusMeaning = z.infer<typeof StatusMeaning>;

/** `csv`: any text with cells between separators; `pasted`: the same from the clipboard. */
export const ImportFormat = z.enum(['csv', 'pasted', 'xlsx', 'ics', 'hl7', 'fhir']);
export type ImportFormat = z.infer<typeof ImportFormat>;

export const ImportPreview = z.object({
  importId: Id,
  fileName: z.string(),
  /** What was found in the file. Only tables have columns to match: for ics, hl7 and fhir `columns` and `missing` are empty. */
  format: ImportFormat,
  /** Null for a workbook, which is no text. */
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).nullable(),
  /** Null where no character stands between cells. */
  delimiter: z.string().nullable(),
  dateOrder: DateOrder,
  /** True when both readings of the dates are possible: a person must choose. */
  dateOrderAmbiguous: z.boolean(),
  columns: z.array(ImportColumn),
  /** Meanings that are needed and that no column has yet; while any is left there are no rows. */
  missing: z.array(z.enum(['name', 'phone', 'date', 'time'])),
  /** Status words that have to be explained, the commonest first: their rows stay out until `statusWords` says what they mean. */
  unknownStatusWords: z.array(z.object({ word: z.string(), rows: z.int() })),
  counts: ImportCounts,
  /** Something about the whole file that a person should look at before applying. */
  warnings: z.array(ListWarning),
  absent: ImportAbsent,
  /** First page of rows, those with problems first. */
  rows: z.array(ImportRow),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const PastImport = z.object({
  importId: Id,
  fileName: z.string(),
  appliedAt: Instant,
  actor: z.string(),
  counts: ImportCounts,
  /** `tooLate`: texts about its visits have left. `gone`: the state before is no longer kept. */
  undo: z.enum(['possible', 'tooLate', 'running', 'undone', 'gone']),
  undoneAt: Instant.nullable(),
  undoneBy: z.string().nullable(),
});
export type PastImport = z.infer<typeof PastImport>;

export const schedule = {
  /**
   * Reads a file and says what applying it would do. Nothing is changed but the preview itself, which is kept for a day.
   * Errors: FILE_EMPTY, FILE_UNREADABLE, FILE_NOT_A_SCHEDULE, TOO_LARGE (25 MB).
   */
  previewImport: command({
    roles: desk,
    input: {
      fileName: z.string().max(255).default('list.csv'),
      /** The file's bytes in base64, or its text. */
      base64: z.string().max(34_000_000).optional(),
      text: z.string().max(25_000_000).optional(),
      /** Meaning by column index, where a person corrected what was recognised. */
      mapping: z.record(z.string(), ColumnMeaning).optional(),
      dateOrder: DateOrder.optional(),
      /** What unknown status words mean, by word as the preview names it. Remembered for files of this kind when the list is added. */
      statusWords: z.record(z.string().max(60), StatusMeaning).optional(),
    },
    output: ImportPreview,
  }),
  /**
   * How far a list is: being read (`id` of the command that reads it) or added (`id` of the import). Rows; the topic `job.progressed` tells
   * when to ask again. Not running: not begun, or over.
   */
  getImportProgress: query({
    roles: desk,
    input: z.strictObject({ id: Id }),
    output: z.object({ running: z.boolean(), done: z.int(), total: z.int() }),
  }),
  listImportRows: query({
    roles: desk,
    input: z.strictObject({
      importId: Id,
      /** `problems`: with a remark; `needYou`: those somebody must look at one by one. */
      filter: z.enum(['all', 'problems', 'needYou', 'new', 'moved', 'changed', 'cancelled', 'missing']).default('all'),
      cursor: Cursor.nullable().default(null),
      limit: Limit,
    }),
    output: pageOf(ImportRow),
  }),
  /**
   * Mends one row of a preview, leaves it out, takes it after all, or says whom it means. The row is compared again; what was said is
   * kept with the preview. Errors: IMPORT_EXPIRED, NOT_FOUND, INVALID_INPUT with the field.
   */
  fixImportRow: command({
    roles: desk,
    input: {
      importId: Id,
      line: z.int(),
      /** As written; empty: without a number. */
      phone: z.string().max(60).optional(),
      name: z.string().trim().min(1).max(120).optional(),
      /** Day and time of the visit in the practice's zone; together, or one beside what the row has. */
      date: CivilDate.optional(),
      time: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
        .optional(),
      /** Of a time that can be read in two ways (`readings` of its problem): the one that is meant. */
      startsAt: Instant.optional(),
      clinician: z.string().max(80).optional(),
      /** False: leave the row out. True: take it, also when it lies in the past. */
      take: z.boolean().optional(),
      answer: RowAnswer.optional(),
    },
    output: z.object({ row: ImportRow, counts: ImportCounts, warnings: z.array(ListWarning) }),
  }),
  /** Says that the list has every visit of its days and clinicians, or that it has not. Errors: IMPORT_EXPIRED. */
  setImportComplete: command({
    roles: desk,
    input: { importId: Id, complete: z.boolean() },
    output: ImportAbsent,
  }),
  /** Decides about missing visits: those of the lines, or all. Errors: IMPORT_EXPIRED, CONFLICT when the list is not complete. */
  decideMissing: command({
    roles: desk,
    input: { importId: Id, lines: z.array(z.int()).max(1000).nullable(), decision: z.enum(['cancel', 'leave']) },
    output: ImportAbsent,
  }),
  /**
   * Adds a previewed list and answers when all of it is in. Once begun it goes to the end, also over a restart, unless `cancelImport` stops
   * it; asked again meanwhile it answers the same. Errors: IMPORT_EXPIRED, CONFLICT (added already), IMPORT_BRAKED with the brakes nobody
   * has looked at, CANCELLED (stopped, and everything taken out again).
   */
  applyImport: command({
    roles: desk,
    input: {
      importId: Id,
      /** What to do for people without a consent record: they agreed on the form (recorded so), or ask first (no reminders). */
      consent: z.enum(['agreedOnForm', 'askFirst']).default('askFirst'),
      /** Codes of the brakes that a person has looked at. */
      confirmedBrakes: z.array(z.string().max(40)).max(20).default([]),
    },
    output: z.object({
      importId: Id,
      counts: ImportCounts,
      remindersPlanned: z.int(),
      firstReminderAt: Instant.nullable(),
      /** A person stopped it: the rows after are not in. */
      stopped: z.boolean().optional(),
    }),
  }),
  /**
   * Stops an adding at its next rows: what is in stays (`keep`) or is taken out again (`undo`). Errors: NOT_FOUND when nothing is being
   * added.
   */
  cancelImport: command({
    roles: desk,
    input: { importId: Id, then: z.enum(['keep', 'undo']) },
    output: Done,
  }),
  /**
   * Takes a list out again: every visit, person and number is as before. Visits that were changed since stay as they are. Errors:
   * NOT_FOUND, CONFLICT (undone already, being added), TOO_LATE with `details` { left } when texts about its visits have left, unless
   * `keepSent`: then those visits stay and the others go; TOO_LATE also when the state before is no longer kept (30 days).
   */
  undoImport: command({
    roles: desk,
    input: { importId: Id, keepSent: z.boolean().default(false) },
    output: z.object({ importId: Id, undone: z.int(), kept: z.int() }),
  }),
  /** Lists that were added, the newest first. */
  listImports: query({
    roles: desk,
    input: z.strictObject({ cursor: Cursor.nullable().default(null), limit: Limit }),
    output: pageOf(PastImport),
  }),
  listAppointments: query({
    roles: careReaders,
    input: z.strictObject({
      /** A day in the practice's zone; today when nothing is given. */
      date: CivilDate.optional(),
      from: Instant.optional(),
      to: Instant.optional(),
      personId: Id.optional(),
      clinician: z.string().max(80).optional(),
      cursor: Cursor.nullable().default(null),
      limit: z.int().min(1).max(500).default(200),
    }),
    output: pageOf(Appointment).extend({
      date: CivilDate.nullable(),
      clinicians: z.array(z.string()),
      lastImportAt: Instant.nullable(),
    }),
  }),
  getAppointment: query({ roles: careReaders, input: z.strictObject({ id: Id }), output: Appointment }),
  saveAppointment: command({
    roles: desk,
    input: {
      id: Id.optional(),
      personId: Id.optional(),
      startsAt: Instant.optional(),
      /** Minutes. */
      duration: z.int().min(1).max(1440).optional(),
      zone: Zone.optional(),
      clinician: z.string().max(80).optional(),
      location: z.string().max(120).optional(),
      kind: z.string().max(80).optional(),
    },
    output: Appointment,
  }),
  /** Sets the reply or the status by hand: mark called, arrived, missed, confirmed, cancelled. */
  setAppointmentState: command({
    roles: desk,
    input: { id: Id, reply: ReplyStatus.optional(), status: AppointmentStatus.optional() },
    output: Appointment,
  }),
};
