/** The account itself, its balance and the countries it may text (twilio.md 6, code 21408). */
import type { Backend } from '../backend.ts';
import { rfc2822 } from '../wireFormat.ts';
import { accountPath } from './route.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './route.ts';

const COUNTRIES = /^\/v1\/Messaging\/GeoPermissions$/;

export const accountRoutes: readonly ApiRoute[] = [
  { product: 'api', method: 'GET', path: accountPath('\\.json'), permission: 'account/read', handle: fetchAccount },
  { product: 'api', method: 'GET', path: accountPath('/Balance\\.json'), permission: 'balance/read', handle: balance },
  { product: 'accounts', method: 'GET', path: COUNTRIES, permission: 'countries/read', handle: countries },
];
const DIAL_CODES: Readonly<Record<string, string>> = { US: '+1', CA: '+1', MX: '+52', GB: '+44', DE: '+49' };

/** Never shows the token: Twilio itself does, and nothing here may rely on it. */
function fetchAccount({ account }: Backend): ApiAnswer {
  const uri = `/2010-04-01/Accounts/${account.sid}`;
  return {
    status: 200,
    json: {
      sid: account.sid,
      owner_account_sid: account.sid,
      friendly_name: account.friendlyName,
      status: account.status,
      type: account.type,
      auth_token: 'redacted',
      date_created: rfc2822(account.dateCreated),
      date_updated: rfc2822(account.dateCreated),
      subresource_uris: { messages: `${uri}/Messages.json`, balance: `${uri}/Balance.json` },
      uri: `${uri}.json`,
    },
  };
}

function balance({ account }: Backend): ApiAnswer {
  return { status: 200, json: { account_sid: account.sid, balance: account.balance, currency: 'USD' } };
}

/** A country is on when texts to its numbers are let through; countries that the simulator does not know are off. */
function countries({ account }: Backend, { query }: ApiRequest): ApiAnswer {
  const wanted = query.get('CountryCode');
  const permissions = (wanted === null ? Object.keys(DIAL_CODES) : [wanted]).map((code) => ({
    country_code: code,
    type: 'country',
    enabled: account.allowedPrefixes.includes(DIAL_CODES[code] ?? ''),
    error_code: null,
    error_messages: [],
  }));
  return { status: 200, json: { permissions } };
}
