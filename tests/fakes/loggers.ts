/**
 * Loggers for tests: one that says nothing, one that remembers what it was told.
 */
import type { LogFields, Logger } from '../../src/main/platform/ports.ts';

export interface LogEntry {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

export interface RecordingLogger extends Logger {
  /** Everything logged through this logger and its children, oldest first. */
  readonly entries: readonly LogEntry[];
}

/** Swallows every line. */
export function createSilentLogger(): Logger {
  const nothing = (): void => undefined;
  const logger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => logger };
  return logger;
}

/** Remembers every line as it was passed in, before any redaction: a test can prove what was never logged. */
export function createRecordingLogger(): RecordingLogger {
  const entries: LogEntry[] = [];
  const make = (inherited: LogFields): Logger => {
    const write = (level: LogEntry['level']) => (fields: LogFields, event: string) => {
      entries.push({ level, event, fields: { ...inherited, ...fields } });
    };
    return {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: (fields) => make({ ...inherited, ...fields }),
    };
  };
  return { ...make({}), entries };
}
