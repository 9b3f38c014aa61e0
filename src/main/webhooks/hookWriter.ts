/**
 * Stores what was posted, before it is acknowledged: everything that arrived in one turn of the event loop shares one durable commit, so a
 * burst costs a few syncs and a single post costs one. Bounded: what does not fit is refused, and its sender tries again.
 */
import type { Logger } from '../platform/ports.ts';

export interface PostedEvent {
  readonly gatewayId: string;
  readonly eventKey: string;
  readonly target: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** UTC ms. */
  readonly receivedAt: number;
}

/** `full`: too many wait to be read. `failed`: the disk is full, or cannot be written. */
export type Stored = 'new' | 'known' | 'full' | 'failed';

export interface HookWriterDeps {
  /** One durable commit; an answer for each, in order. Throws when nothing could be stored. */
  readonly store: (events: readonly PostedEvent[]) => readonly Exclude<Stored, 'failed'>[];
  /** Something new was stored and acknowledged. */
  readonly onStored: () => void;
  /** Runs after what arrived in this turn of the event loop has been handled. */
  readonly endOfTurn: (work: () => void) => void;
  readonly log: Logger;
}

export interface HookWriter {
  /** Resolves after the commit. Never rejects. */
  write(event: PostedEvent): Promise<Stored>;
}

const MOST_IN_COMMIT = 100;
/** What waits for a commit lies in memory. */
const MOST_PENDING = 1_000;
const MOST_PENDING_BYTES = 64 * 1024 * 1024;

interface Pending {
  readonly event: PostedEvent;
  readonly answer: (stored: Stored) => void;
}

export function createHookWriter(deps: HookWriterDeps): HookWriter {
  const pending: Pending[] = [];
  let bytes = 0;
  let asked = false;

  const flush = (): void => {
    asked = false;
    const batch = pending.splice(0, MOST_IN_COMMIT);
    for (const { event } of batch) bytes -= event.body.length;
    const answers = commit(deps, batch);
    batch.forEach(({ answer }, at) => answer(answers[at] ?? 'failed'));
    // Acknowledging comes first; it happens in this turn.
    if (answers.includes('new')) deps.endOfTurn(deps.onStored);
    if (pending.length > 0) ask();
  };
  const ask = (): void => {
    if (asked) return;
    asked = true;
    // One turn more: what lies in the sockets by now is read in it, and shares the commit.
    deps.endOfTurn(() => deps.endOfTurn(flush));
  };

  return {
    write(event) {
      if (pending.length >= MOST_PENDING || bytes + event.body.length > MOST_PENDING_BYTES) {
        return Promise.resolve('full');
      }
      bytes += event.body.length;
      return new Promise((answer) => {
        pending.push({ event, answer });
        ask();
      });
    },
  };
}

function commit(deps: HookWriterDeps, batch: readonly Pending[]): readonly Stored[] {
  try {
    return deps.store(batch.map(({ event }) => event));
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
    deps.log.error({ code, events: batch.length }, 'webhooks.notStored');
    return batch.map(() => 'failed');
  }
}
