/**
 * Texts that come in: the phone's own SMS list, what the app noticed of it, and what it tells its webhooks (capcom6.md 5, 6.3, 16.5).
 */
import { Buffer } from 'node:buffer';
import type { Timers } from '../../platform/ports.ts';
import { mmsContentPayload, mmsNoticePayload, receivedPayload } from './events.ts';
import type { OwnSim } from './events.ts';
import { inboxId, incomingHash, javaStringHash } from './hashIds.ts';
import type { PhoneProfile } from './profiles.ts';
import { insertIncoming } from './store.ts';
import type { PhoneStore, ProviderRow, StoredPart } from './store.ts';
import type { EmitEvent } from './webhookQueue.ts';

export interface InjectOptions {
  /** Network time, UTC ms; now when absent. Old for a late text, in the future, or 0 as some phones store it. */
  readonly sentAt?: number;
  /** 1-based slot of the SIM it came in on. */
  readonly simNumber?: number;
  readonly delayMs?: number;
  /** The app hears it twice, the second time with another time: two rows with different ids. */
  readonly doubled?: boolean;
}

/** A picture message. `text` may be empty. */
export interface InjectedMms {
  readonly text?: string;
  readonly subject?: string;
  readonly parts: readonly { readonly contentType: string; readonly name: string; readonly bytes: Uint8Array }[];
  readonly sentAt?: number;
  readonly simNumber?: number;
  /** From the notice to the content, ms; null: the content is never fetched (mobile data off). At once when absent. */
  readonly downloadMs?: number | null;
}

export type WebhookDelivery = 'Disabled' | 'Individual' | 'Batch';

export interface RefreshRequest {
  /** Network times, UTC ms. */
  readonly since: number;
  readonly until: number;
  readonly types: readonly string[];
  readonly webhooks: WebhookDelivery;
}

export interface Inbound {
  inject(from: string, text: string, options?: InjectOptions): void;
  injectMms(from: string, mms: InjectedMms): void;
  /** `POST /inbox/refresh`: reads the phone's own list between two network times. */
  refresh(request: RefreshRequest): void;
  /** Deaf: texts reach the SMS list, and the app does not notice. */
  setDeaf(on: boolean): void;
}

export interface InboundDeps {
  readonly timers: Timers;
  /** The phone's clock, UTC ms. */
  readonly now: () => number;
  readonly format: (ms: number) => string;
  readonly store: PhoneStore;
  readonly profile: PhoneProfile;
  readonly ownNumber: (simNumber: number | null) => string | null;
  readonly emit: EmitEvent;
}

type Payload = Record<string, unknown>;
const MOST_IN_BATCH = 100;

/** The receiving side of one phone. */
export function createInbound(deps: InboundDeps): Inbound {
  let deaf = false;
  let rows = 0;
  const tell = (event: string, payload: Payload | null): void => {
    if (payload !== null) deps.emit(event, payload);
  };
  const arrive = (from: string, text: string, options: InjectOptions): void => {
    const row: ProviderRow = { ...headOf(deps, from, options), text, mms: null };
    deps.store.provider.push(row);
    if (deaf) return;
    tell('sms:received', noticeSms(deps, row));
    if (options.doubled) tell('sms:received', noticeSms(deps, { ...row, sentAt: row.sentAt + 1000 }));
  };
  const arriveMms = (from: string, mms: InjectedMms): void => {
    const rowId = (rows += 1);
    const row = {
      ...headOf(deps, from, mms),
      text: mms.text ?? '',
      mms: { rowId, subject: mms.subject ?? null, parts: partsOf(mms, rowId) },
    };
    if (!deaf) tell('mms:received', noticeMmsHeader(deps, row));
    const download = (): void => {
      deps.store.provider.push(row);
      if (!deaf) tell('mms:downloaded', noticeMms(deps, row));
    };
    if (mms.downloadMs === null) return;
    if (mms.downloadMs) deps.timers.after(mms.downloadMs, download);
    else download();
  };

  return {
    inject(from, text, options = {}) {
      if (options.delayMs) deps.timers.after(options.delayMs, () => arrive(from, text, options));
      else arrive(from, text, options);
    },
    injectMms: arriveMms,
    refresh: (request) => refresh(deps, request),
    setDeaf: (on) => void (deaf = on),
  };
}

function headOf(
  deps: InboundDeps,
  sender: string,
  options: { readonly sentAt?: number; readonly simNumber?: number },
): Pick<ProviderRow, 'sender' | 'sentAt' | 'simNumber' | 'subscriptionId'> {
  return {
    sender,
    // The network's time stamps have whole seconds.
    sentAt: Math.floor((options.sentAt ?? deps.now()) / 1000) * 1000,
    simNumber: options.simNumber ?? 1,
    subscriptionId: options.simNumber ?? 1,
  };
}

function partsOf(mms: InjectedMms, rowId: number): StoredPart[] {
  return mms.parts.map((part, index) => ({ partId: rowId * 10 + index, ...part }));
}

/** What the app takes in now, and tells one by one, in batches, or not at all. */
function refresh(deps: InboundDeps, { since, until, types, webhooks }: RefreshRequest): void {
  const found = deps.store.provider.filter((row) => row.sentAt >= since && row.sentAt <= until);
  const sms = types.includes('SMS') ? found.filter((row) => row.mms === null) : [];
  const mms = types.includes('MMS') ? found.filter((row) => row.mms !== null) : [];
  announce(deps, webhooks, 'sms', told(sms.map((row) => noticeSms(deps, row))));
  announce(deps, webhooks, 'mms', told(mms.map((row) => noticeMms(deps, row))));
}

function told(payloads: readonly (Payload | null)[]): Payload[] {
  return payloads.filter((payload) => payload !== null);
}

function announce(
  deps: InboundDeps,
  delivery: WebhookDelivery,
  kind: 'sms' | 'mms',
  payloads: readonly Payload[],
): void {
  const [single, batch]: readonly [string, string] =
    kind === 'sms' ? ['sms:received', 'sms:batch:received'] : ['mms:downloaded', 'mms:batch:downloaded'];
  if (delivery === 'Individual') for (const payload of payloads) deps.emit(single, payload);
  if (delivery !== 'Batch') return;
  for (let at = 0; at < payloads.length; at += MOST_IN_BATCH) {
    deps.emit(batch, { messages: payloads.slice(at, at + MOST_IN_BATCH) });
  }
}

/** The payload to tell; null when the app knew it already. */
function noticeSms(deps: InboundDeps, row: ProviderRow): Payload | null {
  const hash = incomingHash(
    { address: row.sender, sentAt: row.sentAt, subscriptionId: row.subscriptionId, text: row.text },
    deps.profile.hashHasDate,
  );
  if (!insertRow(deps, row, { id: inboxId(hash), type: 'SMS', text: row.text, parts: [] })) return null;
  return receivedPayload(
    { hash, sender: row.sender, text: row.text, receivedAt: deps.format(row.sentAt) },
    ownSim(deps, row),
  );
}

function noticeMmsHeader(deps: InboundDeps, row: ProviderRow & { mms: NonNullable<ProviderRow['mms']> }): Payload {
  const { rowId, subject, parts } = row.mms;
  const transactionId = `T${rowId}fd`;
  const id = `mms-header:${javaStringHash(transactionId)}`;
  insertRow(deps, row, { id, type: 'MMS', text: subject ?? 'MMS notification', parts: [] });
  const size = parts.reduce((sum, part) => sum + part.bytes.byteLength, Buffer.byteLength(row.text));
  const receivedAt = deps.format(deps.now());
  return mmsNoticePayload({ transactionId, sender: row.sender, subject, size, receivedAt }, ownSim(deps, row));
}

function noticeMms(deps: InboundDeps, row: ProviderRow): Payload | null {
  if (row.mms === null) return null;
  const { rowId, subject, parts } = row.mms;
  const shown = row.text !== '' ? row.text : (subject ?? 'MMS content');
  const id = `mms:${javaStringHash(String(rowId))}`;
  if (!insertRow(deps, row, { id, type: 'MMS_DOWNLOADED', text: shown, parts })) return null;
  const body = row.text === '' ? null : row.text;
  const receivedAt = deps.format(row.sentAt);
  return mmsContentPayload({ rowId, sender: row.sender, body, subject, parts, receivedAt }, ownSim(deps, row));
}

function insertRow(
  { store }: InboundDeps,
  row: ProviderRow,
  as: Pick<Parameters<typeof insertIncoming>[1], 'id' | 'type' | 'text' | 'parts'>,
): boolean {
  return insertIncoming(store, { ...as, sender: row.sender, simNumber: row.simNumber, createdAt: row.sentAt });
}

function ownSim(deps: InboundDeps, { simNumber }: ProviderRow): OwnSim {
  return { simNumber, phoneNumber: deps.ownNumber(simNumber) };
}
