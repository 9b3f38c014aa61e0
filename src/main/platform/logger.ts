/**
 * Structured logging through pino: one JSON object per line. Owns the redaction of every line; knows nothing of features.
 */
import { pino } from 'pino';
import type { DestinationStream, Level, Logger as PinoLogger } from 'pino';
import { redactFields } from './logRedaction.ts';
import type { LogFields, Logger } from './ports.ts';

const STDERR = 2;

export interface LoggerOptions {
  /** Lowest level written; `silent` writes nothing. */
  readonly level?: Level | 'silent';
  /** Where lines go; stderr when absent, because stdout belongs to the command line's answers. */
  readonly destination?: DestinationStream;
}

/** A logger that writes redacted JSON lines. Writes are synchronous, so the last words before a crash are kept. */
export function createPinoLogger(options: LoggerOptions = {}): Logger {
  const destination = options.destination ?? pino.destination({ fd: STDERR, sync: true });
  const root = pino({ level: options.level ?? 'info', base: null, messageKey: 'event' }, destination);
  return wrap(root);
}

function wrap(target: PinoLogger): Logger {
  return {
    debug: (fields, event) => target.debug(redactFields(fields), event),
    info: (fields, event) => target.info(redactFields(fields), event),
    warn: (fields, event) => target.warn(redactFields(fields), event),
    error: (fields, event) => target.error(redactFields(fields), event),
    child: (fields: LogFields) => wrap(target.child(redactFields(fields))),
  };
}
