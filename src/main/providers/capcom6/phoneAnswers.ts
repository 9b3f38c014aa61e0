/**
 * What the app's answers mean: a value, or a failure that says whether the phone may have acted (capcom6.md 3.1). Knows no path.
 */
import type { z } from 'zod';
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { PhoneAnswer, PhoneHttpResult } from './phoneHttp.ts';
import { ErrorAnswer, HealthAnswer } from './wire.ts';

/**
 * Why a call has no value. `status` is the HTTP status, null when no answer came. `stored` tells whether the phone may
 * have acted: `no` (never connected, or refused with a 4xx), `maybe` otherwise.
 */
export interface PhoneFailure {
  readonly ok: false;
  readonly problem: GatewayProblem;
  readonly status: number | null;
  readonly stored: 'no' | 'maybe';
  readonly aborted: boolean;
  /** The app's own words, or ours; shown under "Details". */
  readonly detail: string;
}

export interface PhoneSuccess<T> {
  readonly ok: true;
  readonly value: T;
  readonly total: number | null;
  readonly clockSkewMs: number | null;
  readonly roundTripMs: number;
}

export type PhoneResult<T> = PhoneSuccess<T> | PhoneFailure;

export type Reader<T> = (answer: PhoneAnswer) => T | PhoneFailure;

export function interpret<T>(result: PhoneHttpResult, read: Reader<T>): PhoneResult<T> {
  if (!result.answered) {
    const { reach, aborted, detail } = result.silence;
    return {
      ok: false,
      problem: 'unreachable',
      status: null,
      stored: reach === 'notSent' ? 'no' : 'maybe',
      aborted,
      detail,
    };
  }
  const { answer } = result;
  const value = read(answer);
  if (isFailure(value)) return value;
  const { total, clockSkewMs, roundTripMs } = answer;
  return { ok: true, value, total, clockSkewMs, roundTripMs };
}

function isFailure(value: unknown): value is PhoneFailure {
  return typeof value === 'object' && value !== null && (value as { ok?: unknown }).ok === false;
}

export function readHealth(answer: PhoneAnswer): HealthAnswer | PhoneFailure {
  const health = HealthAnswer.safeParse(parseJson(answer.text));
  if (health.success && (answer.status === 200 || answer.status === 500)) return health.data;
  return failure('notTheApp', answer, 'no', `/health answered ${answer.status}, not as the app does`);
}

export function readAs<S extends z.ZodType>(schema: S): Reader<z.infer<S>> {
  return (answer) => {
    if (answer.status < 200 || answer.status > 299) return refusal(answer);
    const parsed = schema.safeParse(parseJson(answer.text));
    if (parsed.success) return parsed.data;
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    return /^\s*</.test(answer.text)
      ? failure('notTheApp', answer, 'maybe', 'a web page answered')
      : failure('badAnswer', answer, 'maybe', `the answer cannot be read${place === '' ? '' : ` at ${place}`}`);
  };
}

export function readNothing(answer: PhoneAnswer): null | PhoneFailure {
  if (answer.status < 200 || answer.status > 299) return refusal(answer);
  return /^\s*</.test(answer.text) ? failure('notTheApp', answer, 'maybe', 'a web page answered') : null;
}

export function readFile(answer: PhoneAnswer): { bytes: Uint8Array; contentType: string } | PhoneFailure {
  if (answer.status < 200 || answer.status > 299) return refusal(answer);
  return { bytes: answer.bytes, contentType: answer.contentType };
}

/** A refusal in the app's way: `{"message"}` or an empty body (capcom6.md 3.1). */
function refusal(answer: PhoneAnswer): PhoneFailure {
  const said = ErrorAnswer.safeParse(parseJson(answer.text));
  const detail = said.success ? said.data.message : `HTTP ${answer.status}`;
  if (answer.status === 401) return failure('wrongPassword', answer, 'no', detail);
  if (answer.status === 403) return failure('forbidden', answer, 'no', detail);
  const foreign = !said.success && answer.text.trim() !== '';
  if (answer.status >= 500) return failure(foreign ? 'notTheApp' : 'badAnswer', answer, 'maybe', detail);
  return failure(foreign || answer.status < 400 ? 'notTheApp' : 'badAnswer', answer, 'no', detail);
}

function failure(problem: GatewayProblem, answer: PhoneAnswer, stored: 'no' | 'maybe', detail: string): PhoneFailure {
  return { ok: false, problem, status: answer.status, stored, aborted: false, detail };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
