/** The account's own numbers and where their texts are announced. The StatusCallback of a number is for calls, as at Twilio. */
import type { OwnNumber } from '../account.ts';
import { TwilioError } from '../apiError.ts';
import type { Backend } from '../backend.ts';
import { classicPage, cutList, readPage } from '../paging.ts';
import { rfc2822 } from '../wireFormat.ts';
import { checkedMethod, checkedUrl } from './hookFields.ts';
import { accountPath } from './route.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './route.ts';

const LIST = accountPath('/IncomingPhoneNumbers\\.json');
const ONE = accountPath('/IncomingPhoneNumbers/(PN[0-9a-f]{32})\\.json');

export const numberRoutes: readonly ApiRoute[] = [
  { product: 'api', method: 'GET', path: LIST, permission: 'numbers/list', handle: list },
  { product: 'api', method: 'GET', path: ONE, permission: 'numbers/read', handle: fetchOne },
  { product: 'api', method: 'POST', path: ONE, permission: 'numbers/update', handle: update },
];

function list(backend: Backend, { query, path }: ApiRequest): ApiAnswer {
  const wanted = query.get('PhoneNumber');
  const numbers = backend.account.numbers.filter(({ phoneNumber }) => wanted === null || phoneNumber.includes(wanted));
  const page = cutList(
    numbers.map((number) => numberJson(backend, number)),
    readPage(query),
  );
  return { status: 200, json: classicPage(page, 'incoming_phone_numbers', path, query) };
}

function fetchOne(backend: Backend, request: ApiRequest): ApiAnswer {
  return { status: 200, json: numberJson(backend, found(backend, request)) };
}

function update(backend: Backend, request: ApiRequest): ApiAnswer {
  const number = found(backend, request);
  const { form } = request;
  number.smsUrl = checkedUrl(form, 'SmsUrl', number.smsUrl);
  number.smsMethod = checkedMethod(form, 'SmsMethod', number.smsMethod);
  number.smsFallbackUrl = checkedUrl(form, 'SmsFallbackUrl', number.smsFallbackUrl);
  number.smsFallbackMethod = checkedMethod(form, 'SmsFallbackMethod', number.smsFallbackMethod);
  number.statusCallback = checkedUrl(form, 'StatusCallback', number.statusCallback);
  number.statusCallbackMethod = checkedMethod(form, 'StatusCallbackMethod', number.statusCallbackMethod);
  number.friendlyName = form.get('FriendlyName') ?? number.friendlyName;
  number.dateUpdated = backend.time.now();
  return { status: 200, json: numberJson(backend, number) };
}

function found({ account }: Backend, { params, path }: ApiRequest): OwnNumber {
  const number = account.numbers.find(({ sid }) => sid === params[1]);
  if (number === undefined) throw new TwilioError(20404, `The requested resource ${path} was not found`);
  return number;
}

function numberJson({ account }: Backend, number: OwnNumber): unknown {
  return {
    sid: number.sid,
    account_sid: account.sid,
    phone_number: number.phoneNumber,
    friendly_name: number.friendlyName,
    api_version: '2010-04-01',
    capabilities: { voice: number.kind !== 'shortCode', sms: true, mms: number.mms, fax: false },
    sms_url: number.smsUrl,
    sms_method: number.smsMethod,
    sms_fallback_url: number.smsFallbackUrl,
    sms_fallback_method: number.smsFallbackMethod,
    sms_application_sid: '',
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    voice_url: '',
    voice_method: 'POST',
    beta: false,
    origin: 'twilio',
    status: 'in-use',
    date_created: rfc2822(number.dateCreated),
    date_updated: rfc2822(number.dateUpdated),
    uri: `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers/${number.sid}.json`,
  };
}
