/**
 * One-time codes by Twilio Verify v2 (twilio.md section 9): Twilio makes, sends and checks them, nobody here ever sees one. Proves that a
 * person holds a number, and nothing else.
 */
import { z } from 'zod';
import { describeFailure, isNotFound, problemOf } from './failures.ts';
import type { GatewayResult } from '../gateway.ts';
import type { TwilioClient, TwilioFailure } from './twilioClient.ts';

/** `tooMany`: wait ten minutes. `refused`: the number cannot get one (a landline, fraud protection). */
export type VerifyStart =
  | { readonly kind: 'sent'; readonly remoteId: string }
  | { readonly kind: 'tooMany' }
  | { readonly kind: 'refused'; readonly code: number };

/** `gone`: run out, used up, or approved before: start anew. */
export type VerifyCheck = 'right' | 'wrong' | 'tooMany' | 'gone';

const Verification = z.object({ sid: z.string().regex(/^VE[0-9a-f]{32}$/i), status: z.string() });
const read = (answer: unknown) => Verification.safeParse(answer).data ?? null;

const BAD_PARAMETER = 60200;
/** 60203 sends, 60202 checks: Twilio's own texts have them swapped in places (twilio.md section 2). */
const TOO_MANY: ReadonlySet<number> = new Set([60202, 60203, 60207, 60212, 20429]);
const NO_CODE_THERE: ReadonlySet<number> = new Set([BAD_PARAMETER, 60205, 60410, 60605, 21211, 21408, 21610, 21614]);

/** Sends a code by SMS to a number (E.164), in the language Twilio has nearest to `locale`. */
export async function startVerification(
  client: TwilioClient,
  serviceSid: string,
  request: { readonly to: string; readonly locale?: string },
  signal?: AbortSignal,
): Promise<GatewayResult<VerifyStart>> {
  const { to, locale } = request;
  const options = { to, channel: 'sms', ...(locale === undefined ? {} : { locale }) };
  const result = await client.call(
    (sdk) => sdk.verify.v2.services(serviceSid).verifications.create(options),
    read,
    signal,
  );
  if (result.ok) return { ok: true, value: { kind: 'sent', remoteId: result.value.sid } };
  if (isTooMany(result)) return { ok: true, value: { kind: 'tooMany' } };
  const { code } = result;
  if (code !== null && NO_CODE_THERE.has(code)) return { ok: true, value: { kind: 'refused', code } };
  return failed(result);
}

/** Whether this is the code that was sent. A wrong one is no error; the fifth wrong one ends it. */
export async function checkVerification(
  client: TwilioClient,
  serviceSid: string,
  { remoteId, code }: { readonly remoteId: string; readonly code: string },
  signal?: AbortSignal,
): Promise<GatewayResult<VerifyCheck>> {
  const result = await client.call(
    (sdk) => sdk.verify.v2.services(serviceSid).verificationChecks.create({ verificationSid: remoteId, code }),
    read,
    signal,
  );
  if (result.ok) return { ok: true, value: meaningOf(result.value.status) };
  if (isNotFound(result)) return { ok: true, value: 'gone' };
  // What was read out cannot be a code at all.
  if (result.code === BAD_PARAMETER) return { ok: true, value: 'wrong' };
  return isTooMany(result) ? { ok: true, value: 'tooMany' } : failed(result);
}

function meaningOf(status: string): VerifyCheck {
  switch (status) {
    case 'approved':
      return 'right';
    case 'pending':
      return 'wrong';
    case 'max_attempts_reached':
      return 'tooMany';
    default:
      return 'gone';
  }
}

function isTooMany({ status, code }: TwilioFailure): boolean {
  return status === 429 || (code !== null && TOO_MANY.has(code));
}

function failed(failure: TwilioFailure): GatewayResult<never> {
  return { ok: false, problem: problemOf(failure), detail: describeFailure(failure) };
}
