/** Whether the queue runs: switched on, paused by whom and until when. Kept in settings, so it survives a restart. */
import { z } from 'zod';
import { Instant } from '../../../contract/common.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';

const QueueState = z.object({
  enabled: z.boolean().default(false),
  enabledAt: Instant.nullable().default(null),
  paused: z.boolean().default(false),
  pausedUntil: Instant.nullable().default(null),
  pausedBy: z.string().nullable().default(null),
  pausedAt: Instant.nullable().default(null),
});
export type QueueState = z.infer<typeof QueueState>;

const KEY = 'reminders';

export function readQueueState(tx: ReadTx): QueueState {
  const parsed = QueueState.safeParse(tx.settings.get(KEY) ?? {});
  return parsed.success ? parsed.data : QueueState.parse({});
}

export function writeQueueState(tx: WriteTx, state: QueueState, now: number): void {
  tx.settings.set(KEY, state, now);
  tx.changed('settings.changed', KEY);
}

/** Why nothing automatic may leave now; null when it may. A pause that has run out no longer holds. */
export function heldBecause(
  tx: ReadTx,
  now: number,
): { readonly code: 'remindersPaused' | 'remindersOff'; readonly since: number } | null {
  const state = readQueueState(tx);
  if (!state.enabled) return { code: 'remindersOff', since: state.enabledAt ?? 0 };
  if (state.paused && (state.pausedUntil === null || state.pausedUntil > now))
    return { code: 'remindersPaused', since: state.pausedAt ?? now };
  return null;
}

/** The state as clients see it: a pause that has run out is none. */
export function viewQueueState(state: QueueState, now: number) {
  const paused = state.paused && (state.pausedUntil === null || state.pausedUntil > now);
  return {
    enabled: state.enabled,
    pausedUntil: paused ? state.pausedUntil : null,
    pausedBy: paused ? state.pausedBy : null,
    pausedAt: paused ? state.pausedAt : null,
  };
}
