/** Identifiers this page makes: command ids and call ids. 21 characters of `[A-Za-z0-9_-]`, from the browser's secure random source. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** A fresh identifier, 126 random bits. Works in insecure contexts too, where `randomUUID` does not exist. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(21));
  return Array.from(bytes, (byte) => ALPHABET[byte & 63]).join('');
}
