/**
 * The send fence after a restore: nothing automatic leaves until a person lifts it, and what was due in the time that was lost may have
 * gone out then, so it is never sent by itself afterwards. Pure (quality.md F20).
 */

/** Where it is kept. */
export const FENCE_SETTING = 'sendFence';

export interface SendFence {
  /** Of the restore. */
  readonly id: string;
  /** UTC ms. */
  readonly restoredAt: number;
  /** The last thing the backup knew of (UTC ms): from here to the restore everything is lost. */
  readonly lostFrom: number;
  /** What became of texts, and opt-outs, could be read from the data that was replaced. */
  readonly oldReadable: boolean;
  readonly optOutsKept: number;
  /** Texts that gateways were asked about. */
  readonly askedGateways: number;
  readonly liftedAt: number | null;
  readonly liftedBy: string | null;
}

/** Whether everything automatic is held back by it. */
export function isUp(fence: SendFence | null): fence is SendFence {
  return fence !== null && fence.liftedAt === null;
}

/** Whether a reminder that is due at `dueAt` (UTC ms) may have been sent in the time nobody remembers. */
export function mayHaveBeenSent(fence: SendFence | null, dueAt: number): boolean {
  return fence !== null && dueAt >= fence.lostFrom && dueAt <= fence.restoredAt;
}
