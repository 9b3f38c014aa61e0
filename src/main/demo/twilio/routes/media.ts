/** The pictures of a message: list, fetch by redirect to the file host, delete (twilio.md 4.5). */
import { TwilioError } from '../apiError.ts';
import type { Backend } from '../backend.ts';
import { dateFilter } from '../dateFilter.ts';
import type { MediaRecord } from '../messageStore.ts';
import { classicPage, cutList, readPage } from '../paging.ts';
import { rfc2822 } from '../wireFormat.ts';
import { found } from './messages.ts';
import { accountPath } from './route.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './route.ts';

const MESSAGE = '/Messages/((?:SM|MM)[0-9a-f]{32})/Media';
const LIST = accountPath(`${MESSAGE}\\.json`);
const ONE = accountPath(`${MESSAGE}/(ME[0-9a-f]{32})\\.json`);
const FILE = accountPath(`${MESSAGE}/(ME[0-9a-f]{32})`);

export const mediaRoutes: readonly ApiRoute[] = [
  { product: 'api', method: 'GET', path: LIST, permission: 'media/list', handle: list },
  { product: 'api', method: 'GET', path: ONE, permission: 'media/read', handle: describe },
  { product: 'api', method: 'GET', path: FILE, permission: 'media/read', handle: redirect },
  { product: 'api', method: 'DELETE', path: ONE, permission: 'media/delete', handle: remove },
  { product: 'api', method: 'DELETE', path: FILE, permission: 'media/delete', handle: remove },
];

function list(backend: Backend, request: ApiRequest): ApiAnswer {
  const record = found(backend, request);
  const createdThen = dateFilter(request.query, 'DateCreated');
  const files = record.media.filter(({ dateCreated }) => createdThen(dateCreated));
  const page = cutList(
    files.map((file) => mediaJson(backend, record.sid, file)),
    readPage(request.query),
  );
  return { status: 200, json: classicPage(page, 'media_list', request.path, request.query) };
}

function describe(backend: Backend, request: ApiRequest): ApiAnswer {
  return { status: 200, json: mediaJson(backend, request.params[1] ?? '', ready(backend, request)) };
}

function redirect(backend: Backend, request: ApiRequest): ApiAnswer {
  const path = backend.media.pathOf(ready(backend, request));
  return { status: 307, headers: { Location: `${backend.links.mediaOrigin}${path}` } };
}

function remove(backend: Backend, request: ApiRequest): ApiAnswer {
  const file = ready(backend, request);
  const record = found(backend, request);
  record.media = record.media.filter((kept) => kept !== file);
  backend.media.forget([file]);
  return { status: 204 };
}

/** The file a path names. Throws 20404 for an unknown one, and for one that came a moment ago. */
function ready(backend: Backend, request: ApiRequest): MediaRecord {
  const file = found(backend, request).media.find(({ sid }) => sid === request.params[2]);
  if (file === undefined || file.readyAt > backend.time.now()) {
    throw new TwilioError(20404, `The requested resource ${request.path} was not found`);
  }
  return file;
}

function mediaJson({ account }: Backend, messageSid: string, file: MediaRecord): unknown {
  const created = rfc2822(file.dateCreated);
  return {
    sid: file.sid,
    account_sid: account.sid,
    parent_sid: messageSid,
    content_type: file.contentType,
    date_created: created,
    date_updated: created,
    uri: `/2010-04-01/Accounts/${account.sid}/Messages/${messageSid}/Media/${file.sid}.json`,
  };
}
