/**
 * Sending one text through the phone, and settling an attempt whose outcome is not known (capcom6.md 3.3).
 * Decides only what an answer means; the outbox decides what to do about it.
 */
import { Buffer } from 'node:buffer';
import type { Clock } from '../../platform/ports.ts';
import { toIso } from '../../domain/time.ts';
import { CANNOT_HOLD } from '../gateway.ts';
import type { OutgoingText, ReconcileOutcome, SendOutcome, StatusReport } from '../gateway.ts';
import { isEncrypted } from './crypto.ts';
import { PROBE_TIMEOUT_MS } from './phoneHttp.ts';
import type { NewPhoneMessage, PhoneClient, PhoneFailure, PhoneResult } from './phoneClient.ts';
import { parseDate, statusOf } from './wire.ts';
import type { MessageAnswer } from './wire.ts';

export interface SendingDeps {
  readonly client: PhoneClient;
  readonly clock: Clock;
  /** The phone we are paired with; null when that is not known. */
  readonly deviceId: string | null;
  readonly sims: SimChoice;
  /** End-to-end encryption; null where it is off. */
  readonly encryption: TextEncryption | null;
}

/** Which SIM a text leaves by where it does not say. */
export interface SimChoice {
  /** 1-based slot; null: the phone's own choice. */
  readonly usual: number | null;
  /** Slots by their own number (E.164). */
  readonly byNumber: ReadonlyMap<string, number>;
}

export interface TextEncryption {
  /** Whether its passphrase is there. Without it nothing leaves, least of all in clear. */
  ready(): Promise<boolean>;
  encrypt(text: string): Promise<string>;
  /** Null when it cannot be read with our passphrase. */
  decrypt(value: string): Promise<string | null>;
}

const RETRY_AFTER_MS = 5_000;
/** The wrong host or an overloaded app does not heal in seconds. */
const LONG_RETRY_AFTER_MS = 30_000;
/** After a day the phone may have forgotten an id, so "not known" no longer means "not sent" (capcom6.md 3.3). */
const ID_MEMORY_MS = 86_400_000;
const MAX_ID_LENGTH = 36;
/** Of one picture, as the app counts it (capcom6.md 3.3). */
const MOST_BASE64 = 2 * 1024 * 1024;

/** Posts a text under its own id. Never retries; a doubtful answer is settled by one look, else it is `unknown`. */
export async function sendText(deps: SendingDeps, text: OutgoingText, signal?: AbortSignal): Promise<SendOutcome> {
  if (!/^[A-Za-z0-9_-]+$/.test(text.id) || text.id.length > MAX_ID_LENGTH) {
    throw new Error('A message id must be 1 to 36 of A-Z, a-z, 0-9, _ and -.');
  }
  const ttl = text.sendBy === null ? null : Math.floor((text.sendBy - deps.clock.now()) / 1000);
  if (ttl !== null && ttl <= 0) {
    return { kind: 'rejected', code: 'expired', detail: 'The time to send it by has passed.' };
  }
  // The app itself does not compare the two: it would keep the text, and then call it expired (capcom6.md 3.3).
  if (text.sendAt !== undefined && text.sendBy !== null && text.sendAt >= text.sendBy) {
    return { kind: 'rejected', code: 'expired', detail: 'It would be sent after the time to send it by.' };
  }
  if (deps.encryption !== null && !(await deps.encryption.ready())) {
    return { kind: 'pause', code: 'notConfigured', detail: 'The passphrase of encrypted texts is missing.' };
  }
  const message = await toPhoneMessage(deps, text, ttl);
  if (message.mmsMessage?.attachments.some(({ data }) => data.length > MOST_BASE64)) {
    return { kind: 'rejected', code: 'mediaRefused', detail: 'A picture is larger than the phone takes.' };
  }
  const result = await deps.client.sendMessage(message, signal);
  if (result.ok) return accepted(result.value, deps.clock.now());
  if (result.status === 409) return settleDuplicate(deps, text, signal);
  if (result.stored === 'maybe') return settleDoubt(deps, text, result, signal);
  return refused(result, text);
}

async function toPhoneMessage(
  { encryption, sims }: SendingDeps,
  text: OutgoingText,
  ttl: number | null,
): Promise<NewPhoneMessage> {
  const seal = (value: string): Promise<string> => encryption?.encrypt(value) ?? Promise.resolve(value);
  const simNumber = text.sim ?? (text.from === undefined ? undefined : sims.byNumber.get(text.from)) ?? sims.usual;
  const words = text.body === '' ? '' : await seal(text.body);
  const attachments = await Promise.all(
    (text.media ?? []).map(async ({ contentType, name, bytes }) => ({
      contentType,
      name,
      data: await seal(Buffer.from(bytes).toString('base64')),
    })),
  );
  return {
    id: text.id,
    phoneNumbers: [await seal(text.to)],
    ...(attachments.length === 0
      ? { textMessage: { text: words } }
      : { mmsMessage: { ...(words === '' ? {} : { text: words }), attachments } }),
    ...(encryption === null ? {} : { isEncrypted: true }),
    withDeliveryReport: true,
    priority: Math.max(-128, Math.min(127, text.priority)),
    ...(simNumber === null ? {} : { simNumber }),
    ...(ttl === null ? {} : { ttl }),
    ...(text.sendAt === undefined ? {} : { scheduleAt: toIso(text.sendAt) }),
  };
}

function accepted(message: MessageAnswer, now: number): SendOutcome {
  return { kind: 'accepted', gatewayMessageId: message.id, status: reportOf(message, now)?.status ?? 'pending' };
}

/** 409: either our own earlier attempt, or another message under that id (or, to the app, a number given twice). */
async function settleDuplicate(deps: SendingDeps, text: OutgoingText, signal?: AbortSignal): Promise<SendOutcome> {
  const found = await deps.client.getMessage(text.id, signal);
  const whose = await ownership(deps, found, text);
  if (found.ok && whose === 'ours') return accepted(found.value, deps.clock.now());
  if (whose === 'foreign' || whose === 'absent') {
    return { kind: 'rejected', code: 'idConflict', detail: 'The phone already has another message with this id.' };
  }
  return {
    kind: 'unknown',
    code: found.ok ? 'badAnswer' : found.problem,
    detail: found.ok ? 'no recipient' : found.detail,
  };
}

/** No answer, a broken one, or a 5xx: one look tells whether the phone has it. */
async function settleDoubt(
  deps: SendingDeps,
  text: OutgoingText,
  failure: PhoneFailure,
  signal?: AbortSignal,
): Promise<SendOutcome> {
  const unknown: SendOutcome = { kind: 'unknown', code: failure.problem, detail: failure.detail };
  if (failure.aborted) return unknown;
  const found = await deps.client.getMessage(text.id, signal, PROBE_TIMEOUT_MS);
  const whose = await ownership(deps, found, text);
  if (found.ok && whose === 'ours') return accepted(found.value, deps.clock.now());
  // An app that answered with an error and has no such message did not store it. After silence it still might.
  const answeredWithError = failure.status !== null && failure.status >= 500;
  return whose === 'absent' && answeredWithError
    ? { kind: 'retry', afterMs: RETRY_AFTER_MS, code: failure.problem, detail: failure.detail }
    : unknown;
}

/** Whose message is stored under our id; `absent` only when the app itself says so. */
async function ownership(
  { encryption }: SendingDeps,
  found: PhoneResult<MessageAnswer>,
  text: OutgoingText,
): Promise<'ours' | 'foreign' | 'absent' | 'unclear'> {
  if (!found.ok) return found.status === 404 && found.problem !== 'notTheApp' ? 'absent' : 'unclear';
  const [only, ...others] = found.value.recipients;
  if (only === undefined) return 'unclear';
  if (others.length > 0) return 'foreign';
  // The phone shows the number as it was posted. Encrypted under a passphrase that was changed since, it proves nothing either way.
  const number = isEncrypted(only.phoneNumber) ? await encryption?.decrypt(only.phoneNumber) : only.phoneNumber;
  if (number === undefined || number === null) return 'unclear';
  return number === text.to ? 'ours' : 'foreign';
}

/** The phone surely did nothing; the question is whether anything will change by itself. */
function refused(failure: PhoneFailure, { sendAt }: OutgoingText): SendOutcome {
  const { problem: code, detail } = failure;
  if (code === 'wrongPassword' || code === 'forbidden') return { kind: 'pause', code, detail };
  // Its clock is ahead of ours: it took nothing, and the text may still go at once when its time comes.
  if (failure.status === 400 && sendAt !== undefined && /scheduleAt/.test(detail)) {
    return { kind: 'retry', afterMs: 0, code: CANNOT_HOLD, detail };
  }
  if (failure.status === 400) return { kind: 'rejected', code: 'badRequest', detail };
  const afterMs = failure.status === null ? RETRY_AFTER_MS : LONG_RETRY_AFTER_MS;
  return { kind: 'retry', afterMs, code, detail };
}

/** Settles an attempt made at `attemptedAt` (UTC ms) by asking for its id. */
export async function reconcileText(
  deps: SendingDeps,
  text: OutgoingText,
  attemptedAt: number,
  signal?: AbortSignal,
): Promise<ReconcileOutcome> {
  const found = await deps.client.getMessage(text.id, signal);
  const whose = await ownership(deps, found, text);
  if (whose === 'absent') return confirmAbsence(deps, attemptedAt, signal);
  if (!found.ok) return { kind: 'unreachable', detail: found.detail };
  if (whose !== 'ours') return { kind: 'unreachable', detail: 'The phone has another message with this id.' };
  const report = reportOf(found.value, deps.clock.now());
  if (report === null) return { kind: 'unreachable', detail: 'The phone reports a state we do not know.' };
  return { kind: 'found', gatewayMessageId: found.value.id, report };
}

/** "Not known" counts only from the phone that got the attempt, while it can still remember. */
async function confirmAbsence(deps: SendingDeps, attemptedAt: number, signal?: AbortSignal): Promise<ReconcileOutcome> {
  if (deps.clock.now() - attemptedAt > ID_MEMORY_MS) {
    return { kind: 'unreachable', detail: 'Too long ago to tell from the phone; a person must look.' };
  }
  const device = await deps.client.device(signal);
  if (!device.ok) return { kind: 'unreachable', detail: device.detail };
  if (deps.deviceId !== null && device.value.id !== deps.deviceId) {
    return { kind: 'unreachable', detail: 'Another phone answers at this address.' };
  }
  return { kind: 'absent' };
}

/** The passphrase on the phone is missing or another one. */
const CANNOT_DECRYPT = /Passphrase is not set|Invalid encrypted data|BAD_DECRYPT|BadPadding/i;

/** The state of a one-recipient message in our words at `now` (UTC ms); null for a state we do not know. */
export function reportOf(message: MessageAnswer, now: number): StatusReport | null {
  const recipient = message.recipients[0];
  const state = recipient?.state ?? message.state;
  const known = statusOf(state);
  if (known === null) return null;
  const status = known === 'pending' && isAhead(message, now) ? 'scheduled' : known;
  const reachedAt = message.states[state];
  return {
    gatewayMessageId: message.id,
    status,
    // The app also puts words beside a success; only a failure's are an error (capcom6.md 3.4).
    error: status === 'failed' ? (recipient?.error ?? null) : null,
    ...(status === 'failed' && CANNOT_DECRYPT.test(recipient?.error ?? '')
      ? { cause: 'gatewaySettings' as const }
      : {}),
    at: reachedAt === undefined ? null : parseDate(reachedAt),
  };
}

/** The app calls what it keeps for later "Pending", too; only its time tells. */
function isAhead({ scheduleAt }: MessageAnswer, now: number): boolean {
  const at = typeof scheduleAt === 'string' ? parseDate(scheduleAt) : null;
  return at !== null && at > now;
}
