/**
 * The minute bell: the only home of node-schedule. It rings and knows nothing else; what is due is decided in the store, so a bell
 * that rings twice, late or in a burst after a sleep does no harm (model-codebases.md 3.7).
 */
import { scheduleJob } from 'node-schedule';
import type { TimerHandle } from '../platform/ports.ts';

export interface Bell {
  /** Rings at the beginning of each minute of the wall clock until cancelled. */
  everyMinute(ring: () => void): TimerHandle;
}

/** The bell of the real world. */
export function createScheduleBell(): Bell {
  return {
    everyMinute(ring) {
      const job = scheduleJob({ second: 0 }, () => ring());
      return { cancel: () => void job.cancel() };
    },
  };
}
