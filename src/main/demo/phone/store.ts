/**
 * What the simulated phone remembers: outgoing messages, incoming texts, the phone's own SMS list, webhooks.
 * Owns shapes and order; the rules of change live with those who change.
 */

export type PhoneMessageState = 'Pending' | 'Processed' | 'Sent' | 'Delivered' | 'Failed' | 'Cancelled';
export const PHONE_MESSAGE_STATES: readonly PhoneMessageState[] = [
  'Pending',
  'Processed',
  'Sent',
  'Delivered',
  'Failed',
  'Cancelled',
];

export interface Recipient {
  readonly phoneNumber: string;
  state: PhoneMessageState;
  error: string | null;
}

export interface OutgoingAttachment {
  readonly contentType: string;
  readonly name: string | null;
  readonly data: string;
}

export interface OutgoingMessage {
  readonly id: string;
  readonly text: string | null;
  readonly data: { readonly data: string; readonly port: number } | null;
  /** Attachments of a picture message, base64 as posted; null for anything else. */
  readonly mms: readonly OutgoingAttachment[] | null;
  readonly createdAt: number;
  readonly validUntil: number | null;
  readonly scheduleAt: number | null;
  readonly priority: number;
  readonly simNumber: number | null;
  readonly withDeliveryReport: boolean;
  readonly isEncrypted: boolean;
  readonly skipPhoneValidation: boolean;
  readonly recipients: readonly Recipient[];
  /** First time at which each overall state was reached. */
  readonly states: Map<PhoneMessageState, number>;
}

export type IncomingType = 'SMS' | 'MMS' | 'MMS_DOWNLOADED';

/** A part of a picture message that came in, as the app keeps it in a file. */
export interface StoredPart {
  readonly partId: number;
  readonly contentType: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface IncomingRow {
  readonly id: string;
  readonly type: IncomingType;
  readonly sender: string;
  readonly text: string;
  readonly simNumber: number | null;
  /** Network time, not arrival (capcom6.md 3.6). */
  readonly createdAt: number;
  readonly parts: readonly StoredPart[];
}

/** A text in the phone's own SMS list, which the app may not have seen. `mms` null: a plain SMS. */
export interface ProviderRow {
  readonly sender: string;
  readonly text: string;
  readonly mms: {
    readonly rowId: number;
    readonly subject: string | null;
    readonly parts: readonly StoredPart[];
  } | null;
  readonly sentAt: number;
  readonly simNumber: number | null;
  readonly subscriptionId: number | null;
}

export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly event: string;
}

export interface PhoneStore {
  readonly messages: Map<string, OutgoingMessage>;
  /** Waiting for their turn, in order of arrival. */
  readonly pending: Set<OutgoingMessage>;
  /** Incoming texts by `createdAt`, then id, oldest first. */
  readonly incoming: IncomingRow[];
  readonly incomingIds: Set<string>;
  readonly provider: ProviderRow[];
  readonly webhooks: Map<string, WebhookRow>;
}

/** An empty memory. */
export function createPhoneStore(): PhoneStore {
  return {
    messages: new Map(),
    pending: new Set(),
    incoming: [],
    incomingIds: new Set(),
    provider: [],
    webhooks: new Map(),
  };
}

/** App data cleared: everything but the phone's own SMS list is gone. */
export function wipeAppData(store: PhoneStore): void {
  store.messages.clear();
  store.pending.clear();
  store.incoming.length = 0;
  store.incomingIds.clear();
  store.webhooks.clear();
}

/** Ids of outgoing messages are forgotten, as by the app's own clean-up; what came in stays. */
export function forgetOutgoing(store: PhoneStore): void {
  store.messages.clear();
  store.pending.clear();
}

/** Puts an incoming row in its place by time, wherever that is; false when the id is known already. */
export function insertIncoming(store: PhoneStore, row: IncomingRow): boolean {
  if (store.incomingIds.has(row.id)) return false;
  store.incomingIds.add(row.id);
  store.incoming.splice(placeOf(store.incoming, row), 0, row);
  return true;
}

function placeOf(rows: readonly IncomingRow[], row: IncomingRow): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = rows[middle];
    if (other !== undefined && comesBefore(other, row)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function comesBefore(a: IncomingRow, b: IncomingRow): boolean {
  return a.createdAt === b.createdAt ? a.id < b.id : a.createdAt < b.createdAt;
}

/** The overall state of a message from its recipients; the first rule that fits wins (capcom6.md 4.2). */
export function overallState(message: OutgoingMessage): PhoneMessageState {
  const states = message.recipients.map((recipient) => recipient.state);
  for (const first of ['Pending', 'Cancelled', 'Processed'] as const) {
    if (states.includes(first)) return first;
  }
  if (states.every((state) => state === 'Failed')) return 'Failed';
  if (states.every((state) => state === 'Delivered')) return 'Delivered';
  return 'Sent';
}

/** Writes a recipient's state as the app does: Failed is final, anything else is overwritten, even downwards. */
export function writeState(
  message: OutgoingMessage,
  recipient: Recipient,
  change: { readonly state: PhoneMessageState; readonly error: string | null; readonly at: number },
): void {
  if (recipient.state !== 'Failed') {
    recipient.state = change.state;
    recipient.error = change.error;
  }
  const overall = overallState(message);
  if (!message.states.has(overall)) message.states.set(overall, change.at);
}
