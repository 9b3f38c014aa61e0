/** The queue of each sender: one text after the other at the sender's rate, in segments per second (twilio.md 10). */
import type { Timers } from '../../platform/ports.ts';

export interface SenderQueues {
  /** When a text that joins now would have its turn, UTC ms. */
  turnOf(from: string): number;
  /** Waits its turn; `leave` is called then, at once when nobody waits. */
  join(from: string, text: { readonly segments: number; readonly perSecond: number }, leave: () => void): void;
  /** Texts that wait. */
  length(from: string): number;
}

/** Empty queues. */
export function createSenderQueues(timers: Timers, now: () => number): SenderQueues {
  const queues = new Map<string, { length: number; freeAt: number }>();
  const turnOf = (from: string): number => Math.max(now(), queues.get(from)?.freeAt ?? 0);
  return {
    turnOf,
    join(from, { segments, perSecond }, leave) {
      const queue = queues.get(from) ?? { length: 0, freeAt: 0 };
      queues.set(from, queue);
      const turn = turnOf(from);
      queue.freeAt = turn + (segments * 1000) / perSecond;
      if (turn <= now()) return leave();
      queue.length += 1;
      timers.after(turn - now(), () => {
        queue.length -= 1;
        leave();
      });
    },
    length: (from) => queues.get(from)?.length ?? 0,
  };
}
