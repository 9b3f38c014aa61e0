/** Messaging services and the numbers in their pool (twilio.md 4.6). */
import type { MessagingService, OwnNumber } from '../account.ts';
import { serviceBySid } from '../account.ts';
import { TwilioError } from '../apiError.ts';
import type { Backend } from '../backend.ts';
import { cutList, metaPage, readPage } from '../paging.ts';
import { isoSeconds } from '../wireFormat.ts';
import { checkedFlag, checkedMethod, checkedUrl } from './hookFields.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './route.ts';

const HOST = 'https://messaging.twilio.com';
const LIST = /^\/v1\/Services$/;
const ONE = /^\/v1\/Services\/(MG[0-9a-f]{32})$/;
const NUMBERS = /^\/v1\/Services\/(MG[0-9a-f]{32})\/PhoneNumbers$/;

export const serviceRoutes: readonly ApiRoute[] = [
  { product: 'messaging', method: 'GET', path: LIST, permission: 'services/list', handle: list },
  { product: 'messaging', method: 'GET', path: ONE, permission: 'services/read', handle: fetchOne },
  { product: 'messaging', method: 'POST', path: ONE, permission: 'services/update', handle: update },
  { product: 'messaging', method: 'GET', path: NUMBERS, permission: 'services/read', handle: listNumbers },
];

function list(backend: Backend, { query, path }: ApiRequest): ApiAnswer {
  const services = backend.account.services.map((service) => serviceJson(backend, service));
  return { status: 200, json: metaPage(cutList(services, readPage(query)), 'services', `${HOST}${path}`, query) };
}

function fetchOne(backend: Backend, request: ApiRequest): ApiAnswer {
  return { status: 200, json: serviceJson(backend, foundService(backend, request)) };
}

function update(backend: Backend, request: ApiRequest): ApiAnswer {
  const service = foundService(backend, request);
  const { form } = request;
  service.inboundRequestUrl = checkedUrl(form, 'InboundRequestUrl', service.inboundRequestUrl ?? '') || null;
  service.inboundMethod = checkedMethod(form, 'InboundMethod', service.inboundMethod);
  service.fallbackUrl = checkedUrl(form, 'FallbackUrl', service.fallbackUrl ?? '') || null;
  service.fallbackMethod = checkedMethod(form, 'FallbackMethod', service.fallbackMethod);
  service.statusCallback = checkedUrl(form, 'StatusCallback', service.statusCallback ?? '') || null;
  service.useInboundWebhookOnNumber = checkedFlag(form, 'UseInboundWebhookOnNumber', service.useInboundWebhookOnNumber);
  service.smartEncoding = checkedFlag(form, 'SmartEncoding', service.smartEncoding);
  service.friendlyName = form.get('FriendlyName') ?? service.friendlyName;
  service.dateUpdated = backend.time.now();
  return { status: 200, json: serviceJson(backend, service) };
}

function listNumbers(backend: Backend, request: ApiRequest): ApiAnswer {
  const service = foundService(backend, request);
  const numbers = backend.account.numbers
    .filter(({ serviceSid }) => serviceSid === service.sid)
    .map((number) => poolJson(backend, service, number));
  const page = cutList(numbers, readPage(request.query));
  return { status: 200, json: metaPage(page, 'phone_numbers', `${HOST}${request.path}`, request.query) };
}

/** The service a path names. Throws 20404. */
export function foundService({ account }: Backend, { params, path }: ApiRequest): MessagingService {
  const service = serviceBySid(account, params[0] ?? '');
  if (service === undefined) throw new TwilioError(20404, `The requested resource ${path} was not found`);
  return service;
}

function serviceJson({ account }: Backend, service: MessagingService): unknown {
  const url = `${HOST}/v1/Services/${service.sid}`;
  return {
    sid: service.sid,
    account_sid: account.sid,
    friendly_name: service.friendlyName,
    inbound_request_url: service.inboundRequestUrl,
    inbound_method: service.inboundMethod,
    fallback_url: service.fallbackUrl,
    fallback_method: service.fallbackMethod,
    status_callback: service.statusCallback,
    use_inbound_webhook_on_number: service.useInboundWebhookOnNumber,
    smart_encoding: service.smartEncoding,
    sticky_sender: service.stickySender,
    validity_period: service.validityPeriod,
    mms_converter: true,
    fallback_to_long_code: false,
    area_code_geomatch: false,
    synchronous_validation: false,
    usecase: 'notifications',
    us_app_to_person_registered: account.registrations.campaign?.status === 'VERIFIED',
    date_created: isoSeconds(service.dateCreated),
    date_updated: isoSeconds(service.dateUpdated),
    url,
    links: { phone_numbers: `${url}/PhoneNumbers`, us_app_to_person: `${url}/Compliance/Usa2p` },
  };
}

function poolJson({ account }: Backend, service: MessagingService, number: OwnNumber): unknown {
  return {
    sid: number.sid,
    account_sid: account.sid,
    service_sid: service.sid,
    phone_number: number.phoneNumber,
    country_code: 'US',
    capabilities: number.mms ? ['SMS', 'MMS'] : ['SMS'],
    date_created: isoSeconds(number.dateCreated),
    date_updated: isoSeconds(number.dateUpdated),
    url: `${HOST}/v1/Services/${service.sid}/PhoneNumbers/${number.sid}`,
  };
}
