/**
 * Twilio's request signature (twilio.md section 5): HMAC-SHA1 over the public address and the sorted form fields. Knows nothing of what a
 * request means. The npm package's validator is the oracle of its tests; it is not used here because it throws on odd addresses.
 */
import { Buffer } from 'node:buffer';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest } from '../hooks.ts';

/** The form fields of a request in order of arrival; empty and repeated ones are kept. */
export function formFields(body: Uint8Array): URLSearchParams {
  return new URLSearchParams(Buffer.from(body).toString('utf8'));
}

/** The signature of `url` (no fragment) with these fields, base64. */
export function signatureOf(authToken: string, url: string, fields: URLSearchParams): string {
  const names = [...new Set(fields.keys())].sort();
  const signed = names.flatMap((name) => [...new Set(fields.getAll(name))].sort().map((value) => name + value));
  return createHmac('sha1', authToken)
    .update(url + signed.join(''), 'utf8')
    .digest('base64');
}

/**
 * Whether the request was signed with one of `authTokens` (primary and secondary: which one signs during a rotation is not
 * documented). Twilio is inconsistent about the port, so the address counts with and without it. Never throws.
 */
export function isSigned(request: HookRequest, authTokens: readonly string[]): boolean {
  const given = request.headers['x-twilio-signature'] ?? '';
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.contentType);
  const fields = isForm ? formFields(request.body) : new URLSearchParams();
  if (!isForm && request.body.length > 0 && !hashMatches(request)) return false;
  let genuine = false;
  // Every candidate is compared, so that the time taken says nothing about which one fits.
  for (const token of authTokens) {
    if (token === '') continue;
    for (const url of addressesOf(request.url)) {
      if (sameText(given, signatureOf(token, url, fields))) genuine = true;
    }
  }
  return genuine;
}

/** A body that is no form is covered by its SHA-256 in the signed query, and by nothing else. */
function hashMatches({ url, body }: HookRequest): boolean {
  const claimed = URL.parse(url)?.searchParams.get('bodySHA256') ?? '';
  return sameText(claimed, createHash('sha256').update(body).digest('hex'));
}

/** The address as configured, and with its standard port added or its port taken away; the fragment is never signed. */
function addressesOf(configured: string): readonly string[] {
  const url = configured.replace(/#.*$/s, '');
  const match = /^(https?):\/\/((?:[^/?#@]*@)?)(\[[^\]]*\]|[^/?#:]*)((?::\d+)?)(.*)$/is.exec(url);
  if (match === null) return [url];
  const [, scheme = '', user = '', host = '', port = '', rest = ''] = match;
  const standard = scheme.toLowerCase() === 'https' ? ':443' : ':80';
  const other = port === '' ? standard : '';
  return [url, `${scheme}://${user}${host}${other}${rest}`];
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8');
  const right = Buffer.from(b, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
}
