/**
 * The repositories of texting: people and numbers, conversations, texts, outbox. Types only; `repositories/` has the SQL.
 */
import type { PageRequest, Slice } from './page.ts';
import type {
  AttachmentRecord,
  OneTimeCodeRecord,
  RecallRecord,
  StuckTexts,
  PersonRecord,
  PersonAddressRecord,
  PersonNumberRecord,
  NumberRecord,
  ConversationRecord,
  MessageRecord,
  NewMessage,
  JobState,
  JobRecord,
  AttemptOutcome,
  AttemptRecord,
} from './records.ts';

/* ---- people ---- */

export interface PeopleReader {
  get(id: string): PersonRecord | undefined;
  getByExternalId(externalId: string): PersonRecord | undefined;
  numbersOf(personId: string): readonly PersonNumberRecord[];
  /** Undefined: nothing is known of it. */
  addressOf(personId: string): PersonAddressRecord | undefined;
  /** Everyone on a number, in the order they were added. */
  holdersOf(number: string): readonly PersonRecord[];
  /** The first `most` of them. */
  firstHolders(number: string, most: number): readonly PersonRecord[];
  number(number: string): NumberRecord | undefined;
  /** By name; `search` is words of a name or digits of a number (any part of it). */
  list(query: PageRequest & { readonly search: string }): Slice<PersonRecord>;
  /** Those of them with this very name: to be asked where a number may have thousands of people. */
  holdersNamed(number: string, name: Pick<PersonRecord, 'givenName' | 'familyName'>): readonly PersonRecord[];
  /** How many people a number has, counted up to `most`. */
  countHolders(number: string, most: number): number;
  count(): number;
  /** How many `list` finds with this search, counted up to `most`. */
  countFound(search: string, most: number): number;
  /** People of this exact name, ignoring case and accents, for matching imported rows. */
  findByName(givenName: string, familyName: string): readonly PersonRecord[];
}
export interface PeopleWriter extends PeopleReader {
  insert(person: PersonRecord): void;
  update(id: string, patch: Partial<Omit<PersonRecord, 'id' | 'createdAt'>>): void;
  /** Replaces the list; makes rows for numbers not known yet. */
  setNumbers(personId: string, numbers: readonly Omit<PersonNumberRecord, 'personId' | 'position'>[]): void;
  /** Null: nothing is known of it any more. */
  setAddress(personId: string, address: Omit<PersonAddressRecord, 'personId'> | null): void;
  ensureNumber(number: string): NumberRecord;
  updateNumber(number: string, patch: Partial<Omit<NumberRecord, 'number'>>): void;
  /** Takes the person away with numbers, visits and reminders; their texts stay without a name. */
  remove(id: string): void;
  /** Forgets a number that nobody holds, nothing was texted to, and nothing is known of. */
  dropUnusedNumber(number: string): void;
}

/* ---- conversations and messages ---- */

export interface ConversationsReader {
  get(id: string): ConversationRecord | undefined;
  getByAddress(address: string): ConversationRecord | undefined;
  /** `tab` todo/waiting leave snoozed ones out; newest place first. `search` is part of a name or number. */
  list(
    query: PageRequest & {
      readonly tab: 'todo' | 'waiting' | 'done' | 'all';
      readonly search: string;
      /** Only those with texts about bills. */
      readonly aboutBills?: boolean;
    },
  ): Slice<ConversationRecord>;
  counts(aboutBills?: boolean): { readonly todo: number; readonly waiting: number };
  /** Whether a text about a bill is in it. */
  isAboutBills(id: string): boolean;
  /** Conversations whose snooze ended at or before `at`. */
  dueSnoozes(at: number, limit: number): readonly ConversationRecord[];
  /** Conversations with an alarm or a doubtful opt-out, by id; `after`: the last id of the page before. */
  withAttention(after: string | null, limit: number): readonly ConversationRecord[];
  draft(conversationId: string, actor: string): string | null;
  drafts(conversationIds: readonly string[], actor: string): ReadonlyMap<string, string>;
}
export interface ConversationsWriter extends ConversationsReader {
  insert(conversation: ConversationRecord): void;
  update(id: string, patch: Partial<Omit<ConversationRecord, 'id' | 'address' | 'createdAt'>>): void;
  /** An empty body deletes the draft. */
  setDraft(conversationId: string, actor: string, body: string, at: number): void;
  /**
   * Brings `lastStatus` and `failed` of these conversations in line with their texts, in one statement, after statuses changed: the last
   * text and our newest stay the same ones. `lookBack`: so many texts back our newest is still news. Returns the ids of changed rows.
   */
  mirrorStatuses(ids: readonly string[], lookBack: number): readonly string[];
  /** Puts these conversations into To do at the place `at` or further up, their snooze ended. Returns the ids of changed rows. */
  bringBack(ids: readonly string[], at: number): readonly string[];
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
  /** Texts to this address that gateways keep until their time, the next first. */
  keptFor(conversationId: string): readonly MessageRecord[];
  /** The newest outgoing text of a conversation before `at`, of this kind when given; not one that a gateway keeps until later. */
  lastOutgoing(
    conversationId: string,
    before: number,
    kind?: 'reminder' | 'text' | 'autoReply',
  ): MessageRecord | undefined;
  lastIncoming(conversationId: string): MessageRecord | undefined;
  /** The newest text that came in or surely left, of those whose gateway is known: by it the person knows our number. */
  lastTravelled(conversationId: string): MessageRecord | undefined;
  /** Texts that this gateway keeps and that were to leave by `until` (UTC ms), the earliest first. */
  kept(gatewayId: string, until: number, limit: number): readonly MessageRecord[];
  /** When the next of them leaves. */
  nextKept(gatewayId: string): number | null;
  countKept(gatewayId: string): number;
  /** Texts of this gateway that ended before `before`, still lie in its records and are under no legal hold, oldest first. */
  toErase(gatewayId: string, before: number, limit: number): readonly MessageRecord[];
  /** First incoming text after `after` (ms) in this conversation. */
  nextIncoming(conversationId: string, after: number): MessageRecord | undefined;
  /** Same sender, same words, sent within `windowMs` of `sentAt`: the second dedupe rule (capcom6.md 5). */
  findTwin(conversationId: string, body: string, sentAt: number, windowMs: number): MessageRecord | undefined;
  /** Accepted by this gateway and not yet final, oldest first. */
  open(gatewayId: string, since: number, limit: number): readonly MessageRecord[];
  countSent(range: { readonly from: number; readonly to: number; readonly gatewayId?: string }): number;
  countFailed(range: { readonly from: number; readonly to: number; readonly gatewayId?: string }): number;
  /** Failed and undelivered texts written in this time, oldest first. */
  failedIn(range: { readonly from: number; readonly to: number }, limit: number): readonly MessageRecord[];
  /** Failed and undelivered texts written in this time, by reason and gateway. */
  failedByReason(range: { readonly from: number; readonly to: number }): readonly StuckTexts[];
}
export interface MessagesWriter extends MessagesReader {
  insert(message: NewMessage): MessageRecord;
  update(
    id: string,
    patch: Partial<Omit<MessageRecord, 'seq' | 'id' | 'conversationId' | 'direction' | 'createdAt' | 'body'>>,
  ): void;
  /** Moves those of these texts of ours that are `from` to another status, in one statement. Returns the moved ones. */
  transition(
    ids: readonly string[],
    from: MessageRecord['status'],
    to: Pick<MessageRecord, 'status' | 'reasonCode' | 'reasonText'>,
  ): readonly Pick<MessageRecord, 'id' | 'conversationId' | 'kind'>[];
  /** First dedupe key of incoming texts. False when this one is known already. */
  claimIncoming(gatewayId: string, gatewayMessageId: string, messageId: string, receivedAt: number): boolean;
}

/* ---- pictures, one-time codes ---- */

export interface AttachmentsReader {
  get(id: string): AttachmentRecord | undefined;
  /** Null: not here (yet). */
  content(id: string): Uint8Array | null;
  /** In the order of their messages' ids, then of their places. */
  ofMessages(ids: readonly string[]): readonly AttachmentRecord[];
  /** Those whose next try is due, oldest first. */
  toFetch(now: number, limit: number): readonly AttachmentRecord[];
  nextFetchAt(): number | null;
}
export interface AttachmentsWriter extends AttachmentsReader {
  insert(record: AttachmentRecord, content: Uint8Array | null): void;
  update(
    id: string,
    patch: Partial<Omit<AttachmentRecord, 'id' | 'hasContent' | 'createdAt'>>,
    content?: Uint8Array,
  ): void;
  remove(id: string): void;
  /** Added before `before` and never sent. Returns how many. */
  dropLoose(before: number): number;
}

export interface OneTimeCodesReader {
  get(id: string): OneTimeCodeRecord | undefined;
  /** Codes made for this number since `since`. */
  countSince(number: string, since: number): number;
}
export interface OneTimeCodesWriter extends OneTimeCodesReader {
  insert(record: OneTimeCodeRecord): void;
  update(id: string, patch: Partial<Omit<OneTimeCodeRecord, 'id' | 'number' | 'createdAt'>>): void;
  /** A new code ends those before it. */
  closeOpen(number: string, at: number): void;
}

/* ---- outbox ---- */

/** A text handed to a gateway, or being handed to it, and what became of it as far as it is known. */
export interface CarriedText {
  /** When it was handed over, UTC ms. */
  readonly at: number;
  readonly conversationId: string;
  readonly parts: number;
  readonly status: MessageRecord['status'];
  readonly reasonCode: string | null;
}
/** What a gateway has carried: every attempt in a span that may have gone out. `to` is exclusive. */
export interface CarriedQuery {
  readonly gatewayId: string;
  readonly from: number;
  readonly to: number;
}

export interface OutboxReader {
  get(id: string): JobRecord | undefined;
  getByMessage(messageId: string): JobRecord | undefined;
  attemptsOf(jobId: string): readonly AttemptRecord[];
  lastAttempt(jobId: string): AttemptRecord | undefined;
  attempt(id: string): AttemptRecord | undefined;
  /** Newest first, at most `limit`; with `bodyKey` only those of the same words. */
  carried(query: CarriedQuery & { readonly limit: number; readonly bodyKey?: string }): readonly CarriedText[];
  /** How many attempts there were, whatever became of them: quick, and never fewer than `countPeople`. */
  countAttempts(query: CarriedQuery): number;
  /** Different people among what was carried. */
  countPeople(query: CarriedQuery): number;
  /** Whether this gateway carried a text to this conversation. */
  hasCarriedTo(query: CarriedQuery & { readonly conversationId: string }): boolean;
  inState(state: JobState, limit: number): readonly JobRecord[];
  /** `ready` is due at `now`; `waiting` is ready but later. */
  counts(now: number): Readonly<Record<'ready' | 'waiting' | 'leased' | 'unknown' | 'held' | 'needsReview', number>> & {
    readonly oldestReadyAt: number | null;
  };
  /** Earliest `runAt` of ready jobs whose lane is free, or null when nothing waits. */
  nextRunAt(): number | null;
  /**
   * Ready jobs that are due or wait with one of `codes`, bound to one of `gatewayIds` (null: to none), in the order in which they would
   * leave; after `after` when given.
   */
  waitingFor(query: {
    readonly gatewayIds: readonly (string | null)[];
    readonly now: number;
    readonly codes: readonly string[];
    readonly after: { readonly runAt: number; readonly seq: number } | null;
    readonly limit: number;
  }): readonly (JobRecord & { readonly seq: number })[];
  /** Texts on their way to a gateway that is to keep them. */
  countAhead(): number;
  /** Gateways that unfinished jobs are bound to; null: some are bound to none. */
  boundTo(): readonly (string | null)[];
  /** Jobs waiting for this gateway. */
  countFor(gatewayId: string): number;
  /** When the oldest text that is due and waits for this gateway was written. */
  oldestDueFor(gatewayId: string, now: number): number | null;
  /** Unfinished jobs by state, reason and gateway. */
  stuck(now: number): readonly StuckTexts[];
}
export interface RecallsReader {
  get(jobId: string): RecallRecord | undefined;
  ofMessage(messageId: string): RecallRecord | undefined;
  /** Texts about this visit that are wanted back, and of which it is not known whether they still go out. */
  ofVisit(appointmentId: string): readonly RecallRecord[];
  /** To be asked for at `at`. */
  due(at: number, limit: number): readonly RecallRecord[];
  nextTryAt(): number | null;
  /** Every open wish, the oldest first: a handful. */
  all(): readonly RecallRecord[];
  /** Those somebody was told about: they may still go out. The oldest wish first. */
  told(limit: number): readonly RecallRecord[];
}
export interface RecallsWriter extends RecallsReader {
  /** Wanted back. A second wish changes the first only where it is the end of the text instead of a new one. */
  ask(recall: Omit<RecallRecord, 'nextTryAt' | 'tries' | 'problem'>): void;
  /** The gateway did not give it back; `nextTryAt` null: there is nothing more to ask. */
  failed(jobId: string, how: { readonly problem: string; readonly nextTryAt: number | null }): void;
  /** Nothing was asked yet: look again then. */
  later(jobId: string, nextTryAt: number): void;
  /** It is known what became of the text. */
  settle(jobId: string): boolean;
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
  /** The gateway is to keep it until then (UTC ms). Left out: it leaves as soon as it may. */
  readonly sendAt?: number | null;
}
export interface OutboxWriter extends OutboxReader {
  /** False, and nothing done, when `dedupeKey` was used before. */
  enqueue(job: NewJob, at: number): boolean;
  /**
   * Takes the next ready job whose lane has nothing leased or unknown and no older ready job before it, by priority then run time.
   * An older job is before it when it is due, or when its sending was tried and will be again within the longest backoff (15 min);
   * one that has only been put off (quiet hours, undo time) does not keep back what is due now.
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
  /** No gateway is asked to keep this one any more: it waits here for its time. */
  sendAtOnce(jobId: string, at: number): void;
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
    /** The exact text that leaves; left out or null: the message's own. */
    readonly body?: string | null;
    /** The same for texts of the same words; left out or null: not counted. */
    readonly bodyKey?: string | null;
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
  /** Gives a ready or held job to another gateway, due at `runAt`. False: it is not waiting any more, or not where it was thought to be. */
  bind(
    jobId: string,
    to: { readonly from: string | null; readonly gatewayId: string | null; readonly runAt?: number },
    at: number,
  ): boolean;
}
