/** Who did what, when: append-only, hash-chained from the first row. Ids and codes only, no message text. */
import { z } from 'zod';
import { CivilDate, Cursor, Id, Instant, Limit, pageOf } from './common.ts';
import { command, query } from './procedure.ts';
import { everyone, managers, overseers } from './roles.ts';

/** What an entry is about, for the filter. `status`: of conversations. `checks`: of the trail itself. */
export const AuditKind = z.enum([
  'texts',
  'views',
  'status',
  'visits',
  'consent',
  'people',
  'imports',
  'settings',
  'signIn',
  'exports',
  'deletions',
  'backups',
  'checks',
  'other',
]);
export type AuditKind = z.infer<typeof AuditKind>;

export const AuditEntry = z.object({
  seq: z.int(),
  at: Instant,
  actor: z.string(),
  /** What happened, `message.queued`, `consent.revoked`, `settings.saved`. */
  action: z.string(),
  kind: AuditKind,
  entity: z.string().nullable(),
  entityId: Id.nullable(),
  /** Facts as codes and ids. */
  data: z.record(z.string(), z.unknown()),
  /** Whom it is about, where that is still known. Not part of the entry: looked up now. */
  about: z.object({ personId: Id, name: z.string() }).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const Filter = {
  /** As in the list of `audit.listActors`. */
  actor: z.string().max(120).optional(),
  kind: AuditKind.optional(),
  action: z.string().max(60).optional(),
  entityId: Id.optional(),
  /** Everything that is kept about this person. */
  personId: Id.optional(),
  from: Instant.optional(),
  /** Before this instant: also where a jump to a day begins. */
  to: Instant.optional(),
};

const Fault = z.enum(['edited', 'missing', 'reordered', 'cut']);

export const ChainCheck = z.object({
  /** The log and the consent ledger are whole. */
  ok: z.boolean(),
  entries: z.int(),
  /** First entry of the log that does not fit; null when all do. */
  brokenAt: z.int().nullable(),
  /** `cut`: entries are gone at the end. */
  fault: Fault.nullable(),
  /** When the broken entry, or the last one before a gap, was written; null when the log is whole. */
  brokenTime: Instant.nullable(),
  head: z.string(),
  /** Places kept outside the database (hourly, with each backup) that the log was compared with. */
  anchors: z.int(),
  /** The consent ledger, each entry against its seal in the log. `brokenAt` is the entry's own number. */
  ledger: z.object({ ok: z.boolean(), entries: z.int(), brokenAt: z.int().nullable(), fault: Fault.nullable() }),
  /** Result of SQLite's own check of the file. */
  integrity: z.enum(['ok', 'damaged', 'notChecked']),
  /** One sentence. */
  text: z.string(),
});
export type ChainCheck = z.infer<typeof ChainCheck>;

/**
 * What a printed fingerprint proves. `differs`: the log has another entry there, or the code was copied wrongly. `beyond`: the log ends
 * before it. `putAside`: neither, but an older backup was restored, and the sheet may be of the time lost by it. `broken`: the entry is
 * there, and one before it was changed. `tooOld`: the entry was removed for its age, and the log says so.
 */
export const FingerprintResult = z.enum(['fits', 'differs', 'beyond', 'putAside', 'broken', 'tooOld']);
export type FingerprintResult = z.infer<typeof FingerprintResult>;

export const FingerprintCheck = z.object({
  result: FingerprintResult,
  /** When the entry was written and who did it, where it fits. */
  at: Instant.nullable(),
  actor: z.string().nullable(),
  /** First entry of the whole log that does not fit. */
  brokenAt: z.int().nullable(),
});
export type FingerprintCheck = z.infer<typeof FingerprintCheck>;

export const audit = {
  /** Newest first. Seals of the consent ledger are shown with kind `checks` only. */
  listEntries: query({
    roles: overseers,
    input: z.strictObject({ ...Filter, cursor: Cursor.nullable().default(null), limit: Limit }),
    output: pageOf(AuditEntry),
  }),
  /** Everybody and everything that has done something so far, by name. */
  listActors: query({ roles: overseers, input: z.strictObject({}), output: z.object({ items: z.array(z.string()) }) }),
  /**
   * The list as a file for a spreadsheet, newest first, marked with who saved it. Itself kept in the trail. At most 20,000 entries:
   * `more` says that older ones were left out.
   */
  exportEntries: command({
    roles: overseers,
    input: Filter,
    output: z.object({ fileName: z.string(), csv: z.string(), rows: z.int(), more: z.boolean() }),
  }),
  /** Keeps that something the page shows is being printed. `mark` goes onto it. */
  recordOutput: command({
    roles: everyone,
    input: {
      what: z.enum(['today', 'closing', 'reminders', 'forecast', 'changes', 'callList', 'activity', 'recoveryCode']),
      how: z.literal('print'),
      rows: z.int().min(0).max(1_000_000).default(0),
      day: CivilDate.optional(),
    },
    output: z.object({ mark: z.string() }),
  }),
  /** The same for what the page itself saves as a file: for those who take patients' data out of the program. */
  recordFile: command({
    roles: managers,
    input: { what: z.literal('forecast'), rows: z.int().min(0).max(1_000_000).default(0) },
    output: z.object({ mark: z.string() }),
  }),
  /** Entry and code as on a closing sheet, or on any other print. Errors: INVALID_INPUT when the code is none. */
  checkFingerprint: command({
    roles: overseers,
    input: { seq: z.int().min(1).max(Number.MAX_SAFE_INTEGER), code: z.string().max(200) },
    output: FingerprintCheck,
  }),
  verifyChain: command({ roles: overseers, input: { integrity: z.boolean().default(false) }, output: ChainCheck }),
};
