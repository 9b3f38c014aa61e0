/**
 * The ids that the app gives to incoming texts: a 32-bit Java hash of what they hold (capcom6.md 5).
 */

export interface HashedText {
  readonly address: string;
  /** Network time, UTC ms. */
  readonly sentAt: number;
  /** Android's internal SIM id; null when unknown. */
  readonly subscriptionId: number | null;
  readonly text: string;
}

/** Java's `String.hashCode`, over UTF-16 units. */
export function javaStringHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
  }
  return hash;
}

/** Java's `Long.hashCode` of a time in ms. */
function javaDateHash(ms: number): number {
  return ((ms % 2 ** 32) | 0) ^ (Math.floor(ms / 2 ** 32) | 0);
}

/** The hash of a text; versions 1.63.0 to 1.66.1 leave the date out. */
export function incomingHash(message: HashedText, withDate = true): number {
  const parts = [
    javaStringHash(message.address),
    ...(withDate ? [javaDateHash(message.sentAt)] : []),
    message.subscriptionId ?? 0,
    javaStringHash(message.text),
  ];
  return parts.reduce((hash, part) => (Math.imul(hash, 31) + part) | 0, 0);
}

/** The id in `GET /inbox` (1.63 and later). */
export function inboxId(hash: number): string {
  return `text:${hash}`;
}

/** The `messageId` of a webhook for the same text. */
export function webhookMessageId(hash: number): string {
  return (hash >>> 0).toString(16);
}
