/** Every way a call can be refused. A code and a sentence with the next step; never a name, number or text of a patient. */
import { z } from 'zod';

export const ErrorCode = z.enum([
  // the call itself
  'INVALID_INPUT',
  'UNKNOWN_PROCEDURE',
  'NOT_SIGNED_IN',
  'FORBIDDEN',
  'WRONG_PIN',
  'TOO_MANY_TRIES',
  'CLIENT_OUTDATED',
  'BUSY',
  'CANCELLED',
  'SHUTTING_DOWN',
  'TOO_LARGE',
  'INTERNAL',
  // the thing asked for
  'NOT_FOUND',
  'CONFLICT',
  'TOO_LATE',
  'NOT_AVAILABLE',
  // sending
  'SEND_BLOCKED',
  'SEND_NEEDS_CONFIRMATION',
  'TEMPLATE_INCOMPLETE',
  // gateways
  'GATEWAY_UNREACHABLE',
  'GATEWAY_REFUSED',
  'GATEWAY_UNSUITABLE',
  // importing
  'FILE_EMPTY',
  'FILE_UNREADABLE',
  'FILE_NOT_A_SCHEDULE',
  'IMPORT_EXPIRED',
  'IMPORT_BRAKED',
  // data
  'DATA_LOCKED',
  'DATA_FROM_FUTURE',
  'DATA_WRONG_KEY',
  'DATA_DAMAGED',
  'DATA_READ_ONLY',
  'DISK_FULL',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

export const ErrorShape = z.object({
  code: ErrorCode,
  /** One sentence for a person, with the next step. */
  message: z.string(),
  /** The field of the input that is wrong, as a path like `numbers.0.number`. */
  field: z.string().optional(),
  /** Machine-readable facts, for example a gate decision. */
  details: z.unknown().optional(),
  /** Finds the log line of a defect. */
  correlationId: z.string().optional(),
});
export type ErrorShape = z.infer<typeof ErrorShape>;

/** An expected refusal. Anything else that is thrown is a defect and answers INTERNAL with a correlation id. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, more: { field?: string; details?: unknown } = {}) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.field = more.field;
    this.details = more.details;
  }
}
