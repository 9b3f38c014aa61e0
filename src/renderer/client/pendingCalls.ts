/**
 * Calls that wait for their answer. Decides what happens to each when the way is cut and when it is back: a query is
 * asked again; a command is sent again with the same commandId, but only while it is young; an old one is given back
 * as unknown, because a text that leaves long after the click is worse than one that did not leave.
 */
import type { ClientFrame } from '../../contract/wire.ts';
import { CallError } from './callError.ts';
import type { ClientTimers } from './transport.ts';

/** A call that got no answer for so long is given up, in ms. */
export const GIVE_UP_MS = 30_000;

interface Pending {
  readonly frame: ClientFrame & { t: 'call' };
  /** Whether it was ever handed to a transport. */
  sent: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: CallError) => void;
  readonly cancelTimer: () => void;
}

export interface PendingCalls {
  add(frame: ClientFrame & { t: 'call' }, signal: AbortSignal | undefined): Promise<unknown>;
  settle(id: string, outcome: { ok: true; value: unknown } | { ok: false; error: CallError }): void;
  /** Hands every waiting call to `send`: after connecting, and after a new call was added. */
  flush(send: (frame: ClientFrame) => boolean): void;
  /** After the way was cut: all calls count as not sent. They keep their place. */
  markUnsent(): void;
  /** Ends all calls, for example when signed out. */
  rejectAll(error: CallError): void;
  readonly size: number;
}

/** An empty set of pending calls; `timers` rings the give-up bell. */
export function createPendingCalls(deps: { timers: ClientTimers }): PendingCalls {
  const calls = new Map<string, Pending>();
  const everSent = new Set<string>();

  const take = (id: string): Pending | undefined => {
    const pending = calls.get(id);
    calls.delete(id);
    everSent.delete(id);
    pending?.cancelTimer();
    return pending;
  };

  const giveUp = (id: string): void => {
    const mayHaveHappened = everSent.has(id);
    const message = mayHaveHappened ? 'No answer came in time.' : 'The desk is not connected.';
    take(id)?.reject(new CallError({ code: mayHaveHappened ? 'NO_ANSWER' : 'DISCONNECTED', message }));
  };

  return {
    add(frame, signal) {
      return new Promise((resolve, reject) => {
        const cancelTimer = deps.timers.after(GIVE_UP_MS, () => giveUp(frame.id));
        calls.set(frame.id, { frame, sent: false, resolve, reject, cancelTimer });
        signal?.addEventListener('abort', () => {
          take(frame.id)?.reject(new CallError({ code: 'CANCELLED', message: 'Cancelled.' }));
        });
      });
    },
    settle(id, outcome) {
      const pending = take(id);
      if (outcome.ok) pending?.resolve(outcome.value);
      else pending?.reject(outcome.error);
    },
    flush(send) {
      for (const pending of calls.values()) {
        if (pending.sent) continue;
        pending.sent = send(pending.frame);
        if (pending.sent) everSent.add(pending.frame.id);
      }
    },
    markUnsent() {
      for (const pending of calls.values()) pending.sent = false;
    },
    rejectAll(error) {
      for (const id of [...calls.keys()]) take(id)?.reject(error);
    },
    get size() {
      return calls.size;
    },
  };
}
