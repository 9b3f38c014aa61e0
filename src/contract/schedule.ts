/** Getting the day's schedule in, and looking at it. Nothing changes before a person has seen what would change. */
import { z } from 'zod';
import { CivilDate, Cursor, E164, Id, Instant, Limit, pageOf, Zone } from './common.ts';
import { command, query } from './procedure.ts';
import { desk, readers } from './roles.ts';
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
  'inPast',
  'duplicateRow',
  'otherNumberOnFile',
  'optedOut',
  'noConsent',
  'tooManyCells',
  'tooFewCells',
  'notAVisit',
  /** Found while adding: a fault of ours in this row. The rest of the list came in. */
  'notAdded',
]);
export type RowProblemCode = z.infer<typeof RowProblemCode>;

/** `error`: the row is left out; `warning`: it comes in, but something will not happen (no reminders). */
export const RowProblem = z.object({
  code: RowProblemCode,
  severity: z.enum(['error', 'warning']),
  column: z.int().nullable(),
  /** Words for the desk, with the value in question. */
  text: z.string(),
});
export type RowProblem = z.infer<typeof RowProblem>;

export const ImportAction = z.enum(['new', 'moved', 'changed', 'cancelled', 'unchanged', 'skipped']);
export type ImportAction = z.infer<typeof ImportAction>;

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
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportCounts = z.object({
  new: z.int(),
  moved: z.int(),
  changed: z.int(),
  cancelled: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  /** Rows that carry at least one problem. */
  problems: z.int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

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
  counts: ImportCounts,
  /** Something about the whole file that a person should look at before applying. */
  warnings: z.array(z.object({ code: z.string(), text: z.string() })),
  /** First page of rows, those with problems first. */
  rows: z.array(ImportRow),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

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
      filter: z.enum(['all', 'problems', 'new', 'moved', 'changed', 'cancelled']).default('all'),
      cursor: Cursor.nullable().default(null),
      limit: Limit,
    }),
    output: pageOf(ImportRow),
  }),
  /**
   * Adds a previewed list and answers when all of it is in. Once begun it goes to the end, also over a restart; asked again meanwhile it
   * answers the same. Errors: IMPORT_EXPIRED, CONFLICT (added already).
   */
  applyImport: command({
    roles: desk,
    input: {
      importId: Id,
      /** What to do for people without a consent record: they agreed on the form (recorded so), or ask first (no reminders). */
      consent: z.enum(['agreedOnForm', 'askFirst']).default('askFirst'),
    },
    output: z.object({
      importId: Id,
      counts: ImportCounts,
      remindersPlanned: z.int(),
      firstReminderAt: Instant.nullable(),
    }),
  }),
  listAppointments: query({
    roles: readers,
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
  getAppointment: query({ roles: readers, input: z.strictObject({ id: Id }), output: Appointment }),
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
