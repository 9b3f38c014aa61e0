/** The address of a practice system's API: Open Dental's own on the internet, or a server in the practice's network. Pure. */
import { isInnerHost } from './feedAddress.ts';

export type ApiAddress =
  { readonly ok: true; readonly url: string; readonly local: boolean } | { readonly ok: false; readonly text: string };

/** Plain http stays inside the practice; over the internet keys travel encrypted or not at all. */
export function readApiAddress(text: string): ApiAddress {
  const typed = text.trim();
  if (!URL.canParse(typed) || !/^https?:/i.test(typed)) {
    return { ok: false, text: 'Type the whole address, like https://api.opendental.com/api/v1' };
  }
  const url = new URL(typed);
  if (url.username !== '' || url.password !== '' || url.search !== '') {
    return { ok: false, text: 'Type the address only; the keys have fields of their own.' };
  }
  const local = isInnerHost(url.hostname) || isPracticeHost(url.hostname.toLowerCase());
  if (url.protocol === 'http:' && !local) {
    return { ok: false, text: 'Use the address that begins with https. Plain http is for servers in the practice.' };
  }
  return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, local };
}

/** Private numbers (RFC 1918), names without a dot, and names of the local network. */
function isPracticeHost(host: string): boolean {
  if (/^10\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./.test(host)) return true;
  return !host.includes('.') ? !host.includes(':') : host.endsWith('.local') || host.endsWith('.lan');
}
