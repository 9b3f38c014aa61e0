/**
 * The phone's address as people type it (ux.md 5.1). Pure.
 */

const DEFAULT_PORT = 8080;

/**
 * The base URL for `192.168.1.24`, `192.168.1.24:8080`, `http://192.168.1.24:8080/` and the like; port 8080 when none is
 * given. Null when it is no address, or one that the app cannot have (https, credentials inside).
 */
export function parsePhoneAddress(input: string): string | null {
  const compact = input.replaceAll(/\s+/g, '');
  if (compact === '' || /^https:/i.test(compact)) return null;
  const bare = compact.replace(/^http:\/*/i, '').replace(/[/?#].*$/, '');
  if (bare === '' || bare.includes('@') || bare.includes('\\')) return null;
  const url = URL.parse(`http://${bare}`);
  if (url === null || url.hostname === '') return null;
  // The URL parser drops ":80" as the default of http, so the port is read from what was typed.
  const port = Number(/:(\d+)$/.exec(bare)?.[1] ?? DEFAULT_PORT);
  return port >= 1 && port <= 65_535 ? `http://${url.hostname}:${port}` : null;
}
