/**
 * The two names of one incoming text: in the app's inbox list, and in its webhooks (capcom6.md 5). With one name for both, a text that is
 * told and then polled is one text. Pure.
 */

/** The inbox id of a plain text, from a webhook's unsigned hex; null for anything else (apps before 1.63 name it otherwise). */
export function inboxIdOfText(messageId: string): string | null {
  return /^[0-9a-f]{1,8}$/i.test(messageId) ? `text:${Number.parseInt(messageId, 16) | 0}` : null;
}

/** The inbox id of a downloaded picture message, from the phone's row number. */
export function inboxIdOfMms(messageId: string): string {
  return `mms:${javaHash(messageId)}`;
}

function javaHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
  return hash;
}
