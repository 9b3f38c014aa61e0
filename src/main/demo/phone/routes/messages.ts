/**
 * Outgoing messages over the API: enqueue, read, list, cancel (capcom6.md 3.3-3.5).
 */
import { ApiError } from '../apiError.ts';
import { readNewMessage } from '../newMessage.ts';
import type { Phone } from '../phone.ts';
import { overallState, PHONE_MESSAGE_STATES } from '../store.ts';
import type { OutgoingMessage, PhoneMessageState } from '../store.ts';
import { parseInstant } from '../wireFormat.ts';
import { jsonBody, queryFlag, queryNumber } from './route.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './route.ts';

const UNBOUNDED = Number.MAX_SAFE_INTEGER;

export const messageRoutes: readonly ApiRoute[] = [
  { method: 'POST', path: /^\/messages?$/, scope: 'messages:send', handle: post },
  { method: 'GET', path: /^\/messages?$/, scope: 'messages:read', handle: list },
  { method: 'GET', path: /^\/messages?\/([^/]+)$/, scope: 'messages:read', handle: read },
  { method: 'DELETE', path: /^\/messages?\/([^/]+)$/, scope: 'messages:cancel', handle: cancel },
];

function post(phone: Phone, request: ApiRequest): ApiAnswer {
  const message = readNewMessage(jsonBody(request), {
    now: phone.time.now(),
    deviceId: phone.condition.deviceId,
    mmsMessage: phone.profile.mmsMessage,
    scheduling: phone.profile.scheduling !== 'ignored',
    skipPhoneValidation: queryFlag(request, 'skipPhoneValidation'),
    newId: () => phone.ids.next(),
  });
  const known = phone.store.messages.get(message.id);
  if (known !== undefined && phone.profile.duplicateId === 'ignored') return accepted(phone, known);
  const numbers = new Set(message.recipients.map((recipient) => recipient.phoneNumber));
  if (known !== undefined || numbers.size < message.recipients.length) {
    throw new ApiError(409, 'Message with the same ID already exists');
  }
  phone.store.messages.set(message.id, message);
  phone.store.pending.add(message);
  phone.log.add('INFO', 'messages', `Message ${message.id} enqueued`);
  const answer = accepted(phone, message);
  phone.worker.wake();
  return answer;
}

function accepted(phone: Phone, message: OutgoingMessage): ApiAnswer {
  const content = phone.profile.contentInAnswers;
  const states = phone.profile.statesInPostAnswer ? writeStates(phone, message) : {};
  return { status: 202, json: { ...describe(phone, message, content), states } };
}

function list(phone: Phone, request: ApiRequest): ApiAnswer {
  const state = request.query.get('state');
  if (state !== null && !PHONE_MESSAGE_STATES.includes(state as PhoneMessageState))
    throw new ApiError(400, 'Invalid state');
  const from = parseInstant(request.query.get('from')) ?? 0;
  const to = parseInstant(request.query.get('to')) ?? UNBOUNDED;
  if (from > to) throw new ApiError(400, 'Start date cannot be after end date');
  const limit = queryNumber(request, 'limit', { fallback: 50, least: 0, most: UNBOUNDED });
  const offset = queryNumber(request, 'offset', { fallback: 0, least: 0, most: UNBOUNDED });
  const withContent = queryFlag(request, 'includeContent') && phone.profile.contentInAnswers;
  const found = [...phone.store.messages.values()].filter(
    (message) =>
      message.createdAt >= from && message.createdAt <= to && (state === null || overallState(message) === state),
  );
  // Stored in order of arrival; the app lists the newest first unless asked otherwise.
  const ordered = ascending(phone, request) ? found : found.reverse();
  return {
    status: 200,
    headers: { 'X-Total-Count': String(found.length) },
    json: ordered.slice(offset, offset + limit).map((message) => describe(phone, message, withContent)),
  };
}

function ascending(phone: Phone, request: ApiRequest): boolean {
  const sort = request.query.get('sort');
  if (sort === null || !phone.profile.sort) return false;
  if (sort !== 'created_at' && sort !== '-created_at') throw new ApiError(400, 'Invalid sort');
  return sort === 'created_at';
}

function read(phone: Phone, request: ApiRequest): ApiAnswer {
  return { status: 200, json: describe(phone, find(phone, request), phone.profile.contentInAnswers) };
}

function cancel(phone: Phone, request: ApiRequest): ApiAnswer {
  if (!phone.profile.cancel) throw new ApiError(405);
  const message = find(phone, request);
  const state = overallState(message);
  if (state !== 'Pending' && state !== 'Cancelled') {
    throw new ApiError(400, `Message ${message.id} is not in Pending state`);
  }
  phone.store.pending.delete(message);
  for (const recipient of message.recipients) phone.change(message, recipient, { state: 'Cancelled', error: null });
  return { status: 200, json: describe(phone, message, false) };
}

function find(phone: Phone, request: ApiRequest): OutgoingMessage {
  const message = phone.store.messages.get(request.params[0] ?? '');
  if (message === undefined) throw new ApiError(404);
  return message;
}

function describe(phone: Phone, message: OutgoingMessage, withContent: boolean): Record<string, unknown> {
  return {
    id: message.id,
    deviceId: phone.condition.deviceId,
    state: overallState(message),
    isHashed: false,
    isEncrypted: message.isEncrypted,
    textMessage: withContent && message.text !== null && message.mms === null ? { text: message.text } : null,
    mmsMessage: withContent && message.mms !== null ? { text: message.text, attachments: message.mms } : null,
    dataMessage: withContent ? message.data : null,
    scheduleAt: message.scheduleAt === null ? null : phone.time.format(message.scheduleAt),
    recipients: message.recipients.map(({ phoneNumber, state, error }) => ({ phoneNumber, state, error })),
    states: writeStates(phone, message),
  };
}

function writeStates(phone: Phone, message: OutgoingMessage): Record<string, string> {
  return Object.fromEntries([...message.states].map(([state, at]) => [state, phone.time.format(at)]));
}
