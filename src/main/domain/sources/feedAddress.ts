/**
 * The address of a subscribed calendar: what is taken, and where it may lead on to. Such an address is a secret in itself, so nothing here
 * puts more of it into words than its host. Pure.
 */

export type FeedAddress =
  | {
      readonly ok: true;
      /** As it is asked for; without user and password. */
      readonly url: string;
      /** The part that may be shown. */
      readonly host: string;
      readonly secure: boolean;
      /** Of a `user:password@` in the address; null: none. */
      readonly login: { readonly user: string; readonly password: string } | null;
    }
  | { readonly ok: false; readonly text: string };

/** Reads https, webcal and webcals; plain http only for this computer itself. */
export function readFeedAddress(text: string): FeedAddress {
  const typed = text.trim().replace(/^webcals?:/i, 'https:');
  if (!URL.canParse(typed)) return { ok: false, text: 'Paste the whole address, like https://… or webcal://…' };
  const url = new URL(typed);
  const inner = isInnerHost(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && inner)) {
    return { ok: false, text: 'Use the address that begins with https or webcal. Others can read along on any other.' };
  }
  const login =
    url.username === '' && url.password === ''
      ? null
      : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  url.username = '';
  url.password = '';
  url.hash = '';
  return { ok: true, url: url.href, host: url.host, secure: url.protocol === 'https:', login };
}

/** Whether an answer may lead on from `given`, the address a person typed, to `next`: never to a worse line, never into this computer. */
export function mayLeadTo(given: string, next: string): boolean {
  const from = new URL(given);
  const to = new URL(next);
  const inner = isInnerHost(from.hostname);
  if (isInnerHost(to.hostname)) return inner && (to.protocol === 'http:' || to.protocol === 'https:');
  return to.protocol === 'https:';
}

/** This computer, or the network card's own neighbourhood (link-local), by name or number. */
export function isInnerHost(hostname: string): boolean {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  if (host.includes(':')) return isInnerIpv6(host);
  return /^(127|0)\./.test(host) || host.startsWith('169.254.') || host === '0';
}

/** A number, not a name: nothing has to be looked up. */
export function isNumericHost(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname);
}

function isInnerIpv6(host: string): boolean {
  if (host === '::1' || host === '::' || /^fe[89ab][0-9a-f]:/.test(host)) return true;
  // An IPv4 address in IPv6 clothes; URL writes it as two hexadecimal groups.
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/.exec(host);
  if (mapped === null) return false;
  if (mapped[1] !== undefined) return isInnerHost(mapped[1]);
  const high = Number.parseInt(mapped[2] ?? '0', 16);
  return isInnerHost(`${String(high >> 8)}.${String(high & 255)}.0.1`);
}
