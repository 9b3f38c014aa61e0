/** Bells that ring when the test says so. */
import type { ClientTimers } from '../../../src/renderer/client/transport.ts';

export interface ManualTimers extends ClientTimers {
  /** Lets `ms` pass and rings what is due, in order, bells set meanwhile included. */
  advance(ms: number): void;
  now(): number;
}

export function createManualTimers(): ManualTimers {
  let now = 0;
  let bells: { at: number; ring: () => void }[] = [];
  return {
    after(delayMs, ring) {
      const bell = { at: now + delayMs, ring };
      bells.push(bell);
      return () => {
        bells = bells.filter((other) => other !== bell);
      };
    },
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const next = bells.filter((bell) => bell.at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        bells = bells.filter((other) => other !== next);
        now = next.at;
        next.ring();
      }
      now = until;
    },
    now: () => now,
  };
}
