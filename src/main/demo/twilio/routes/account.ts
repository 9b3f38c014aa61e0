/** The account itself and its balance (twilio.md 6). */
import type { Backend } from '../backend.ts';
import { rfc2822 } from '../wireFormat.ts';
import { accountPath } from './route.ts';
import type { ApiAnswer, ApiRoute } from './route.ts';

export const accountRoutes: readonly ApiRoute[] = [
  { product: 'api', method: 'GET', path: accountPath('\\.json'), permission: 'account/read', handle: fetchAccount },
  { product: 'api', method: 'GET', path: accountPath('/Balance\\.json'), permission: 'balance/read', handle: balance },
];

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
