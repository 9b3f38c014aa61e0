/** Taking things back at Twilio: a text that waits for its time, and what is kept of one that is over (twilio.md 1.2, section 14). */
import { z } from 'zod';
import type { GatewayResult } from '../gateway.ts';
import { isNotFound, toGatewayFailure } from './failures.ts';
import { listMedia } from './media.ts';
import type { TwilioClient, TwilioFailure, TwilioResult } from './twilioClient.ts';
import { MessageRow } from './wire.ts';

/** Not scheduled any more: it is on its way or gone. */
const TOO_LATE = 30409;
/** Not finished yet: to be asked again in some minutes. */
const NOT_FINISHED = 20009;

const readMessage = (answer: unknown): MessageRow | null => MessageRow.safeParse(answer).data ?? null;
const readTrue = (answer: unknown): true | null => z.literal(true).safeParse(answer).data ?? null;

/** Recalls a scheduled text. One that was handed over for sending at once is always too late. */
export async function cancelText(
  client: TwilioClient,
  sid: string,
  signal?: AbortSignal,
): Promise<GatewayResult<'cancelled' | 'tooLate' | 'notFound'>> {
  const result = await client.call((sdk) => sdk.messages(sid).update({ status: 'canceled' }), readMessage, signal);
  if (result.ok) return { ok: true, value: result.value.status === 'canceled' ? 'cancelled' : 'tooLate' };
  if (isNotFound(result)) return { ok: true, value: 'notFound' };
  return result.code === TOO_LATE ? cancelledBefore(client, sid, signal) : toGatewayFailure(result);
}

/** Twilio refuses a second recall in the same words as one that comes too late: only the record tells which it is. */
async function cancelledBefore(
  client: TwilioClient,
  sid: string,
  signal?: AbortSignal,
): Promise<GatewayResult<'cancelled' | 'tooLate'>> {
  const found = await client.call((sdk) => sdk.messages(sid).fetch(), readMessage, signal);
  if (!found.ok) return toGatewayFailure(found);
  return { ok: true, value: found.value.status === 'canceled' ? 'cancelled' : 'tooLate' };
}

type Erased = GatewayResult<'erased' | 'notYet' | 'notFound'>;

/** Empties the text of a message and deletes its pictures, or deletes its whole record. For good. */
export async function eraseText(
  client: TwilioClient,
  sid: string,
  how: 'redact' | 'delete',
  signal?: AbortSignal,
): Promise<Erased> {
  if (how === 'delete') {
    const removed = await client.call((sdk) => sdk.messages(sid).remove(), readTrue, signal);
    return removed.ok ? { ok: true, value: 'erased' } : notErased(removed);
  }
  const emptied = await client.call((sdk) => sdk.messages(sid).update({ body: '' }), readMessage, signal);
  if (!emptied.ok) return notErased(emptied);
  const left = emptied.value.numMedia === 0 ? null : await removeMedia(client, sid, signal);
  return left === null ? { ok: true, value: 'erased' } : notErased(left);
}

function notErased(failure: TwilioFailure): Erased {
  if (isNotFound(failure)) return { ok: true, value: 'notFound' };
  return failure.code === NOT_FINISHED ? { ok: true, value: 'notYet' } : toGatewayFailure(failure);
}

/** Null when none is left. */
async function removeMedia(client: TwilioClient, sid: string, signal?: AbortSignal): Promise<TwilioFailure | null> {
  const listed = await listMedia(client, sid, signal);
  if (!listed.ok) return listed;
  for (const { ref } of listed.value) {
    const mediaSid = ref.slice(ref.lastIndexOf('/') + 1);
    const removed: TwilioResult<true> = await client.call(
      (sdk) => sdk.messages(sid).media(mediaSid).remove(),
      readTrue,
      signal,
    );
    if (!removed.ok && !isNotFound(removed)) return removed;
  }
  return null;
}
