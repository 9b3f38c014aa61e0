/** Who is calling and what they may do (twilio.md 6). Owns sign-in by account token or API key; nothing else. */
import { Buffer } from 'node:buffer';
import type { TwilioAccount } from './account.ts';
import { TwilioError } from './apiError.ts';

export interface Caller {
  /** The account whose path the caller may use. */
  readonly accountSid: string;
  /** Test credentials: nothing is stored or sent. */
  readonly test: boolean;
  may(permission: string): boolean;
}

/** The caller of a request by its Authorization header. Throws 20003 for wrong or missing credentials. */
export function signIn(account: TwilioAccount, authorization: string): Caller {
  const [, credentials = ''] = /^Basic (.+)$/i.exec(authorization) ?? [];
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const [user, password] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  if (user === account.test.sid && password === account.test.authToken) {
    return { accountSid: user, test: true, may: (permission) => permission.startsWith('messages/') };
  }
  if (account.status === 'closed') throw new TwilioError(20003);
  const tokens = [account.authToken, account.secondaryToken];
  if (user === account.sid && tokens.includes(password)) {
    return { accountSid: user, test: false, may: () => true };
  }
  const key = account.keys.find(({ sid, secret }) => sid === user && secret === password);
  if (key === undefined) throw new TwilioError(20003);
  const granted = key.permissions;
  const may = (permission: string): boolean =>
    permission !== 'account/read' && granted.some((name) => covers(name, permission));
  return { accountSid: account.sid, test: false, may };
}

function covers(granted: string, permission: string): boolean {
  if (granted === '*') return true;
  return granted.endsWith('/*') ? permission.startsWith(granted.slice(0, -1)) : granted === permission;
}

/**
 * Checks that the caller may do this. Throws 70051 where the key lacks the permission, and 20003 where no key is enough:
 * reading the account itself needs its token.
 */
export function authorise(caller: Caller, account: TwilioAccount, permission: string): void {
  if (permission === 'account/read') {
    if (!caller.may('account/read') || caller.test) throw new TwilioError(20003);
    return;
  }
  if (caller.test) {
    if (permission === 'messages/create') return;
    throw new TwilioError(20008);
  }
  if (account.status === 'suspended') throw new TwilioError(20005);
  if (!caller.may(permission)) throw new TwilioError(70051);
}
