/**
 * Reading the body of `POST /messages`: the app's checks in the app's order, with the app's words (capcom6.md 3.3).
 */
import { ApiError } from './apiError.ts';
import { parseInstant } from './wireFormat.ts';
import type { OutgoingAttachment, OutgoingMessage } from './store.ts';

export interface NewMessageContext {
  /** The phone's clock, UTC ms. */
  readonly now: number;
  readonly deviceId: string;
  readonly mmsMessage: boolean;
  /** This version knows `scheduleAt`. */
  readonly scheduling: boolean;
  readonly skipPhoneValidation: boolean;
  readonly newId: () => string;
}

/** A message ready to be stored. Throws a 400 with the app's words, or a 500 where the app runs into a null. */
export function readNewMessage(body: unknown, context: NewMessageContext): OutgoingMessage {
  if (typeof body !== 'object' || body === null) throw new ApiError(400, 'Invalid request body');
  const fields = body as Record<string, unknown>;
  const content = readContent(fields, context.mmsMessage);
  const numbers = readNumbers(fields);
  const simNumber = optionalNumber(fields['simNumber']);
  if (simNumber !== null && simNumber < 1) throw new ApiError(400, 'SIM number cannot be less than 1');
  const scheduleAt = context.scheduling ? parseInstant(fields['scheduleAt']) : null;
  if (scheduleAt !== null && scheduleAt <= context.now) throw new ApiError(400, 'scheduleAt must be in the future');
  if (typeof fields['deviceId'] === 'string' && fields['deviceId'] !== context.deviceId) {
    throw new ApiError(400, 'Invalid device ID');
  }
  const validUntil = readValidity(fields, context.now);
  return {
    id: typeof fields['id'] === 'string' ? fields['id'] : context.newId(),
    ...content,
    createdAt: context.now,
    validUntil,
    scheduleAt,
    priority: optionalNumber(fields['priority']) ?? 0,
    simNumber,
    withDeliveryReport: fields['withDeliveryReport'] !== false,
    isEncrypted: fields['isEncrypted'] === true,
    skipPhoneValidation: context.skipPhoneValidation,
    recipients: numbers.map((phoneNumber) => ({ phoneNumber, state: 'Pending', error: null })),
    states: new Map([['Pending', context.now]]),
  };
}

function readContent(fields: Record<string, unknown>, mms: boolean): Pick<OutgoingMessage, 'text' | 'data' | 'mms'> {
  const kinds = ['textMessage', 'dataMessage', 'message', ...(mms ? ['mmsMessage'] : [])];
  const given = kinds.filter((kind) => fields[kind] !== undefined && fields[kind] !== null);
  if (given.length === 0) {
    const names = mms ? 'textMessage, dataMessage, mmsMessage, or message' : 'textMessage, dataMessage, or message';
    throw new ApiError(400, `Must specify exactly one of: ${names}`);
  }
  if (given.length > 1) throw new ApiError(400, 'Cannot specify multiple message types simultaneously');
  if (fields['dataMessage'])
    return { text: null, data: readData(fields['dataMessage'] as Record<string, unknown>), mms: null };
  if (fields['mmsMessage']) return readMms(fields['mmsMessage'] as Record<string, unknown>);
  const text = fields['message'] ?? (fields['textMessage'] as Record<string, unknown>)['text'];
  if (typeof text !== 'string') throw new ApiError(500, 'java.lang.NullPointerException');
  if (text === '') throw new ApiError(400, 'Text message is empty');
  return { text, data: null, mms: null };
}

function readData(message: Record<string, unknown>): { data: string; port: number } {
  const port = optionalNumber(message['port']);
  if (port === null || port < 0 || port > 65_535) throw new ApiError(400, 'Port must be between 0 and 65535');
  if (typeof message['data'] !== 'string' || message['data'] === '')
    throw new ApiError(400, 'Data message cannot be empty');
  return { data: message['data'], port };
}

const MOST_BASE64 = 2 * 1024 * 1024;

function readMms(message: Record<string, unknown>): Pick<OutgoingMessage, 'text' | 'data' | 'mms'> {
  const text = typeof message['text'] === 'string' ? message['text'] : '';
  const given = message['attachments'] ?? [];
  const attachments = Array.isArray(given) ? given.map(readAttachment) : [];
  if (text === '' && attachments.length === 0) throw new ApiError(400, 'MMS message must have text or attachments');
  return { text, data: null, mms: attachments };
}

function readAttachment(given: unknown, index: number): OutgoingAttachment {
  const { contentType, data, name } = (given ?? {}) as Record<string, unknown>;
  if (typeof contentType !== 'string' || contentType.trim() === '') {
    throw new ApiError(400, `Attachment ${index}: contentType is required`);
  }
  if (typeof data !== 'string' || data.trim() === '') throw new ApiError(400, `Attachment ${index}: must provide data`);
  if (data.length > MOST_BASE64) throw new ApiError(400, `Attachment ${index}: data is too large`);
  return { contentType, data, name: typeof name === 'string' ? name : null };
}

function readNumbers(fields: Record<string, unknown>): string[] {
  const numbers = fields['phoneNumbers'];
  if (!Array.isArray(numbers)) throw new ApiError(500, 'java.lang.NullPointerException');
  if (numbers.length === 0) throw new ApiError(400, 'Empty phone numbers list');
  return numbers.map(String);
}

function readValidity(fields: Record<string, unknown>, now: number): number | null {
  const ttl = optionalNumber(fields['ttl']);
  const validUntil = parseInstant(fields['validUntil']);
  if (ttl !== null && validUntil !== null) throw new ApiError(400, 'fields conflict: ttl and validUntil');
  const until = ttl === null ? validUntil : now + ttl * 1000;
  if (until !== null && until <= now) throw new ApiError(400, 'message already expired');
  return until;
}

function optionalNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
