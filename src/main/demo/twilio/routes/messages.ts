/** The Messages resource: create, fetch, list, cancel, redact, delete (twilio.md 1). */
import type { TwilioAccount } from '../account.ts';
import { TwilioError } from '../apiError.ts';
import type { Backend } from '../backend.ts';
import { dateFilter } from '../dateFilter.ts';
import { isFinal } from '../messageStore.ts';
import type { MessageRecord } from '../messageStore.ts';
import { readNewMessage } from '../newMessage.ts';
import { classicPage, cutPage, readPage } from '../paging.ts';
import { takeMessage } from '../sending.ts';
import { rfc2822 } from '../wireFormat.ts';
import { accountPath } from './route.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './route.ts';
import { testMessage } from './testMessage.ts';

const LIST = accountPath('/Messages\\.json');
const ONE = accountPath('/Messages/((?:SM|MM)[0-9a-f]{32})\\.json');

export const messageRoutes: readonly ApiRoute[] = [
  { product: 'api', method: 'POST', path: LIST, permission: 'messages/create', handle: create },
  { product: 'api', method: 'GET', path: LIST, permission: 'messages/list', handle: list },
  { product: 'api', method: 'GET', path: ONE, permission: 'messages/read', handle: fetchOne },
  { product: 'api', method: 'POST', path: ONE, permission: 'messages/update', handle: update },
  { product: 'api', method: 'DELETE', path: ONE, permission: 'messages/delete', handle: remove },
];

function create(backend: Backend, { form, caller }: ApiRequest): ApiAnswer {
  const { account, content, time, line, times, refusals, optOuts } = backend;
  const message = readNewMessage(form, {
    account,
    content,
    now: time.now(),
    test: caller.test,
    refusals,
    queued: line.queued,
    queueLimit: times.queueLimit,
    isBlocked: optOuts.isBlocked,
  });
  if (caller.test) return { status: 201, json: testMessage(backend, caller.accountSid, message) };
  const { record, go } = takeMessage(backend, message);
  return { status: 201, json: messageJson(account, record), then: go };
}

function fetchOne(backend: Backend, request: ApiRequest): ApiAnswer {
  return { status: 200, json: messageJson(backend.account, found(backend, request)) };
}

function list({ account, store }: Backend, { path, query }: ApiRequest): ApiAnswer {
  const request = readPage(query);
  const page = cutPage(matching(store.newestFirst(request.before ?? undefined), query), request, ({ seq }) => seq);
  const shown = { ...page, items: page.items.map((record) => messageJson(account, record)) };
  return { status: 200, json: classicPage(shown, 'messages', path, query) };
}

/** To, From and the day of sending are filters; every other name is ignored without a word (twilio.md 1.2). */
function* matching(records: Iterable<MessageRecord>, query: URLSearchParams): Iterable<MessageRecord> {
  const to = query.get('To');
  const from = query.get('From');
  const sentThen = dateFilter(query, 'DateSent');
  for (const record of records) {
    if ((to === null || record.to === to) && (from === null || record.from === from) && sentThen(record.dateSent)) {
      yield record;
    }
  }
}

/** `Status=canceled` takes a scheduled text back; `Body=` wipes the text of one that is done. */
function update(backend: Backend, request: ApiRequest): ApiAnswer {
  const record = found(backend, request);
  const { form } = request;
  const status = form.get('Status');
  if (status !== null) {
    if (status !== 'canceled') throw new TwilioError(20001, 'Invalid Status');
    if (!backend.line.cancel(record)) throw new TwilioError(30409);
  }
  const body = form.get('Body');
  if (body !== null) {
    if (body !== '') throw new TwilioError(20001, 'Body can only be changed to an empty text');
    if (!isOver(record)) throw new TwilioError(20009);
    record.body = '';
    record.dateUpdated = backend.time.now();
  }
  return { status: 200, json: messageJson(backend.account, record) };
}

function remove(backend: Backend, request: ApiRequest): ApiAnswer {
  const record = found(backend, request);
  if (!isOver(record)) throw new TwilioError(20009);
  backend.media.forget(record.media);
  backend.store.remove(record);
  return { status: 204 };
}

/** Sent may be the last word for ever, so it counts as done. */
function isOver({ status }: MessageRecord): boolean {
  return isFinal(status) || status === 'sent';
}

/** The record a path names. Throws 20404. */
export function found({ store }: Backend, { params, path }: ApiRequest): MessageRecord {
  const record = store.get(params[1] ?? '');
  if (record === undefined) throw new TwilioError(20404, `The requested resource ${path} was not found`);
  return record;
}

/** The record as the API shows it: every value but the error code a string. */
export function messageJson(account: Pick<TwilioAccount, 'sid'>, record: MessageRecord): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${account.sid}/Messages/${record.sid}`;
  return {
    account_sid: account.sid,
    api_version: '2010-04-01',
    body: record.body,
    date_created: rfc2822(record.dateCreated),
    date_sent: rfc2822(record.dateSent),
    date_updated: rfc2822(record.dateUpdated),
    direction: record.direction,
    error_code: record.errorCode,
    error_message: record.errorMessage,
    from: record.from,
    messaging_service_sid: record.serviceSid,
    num_media: String(record.numMedia),
    num_segments: String(record.segments ?? 0),
    price: record.price,
    price_unit: 'USD',
    sid: record.sid,
    status: record.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: record.to,
    uri: `${uri}.json`,
  };
}
