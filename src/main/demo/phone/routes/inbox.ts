/**
 * Incoming texts over the API: list, and the request to read the phone's SMS list again (capcom6.md 3.6-3.7).
 */
import { ApiError } from '../apiError.ts';
import type { Phone } from '../phone.ts';
import type { IncomingRow } from '../store.ts';
import { parseInstant } from '../wireFormat.ts';
import type { WebhookDelivery } from '../inbound.ts';
import { jsonBody, queryFlag, queryNumber } from './route.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './route.ts';

const TYPES = ['SMS', 'DATA_SMS', 'MMS', 'MMS_DOWNLOADED'];
const REFRESHABLE = ['SMS', 'MMS'];

export const inboxRoutes: readonly ApiRoute[] = [
  { method: 'GET', path: /^\/inbox$/, scope: 'inbox:list', handle: list },
  { method: 'GET', path: /^\/inbox\/([^/]+)\/attachments\/([^/]+)$/, scope: 'inbox:read', handle: attachment },
  { method: 'POST', path: /^\/inbox\/refresh$/, scope: 'inbox:refresh', handle: (...args) => refresh(...args, false) },
  {
    method: 'POST',
    path: /^\/messages?\/inbox\/export$/,
    scope: 'messages:export',
    handle: (...args) => refresh(...args, true),
  },
];

function list(phone: Phone, request: ApiRequest): ApiAnswer {
  if (!phone.profile.inbox) throw new ApiError(404);
  const type = request.query.get('type');
  if (type !== null && !TYPES.includes(type)) throw new ApiError(400, 'Invalid type');
  const withParts = queryFlag(request, 'includeAttachments');
  const limit = queryNumber(request, 'limit', { fallback: 50, least: 1, most: 500 });
  const offset = queryNumber(request, 'offset', { fallback: 0, least: 0, most: Number.MAX_SAFE_INTEGER });
  const from = instantOr(request, 'from', 0);
  // Without `to` the app looks no further than its own now: a text from the future stays invisible.
  const to = instantOr(request, 'to', phone.time.now());
  const found = phone.store.incoming.filter(
    (row) => (type === null || row.type === type) && row.createdAt >= from && row.createdAt <= to,
  );
  const end = found.length - offset;
  const page = end <= 0 ? [] : found.slice(Math.max(0, end - limit), end).reverse();
  return {
    status: 200,
    headers: { 'X-Total-Count': String(found.length) },
    json: page.map((row) => describe(phone, row, withParts)),
  };
}

function instantOr(request: ApiRequest, name: string, fallback: number): number {
  const text = request.query.get(name);
  if (text === null) return fallback;
  const instant = parseInstant(text);
  if (instant === null) throw new ApiError(400, `Invalid ${name}`);
  return instant;
}

function describe(phone: Phone, row: IncomingRow, withParts: boolean): Record<string, unknown> {
  const sim = phone.condition.simCards.find((card) => card.simNumber === row.simNumber);
  return {
    id: row.id,
    type: row.type,
    sender: row.sender,
    recipient: sim?.phoneNumber,
    simNumber: row.simNumber,
    contentPreview: row.text,
    createdAt: phone.time.format(row.createdAt),
    attachments: withParts
      ? row.parts.map(({ partId, name, contentType, bytes }) => ({ partId, name, size: bytes.byteLength, contentType }))
      : [],
  };
}

function attachment(phone: Phone, request: ApiRequest): ApiAnswer {
  if (!phone.profile.attachments) throw new ApiError(404);
  const [id, partId = ''] = request.params;
  if (!/^\d+$/.test(partId)) throw new ApiError(400, 'partId must be a number');
  const row = phone.store.incoming.find((one) => one.id === id);
  const part = row?.parts.find((one) => one.partId === Number(partId));
  if (part === undefined) throw new ApiError(404);
  const name = part.name.replaceAll(/[\r\n"\\]/g, '_');
  return {
    status: 200,
    headers: { 'Content-Disposition': `attachment; filename="${name}"` },
    file: { contentType: part.contentType, bytes: part.bytes },
  };
}

function refresh(phone: Phone, request: ApiRequest, tellsByItself: boolean): ApiAnswer {
  if (!phone.profile.inbox) throw new ApiError(404);
  const body = (jsonBody(request) ?? {}) as Record<string, unknown>;
  const since = parseInstant(body['since']);
  const until = parseInstant(body['until']);
  if (since === null) throw new ApiError(400, 'since is required');
  if (until === null) throw new ApiError(400, 'until is required');
  if (since >= until) throw new ApiError(400, 'since must be before until');
  const types = body['messageTypes'] ?? ['SMS'];
  if (!Array.isArray(types) || types.length === 0) throw new ApiError(400, 'messageTypes must not be empty');
  const odd = types.filter((type) => !REFRESHABLE.includes(String(type)));
  if (odd.length > 0) throw new ApiError(400, `messageTypes contains unsupported values: ${odd.join(', ')}`);
  const webhooks = deliveryIn(phone, body, tellsByItself);
  phone.inbound.refresh({ since, until, types: types.map(String), webhooks });
  return { status: 202 };
}

/** `webhookDelivery` (1.71 and later) wins over the older flag; export tells unless told not to, refresh the other way round. */
function deliveryIn(phone: Phone, body: Record<string, unknown>, tellsByItself: boolean): WebhookDelivery {
  const asked = phone.profile.batchEvents ? body['webhookDelivery'] : undefined;
  if (asked === 'Disabled' || asked === 'Individual' || asked === 'Batch') return asked;
  return (body['triggerWebhooks'] ?? tellsByItself) === true ? 'Individual' : 'Disabled';
}
