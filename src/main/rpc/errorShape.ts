/** Thrown things as what may be answered or logged about them. Never repeats what a defect said: it may quote patient data. */
import type { DomainError, ErrorShape } from '../../contract/errors.ts';

/** The refusal a DomainError stands for, without undefined fields. */
export function shapeOf(error: DomainError): ErrorShape {
  return {
    code: error.code,
    message: error.message,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.details === undefined ? {} : { details: error.details }),
  };
}

/** Where a defect is, for the log: its kind and the way to it, without its message. */
export function describeDefect(thrown: unknown): Readonly<Record<string, string>> {
  if (!(thrown instanceof Error)) return { kind: typeof thrown };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = (thrown as NodeJS.ErrnoException).code;
  const kind = typeof code === 'string' ? `${thrown.name} ${code}` : thrown.name;
  const stack = frames
    .slice(0, 12)
    .map((line) => line.trim())
    .join(' | ');
  return { kind, stack };
}
