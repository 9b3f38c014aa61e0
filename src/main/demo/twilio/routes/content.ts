/** Message templates and their WhatsApp approval (twilio.md 8). This product takes JSON. */
import { z } from 'zod';
import { TwilioError } from '../apiError.ts';
import type { Backend } from '../backend.ts';
import type { ContentTemplate } from '../content.ts';
import { cutList, metaPage, readPage } from '../paging.ts';
import { isoSeconds } from '../wireFormat.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './route.ts';

const HOST = 'https://content.twilio.com';
const LIST = /^\/v1\/Content$/;
const WITH_APPROVALS = /^\/v1\/ContentAndApprovals$/;
const ONE = /^\/v1\/Content\/(HX[0-9a-f]{32})$/;
const APPROVAL = /^\/v1\/Content\/(HX[0-9a-f]{32})\/ApprovalRequests$/;
const SUBMIT = /^\/v1\/Content\/(HX[0-9a-f]{32})\/ApprovalRequests\/whatsapp$/;

export const contentRoutes: readonly ApiRoute[] = [
  { product: 'content', method: 'GET', path: LIST, permission: 'content/read', handle: list },
  { product: 'content', method: 'POST', path: LIST, permission: 'content/create', handle: create },
  { product: 'content', method: 'GET', path: WITH_APPROVALS, permission: 'content/read', handle: listWithApprovals },
  { product: 'content', method: 'GET', path: ONE, permission: 'content/read', handle: fetchOne },
  { product: 'content', method: 'GET', path: APPROVAL, permission: 'content/read', handle: approval },
  { product: 'content', method: 'POST', path: SUBMIT, permission: 'content/create', handle: submit },
];

const NewContent = z.object({
  friendly_name: z.string().default(''),
  language: z.string(),
  variables: z.record(z.string(), z.string()).default({}),
  types: z.record(z.string(), z.looseObject({ body: z.string().default('') })),
});
const Submission = z.object({
  name: z.string().regex(/^[a-z0-9_]+$/),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
});

function list(backend: Backend, { path, query }: ApiRequest): ApiAnswer {
  const templates = backend.content.all().map((template) => templateJson(backend, template));
  return { status: 200, json: metaPage(cutList(templates, readPage(query)), 'contents', `${HOST}${path}`, query) };
}

function listWithApprovals(backend: Backend, { path, query }: ApiRequest): ApiAnswer {
  const templates = backend.content.all().map((template) => {
    const { links: _links, url: _url, ...shown } = templateJson(backend, template);
    return { ...shown, approval_requests: approvalJson(template) };
  });
  return { status: 200, json: metaPage(cutList(templates, readPage(query)), 'contents', `${HOST}${path}`, query) };
}

function create(backend: Backend, { body }: ApiRequest): ApiAnswer {
  const content = parsed(NewContent, body);
  const text = Object.values(content.types)[0]?.body ?? '';
  const { friendly_name: friendlyName, language, variables } = content;
  const template = backend.content.add({ friendlyName, language, variables, body: text, status: 'unsubmitted' });
  return { status: 201, json: templateJson(backend, template) };
}

function fetchOne(backend: Backend, request: ApiRequest): ApiAnswer {
  return { status: 200, json: templateJson(backend, found(backend, request)) };
}

function approval(backend: Backend, request: ApiRequest): ApiAnswer {
  const template = found(backend, request);
  const url = `${HOST}${request.path}`;
  const json = { sid: template.sid, account_sid: backend.account.sid, whatsapp: approvalJson(template), url };
  return { status: 200, json };
}

function submit(backend: Backend, request: ApiRequest): ApiAnswer {
  const template = found(backend, request);
  const { category } = parsed(Submission, request.body);
  template.approval = { status: 'received', category, rejectionReason: '' };
  return { status: 201, json: approvalJson(template) };
}

function found({ content }: Backend, { params, path }: ApiRequest): ContentTemplate {
  const template = content.get(params[0] ?? '');
  if (template === undefined) throw new TwilioError(20404, `The requested resource ${path} was not found`);
  return template;
}

function parsed<T>(shape: z.ZodType<T>, body: string): T {
  try {
    return shape.parse(JSON.parse(body));
  } catch {
    throw new TwilioError(20422);
  }
}

function templateJson({ account }: Backend, template: ContentTemplate): Record<string, unknown> {
  const url = `${HOST}/v1/Content/${template.sid}`;
  const date = isoSeconds(template.dateCreated);
  const type = template.buttons.length > 0 ? 'twilio/quick-reply' : 'twilio/text';
  const actions = template.buttons.length > 0 ? { actions: template.buttons } : {};
  return {
    sid: template.sid,
    account_sid: account.sid,
    friendly_name: template.friendlyName,
    language: template.language,
    variables: template.variables,
    types: { [type]: { body: template.body, ...actions } },
    date_created: date,
    date_updated: date,
    url,
    links: { approval_fetch: `${url}/ApprovalRequests`, approval_create: `${url}/ApprovalRequests/whatsapp` },
  };
}

function approvalJson({
  friendlyName,
  buttons,
  approval: { status, category, rejectionReason },
}: ContentTemplate): unknown {
  return {
    type: 'whatsapp',
    name: friendlyName.toLowerCase().replace(/\W+/g, '_'),
    category,
    content_type: buttons.length > 0 ? 'twilio/quick-reply' : 'twilio/text',
    status,
    rejection_reason: rejectionReason,
    allow_category_change: true,
  };
}
