/**
 * Sending one text through the phone, and settling an attempt whose outcome is not known (capcom6.md 3.3).
 * Decides only what an answer means; the outbox decides what to do about it.
 */
import type { Clock } from '../../platform/ports.ts';
import type { OutgoingText, ReconcileOutcome, SendOutcome, StatusReport } from '../gateway.ts';
import { PROBE_TIMEOUT_MS } from './phoneHttp.ts';
import type { NewPhoneMessage, PhoneClient, PhoneFailure, PhoneResult } from './phoneClient.ts';
import { parseDate, statusOf } from './wire.ts';
import type { MessageAnswer } from './wire.ts';

export interface SendingDeps {
  readonly client: PhoneClient;
  readonly clock: Clock;
  /** The phone we are paired with; null when that is not known. */
  readonly deviceId: string | null;
}

const RETRY_AFTER_MS = 5_000;
/** The wrong host or an overloaded app does not heal in seconds. */
const LONG_RETRY_AFTER_MS = 30_000;
/** After a day the phone may have forgotten an id, so "not known" no longer means "not sent" (capcom6.md 3.3). */
const ID_MEMORY_MS = 86_400_000;
const MAX_ID_LENGTH = 36;

/** Posts a text under its own id. Never retries; a doubtful answer is settled by one look, else it is `unknown`. */
export async function sendText(deps: SendingDeps, text: OutgoingText, signal?: AbortSignal): Promise<SendOutcome> {
  const message = toPhoneMessage(text, deps.clock.now());
  if (message === null) return { kind: 'rejected', code: 'expired', detail: 'The time to send it by has passed.' };
  if (!/^[A-Za-z0-9_-]+$/.test(text.id) || text.id.length > MAX_ID_LENGTH) {
    throw new Error('A message id must be 1 to 36 of A-Z, a-z, 0-9, _ and -.');
  }
  const result = await deps.client.sendMessage(message, signal);
  if (result.ok) return accepted(result.value);
  if (result.status === 409) return settleDuplicate(deps, text, signal);
  if (result.stored === 'maybe') return settleDoubt(deps, text, result, signal);
  return refused(result);
}

function toPhoneMessage(text: OutgoingText, now: number): NewPhoneMessage | null {
  const ttl = text.sendBy === null ? null : Math.floor((text.sendBy - now) / 1000);
  if (ttl !== null && ttl <= 0) return null;
  return {
    id: text.id,
    phoneNumbers: [text.to],
    textMessage: { text: text.body },
    withDeliveryReport: true,
    priority: Math.max(-128, Math.min(127, text.priority)),
    ...(text.sim === null ? {} : { simNumber: text.sim }),
    ...(ttl === null ? {} : { ttl }),
  };
}

function accepted(message: MessageAnswer): SendOutcome {
  return { kind: 'accepted', gatewayMessageId: message.id, status: reportOf(message)?.status ?? 'pending' };
}

/** 409: either our own earlier attempt, or another message under that id (or, to the app, a number given twice). */
async function settleDuplicate(deps: SendingDeps, text: OutgoingText, signal?: AbortSignal): Promise<SendOutcome> {
  const found = await deps.client.getMessage(text.id, signal);
  const whose = ownership(found, text);
  if (found.ok && whose === 'ours') return accepted(found.value);
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
  const whose = ownership(found, text);
  if (found.ok && whose === 'ours') return accepted(found.value);
  // An app that answered with an error and has no such message did not store it. After silence it still might.
  const answeredWithError = failure.status !== null && failure.status >= 500;
  return whose === 'absent' && answeredWithError
    ? { kind: 'retry', afterMs: RETRY_AFTER_MS, code: failure.problem, detail: failure.detail }
    : unknown;
}

/** Whose message is stored under our id; `absent` only when the app itself says so. */
function ownership(found: PhoneResult<MessageAnswer>, text: OutgoingText): 'ours' | 'foreign' | 'absent' | 'unclear' {
  if (!found.ok) return found.status === 404 && found.problem !== 'notTheApp' ? 'absent' : 'unclear';
  const [only, ...others] = found.value.recipients;
  if (only === undefined) return 'unclear';
  return others.length === 0 && only.phoneNumber === text.to ? 'ours' : 'foreign';
}

/** The phone surely did nothing; the question is whether anything will change by itself. */
function refused(failure: PhoneFailure): SendOutcome {
  const { problem: code, detail } = failure;
  if (code === 'wrongPassword' || code === 'forbidden') return { kind: 'pause', code, detail };
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
  const whose = ownership(found, text);
  if (whose === 'absent') return confirmAbsence(deps, attemptedAt, signal);
  if (!found.ok) return { kind: 'unreachable', detail: found.detail };
  if (whose !== 'ours') return { kind: 'unreachable', detail: 'The phone has another message with this id.' };
  const report = reportOf(found.value);
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

/** The state of a one-recipient message in our words; null for a state we do not know. */
export function reportOf(message: MessageAnswer): StatusReport | null {
  const recipient = message.recipients[0];
  const state = recipient?.state ?? message.state;
  const status = statusOf(state);
  if (status === null) return null;
  const reachedAt = message.states[state];
  return {
    gatewayMessageId: message.id,
    status,
    // The app also puts words beside a success; only a failure's are an error (capcom6.md 3.4).
    error: status === 'failed' ? (recipient?.error ?? null) : null,
    at: reachedAt === undefined ? null : parseDate(reachedAt),
  };
}
