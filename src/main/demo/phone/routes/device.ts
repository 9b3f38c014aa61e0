/**
 * The phone itself over the API: health, device, settings, webhooks, tokens, log (capcom6.md 3.8-3.10, 9).
 */
import { ApiError } from '../apiError.ts';
import type { Phone } from '../phone.ts';
import type { IssuedTokens } from '../tokens.ts';
import { reportHealth } from '../healthReport.ts';
import { parseInstant } from '../wireFormat.ts';
import { jsonBody } from './route.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './route.ts';

const WEBHOOK_EVENTS =
  /^(?:sms:(?:received|data-received|sent|delivered|failed|cancelled)|mms:(?:received|downloaded)|system:ping|app:started|(?:sms|mms):batch:(?:received|data-received|downloaded))$/;

export const deviceRoutes: readonly ApiRoute[] = [
  { method: 'GET', path: /^\/health$/, scope: 'open', handle: health },
  {
    method: 'GET',
    path: /^\/$/,
    scope: 'any',
    handle: () => ({ status: 200, json: { status: 'ok', model: 'Pixel 6' } }),
  },
  { method: 'GET', path: /^\/device$/, scope: 'devices:list', handle: device },
  { method: 'GET', path: /^\/settings$/, scope: 'settings:read', handle: readSettings },
  { method: 'PATCH', path: /^\/settings$/, scope: 'settings:write', handle: patchSettings },
  { method: 'GET', path: /^\/webhooks?$/, scope: 'webhooks:list', handle: listWebhooks },
  { method: 'POST', path: /^\/webhooks?$/, scope: 'webhooks:write', handle: saveWebhook },
  { method: 'DELETE', path: /^\/webhooks?\/([^/]+)$/, scope: 'webhooks:delete', handle: deleteWebhook },
  { method: 'GET', path: /^\/logs$/, scope: 'logs:read', handle: readLog },
  { method: 'POST', path: /^\/auth\/token$/, scope: 'tokens:manage', handle: issueToken },
  { method: 'POST', path: /^\/auth\/token\/refresh$/, scope: 'open', handle: refreshToken },
  { method: 'DELETE', path: /^\/auth\/token\/([^/]+)$/, scope: 'tokens:manage', handle: revokeToken },
];

function health(phone: Phone): ApiAnswer {
  const report = reportHealth(phone);
  return { status: report.status === 'fail' ? 500 : 200, json: report };
}

function device(phone: Phone): ApiAnswer {
  const seen = phone.time.format(phone.time.now());
  const simCards = phone.profile.simCards ? describeSims(phone) : null;
  const one = { id: phone.condition.deviceId, name: 'Google/oriole', createdAt: seen, updatedAt: seen, lastSeen: seen };
  return { status: 200, json: [{ ...one, simCards }] };
}

/** The SIM cards as `GET /device` and `app:started` list them. */
export function describeSims(phone: Phone): Record<string, unknown>[] {
  return phone.condition.simCards.map((card) => ({ slotIndex: card.simNumber - 1, ...card }));
}

function readLog(phone: Phone, request: ApiRequest): ApiAnswer {
  const from = parseInstant(request.query.get('from')) ?? 0;
  const to = parseInstant(request.query.get('to')) ?? phone.time.now();
  if (from > to) throw new ApiError(400, 'Start date cannot be after end date');
  const entries = phone.log.between(from, to);
  return {
    status: 200,
    json: entries.map((entry) => ({ ...entry, createdAt: phone.time.format(entry.createdAt) })),
  };
}

function readSettings(phone: Phone): ApiAnswer {
  return { status: 200, json: phone.settings.readable() };
}

function patchSettings(phone: Phone, request: ApiRequest): ApiAnswer {
  phone.settings.patch(jsonBody(request));
  return readSettings(phone);
}

function listWebhooks(phone: Phone): ApiAnswer {
  return { status: 200, json: [...phone.store.webhooks.values()].map((hook) => ({ ...hook, source: 'Local' })) };
}

function saveWebhook(phone: Phone, request: ApiRequest): ApiAnswer {
  const body = (jsonBody(request) ?? {}) as Record<string, unknown>;
  const url = String(body['url']);
  if (!/^https:\/\/|^http:\/\/127\.0\.0\.1(?:[:/]|$)/.test(url)) {
    throw new ApiError(400, 'url must start with https:// or http://127.0.0.1');
  }
  const event = String(body['event']);
  const known = WEBHOOK_EVENTS.test(event) && (phone.profile.cancelEvents || event !== 'sms:cancelled');
  if (!known || (!phone.profile.batchEvents && event.includes(':batch:'))) throw new ApiError(400, 'Unsupported event');
  if (typeof body['deviceId'] === 'string' && body['deviceId'] !== phone.condition.deviceId) {
    throw new ApiError(400, 'Device ID mismatch');
  }
  const id = typeof body['id'] === 'string' ? body['id'] : phone.ids.next();
  phone.store.webhooks.set(id, { id, url, event });
  return { status: 201, json: { id, url, event, source: 'Local' } };
}

function deleteWebhook(phone: Phone, request: ApiRequest): ApiAnswer {
  phone.store.webhooks.delete(request.params[0] ?? '');
  return { status: 204 };
}

function issueToken(phone: Phone, request: ApiRequest): ApiAnswer {
  return { status: 201, json: describeTokens(phone, phone.tokens.issue(jsonBody(request))) };
}

function refreshToken(phone: Phone, request: ApiRequest): ApiAnswer {
  if (!phone.profile.tokenRefresh) throw new ApiError(404);
  const token = /^Bearer (.+)$/.exec(request.authorization)?.[1];
  if (token === undefined) throw new ApiError(401);
  return { status: 200, json: describeTokens(phone, phone.tokens.refresh(token)) };
}

function revokeToken(phone: Phone, request: ApiRequest): ApiAnswer {
  phone.tokens.revoke(request.params[0] ?? '');
  return { status: 204 };
}

function describeTokens(phone: Phone, tokens: IssuedTokens): Record<string, unknown> {
  return {
    id: tokens.id,
    token_type: 'Bearer',
    access_token: tokens.accessToken,
    expires_at: phone.time.format(tokens.expiresAt),
    refresh_token: phone.profile.tokenRefresh ? tokens.refreshToken : null,
  };
}
