/**
 * Keeps one tunnel up: starts it, notices when it ends, starts it again with growing pauses, and says where it stands. Does not look from
 * outside (selfCheck.ts), and sending never waits for it.
 */
import type { TunnelState } from '../../../contract/tunnel.ts';
import type { Clock, Logger, Random, TimerHandle, Timers } from '../../platform/ports.ts';
import type { TunnelDriver, TunnelEnd, TunnelProblem, TunnelRun } from './driver.ts';

/** A tunnel that is not up by then is started anew, ms. */
const START_LIMIT_MS = 60_000;
const AGAIN = { firstMs: 2_000, mostMs: 5 * 60_000 };
/** After this long up, the next end counts as the first, ms. */
const STABLE_MS = 60_000;
/** A person may be installing the program right now, ms. */
const MISSING_AGAIN_MS = 60_000;

export interface TunnelStatus {
  readonly state: Exclude<TunnelState, 'off'>;
  readonly problem: TunnelProblem | null;
  /** UTC ms since when the state holds. */
  readonly since: number;
  /** The last address known of this run; it leads here only while the state is `up`. */
  readonly publicUrl: string | null;
}

export interface SupervisorDeps {
  readonly driver: TunnelDriver;
  readonly port: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Logger;
  readonly onChange: () => void;
}

export interface Supervisor {
  start(): void;
  status(): TunnelStatus;
  /** Ends this run and starts another, as after nothing was heard through it. */
  restart(problem: TunnelProblem): void;
  stop(): Promise<void>;
}

export function createSupervisor(deps: SupervisorDeps): Supervisor {
  return new TunnelSupervisor(deps);
}

class TunnelSupervisor implements Supervisor {
  readonly #deps: SupervisorDeps;
  #status: TunnelStatus;
  #run: TunnelRun | null = null;
  #bell: TimerHandle | null = null;
  #ending: Promise<void> = Promise.resolve();
  /** Counts the runs. */
  #turn = 0;
  #failures = 0;
  #upSince: number | null = null;
  #stopped = false;

  constructor(deps: SupervisorDeps) {
    this.#deps = deps;
    this.#status = { state: 'starting', problem: null, since: deps.clock.now(), publicUrl: null };
  }

  start(): void {
    if (this.#stopped || this.#run !== null) return;
    const { driver, port, timers } = this.#deps;
    this.#turn += 1;
    const turn = this.#turn;
    // Events of an earlier run say nothing about this one.
    const now = (work: () => void): void => {
      if (this.#turn === turn && !this.#stopped) work();
    };
    this.#ring(timers.after(START_LIMIT_MS, () => this.restart('slow')));
    this.#run = driver.open(port, {
      onUp: (publicUrl) => now(() => this.#up(publicUrl)),
      onLost: () => now(() => this.#lost()),
    });
    void this.#run.ended.then((end) => now(() => this.#ended(end)));
  }

  status(): TunnelStatus {
    return this.#status;
  }

  restart(problem: TunnelProblem): void {
    const run = this.#run;
    if (run === null || this.#stopped) return;
    this.#run = null;
    this.#turn += 1;
    this.#ring(null);
    this.#ending = run.stop();
    void this.#ending.then(() => this.#again(problem));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#ring(null);
    const run = this.#run;
    this.#run = null;
    await Promise.all([this.#ending, run?.stop()]);
  }

  #up(publicUrl: string): void {
    this.#ring(null);
    this.#upSince = this.#deps.clock.monotonic();
    this.#show('up', null, publicUrl);
  }

  /** It tries by itself; if it does not succeed in time it is started anew. */
  #lost(): void {
    this.#show('down', 'lost', this.#status.publicUrl);
    this.#ring(this.#deps.timers.after(START_LIMIT_MS, () => this.restart('lost')));
  }

  #ended(end: TunnelEnd): void {
    this.#run = null;
    if (end.kind === 'ended') return this.#again(end.problem);
    this.#show('missing', null, null);
    this.#ring(this.#deps.timers.after(MISSING_AGAIN_MS, () => this.start()));
  }

  #again(problem: TunnelProblem): void {
    if (this.#stopped || this.#run !== null) return;
    const { clock, timers, random } = this.#deps;
    const wasStable = this.#upSince !== null && clock.monotonic() - this.#upSince >= STABLE_MS;
    this.#failures = wasStable ? 1 : this.#failures + 1;
    this.#upSince = null;
    this.#show('down', problem, this.#status.publicUrl);
    const pause = Math.min(AGAIN.firstMs * 2 ** (this.#failures - 1), AGAIN.mostMs);
    this.#ring(timers.after(pause * (0.75 + random.fraction() / 2), () => this.start()));
  }

  #show(state: TunnelStatus['state'], problem: TunnelProblem | null, publicUrl: string | null): void {
    if (this.#stopped) return;
    const before = this.#status;
    if (state === before.state && problem === before.problem && publicUrl === before.publicUrl) return;
    const since = state === before.state ? before.since : this.#deps.clock.now();
    this.#status = { state, problem, since, publicUrl };
    this.#deps.log.info({ state, problem }, 'tunnel.state');
    this.#deps.onChange();
  }

  #ring(bell: TimerHandle | null): void {
    this.#bell?.cancel();
    this.#bell = bell;
  }
}
