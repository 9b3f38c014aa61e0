/** The states of US registration: brand, campaign, toll-free (twilio.md 10). Read only: registering is nothing a desk program does. */
import type { Backend } from '../backend.ts';
import { cutList, metaPage, readPage } from '../paging.ts';
import { isoSeconds } from '../wireFormat.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './route.ts';
import { foundService } from './services.ts';

const HOST = 'https://messaging.twilio.com';
const CAMPAIGNS = /^\/v1\/Services\/(MG[0-9a-f]{32})\/Compliance\/Usa2p$/;
const BRANDS = /^\/v1\/a2p\/BrandRegistrations$/;
const TOLL_FREE = /^\/v1\/Tollfree\/Verifications$/;

export const registrationRoutes: readonly ApiRoute[] = [
  { product: 'messaging', method: 'GET', path: CAMPAIGNS, permission: 'registrations/read', handle: campaigns },
  { product: 'messaging', method: 'GET', path: BRANDS, permission: 'registrations/read', handle: brands },
  { product: 'messaging', method: 'GET', path: TOLL_FREE, permission: 'registrations/read', handle: tollFree },
];

function listed(items: readonly unknown[], key: string, { path, query }: ApiRequest): ApiAnswer {
  return { status: 200, json: metaPage(cutList(items, readPage(query)), key, `${HOST}${path}`, query) };
}

function stamp({ account }: Backend): { readonly account_sid: string; date_created: string; date_updated: string } {
  const date = isoSeconds(account.dateCreated);
  return { account_sid: account.sid, date_created: date, date_updated: date };
}

function campaigns(backend: Backend, request: ApiRequest): ApiAnswer {
  const service = foundService(backend, request);
  const { campaign, brand } = backend.account.registrations;
  const items =
    campaign === null
      ? []
      : [campaign].map((one) => ({
          ...stamp(backend),
          sid: one.sid,
          brand_registration_sid: brand?.sid ?? null,
          messaging_service_sid: service.sid,
          campaign_status: one.status,
          campaign_id: one.status === 'VERIFIED' ? `C${one.sid.slice(-6).toUpperCase()}` : null,
          us_app_to_person_usecase: one.useCase,
          description: 'Appointment reminders and answers to patients',
          has_embedded_links: false,
          has_embedded_phone: true,
          is_externally_registered: false,
          mock: false,
          errors: [],
          url: `${HOST}${request.path}/${one.sid}`,
        }));
  return listed(items, 'compliance', request);
}

function brands(backend: Backend, request: ApiRequest): ApiAnswer {
  const { brand } = backend.account.registrations;
  const items =
    brand === null
      ? []
      : [brand].map((one) => ({
          ...stamp(backend),
          sid: one.sid,
          status: one.status,
          identity_status: one.identityStatus,
          failure_reason: one.failureReason,
          brand_type: 'STANDARD',
          brand_score: null,
          mock: false,
          errors: [],
          url: `${HOST}/v1/a2p/BrandRegistrations/${one.sid}`,
        }));
  return listed(items, 'data', request);
}

/** One registration stands for all toll-free numbers of the account. */
function tollFree(backend: Backend, request: ApiRequest): ApiAnswer {
  const { tollFree: registration } = backend.account.registrations;
  const wanted = request.query.get('TollfreePhoneNumberSid');
  const numbers = backend.account.numbers.filter(
    ({ kind, sid }) => kind === 'tollFree' && (wanted === null || wanted === sid),
  );
  const items =
    registration === null
      ? []
      : numbers.map((number) => ({
          ...stamp(backend),
          sid: registration.sid,
          status: registration.status,
          rejection_reason: registration.rejectionReason,
          error_code: registration.rejectionReason === null ? null : 30_475,
          tollfree_phone_number_sid: number.sid,
          tollfree_phone_number: number.phoneNumber,
          business_name: backend.account.friendlyName,
          url: `${HOST}/v1/Tollfree/Verifications/${registration.sid}`,
        }));
  return listed(items, 'verifications', request);
}
