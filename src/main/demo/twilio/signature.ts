/**
 * Twilio's request signature (twilio.md 5): HMAC-SHA1 over the configured address and the sorted fields, in base64.
 * Written apart from the verifier in providers, so that neither can hide the other's mistake.
 */
import { createHash, createHmac } from 'node:crypto';

/** Form fields in any order; a name may appear more than once. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** The value of `X-Twilio-Signature`. The fragment of `url` is not part of it; no fields: the URL alone is signed. */
export function signRequest(authToken: string, url: string, fields: Fields): string {
  const address = url.replace(/#.*$/, '');
  return createHmac('sha1', authToken)
    .update(address + inSignedOrder(fields), 'utf8')
    .digest('base64');
}

/** Names by code unit; the values of a repeated name each once, sorted. */
function inSignedOrder(fields: Fields): string {
  const byName = new Map<string, Set<string>>();
  for (const [name, value] of fields) {
    const values = byName.get(name) ?? new Set();
    values.add(value);
    byName.set(name, values);
  }
  return [...byName.keys()]
    .toSorted(byCodeUnit)
    .map((name) =>
      [...(byName.get(name) ?? [])]
        .toSorted(byCodeUnit)
        .map((value) => `${name}${value}`)
        .join(''),
    )
    .join('');
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The address to which a JSON body is posted: with its hash, which the signature covers. */
export function withBodyHash(url: string, body: string): string {
  const hash = createHash('sha256').update(body, 'utf8').digest('hex');
  return `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${hash}`;
}
