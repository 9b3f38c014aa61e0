/**
 * The store as the rest of the core sees it: a unit of work and one repository per table family. Types only; `openStore.ts` makes one.
 *
 * `write` is one transaction: everything in it is durable (FULL) when it returns, or nothing is. It is synchronous, so no other
 * work can slip in between. Changes recorded in it are published to `onCommit` listeners after the commit, never before.
 */
import type { ChangeEvent, EventBatch, Topic } from '../../contract/events.ts';
import type { ChainCheck } from '../../contract/audit.ts';
import type { AccountsReader, AccountsWriter } from './accountRecords.ts';
import type { AutoRepliesReader, AutoRepliesWriter } from './autoReplyRecords.ts';
import type {
  PeopleReader,
  PeopleWriter,
  ConversationsReader,
  ConversationsWriter,
  MessagesReader,
  MessagesWriter,
  AttachmentsReader,
  AttachmentsWriter,
  OneTimeCodesReader,
  OneTimeCodesWriter,
  OutboxReader,
  OutboxWriter,
  RecallsReader,
  RecallsWriter,
} from './messagingRepositories.ts';
import type {
  DayClosingsReader,
  DayClosingsWriter,
  VisitCallsReader,
  VisitCallsWriter,
  VisitRepliesReader,
  VisitRepliesWriter,
  WaitlistReader,
  WaitlistWriter,
} from './deskRepositories.ts';
import type {
  AppointmentsReader,
  AppointmentsWriter,
  RemindersReader,
  RemindersWriter,
  TemplatesReader,
  TemplatesWriter,
  ConsentReader,
  ConsentWriter,
  GatewaysReader,
  GatewaysWriter,
  HookEventsReader,
  HookEventsWriter,
  ImportsReader,
  ImportsWriter,
  PersonMergesReader,
  PersonMergesWriter,
  AuditReader,
  AuditWriter,
  SettingsReader,
  SettingsWriter,
  CommandsReader,
  CommandsWriter,
} from './practiceRepositories.ts';
import type {
  ErasuresReader,
  ErasuresWriter,
  LegalHoldsReader,
  LegalHoldsWriter,
  RetentionReader,
  RetentionWriter,
} from './privacyRepositories.ts';
import type { BackupLook, LookOptions, Rehearsal, Rehearse } from './restore/types.ts';
import type { SourcesReader, SourcesWriter, WriteBackReader, WriteBackWriter } from './sourceRepositories.ts';

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
  /** Opens a backup, says whether and why it can be restored, and what it lacks of the data of now. */
  lookAtBackup(options: LookOptions, signal?: AbortSignal): Promise<BackupLook>;
  /** Restores a backup into a file that is thrown away: the proof that it can be. */
  rehearseRestore(options: Rehearse, signal?: AbortSignal): Promise<Rehearsal>;
  verifyAudit(signal?: AbortSignal): Promise<Omit<ChainCheck, 'integrity' | 'text'> & { readonly removedUpTo: number }>;
  /** Empties the write-ahead log, so that nothing overwritten is left in it. `emptied` false: somebody was reading; ask again. */
  truncateLog(): Promise<{ readonly emptied: boolean }>;
  /** Looks for copies of an erased person, removes them, closes the erasure, and empties the log. Harmless when it is closed. */
  eraseCopies(erasureId: string, signal?: AbortSignal): Promise<{ readonly copies: number; readonly emptied: boolean }>;
  /** Deletes change-feed and command-log rows older than the given ages. */
  prune(olderThan: { readonly changesMs: number; readonly commandsMs: number }): Promise<void>;
}

export interface ReadTx {
  readonly people: PeopleReader;
  readonly conversations: ConversationsReader;
  readonly messages: MessagesReader;
  readonly attachments: AttachmentsReader;
  readonly oneTimeCodes: OneTimeCodesReader;
  readonly outbox: OutboxReader;
  readonly appointments: AppointmentsReader;
  readonly reminders: RemindersReader;
  readonly templates: TemplatesReader;
  readonly autoReplies: AutoRepliesReader;
  readonly consent: ConsentReader;
  readonly gateways: GatewaysReader;
  readonly recalls: RecallsReader;
  readonly hookEvents: HookEventsReader;
  readonly imports: ImportsReader;
  readonly merges: PersonMergesReader;
  readonly sources: SourcesReader;
  readonly writeBack: WriteBackReader;
  readonly audit: AuditReader;
  readonly settings: SettingsReader;
  readonly commands: CommandsReader;
  readonly visitReplies: VisitRepliesReader;
  readonly visitCalls: VisitCallsReader;
  readonly dayClosings: DayClosingsReader;
  readonly waitlist: WaitlistReader;
  readonly legalHolds: LegalHoldsReader;
  readonly retention: RetentionReader;
  readonly erasures: ErasuresReader;
  readonly accounts: AccountsReader;
}

export interface WriteTx extends ReadTx {
  readonly people: PeopleWriter;
  readonly conversations: ConversationsWriter;
  readonly messages: MessagesWriter;
  readonly attachments: AttachmentsWriter;
  readonly oneTimeCodes: OneTimeCodesWriter;
  readonly outbox: OutboxWriter;
  readonly appointments: AppointmentsWriter;
  readonly reminders: RemindersWriter;
  readonly templates: TemplatesWriter;
  readonly autoReplies: AutoRepliesWriter;
  readonly consent: ConsentWriter;
  readonly gateways: GatewaysWriter;
  readonly recalls: RecallsWriter;
  readonly hookEvents: HookEventsWriter;
  readonly imports: ImportsWriter;
  readonly merges: PersonMergesWriter;
  readonly sources: SourcesWriter;
  readonly writeBack: WriteBackWriter;
  readonly audit: AuditWriter;
  readonly settings: SettingsWriter;
  readonly commands: CommandsWriter;
  readonly visitReplies: VisitRepliesWriter;
  readonly visitCalls: VisitCallsWriter;
  readonly dayClosings: DayClosingsWriter;
  readonly waitlist: WaitlistWriter;
  readonly legalHolds: LegalHoldsWriter;
  readonly retention: RetentionWriter;
  readonly erasures: ErasuresWriter;
  readonly accounts: AccountsWriter;
  /** Records a change for the live screens. Repeats within one transaction are folded into one. */
  changed(topic: Topic, id: string, parentId?: string | null): void;
}

export type { ChangeEvent, EventBatch };
export type * from './accountRecords.ts';
export type * from './deskRepositories.ts';
export type * from './autoReplyRecords.ts';
export type * from './messagingRepositories.ts';
export type * from './page.ts';
export type * from './practiceRepositories.ts';
export type * from './privacyRepositories.ts';
export type * from './sourceRepositories.ts';
