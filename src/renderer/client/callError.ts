/** The one error a call can end in: the core's refusal, or a failure of the way to it. Holds no words of its own for staff. */
import type { ErrorCode, ErrorShape } from '../../contract/errors.ts';

/**
 * `DISCONNECTED`: the core could not be reached, nothing was done.
 * `NO_ANSWER`: the call left and no answer came; a command may or may not have been carried out.
 */
export type CallErrorCode = ErrorCode | 'DISCONNECTED' | 'NO_ANSWER';

export class CallError extends Error {
  readonly code: CallErrorCode;
  readonly field: string | undefined;
  readonly details: unknown;
  readonly correlationId: string | undefined;

  constructor(shape: Omit<ErrorShape, 'code'> & { code: CallErrorCode }) {
    super(shape.message);
    this.name = 'CallError';
    this.code = shape.code;
    this.field = shape.field;
    this.details = shape.details;
    this.correlationId = shape.correlationId;
  }
}

/** Anything thrown, as a CallError; a stranger becomes INTERNAL. */
export function toCallError(thrown: unknown): CallError {
  if (thrown instanceof CallError) return thrown;
  return new CallError({ code: 'INTERNAL', message: thrown instanceof Error ? thrown.message : String(thrown) });
}
