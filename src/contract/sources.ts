/**
 * Where the schedule comes from by itself: a watched folder, a calendar the practice subscribes to, Open Dental. A source reads; whether
 * what it read is added without asking is the owner's choice, and never where something is doubtful.
 */
import { z } from 'zod';
import { Id, Instant } from './common.ts';
import { command, Done, query } from './procedure.ts';
import { desk, managers } from './roles.ts';
import { ColumnMeaning, DateOrder, ImportCounts, ImportPreview, schedule } from './schedule.ts';

export const SourceKind = z.enum(['folder', 'feed', 'openDental']);
export type SourceKind = z.infer<typeof SourceKind>;

/**
 * What became of a list: `waiting` for a person; `rest`: the rows nobody has to look at are in, the others wait; `same` as the schedule;
 * `superseded` by a newer one of its name.
 */
export const SourceListState = z.enum(['waiting', 'rest', 'added', 'same', 'dismissed', 'superseded']);
export type SourceListState = z.infer<typeof SourceListState>;

/** `off`: switched off; `new`: not read yet; `waiting`: a list waits for a person; `trouble`: it cannot be read now. */
export const SourceState = z.enum(['off', 'new', 'good', 'waiting', 'trouble']);
export type SourceState = z.infer<typeof SourceState>;

/** Minutes between two readings: five minutes to a day. */
export const EveryMinutes = z.int().min(5).max(1440);

/** What looked wrong about a list as a whole, or why a source cannot be read: a code, and words for the desk. */
const Words = z.object({ code: z.string(), text: z.string() });

export const SourceList = z.object({
  id: Id,
  sourceId: Id,
  sourceLabel: z.string(),
  /** The file's name, or what stands for it. */
  name: z.string(),
  state: SourceListState,
  /** What adding it would do; null when it could not be read as a list. */
  counts: ImportCounts.nullable(),
  /** Rows that a person has to decide. */
  needYou: z.int(),
  doubts: z.array(Words),
  readAt: Instant,
});
export type SourceList = z.infer<typeof SourceList>;

export const FolderSettings = z.object({
  path: z.string().trim().min(1).max(500),
  /** `*` and `?`, several parted by semicolons: `*.csv; schedule-*.xlsx`. Empty: every list there. */
  pattern: z.string().trim().max(200).default(''),
  /** A file that was read stays, or goes to the subfolder "done". */
  done: z.enum(['leave', 'move']).default('leave'),
});

export const OpenDentalSettings = z.object({
  /** Of the API: Open Dental's own, or the one in the practice's network. */
  address: z.string().trim().min(1).max(300).default('https://api.opendental.com/api/v1'),
  daysAhead: z.int().min(1).max(365).default(60),
  /** One clinic only; null: all of them. */
  clinicNum: z.int().min(0).nullable().default(null),
});

export const ScheduleSource = z.object({
  id: Id,
  kind: SourceKind,
  label: z.string(),
  active: z.boolean(),
  addByItself: z.boolean(),
  /** Answers are written into the practice's system. Only where the kind can. */
  writeBack: z.boolean(),
  canWriteBack: z.boolean(),
  everyMinutes: EveryMinutes,
  folder: FolderSettings.nullable(),
  /** The rest of the address is secret. */
  feed: z.object({ host: z.string(), secure: z.boolean() }).nullable(),
  openDental: OpenDentalSettings.extend({ hasKeys: z.boolean() }).nullable(),
  state: SourceState,
  problem: Words.nullable(),
  /** It is being read now. */
  reading: z.boolean(),
  lastTryAt: Instant.nullable(),
  lastReadAt: Instant.nullable(),
  /** When what it said and what our schedule says were last the same. */
  lastGoodAt: Instant.nullable(),
});
export type ScheduleSource = z.infer<typeof ScheduleSource>;

export const Freshness = z.object({
  /** Up to when our schedule is known to be the practice's own; null: nothing was ever brought in. */
  at: Instant.nullable(),
  sources: z.array(z.object({ id: Id, at: Instant.nullable() })),
});
export type Freshness = z.infer<typeof Freshness>;

const draft = {
  folder: FolderSettings.optional(),
  /** https:// or webcal://, as the other program shows it. Left out: it stays. */
  feed: z.object({ url: z.string().trim().min(1).max(2000) }).optional(),
  openDental: OpenDentalSettings.extend({
    developerKey: z.string().trim().min(1).max(200).optional(),
    customerKey: z.string().trim().min(1).max(200).optional(),
  }).optional(),
};

export const sources = {
  listSources: query({
    roles: desk,
    input: z.strictObject({}),
    output: z.object({ items: z.array(ScheduleSource), lists: z.array(SourceList) }),
  }),
  getFreshness: query({ roles: desk, input: z.strictObject({}), output: Freshness }),
  /** Adds a source, or changes one. Errors: INVALID_INPUT names the field; NOT_FOUND. */
  saveSource: command({
    roles: managers,
    input: {
      id: Id.optional(),
      kind: SourceKind,
      label: z.string().trim().min(1).max(60),
      active: z.boolean().default(true),
      addByItself: z.boolean().default(false),
      writeBack: z.boolean().default(false),
      everyMinutes: EveryMinutes.default(15),
      ...draft,
    },
    output: ScheduleSource,
  }),
  /** Its lists that wait go with it; visits stay. Errors: NOT_FOUND. */
  removeSource: command({ roles: managers, input: { id: Id }, output: Done }),
  /** Tries a source, as saved or as typed, and changes nothing. Errors: NOT_FOUND, INVALID_INPUT. */
  checkSource: command({
    roles: managers,
    input: { id: Id.optional(), kind: SourceKind, ...draft },
    output: z.object({ ok: z.boolean(), text: z.string() }),
  }),
  /** Reads a source now and answers when that is done. Errors: NOT_FOUND, NOT_AVAILABLE (switched off). */
  runSource: command({ roles: desk, input: { id: Id }, output: ScheduleSource }),
  /**
   * A list that waits, as the import's second step sees a file; `schedule.applyImport` adds it. Errors: as `schedule.previewImport`;
   * NOT_FOUND: it was settled, or a newer one came.
   */
  previewList: command({
    roles: desk,
    input: {
      id: Id,
      mapping: z.record(z.string(), ColumnMeaning).optional(),
      dateOrder: DateOrder.optional(),
      statusWords: schedule.previewImport.input.shape.statusWords,
    },
    output: ImportPreview,
  }),
  /** The list is not wanted. The same content is not offered again. Errors: NOT_FOUND. */
  dismissList: command({ roles: desk, input: { id: Id }, output: Done }),
};
