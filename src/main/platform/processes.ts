/**
 * Other programs, started and ended. No shell, so nothing is read twice; no window on Windows. A program that ignores the polite word is
 * made to end.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Processes, ProcessEnd, RunningProcess, Timers } from './ports.ts';

/** From the polite word to the last one, ms. On Windows the first is the last. */
const PATIENCE_MS = 3_000;
const LONGEST_LINE = 4_096;

export function createSystemProcesses(timers: Pick<Timers, 'after'>): Processes {
  return {
    start(program, args, { env, onLine }) {
      const child = spawn(program, [...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env },
        shell: false,
        windowsHide: true,
      });
      readLines(child.stdout, onLine);
      readLines(child.stderr, onLine);
      return follow(child, timers);
    },
  };
}

function follow(child: ChildProcess, timers: Pick<Timers, 'after'>): RunningProcess {
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('exit', (code) => resolve({ kind: 'exited', code }));
    child.once('error', (error: NodeJS.ErrnoException) => {
      // An error after the start (a signal that could not be sent) is no end.
      if (child.pid !== undefined) return;
      resolve(error.code === 'ENOENT' ? { kind: 'notFound' } : { kind: 'failed', code: error.code ?? 'unknown' });
    });
  });
  return {
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.kill('SIGTERM');
      const last = timers.after(PATIENCE_MS, () => void child.kill('SIGKILL'));
      await ended;
      last.cancel();
    },
  };
}

function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (part: string) => {
    const lines = `${rest}${part}`.split(/\r?\n/);
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (const line of lines) onLine(line.slice(0, LONGEST_LINE));
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
  stream.on('error', () => undefined);
}
