/** A tunnel that is another program: found under one of its names, read line by line, ended with us. */
import type { Processes, RunningProcess } from '../../platform/ports.ts';
import type { TunnelEnd, TunnelProblem, TunnelRun } from './driver.ts';

export interface TunnelProgram {
  /** Where it may be, the likeliest first. */
  readonly names: readonly string[];
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Looks at each line it writes; may name the problem that this line shows. */
  readonly onLine: (line: string) => TunnelProblem | null;
}

/** Starts the first of the names that is there. */
export function runProgram(processes: Processes, { names, args, env, onLine }: TunnelProgram): TunnelRun {
  let running: RunningProcess | undefined;
  let stopped = false;
  let problem: TunnelProblem = 'ended';
  const read = (line: string): void => {
    problem = onLine(line) ?? problem;
  };
  const tryAll = async (): Promise<TunnelEnd> => {
    for (const name of names) {
      if (stopped) break;
      running = processes.start(name, args, { ...(env === undefined ? {} : { env }), onLine: read });
      const end = await running.ended;
      if (end.kind !== 'notFound') return { kind: 'ended', problem };
    }
    return stopped ? { kind: 'ended', problem } : { kind: 'missing' };
  };
  return {
    ended: tryAll(),
    async stop() {
      stopped = true;
      await running?.stop();
    },
  };
}
