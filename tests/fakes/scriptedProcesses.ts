/** Other programs, played by the test: it says what they write and when they end, and sees what they were started with. */
import type { Processes, ProcessEnd } from '../../src/main/platform/ports.ts';

export interface ScriptedRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly alive: boolean;
  say(...lines: readonly string[]): void;
  end(code?: number): void;
}

export interface ScriptedProcesses extends Processes {
  /** Every start, in order, of programs that are there. */
  readonly runs: readonly ScriptedRun[];
  install(program: string): void;
}

/** A machine on which only `installed` programs are. */
export function createScriptedProcesses(...installed: readonly string[]): ScriptedProcesses {
  const there = new Set(installed);
  const runs: ScriptedRun[] = [];
  return {
    runs,
    install: (program) => void there.add(program),
    start(program, args, { env = {}, onLine }) {
      if (!there.has(program)) {
        return { ended: Promise.resolve({ kind: 'notFound' }), stop: () => Promise.resolve() };
      }
      let alive = true;
      let finish: (end: ProcessEnd) => void = () => undefined;
      const ended = new Promise<ProcessEnd>((resolve) => void (finish = resolve));
      const end = (code: number | null): void => {
        alive = false;
        finish({ kind: 'exited', code });
      };
      runs.push({
        program,
        args,
        env,
        get alive() {
          return alive;
        },
        say: (...lines) => lines.forEach(onLine),
        end: (code = 1) => end(code),
      });
      return { ended, stop: async () => end(null) };
    },
  };
}
