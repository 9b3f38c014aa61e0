/**
 * The message log of the account: newest first, bounded, and states that only rise (twilio.md 1.1, 1.2).
 * Knows nothing of carriers, webhooks or HTTP.
 */

export type MessageStatus =
  | 'scheduled'
  | 'accepted'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'read'
  | 'received';
export type Direction = 'inbound' | 'outbound-api' | 'outbound-reply';

const RANK: Readonly<Record<MessageStatus, number>> = {
  scheduled: 0,
  accepted: 1,
  queued: 2,
  sending: 3,
  sent: 4,
  delivered: 5,
  undelivered: 5,
  failed: 5,
  canceled: 5,
  received: 5,
  read: 6,
};

export interface MediaRecord {
  readonly sid: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** UTC ms from which it can be fetched. */
  readonly readyAt: number;
  readonly dateCreated: number;
}

export interface MessageRecord {
  /** Rises by one with every record; the order of the log. */
  readonly seq: number;
  readonly sid: string;
  readonly direction: Direction;
  readonly serviceSid: string | null;
  /** Null with a service until a sender is chosen. */
  from: string | null;
  readonly to: string;
  /** As the log shows it: empty once redacted. */
  body: string;
  /** As it goes on air; never shown. */
  readonly text: string;
  status: MessageStatus;
  /** Null until a sender is chosen. */
  segments: number | null;
  readonly numMedia: number;
  media: MediaRecord[];
  errorCode: number | null;
  errorMessage: string | null;
  price: string | null;
  readonly dateCreated: number;
  dateUpdated: number;
  dateSent: number | null;
  readonly statusCallback: string | null;
  /** UTC ms after which it is not delivered any more. */
  expiresAt: number;
}

export type NewRecord = Omit<
  MessageRecord,
  'seq' | 'dateUpdated' | 'errorCode' | 'errorMessage' | 'price' | 'media' | 'dateSent'
> & { readonly dateSent?: number; readonly media?: MediaRecord[] };

export interface MessageStore {
  add(record: NewRecord): MessageRecord;
  get(sid: string): MessageRecord | undefined;
  /** Newest first, from below `beforeSeq`. */
  newestFirst(beforeSeq?: number): Iterable<MessageRecord>;
  remove(record: MessageRecord): void;
  /** Raises the state; false, and nothing changed, when that would not be upwards. */
  raise(
    record: MessageRecord,
    status: MessageStatus,
    error?: { readonly code: number; readonly words: string },
  ): boolean;
  size(): number;
}

/** Final: nothing happens to it any more, except that a delivered one may be read. */
export function isFinal(status: MessageStatus): boolean {
  return RANK[status] >= RANK.delivered;
}

/** An empty log of at most `limit` records; beyond it the oldest are forgotten. */
export function createMessageStore(now: () => number, limit: number): MessageStore {
  const bySid = new Map<string, MessageRecord>();
  let log: MessageRecord[] = [];
  let seq = 0;
  return {
    add(fields) {
      seq += 1;
      const record: MessageRecord = {
        dateSent: null,
        media: [],
        ...fields,
        seq,
        dateUpdated: fields.dateCreated,
        errorCode: null,
        errorMessage: null,
        price: null,
      };
      log.push(record);
      bySid.set(record.sid, record);
      if (log.length > limit + limit / 10) log = forgetOldest(log, limit, bySid);
      return record;
    },
    get: (sid) => bySid.get(sid),
    *newestFirst(beforeSeq = Number.POSITIVE_INFINITY) {
      for (let index = log.length - 1; index >= 0; index -= 1) {
        const record = log[index];
        if (record !== undefined && record.seq < beforeSeq) yield record;
      }
    },
    remove(record) {
      bySid.delete(record.sid);
      log = log.filter((kept) => kept !== record);
    },
    raise(record, status, error) {
      if (!mayRise(record.status, status)) return false;
      record.status = status;
      record.dateUpdated = now();
      record.errorCode = error?.code ?? null;
      record.errorMessage = error?.words ?? null;
      if (status === 'sent') record.dateSent = now();
      return true;
    },
    size: () => log.length,
  };
}

function mayRise(from: MessageStatus, to: MessageStatus): boolean {
  if (to === 'canceled') return from === 'scheduled';
  if (to === 'read') return from === 'sent' || from === 'delivered';
  return RANK[to] > RANK[from];
}

function forgetOldest(log: MessageRecord[], limit: number, bySid: Map<string, MessageRecord>): MessageRecord[] {
  for (const record of log.slice(0, log.length - limit)) bySid.delete(record.sid);
  return log.slice(log.length - limit);
}
