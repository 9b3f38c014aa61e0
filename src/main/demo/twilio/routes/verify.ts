/** Verify v2: sending a one-time code, asking about it, and checking what the person reads out (twilio.md 9). */
import { TwilioError } from '../apiError.ts';
import type { Backend } from '../backend.ts';
import type { Verification } from '../verifications.ts';
import { isoSeconds } from '../wireFormat.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './route.ts';

const SERVICE = '^/v2/Services/(VA[0-9a-f]{32})';
const LIST = new RegExp(`${SERVICE}/Verifications$`);
const ONE = new RegExp(`${SERVICE}/Verifications/(VE[0-9a-f]{32})$`);
const CHECK = new RegExp(`${SERVICE}/VerificationCheck$`);
const CHANNELS = ['sms', 'call', 'whatsapp', 'email', 'sna', 'auto'];

export const verifyRoutes: readonly ApiRoute[] = [
  { product: 'verify', method: 'POST', path: LIST, permission: 'verify/create', handle: begin },
  { product: 'verify', method: 'GET', path: ONE, permission: 'verify/read', handle: fetchOne },
  { product: 'verify', method: 'POST', path: ONE, permission: 'verify/update', handle: update },
  { product: 'verify', method: 'POST', path: CHECK, permission: 'verify/check', handle: check },
];

function begin(backend: Backend, request: ApiRequest): ApiAnswer {
  const { account, verifications } = backend;
  ofOurService(backend, request);
  const to = request.form.get('To') ?? '';
  const channel = request.form.get('Channel') ?? '';
  if (!CHANNELS.includes(channel)) throw new TwilioError(60_200, 'Invalid parameter `Channel`');
  if (channel !== 'email' && !/^\+[1-9]\d{7,14}$/.test(to)) throw new TwilioError(60_200, 'Invalid parameter `To`');
  const refusal = backend.refusals.get(to);
  if (refusal !== undefined) throw new TwilioError(refusal);
  const outcome = backend.outcomes.get(to) ?? backend.outcomeOf(to);
  if (channel === 'sms' && outcome === 'landline') throw new TwilioError(60_205);
  const sent = channel === 'auto' ? 'sms' : channel;
  return { status: 201, json: verificationJson(backend, verifications.begin(to, sent, account.friendlyName)) };
}

function fetchOne(backend: Backend, request: ApiRequest): ApiAnswer {
  ofOurService(backend, request);
  return { status: 200, json: verificationJson(backend, backend.verifications.get(request.params[1] ?? '')) };
}

function update(backend: Backend, request: ApiRequest): ApiAnswer {
  ofOurService(backend, request);
  const verification = backend.verifications.get(request.params[1] ?? '');
  const status = request.form.get('Status');
  if (status !== 'approved' && status !== 'canceled') throw new TwilioError(60_200, 'Invalid parameter `Status`');
  backend.verifications.finish(verification, status);
  return { status: 200, json: verificationJson(backend, verification) };
}

/** Answers `pending` to a wrong code: that is no error. */
function check(backend: Backend, request: ApiRequest): ApiAnswer {
  ofOurService(backend, request);
  const { form } = request;
  const code = form.get('Code') ?? '';
  const by = { to: form.get('To'), sid: form.get('VerificationSid') };
  if (!/^\w{4,10}$/.test(code)) throw new TwilioError(60_200, 'Invalid parameter `Code`');
  if (by.to === null && by.sid === null) throw new TwilioError(60_200, 'Invalid parameter `To`');
  const {
    send_code_attempts: _sends,
    lookup: _lookup,
    ...json
  } = verificationJson(backend, backend.verifications.check(by, code));
  return { status: 200, json };
}

function ofOurService({ account }: Backend, { params, path }: ApiRequest): void {
  if (params[0] === account.verifyServiceSid) return;
  throw new TwilioError(20404, `The requested resource ${path} was not found`);
}

/** Never holds the code. */
function verificationJson({ account }: Backend, verification: Verification): Record<string, unknown> {
  const service = account.verifyServiceSid;
  return {
    sid: verification.sid,
    service_sid: service,
    account_sid: account.sid,
    to: verification.to,
    channel: verification.channel,
    status: verification.status,
    valid: verification.status === 'approved',
    amount: null,
    payee: null,
    lookup: {},
    sna: null,
    send_code_attempts: verification.sends.map(({ attemptSid, channel, at }) => ({
      attempt_sid: attemptSid,
      channel: channel.toUpperCase(),
      time: isoSeconds(at),
    })),
    date_created: isoSeconds(verification.dateCreated),
    date_updated: isoSeconds(verification.dateUpdated),
    url: `https://verify.twilio.com/v2/Services/${service}/Verifications/${verification.sid}`,
  };
}
