/** What a failed request means to the jobs: the classes of twilio.md section 3, and the gateway's problem. Pure. */
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import { CANNOT_HOLD } from '../gateway.ts';
import type { GatewayResult, SendOutcome } from '../gateway.ts';
import { describeCode, errorEntry } from './errorTable.ts';
import type { TwilioFailure } from './twilioClient.ts';

/** Statuses with which Twilio, in its own JSON, says that it did nothing. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 415, 422]);
/** The outbox adds growing waits and jitter of its own (twilio.md section 10), ms. */
const RETRY_AFTER_MS = 5_000;
const BUSY_AFTER_MS = 1_000;

/** The class of a create that gave no message. Whatever is not surely "not sent" is `unknown`. */
export function sendFailure(failure: TwilioFailure): SendOutcome {
  const detail = describeFailure(failure);
  if (!failure.signedIn) return { kind: 'pause', code: 'notConfigured', detail };
  if (failure.reach === 'notSent') return { kind: 'retry', afterMs: RETRY_AFTER_MS, code: 'unreachable', detail };
  if (failure.reach === 'unclear') return { kind: 'unknown', code: 'unreachable', detail };
  // Documented as never processed, with or without a body.
  if (failure.status === 429) {
    return { kind: 'retry', afterMs: failure.retryAfterMs ?? BUSY_AFTER_MS, code: 'slowDown', detail };
  }
  if (failure.code === null || failure.status === null || !REFUSALS.has(failure.status)) {
    return { kind: 'unknown', code: 'badAnswer', detail };
  }
  return refusal(failure.code, failure, detail);
}

function refusal(code: number, { status, retryAfterMs }: TwilioFailure, detail: string): SendOutcome {
  const { cause, onCreate } = errorEntry(code);
  switch (onCreate.kind) {
    case 'retry':
      return { kind: 'retry', afterMs: retryAfterMs ?? onCreate.afterMs, code: 'slowDown', detail };
    case 'cannotHold':
      return { kind: 'retry', afterMs: 0, code: CANNOT_HOLD, detail };
    case 'pause':
      return { kind: 'pause', code: onCreate.problem, detail };
    case 'unknown':
      return { kind: 'unknown', code: 'badAnswer', detail };
    case 'rejected':
      // Whatever the code, 401 is about the sign-in and not about this text.
      if (status === 401) return { kind: 'pause', code: 'wrongPassword', detail };
      return { kind: 'rejected', code: cause, detail };
  }
}

/** What a failed request says about the gateway as a whole. */
export function problemOf(failure: TwilioFailure): GatewayProblem {
  if (!failure.signedIn) return 'notConfigured';
  if (failure.reach !== 'answered') return 'unreachable';
  // A page of a proxy or a portal, half a JSON, a 5xx: somebody answered, but not what we asked.
  if (failure.code === null) return 'badAnswer';
  const { onCreate } = errorEntry(failure.code);
  if (onCreate.kind === 'pause' && failure.code !== 20404) return onCreate.problem;
  if (failure.status === 401) return 'wrongPassword';
  return failure.status === 403 ? 'forbidden' : 'badAnswer';
}

/** A failure in the words of the gateway port. */
export function toGatewayFailure(failure: TwilioFailure): GatewayResult<never> {
  return { ok: false, problem: problemOf(failure), detail: describeFailure(failure) };
}

/** Status, code and request id in one line for "Details"; never anything that was sent. */
export function describeFailure({ code, detail, requestId }: TwilioFailure): string {
  const parts = [code === null ? detail : `${detail}, ${describeCode(code)}`, requestId].filter(
    (part) => part !== null,
  );
  return parts.join(' ');
}

/** Whether Twilio itself says that there is no such thing. */
export function isNotFound(failure: TwilioFailure): boolean {
  return failure.status === 404 && failure.code === 20404;
}
