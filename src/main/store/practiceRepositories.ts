/**
 * The repositories of the practice: schedule, reminders, templates, consent, gateways, imports, audit, settings, commands. Types only.
 */
import type { PageRequest, Slice } from './page.ts';
import type {
  TemplateRecord,
  TemplateVersionRecord,
  CadenceStepRecord,
  AppointmentRecord,
  ReminderRecord,
  Settling,
  ConsentRecord,
  ConsentFileRecord,
  NewConsent,
  SuppressionRecord,
  WordingRecord,
  GatewayRecord,
  HookEventRecord,
  ImportBefore,
  PersonMergeRecord,
  ImportRecord,
  ImportRowFilter,
  ImportRowRecord,
  AuditRecord,
  MessageRecord,
} from './records.ts';

/* ---- schedule, reminders, templates ---- */

export interface AppointmentsReader {
  get(id: string): AppointmentRecord | undefined;
  getByKey(externalKey: string): AppointmentRecord | undefined;
  /** By start time. Ends are exclusive. */
  list(
    query: PageRequest & {
      readonly from?: number;
      readonly to?: number;
      readonly personId?: string;
      readonly clinician?: string;
    },
  ): Slice<AppointmentRecord>;
  /** Booked visits of this person that start after `at`, soonest first. */
  upcomingOf(personId: string, at: number): readonly AppointmentRecord[];
  clinicians(): readonly string[];
  /** Booked visits that have not started. */
  countComing(now: number): number;
  settling(id: string): Settling;
  /** Visits whose settling has ended at `at`, longest first. */
  settled(at: number, limit: number): readonly AppointmentRecord[];
  /** The next end of a settling, UTC ms; null: none settles. */
  nextSettledAt(): number | null;
}
export interface AppointmentsWriter extends AppointmentsReader {
  insert(appointment: AppointmentRecord): void;
  setSettling(id: string, settling: Settling): void;
  /** A new start or status begins a settling: what stood before is kept, and `until` is null until the planner times it. */
  update(id: string, patch: Partial<Omit<AppointmentRecord, 'id' | 'createdAt'>>): void;
  /** Takes the visit and its reminders away, as if it had never been. Its waiting texts must have been taken back. */
  remove(id: string): void;
}

export interface RemindersReader {
  get(id: string): ReminderRecord | undefined;
  /** The first of those that share the text: the household's code 1, or the only one. */
  getByMessage(messageId: string): ReminderRecord | undefined;
  /** All that share the text, by their code. */
  allByMessage(messageId: string): readonly ReminderRecord[];
  ofAppointment(appointmentId: string): readonly ReminderRecord[];
  /** Held because the schedule is stale, those of use the shortest first. */
  heldAsStale(limit: number): readonly ReminderRecord[];
  /** Whether this person was or will be texted for `purpose` by another reminder that is due from `since` on and not later than `until`. */
  askedBetween(ask: {
    readonly personId: string;
    readonly purpose: string;
    readonly since: number;
    readonly until: number;
    readonly except: string;
  }): boolean;
  /** Planned ones due at or before `at`, oldest first. Those of a list that is still being added wait for its end. */
  due(at: number, limit: number): readonly ReminderRecord[];
  /** Planned ones to be looked at in [from, to), by that time, after `after`; as `due` without those of a list that is still being added. */
  plannedBetween(query: {
    readonly from: number;
    readonly to: number;
    readonly after: { readonly at: number; readonly id: string } | null;
    readonly limit: number;
  }): readonly ReminderRecord[];
  /** By due time; `to` is exclusive. */
  list(
    query: PageRequest & { readonly from: number; readonly to: number; readonly filter: 'all' | 'needsYou' | 'sent' },
  ): Slice<ReminderRecord>;
  nextDueAt(): number | null;
  counts(range: { readonly from: number; readonly to: number }): Readonly<Record<ReminderRecord['state'], number>>;
  /** Held and failed ones of visits that have not started. */
  countNeedingPerson(now: number): number;
}
export interface RemindersWriter extends RemindersReader {
  /** False when this occurrence exists already (appointment, step, visit start). */
  insert(reminder: ReminderRecord): boolean;
  /** Forgets one of which nothing has left: a change that was taken back leaves no trace. */
  remove(id: string): void;
  update(id: string, patch: Partial<Omit<ReminderRecord, 'id' | 'appointmentId' | 'stepId' | 'createdAt'>>): void;
  /** Sets these columns of the reminders of these texts, in one statement, except of those in a state of `spare`. Returns the changed. */
  followMessages(
    messageIds: readonly string[],
    to: Pick<ReminderRecord, 'state' | 'reasonCode' | 'reasonText' | 'updatedAt'>,
    spare: readonly ReminderRecord['state'][],
  ): readonly Pick<ReminderRecord, 'id' | 'appointmentId'>[];
}

export interface TemplatesReader {
  get(id: string): TemplateRecord | undefined;
  /** Archived ones too. */
  list(): readonly TemplateRecord[];
  /** Newest first. */
  versions(id: string): readonly TemplateVersionRecord[];
  /** The text of this base in that language; undefined: there is none. `id` may also name a translation: its base is meant. */
  variant(id: string, language: string): TemplateRecord | undefined;
  /** How many texts were made of each template since then (UTC ms). */
  uses(since: number): ReadonlyMap<string, number>;
  /** What one part cost lately, by the newest texts a provider named a price for; null: none did. */
  lastPrice(): { readonly microsPerPart: number; readonly currency: string } | null;
  /** The text of this base in that language, else the base. */
  inLanguage(id: string, language: string): TemplateRecord | undefined;
  /** Every step that is not retired, those switched off too. */
  cadence(): readonly CadenceStepRecord[];
  /** The same, and those that only visits added earlier still follow. */
  planSteps(): readonly CadenceStepRecord[];
  /** Also retired ones: a reminder may point to a step that is no longer in the plan. */
  step(id: string): CadenceStepRecord | undefined;
}
/** What may change without a new version. */
export type TemplateHead = 'name' | 'shortcut' | 'category' | 'baseVersion' | 'archivedAt' | 'updatedAt';
type Later = 'translationOf' | 'baseVersion' | 'archivedAt';
/** A template as it is saved; left out: a base text in use. */
export type TemplateToSave = Omit<TemplateRecord, Later> & Partial<Pick<TemplateRecord, Later>>;

export interface TemplatesWriter extends TemplatesReader {
  /** Adds the template, or a new version of it. */
  save(template: TemplateToSave, actor: string): void;
  /** Changes what stands around the words; the version stays. */
  update(id: string, patch: Partial<Pick<TemplateRecord, TemplateHead>>): void;
  /** Replaces the plan; steps left out are retired. */
  setCadence(steps: readonly CadenceStepRecord[], at: number): void;
}

/* ---- the rest ---- */

export interface ConsentReader {
  /** Oldest first. */
  ofNumber(number: string): readonly ConsentRecord[];
  list(query: PageRequest & { readonly personId?: string; readonly number?: string }): Slice<ConsentRecord>;
  /** Every entry about a person or somebody merged into them, also at numbers they no longer have, oldest first. */
  ofPerson(personId: string, limit: number): readonly ConsentRecord[];
  file(id: string): ConsentFileRecord | undefined;
  fileContent(id: string): Uint8Array | null;
  /** Every version of every wording: by id, then language, the newest first. */
  wordings(): readonly WordingRecord[];
  wording(id: string, language: string, version: number): WordingRecord | undefined;
  /** Why a number must not be texted although the ledger says nothing of it; empty: nothing is known. */
  suppressed(number: string): readonly SuppressionRecord[];
}
export interface ConsentWriter extends ConsentReader {
  /** Returns the entry as it stands in the ledger now. */
  append(event: NewConsent): ConsentRecord;
  insertFile(file: ConsentFileRecord, content: Uint8Array): void;
  /** Adds a version; the earlier ones stay as they are. */
  addWording(wording: WordingRecord): void;
  /** From now on this number must not be texted, whoever comes to have it. False: it was known already. */
  suppress(number: string, suppression: SuppressionRecord): boolean;
  /** The recipient texted START: the number may be texted again. */
  liftSuppression(number: string, at: number): void;
  /**
   * Takes the person out of the entries about them at this number, and with `whole` the number out of those about it as a whole; free
   * words and files go, what was said, when and how stays. Returns the entries as they stand now.
   */
  forget(subject: {
    readonly number: string;
    readonly personId: string;
    readonly pseudonym: string;
    readonly whole: boolean;
    /** From then on nobody is known whom they were about. */
    readonly now: number;
  }): readonly ConsentRecord[];
}

export interface GatewaysReader {
  get(id: string): GatewayRecord | undefined;
  /** Not removed, oldest first. */
  list(): readonly GatewayRecord[];
}
export interface GatewaysWriter extends GatewaysReader {
  insert(gateway: GatewayRecord): void;
  update(id: string, patch: Partial<Omit<GatewayRecord, 'id' | 'kind' | 'createdAt'>>): void;
  remove(id: string, at: number): void;
}

/** The journal of a list that is being added (adr/0012): it is there from the first commit of the adding to the last. */
export interface ImportRun {
  readonly importId: string;
  readonly consent: 'agreedOnForm' | 'askFirst';
  /** Who pressed the button; the rest is added in the same name after a restart. */
  readonly actor: string;
  /** The command to be answered at the end; null: nobody asks again. */
  readonly commandId: string | null;
  /** Rows up to this line are in. */
  readonly doneLine: number;
  readonly totals: ImportTotals;
  readonly startedAt: number;
  /** `undo`: the rows are taken out again, the last one first. */
  readonly mode: 'add' | 'undo';
  /** A person stopped it. */
  readonly stop: 'keep' | 'undo' | null;
  /** Rows that were not taken out, because something happened to their visit since. */
  readonly kept: number;
}
/** What the rows that are in have come to. */
export interface ImportTotals {
  readonly counts: ImportRecord['summary']['counts'];
  readonly remindersPlanned: number;
  readonly firstReminderAt: number | null;
}

export interface HookEventsReader {
  /** Not read yet and after this `seq`, oldest first. */
  waiting(after: number, limit: number): readonly HookEventRecord[];
  /** How many wait; counting stops at `most`. */
  countWaiting(most: number): number;
  /** UTC ms of the newest one that is still kept. */
  lastReceivedAt(): number | null;
}
export interface HookEventsWriter extends HookEventsReader {
  /** False, and nothing done, when this event is known already. */
  add(event: Omit<HookEventRecord, 'seq'> & { readonly eventKey: string }): boolean;
  /** Read, or never to be read: `problem` says why, without words of the text. What was read is not kept. False: done before. */
  done(seq: number, at: number, problem: string | null): boolean;
  /** Forgets at most `limit` done ones. Returns how many. */
  prune(doneBefore: number, limit: number): number;
}

export interface ImportsReader {
  get(id: string): ImportRecord | undefined;
  /** Up to `limit` rows after a line, in the order of the file. */
  rowsAfter(importId: string, line: number, limit: number): readonly ImportRowRecord[];
  /** The unfinished adding of this list. */
  run(importId: string): ImportRun | undefined;
  /** Lists whose adding has begun and not ended, the oldest first. */
  unfinishedRuns(): readonly ImportRun[];
  rows(query: PageRequest & { readonly importId: string; readonly filter: ImportRowFilter }): Slice<ImportRowRecord>;
  row(importId: string, line: number): ImportRowRecord | undefined;
  /** Lines of other rows that mean this visit. */
  linesOfVisit(importId: string, visitId: string): readonly number[];
  /** Missing visits, and those of them to be cancelled. */
  missing(importId: string): { readonly visits: number; readonly cancel: number };
  /** Added and not undone lists of one kind, the newest first. */
  ofKind(signature: string, limit: number): readonly ImportRecord[];
  /** Added lists, the newest first. */
  applied(query: PageRequest): Slice<ImportRecord>;
  /** What the rows up to a line changed, the last one first. */
  before(importId: string, line: number, limit: number): readonly ImportBefore[];
  hasBefore(importId: string): boolean;
  /** Whether this list made the person. */
  madePerson(importId: string, personId: string): boolean;
  /** Visits of the list about which a text has left since; counting stops at `most`. */
  visitsTexted(importId: string, since: number, most: number): number;
  mapping(signature: string):
    | {
        readonly mapping: ImportRecord['summary']['mapping'];
        readonly dateOrder: string | null;
        readonly statusWords: NonNullable<ImportRecord['summary']['statusWords']>;
        readonly complete: boolean;
      }
    | undefined;
  lastApplied(): ImportRecord | undefined;
}
export interface ImportsWriter extends ImportsReader {
  insert(record: ImportRecord): void;
  insertRows(rows: readonly ImportRowRecord[]): void;
  /** Writes what has become of a row. */
  replaceRow(row: ImportRowRecord): void;
  startRun(run: ImportRun): void;
  advanceRun(importId: string, patch: Partial<Omit<ImportRun, 'importId' | 'startedAt'>>): void;
  endRun(importId: string): void;
  markApplied(id: string, at: number, startedAt: number, summary: ImportRecord['summary']): void;
  /** Writes what a person has said about the list as a whole. */
  saveSummary(id: string, summary: ImportRecord['summary']): void;
  decideMissing(importId: string, lines: readonly number[] | null, decision: 'cancel' | 'leave'): void;
  keepBefore(before: ImportBefore): void;
  dropBefore(importId: string, line: number): void;
  markUndone(id: string, at: number, by: string): void;
  rememberComplete(signature: string, complete: boolean, at: number): void;
  rememberMapping(
    signature: string,
    mapping: ImportRecord['summary']['mapping'],
    dateOrder: string,
    at: number,
    statusWords?: ImportRecord['summary']['statusWords'],
  ): void;
  /** Previews older than `before` that nobody began to add. */
  dropStale(before: number): void;
}

export interface PersonMergesReader {
  /** Numbers that several people have, after a cursor in the order of the numbers. */
  sharedNumbers(cursor: string | null, limit: number): readonly string[];
  /** People whose ids of the practice differ in case, spaces or leading zeros only. */
  sharedIds(limit: number): readonly (readonly string[])[];
  areApart(personId: string, otherId: string): boolean;
  get(id: string): PersonMergeRecord | undefined;
  textsOf(personId: string, limit: number): readonly string[];
}
export interface PersonMergesWriter extends PersonMergesReader {
  keepApart(personId: string, otherId: string, at: number, actor: string): void;
  insert(record: PersonMergeRecord): void;
  markUndone(id: string, at: number): void;
  /** Whatever points to one person points to the other; what the other has already stays with the first. Numbers are not moved. */
  moveAll(fromId: string, toId: string): void;
  moveTexts(ids: readonly string[], toId: string): void;
}

/** Newest first. Filters that are left out do not narrow; without any, the seals of the consent ledger are left out. */
export interface AuditQuery extends PageRequest {
  readonly action?: string;
  /** Any of these. */
  readonly actions?: readonly string[];
  /** Any of these, as they stand in the rows: ids of people who sign in, names of parts of the program. */
  readonly actors?: readonly string[];
  readonly entityId?: string;
  /** Whatever is kept about this person. */
  readonly personId?: string;
  readonly from?: number;
  readonly to?: number;
}
export interface AuditTally {
  readonly action: string;
  readonly actor: string;
}
/** Texts of one day with the same state and reason; `earlier`: written before the day. */
export interface DayTextCount {
  readonly status: MessageRecord['status'];
  readonly code: string | null;
  readonly words: string | null;
  readonly earlier: boolean;
  readonly count: number;
}
export interface DayTexts {
  readonly counts: readonly DayTextCount[];
  readonly total: number;
  /** In the log, and no longer among the texts. */
  readonly gone: number;
  /** Among the texts, and not in the log. */
  readonly unlogged: number;
  readonly received: number;
  readonly refused: number;
  readonly optOuts: number;
}
export interface AuditReader {
  /** Entries up to this one were removed for their age; 0: the log begins with its first. */
  removedUpTo(): number;
  entryAt(seq: number): AuditRecord | undefined;
  head(): { readonly seq: number; readonly hash: string };
  list(query: AuditQuery): Slice<AuditRecord>;
  /** Every pair of what has happened and who did it. */
  tally(): readonly AuditTally[];
  /** Every text of ours on a day, by the log and by the texts. */
  dayTexts(range: { readonly from: number; readonly to: number }): DayTexts;
}
export interface AuditWriter extends AuditReader {
  /** The actor is the transaction's. `data` holds ids, codes and numbers, never words of a patient. */
  append(entry: {
    readonly at: number;
    readonly action: string;
    readonly entity?: string | null;
    readonly entityId?: string | null;
    readonly data?: Readonly<Record<string, unknown>>;
  }): void;
}

export interface SettingsReader {
  /** The stored JSON value, or undefined; features parse it with the contract's schema and its defaults. */
  get(key: string): unknown;
  /** What `make` made of the settings and of nothing else, made once and again after any setting was written. Shared: never change it. */
  derived<T>(name: string, make: () => T): T;
}
export interface SettingsWriter extends SettingsReader {
  set(key: string, value: unknown, at: number): void;
}

export interface CommandsReader {
  /** The first answer to this command id, when it was handled before. */
  find(commandId: string): { readonly procedure: string; readonly result: unknown } | undefined;
}
export interface CommandsWriter extends CommandsReader {
  record(command: {
    readonly commandId: string;
    readonly procedure: string;
    readonly at: number;
    readonly result: unknown;
  }): void;
}
