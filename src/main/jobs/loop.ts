/**
 * One round after another: the shape of every job that waits, works and waits again. Rounds never overlap, a wake during a round
 * leads to exactly one more, a throwing round is logged and tried again later, and `stop` waits for the round under way.
 */
import type { Clock, Logger, TimerHandle, Timers } from '../platform/ports.ts';

export interface LoopOptions {
  /** For the log. */
  readonly name: string;
  /** One round. Returns the ms until the next, or null: only when woken. Must heed the signal. */
  run(signal: AbortSignal): Promise<number | null>;
}

export interface Loop {
  /** The first round runs at once. */
  start(): void;
  /** Runs a round now, or one more after the one under way. */
  wake(): void;
  /** Runs a round within `ms`, sooner when one is planned sooner. */
  within(ms: number): void;
  /** Resolves when no round is under way or asked for. */
  settled(): Promise<void>;
  /** Aborts the signal and waits for the round under way. */
  stop(): Promise<void>;
}

/** After a round that threw, ms. */
const AFTER_DEFECT_MS = 10_000;

/** A loop at rest; it begins with `start`. */
export function createLoop(deps: LoopDeps, options: LoopOptions): Loop {
  return new RoundLoop(deps, options);
}

export interface LoopDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

class RoundLoop implements Loop {
  readonly #deps: LoopDeps;
  readonly #options: LoopOptions;
  readonly #abort = new AbortController();
  #timer: { readonly handle: TimerHandle; readonly at: number } | null = null;
  #round: Promise<void> | null = null;
  #again = false;
  #soonest: number | null = null;
  #started = false;

  constructor(deps: LoopDeps, options: LoopOptions) {
    this.#deps = deps;
    this.#options = options;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.wake();
  }

  wake(): void {
    if (!this.#alive()) return;
    if (this.#round !== null) {
      this.#again = true;
      return;
    }
    this.#disarm();
    this.#round = this.#rounds();
  }

  within(ms: number): void {
    if (!this.#alive()) return;
    // During a round the wish is kept, so that the round's own answer cannot push it out.
    if (this.#round !== null) this.#soonest = Math.min(ms, this.#soonest ?? ms);
    else this.#arm(ms);
  }

  async settled(): Promise<void> {
    while (this.#round !== null) await this.#round;
  }

  async stop(): Promise<void> {
    this.#abort.abort(new Error('stopped'));
    this.#disarm();
    await this.settled();
  }

  #alive(): boolean {
    return this.#started && !this.#abort.signal.aborted;
  }

  async #rounds(): Promise<void> {
    // A wake often comes from inside somebody's commit: let that call return first.
    await Promise.resolve();
    let next: number | null = null;
    do {
      this.#again = false;
      this.#soonest = null;
      next = await this.#once();
    } while (this.#again && this.#alive());
    this.#round = null;
    if (this.#soonest !== null) next = Math.min(this.#soonest, next ?? this.#soonest);
    if (next !== null && this.#alive()) this.#arm(next);
  }

  /** Keeps the sooner of the pending ring and this one. */
  #arm(ms: number): void {
    const at = this.#deps.clock.monotonic() + ms;
    if (this.#timer !== null && this.#timer.at <= at) return;
    this.#disarm();
    this.#timer = { at, handle: this.#deps.timers.after(ms, () => this.wake()) };
  }

  #disarm(): void {
    this.#timer?.handle.cancel();
    this.#timer = null;
  }

  async #once(): Promise<number | null> {
    try {
      return await this.#options.run(this.#abort.signal);
    } catch (error) {
      if (!this.#abort.signal.aborted) {
        this.#deps.log.error({ job: this.#options.name, error: describeError(error) }, 'job.roundFailed');
      }
      return AFTER_DEFECT_MS;
    }
  }
}

/**
 * A defect for the log: its class, its code and where it was thrown. Never its message, which may quote the data it stumbled over.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  // The stack opens with the message, whose lines may look like a place in the code.
  const stack = (error.stack ?? '').replace(error.message, '');
  const frame = /\n\s+at (.+)/.exec(stack)?.[1] ?? 'nowhere';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `${error.name}${code} at ${frame}`;
}
