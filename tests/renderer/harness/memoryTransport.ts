/**
 * A core in memory for tests of the page: answers calls from a table of functions and pushes events by hand. Speaks
 * the wire's frames, keeps the sequence numbers, can be cut and joined again. Never shipped.
 */
import type { InputOf, OutputOf, ProcedureName } from '../../../src/contract/index.ts';
import type { ChangeEvent } from '../../../src/contract/events.ts';
import { DomainError } from '../../../src/contract/errors.ts';
import type { ErrorShape } from '../../../src/contract/errors.ts';
import type { ClientFrame, ServerFrame } from '../../../src/contract/wire.ts';
import type { Transport, TransportEvents } from '../../../src/renderer/client/transport.ts';

/** Answers by procedure; a thrown DomainError is a refusal. Missing ones answer NOT_AVAILABLE. */
export type Answers = { [N in ProcedureName]?: (input: InputOf<N>) => OutputOf<N> | Promise<OutputOf<N>> };

export interface Call {
  readonly procedure: string;
  readonly input: unknown;
}

export interface MemoryCore {
  readonly transport: Transport;
  /** Every call that arrived, in order. */
  readonly calls: readonly Call[];
  answers: Answers;
  /** Pushes one batch of changes. */
  emit(...changes: ChangeEvent[]): void;
  /** Counts a batch that never arrives: the client then sees a gap. */
  lose(count: number): void;
  /** Cuts the way; calls are not heard until `join`. `resync`: events of the time between are gone. */
  cut(): void;
  join(options?: { resync: boolean }): void;
  /** Somebody signed in, or nobody is any more. */
  identify(accountId: string | null): void;
  /** Frames sent by the page, hello included. */
  readonly frames: readonly ClientFrame[];
}

/** A running core that answers with `answers`. */
export function createMemoryCore(answers: Answers): MemoryCore {
  const calls: Call[] = [];
  const frames: ClientFrame[] = [];
  let events: TransportEvents | undefined;
  let up = true;
  let resync = false;
  let locked = false;
  let seq = 0;
  const push = (frame: ServerFrame): void => {
    if (up) events?.onFrame(frame);
  };

  const answer = async (frame: ClientFrame & { t: 'call' }): Promise<void> => {
    calls.push({ procedure: frame.procedure, input: frame.input });
    const answerer = core.answers[frame.procedure as ProcedureName] as ((input: unknown) => unknown) | undefined;
    try {
      if (!answerer) throw new DomainError('NOT_AVAILABLE', `${frame.procedure} is not answered here.`);
      push({ t: 'result', id: frame.id, ok: true, value: await answerer(frame.input) });
    } catch (thrown) {
      push({ t: 'result', id: frame.id, ok: false, error: refusal(thrown) });
    }
  };

  const core: MemoryCore = {
    calls,
    frames,
    answers,
    transport: {
      open(given) {
        events = given;
        events.onUp();
      },
      send(frame) {
        if (!up) return false;
        frames.push(frame);
        if (frame.t === 'hello') {
          push({ t: 'welcome', contractVersion: 1, seq, resync, ...(locked && { locked }) });
        }
        if (frame.t === 'call') void answer(frame);
        return true;
      },
      close: () => events?.onDown('closed'),
    },
    emit(...changes) {
      seq += changes.length;
      push({ t: 'event', batch: { seq, changes } });
    },
    identify(accountId) {
      locked = accountId === null;
      push({ t: 'identity', locked, accountId });
      if (!locked) push({ t: 'resync', seq });
    },
    lose: (count) => void (seq += count),
    cut() {
      up = false;
      events?.onDown('lost');
    },
    join(options = { resync: false }) {
      up = true;
      resync = options.resync;
      events?.onUp();
    },
  };
  return core;
}

/** What the real router makes of a thrown error: a refusal, or a defect with a correlation id. */
function refusal(thrown: unknown): ErrorShape {
  if (!(thrown instanceof DomainError)) return { code: 'INTERNAL', message: 'defect', correlationId: 'test' };
  const { code, message, field, details } = thrown;
  return { code, message, details, ...(field === undefined ? {} : { field }) };
}
