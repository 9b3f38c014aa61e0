/** What became of the webhooks: every try, and what Twilio's debugger would show. Bounded. */
import type { HookFailure } from './hookOverrides.ts';
import type { Fields } from './signature.ts';

const LIMIT = 2000;

export type HookKind = 'inbound' | 'status' | 'fallback';

/** One try, for tests and the demo to look at. */
export interface HookLogEntry {
  readonly kind: HookKind;
  /** Without the fragment. */
  readonly url: string;
  readonly fields: Fields;
  readonly idempotencyToken: string;
  readonly attempt: number;
  readonly result: number | HookFailure;
  /** UTC ms at which it began. */
  readonly at: number;
}

/** What Twilio's debugger would show (11200 and the like). */
export interface Alert {
  readonly code: number;
  readonly url: string;
  readonly at: number;
}

export interface HookHistory {
  add(entry: HookLogEntry): void;
  alert(code: number, url: string): void;
  /** Oldest first. */
  tries(): readonly HookLogEntry[];
  alerts(): readonly Alert[];
  clear(): void;
}

/** Nothing called yet. */
export function createHookHistory(now: () => number): HookHistory {
  let tries: HookLogEntry[] = [];
  let alerts: Alert[] = [];
  return {
    add(entry) {
      tries.push(entry);
      if (tries.length > LIMIT * 2) tries = tries.slice(-LIMIT);
    },
    alert(code, url) {
      alerts.push({ code, url, at: now() });
      if (alerts.length > LIMIT * 2) alerts = alerts.slice(-LIMIT);
    },
    tries: () => [...tries],
    alerts: () => [...alerts],
    clear() {
      tries = [];
      alerts = [];
    },
  };
}
