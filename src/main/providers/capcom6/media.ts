/**
 * Pictures at the phone: how a part of a picture message is named, and fetching it (capcom6.md 3.6).
 */
import type { GatewayResult } from '../gateway.ts';
import type { PhoneClient } from './phoneClient.ts';
import { toGatewayFailure } from './statuses.ts';

/** Names one part of one message: `mms:123/45`. */
export function mediaRef(inboxId: string, partId: number): string {
  return `${inboxId}/${partId}`;
}

/** The content of a part, at most `limitBytes` (an answer that is longer is a failure: `badAnswer`). */
export async function fetchPart(
  client: PhoneClient,
  ref: string,
  limitBytes: number,
  signal?: AbortSignal,
): Promise<GatewayResult<{ readonly bytes: Uint8Array; readonly contentType: string }>> {
  const [, inboxId = '', partId = ''] = /^(.+)\/(\d+)$/.exec(ref) ?? [];
  if (inboxId === '') return { ok: false, problem: 'badAnswer', detail: 'This is not a picture of this phone.' };
  const found = await client.getAttachment({ inboxId, partId, maxBytes: limitBytes }, signal);
  if (found.ok) return { ok: true, value: found.value };
  // The app deletes pictures after thirty days, and apps before 1.68 do not give them away.
  if (found.status === 404) return { ok: false, problem: 'badAnswer', detail: 'The phone no longer has this picture.' };
  return toGatewayFailure(found);
}
