/**
 * The store as the rest of the core sees it: a unit of work and one repository per table family. Types only; `openStore.ts` makes one.
 *
 * `write` is one transaction: everything in it is durable (FULL) when it returns, or nothing is. It is synchronous, so no other
 * work can slip in between. Changes recorded in it are published to `onCommit` listeners after the commit, never before.
 */
import type { ChangeEvent, EventBatch, Topic } from '../../contract/events.ts';
import type { ChainCheck } from '../../contract/audit.ts';
import type {
  AppointmentRecord,
  AttemptOutcome,
  AttemptRecord,
  AuditRecord,
  CadenceStepRecord,
  ConsentRecord,
  ConversationRecord,
  GatewayRecord,
  ImportRecord,
  ImportRowRecord,
  JobRecord,
  JobState,
  MessageRecord,
  NewMessage,
  NumberRecord,
  PersonNumberRecord,
  PersonRecord,
  ReminderRecord,
  TemplateRecord,
} from './records.ts';

/** A keyset page: pass `next` back to get the page after it. */
export interface Slice<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
export interface PageRequest {
  readonly cursor: string | null;
  readonly limit: number;
}

export interface Store {
  read<T>(work: (tx: ReadTx) => T): T;
  /** `actor` is written into every audit row of the transaction: a user's name, or `system`, `planner`, `dispatcher`. */
  write<T>(actor: string, work: (tx: WriteTx) => T): T;
  /** Called after each commit that recorded changes. Returns the function that stops listening. */
  onCommit(listener: (batch: EventBatch) => void): () => void;
  /** Changes after `seq`, oldest first; null when they are pruned or too many: the client must refetch. */
  changesSince(seq: number): EventBatch | null;
  lastSeq(): number;
  /** Runs on the worker thread, with its own connection. */
  readonly maintenance: Maintenance;
  info(): StoreInfo;
  /** Waits for maintenance, checkpoints, gives up the lock. No transaction may be open. */
  close(): Promise<void>;
}

export interface StoreInfo {
  readonly path: string;
  readonly sizeBytes: number;
  readonly schema: number;
  readonly encrypted: boolean;
  readonly synchronous: 'FULL';
  /** False when the last run died without closing: an integrity check is due (quality.md F12). */
  readonly endedCleanly: boolean;
}

/** Heavy work, off the main thread. Every call may be aborted. */
export interface Maintenance {
  /** Writes an encrypted copy with `VACUUM INTO`, opens it and checks it. Refuses an existing file. */
  backup(targetPath: string, signal?: AbortSignal): Promise<{ path: string; sizeBytes: number }>;
  integrityCheck(signal?: AbortSignal): Promise<{ ok: boolean; problems: readonly string[] }>;
  verifyAudit(signal?: AbortSignal): Promise<Omit<ChainCheck, 'integrity' | 'text'>>;
  /** Deletes change-feed and command-log rows older than the given ages. */
  prune(olderThan: { readonly changesMs: number; readonly commandsMs: number }): Promise<void>;
}

export interface ReadTx {
  readonly people: PeopleReader;
  readonly conversations: ConversationsReader;
  readonly messages: MessagesReader;
  readonly outbox: OutboxReader;
  readonly appointments: AppointmentsReader;
  readonly reminders: RemindersReader;
  readonly templates: TemplatesReader;
  readonly consent: ConsentReader;
  readonly gateways: GatewaysReader;
  readonly imports: ImportsReader;
  readonly audit: AuditReader;
  readonly settings: SettingsReader;
  readonly commands: CommandsReader;
}

export interface WriteTx extends ReadTx {
  readonly people: PeopleWriter;
  readonly conversations: ConversationsWriter;
  readonly messages: MessagesWriter;
  readonly outbox: OutboxWriter;
  readonly appointments: AppointmentsWriter;
  readonly reminders: RemindersWriter;
  readonly templates: TemplatesWriter;
  readonly consent: ConsentWriter;
  readonly gateways: GatewaysWriter;
  readonly imports: ImportsWriter;
  readonly audit: AuditWriter;
  readonly settings: SettingsWriter;
  readonly commands: CommandsWriter;
  /** Records a change for the live screens. Repeats within one transaction are folded into one. */
  changed(topic: Topic, id: string, parentId?: string | null): void;
}

/* ---- people ---- */

export interface PeopleReader {
  get(id: string): PersonRecord | undefined;
  getByExternalId(externalId: string): PersonRecord | undefined;
  numbersOf(personId: string): readonly PersonNumberRecord[];
  /** Everyone on a number, in the order they were added. */
  holdersOf(number: string): readonly PersonRecord[];
  number(number: string): NumberRecord | undefined;
  /** By name; `search` is words of a name or digits of a number (any part of it). */
  list(query: PageRequest & { readonly search: string }): Slice<PersonRecord>;
  count(): number;
  /** People of this exact name, ignoring case and accents, for matching imported rows. */
  findByName(givenName: string, familyName: string): readonly PersonRecord[];
}
export interface PeopleWriter extends PeopleReader {
  insert(person: PersonRecord): void;
  update(id: string, patch: Partial<Omit<PersonRecord, 'id' | 'createdAt'>>): void;
  /** Replaces the list; makes rows for numbers not known yet. */
  setNumbers(personId: string, numbers: readonly Omit<PersonNumberRecord, 'personId' | 'position'>[]): void;
  ensureNumber(number: string): NumberRecord;
  updateNumber(number: string, patch: Partial<Omit<NumberRecord, 'number'>>): void;
}

/* ---- conversations and messages ---- */

export interface ConversationsReader {
  get(id: string): ConversationRecord | undefined;
  getByAddress(address: string): ConversationRecord | undefined;
  /** `tab` todo/waiting leave snoozed ones out; newest place first. `search` is part of a name or number. */
  list(
    query: PageRequest & { readonly tab: 'todo' | 'waiting' | 'done' | 'all'; readonly search: string },
  ): Slice<ConversationRecord>;
  counts(): { readonly todo: number; readonly waiting: number };
  /** Conversations whose snooze ended at or before `at`. */
  dueSnoozes(at: number, limit: number): readonly ConversationRecord[];
  draft(conversationId: string, actor: string): string | null;
  drafts(conversationIds: readonly string[], actor: string): ReadonlyMap<string, string>;
}
export interface ConversationsWriter extends ConversationsReader {
  insert(conversation: ConversationRecord): void;
  update(id: string, patch: Partial<Omit<ConversationRecord, 'id' | 'address' | 'createdAt'>>): void;
  /** An empty body deletes the draft. */
  setDraft(conversationId: string, actor: string, body: string, at: number): void;
}

export interface MessageHitRecord {
  readonly message: MessageRecord;
  /** Words found stand between U+E000 and U+E001. */
  readonly snippet: string;
}
export interface MessagesReader {
  get(id: string): MessageRecord | undefined;
  getByGatewayId(gatewayId: string, direction: 'in' | 'out', gatewayMessageId: string): MessageRecord | undefined;
  /** Newest first. */
  list(query: PageRequest & { readonly conversationId: string }): Slice<MessageRecord>;
  /** Newest first; words match by prefix. */
  search(query: PageRequest & { readonly text: string }): Slice<MessageHitRecord>;
  /** Sent to this address since `since`, newest first: instants, for the caps. Cancelled and failed ones do not count. */
  sentTo(
    conversationId: string,
    since: number,
  ): readonly { readonly at: number; readonly purpose: string; readonly trigger: string | null }[];
  /** The newest outgoing text of a conversation before `at`, of this kind when given. */
  lastOutgoing(
    conversationId: string,
    before: number,
    kind?: 'reminder' | 'text' | 'autoReply',
  ): MessageRecord | undefined;
  lastIncoming(conversationId: string): MessageRecord | undefined;
  /** First incoming text after `after` (ms) in this conversation. */
  nextIncoming(conversationId: string, after: number): MessageRecord | undefined;
  /** Same sender, same words, sent within `windowMs` of `sentAt`: the second dedupe rule (capcom6.md 5). */
  findTwin(conversationId: string, body: string, sentAt: number, windowMs: number): MessageRecord | undefined;
  /** Accepted by this gateway and not yet final, oldest first. */
  open(gatewayId: string, since: number, limit: number): readonly MessageRecord[];
  countSent(range: { readonly from: number; readonly to: number; readonly gatewayId?: string }): number;
  countFailed(range: { readonly from: number; readonly to: number }): number;
}
export interface MessagesWriter extends MessagesReader {
  insert(message: NewMessage): MessageRecord;
  update(
    id: string,
    patch: Partial<Omit<MessageRecord, 'seq' | 'id' | 'conversationId' | 'direction' | 'createdAt' | 'body'>>,
  ): void;
  /** First dedupe key of incoming texts. False when this one is known already. */
  claimIncoming(gatewayId: string, gatewayMessageId: string, messageId: string, receivedAt: number): boolean;
}

/* ---- outbox ---- */

export interface OutboxReader {
  get(id: string): JobRecord | undefined;
  getByMessage(messageId: string): JobRecord | undefined;
  attemptsOf(jobId: string): readonly AttemptRecord[];
  lastAttempt(jobId: string): AttemptRecord | undefined;
  inState(state: JobState, limit: number): readonly JobRecord[];
  /** `ready` is due at `now`; `waiting` is ready but later. */
  counts(now: number): Readonly<Record<'ready' | 'waiting' | 'leased' | 'unknown' | 'held' | 'needsReview', number>> & {
    readonly oldestReadyAt: number | null;
  };
  /** Earliest `runAt` of ready jobs whose lane is free, or null when nothing waits. */
  nextRunAt(): number | null;
  /** Jobs waiting for this gateway, or for none in particular. */
  countFor(gatewayId: string): number;
}
export interface NewJob {
  readonly id: string;
  readonly messageId: string;
  readonly dedupeKey: string;
  readonly lane: string;
  readonly priority: number;
  readonly runAt: number;
  readonly sendBy: number | null;
  readonly gatewayId: string | null;
  readonly state?: 'ready' | 'held';
}
export interface OutboxWriter extends OutboxReader {
  /** False, and nothing done, when `dedupeKey` was used before. */
  enqueue(job: NewJob, at: number): boolean;
  /**
   * Takes the next ready job whose lane has nothing leased or unknown and no older ready job before it, by priority then run time.
   * Counts the attempt. `minPriority` and `gatewayIds` narrow the choice: jobs at least this urgent, bound to one of these gateways
   * (null stands for "to none in particular"). They never change which job is first in its lane.
   */
  claim(lease: {
    readonly owner: string;
    readonly now: number;
    readonly until: number;
    readonly minPriority?: number;
    readonly gatewayIds?: readonly (string | null)[];
  }): JobRecord | undefined;
  /** Extends a lease that is still ours. */
  renewLease(jobId: string, owner: string, until: number): boolean;
  /** Fenced: changes the job only while `owner` holds its lease. False: the lease was lost, do nothing more. */
  settle(
    jobId: string,
    owner: string,
    to: { readonly state: JobState; readonly runAt?: number; readonly code?: string | null },
    at: number,
  ): boolean;
  /** Not fenced: for cancelling, holding, releasing, settling by a person. Only from one of `from`. */
  transition(
    jobId: string,
    from: readonly JobState[],
    to: { readonly state: JobState; readonly runAt?: number; readonly code?: string | null },
    at: number,
  ): boolean;
  /** Leases of other owners, or past `now`: in-flight attempts become `unknown`, unstarted ones `ready`. Returns the jobs touched. */
  reclaim(owner: string, now: number): readonly JobRecord[];
  /** Ready jobs past their `sendBy`, in one statement: `expired`. Returns their message ids. */
  expire(now: number, limit: number): readonly { readonly jobId: string; readonly messageId: string }[];
  beginAttempt(attempt: {
    readonly id: string;
    readonly jobId: string;
    readonly messageId: string;
    readonly number: number;
    readonly gatewayId: string;
    readonly claimedAt: number;
  }): void;
  finishAttempt(
    id: string,
    result: {
      readonly outcome: Exclude<AttemptOutcome, 'inFlight'>;
      readonly finishedAt: number;
      readonly gatewayMessageId?: string | null;
      readonly code?: string | null;
      readonly detail?: string | null;
    },
  ): void;
  setPriority(jobId: string, priority: number): void;
}

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
}
export interface AppointmentsWriter extends AppointmentsReader {
  insert(appointment: AppointmentRecord): void;
  update(id: string, patch: Partial<Omit<AppointmentRecord, 'id' | 'createdAt'>>): void;
}

export interface RemindersReader {
  get(id: string): ReminderRecord | undefined;
  getByMessage(messageId: string): ReminderRecord | undefined;
  ofAppointment(appointmentId: string): readonly ReminderRecord[];
  /** Planned ones due at or before `at`, oldest first. */
  due(at: number, limit: number): readonly ReminderRecord[];
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
  update(id: string, patch: Partial<Omit<ReminderRecord, 'id' | 'appointmentId' | 'stepId' | 'createdAt'>>): void;
}

export interface TemplatesReader {
  get(id: string): TemplateRecord | undefined;
  list(): readonly TemplateRecord[];
  /** The same name and category in another language, else the template itself. */
  inLanguage(id: string, language: string): TemplateRecord | undefined;
  cadence(): readonly CadenceStepRecord[];
  /** Also retired ones: a reminder may point to a step that is no longer in the plan. */
  step(id: string): CadenceStepRecord | undefined;
}
export interface TemplatesWriter extends TemplatesReader {
  /** Adds the template, or a new version of it. */
  save(template: TemplateRecord, actor: string): void;
  /** Replaces the plan; steps left out are retired. */
  setCadence(steps: readonly CadenceStepRecord[], at: number): void;
}

/* ---- the rest ---- */

export interface ConsentReader {
  /** Oldest first. */
  ofNumber(number: string): readonly ConsentRecord[];
  list(query: PageRequest & { readonly personId?: string; readonly number?: string }): Slice<ConsentRecord>;
}
export interface ConsentWriter extends ConsentReader {
  append(event: Omit<ConsentRecord, 'seq'>): void;
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

export interface ImportsReader {
  get(id: string): ImportRecord | undefined;
  rows(
    query: PageRequest & { readonly importId: string; readonly filter: 'all' | 'problems' | ImportRowRecord['action'] },
  ): Slice<ImportRowRecord>;
  mapping(
    signature: string,
  ): { readonly mapping: ImportRecord['summary']['mapping']; readonly dateOrder: string | null } | undefined;
  lastApplied(): ImportRecord | undefined;
}
export interface ImportsWriter extends ImportsReader {
  insert(record: ImportRecord): void;
  insertRows(rows: readonly ImportRowRecord[]): void;
  markApplied(id: string, at: number, summary: ImportRecord['summary']): void;
  rememberMapping(signature: string, mapping: ImportRecord['summary']['mapping'], dateOrder: string, at: number): void;
  /** Previews never applied and older than `before`. */
  dropStale(before: number): void;
}

export interface AuditReader {
  head(): { readonly seq: number; readonly hash: string };
  list(
    query: PageRequest & {
      readonly action?: string;
      readonly entityId?: string;
      readonly from?: number;
      readonly to?: number;
    },
  ): Slice<AuditRecord>;
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

export type { ChangeEvent, EventBatch };
