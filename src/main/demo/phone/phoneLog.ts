/**
 * The app's own log, as `GET /logs` shows it (capcom6.md 3.10): numbers are in it, and older versions wrote the words of texts, too.
 */

export interface PhoneLogEntry {
  /** Counts up; a cleared log goes on counting. */
  readonly id: number;
  readonly priority: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  readonly module: string;
  readonly message: string;
  readonly context: Readonly<Record<string, string>> | null;
  /** UTC ms by the phone's clock. */
  readonly createdAt: number;
}

export interface PhoneLog {
  add(
    priority: PhoneLogEntry['priority'],
    module: string,
    message: string,
    context?: Readonly<Record<string, string>>,
  ): void;
  /** Oldest first. */
  between(from: number, to: number): readonly PhoneLogEntry[];
  clear(): void;
}

/** More than this is forgotten, oldest first: a simulator runs for months of virtual time. */
const MOST = 5_000;

/** An empty log; `now` is the phone's clock. */
export function createPhoneLog(deps: { readonly now: () => number }): PhoneLog {
  const entries: PhoneLogEntry[] = [];
  let made = 0;
  return {
    add(priority, module, message, context) {
      made += 1;
      entries.push({ id: made, priority, module, message, context: context ?? null, createdAt: deps.now() });
      if (entries.length > MOST) entries.splice(0, entries.length - MOST);
    },
    between: (from, to) => entries.filter((entry) => entry.createdAt >= from && entry.createdAt <= to),
    clear: () => void (entries.length = 0),
  };
}
