/** The command line as a separate process, from the sources. Everything it starts is stopped by `stopAll`. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../src/main/headless/cli.ts', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Served {
  readonly url: string;
  readonly loginUrl: string;
  readonly dataDir: string;
  readonly pid: number;
  readonly process: ChildProcess;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Finished>;
}

export interface Deskbell {
  readonly dataDir: string;
  /** Runs one command to its end on this data folder. */
  run(args: readonly string[], stdin?: string): Promise<Finished>;
  /** Calls a procedure; throws when it is refused. */
  call(procedure: string, input?: unknown): Promise<unknown>;
  serve(...options: string[]): Promise<Served>;
  stopAll(): Promise<void>;
}

/** A command line with a data folder of its own. */
export function createDeskbell(): Deskbell {
  const home = mkdtempSync(join(tmpdir(), 'deskbell-cli-'));
  const dataDir = join(home, 'data');
  const running = new Set<{ child: ChildProcess; finished: Promise<Finished> }>();

  const start = (args: readonly string[], stdin = '') => {
    const env = { ...process.env, DESKBELL_DATA_DIR: dataDir };
    const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said.stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said.stderr += chunk));
    child.stdin.on('error', () => undefined).end(stdin);
    const finished = new Promise<Finished>((resolve) => child.once('close', (code) => resolve({ code, ...said })));
    const entry = { child, finished };
    running.add(entry);
    void finished.then(() => running.delete(entry));
    return entry;
  };
  const run = (args: readonly string[], stdin?: string) => start(args, stdin).finished;

  return {
    dataDir,
    run,
    async call(procedure, input = {}) {
      const { code, stdout, stderr } = await run(['call', procedure, JSON.stringify(input)]);
      if (code !== 0) throw new Error(`${procedure}: ${stdout}${stderr}`);
      return JSON.parse(stdout);
    },
    async serve(...options) {
      const { child, finished } = start(['serve', '--json', '--port', '0', ...options]);
      const line = await new Promise<string>((resolve, reject) => {
        let text = '';
        child.stdout?.on('data', (chunk: string) => {
          text += chunk;
          if (text.includes('\n')) resolve(text);
        });
        void finished.then(({ stdout, stderr }) => reject(new Error(`serve ended: ${stdout}${stderr}`)));
      });
      const end = (signal: NodeJS.Signals) => {
        child.kill(signal);
        return finished;
      };
      return { ...(JSON.parse(line) as Served), process: child, end };
    },
    async stopAll() {
      for (const { child } of running) child.kill('SIGKILL');
      await Promise.all([...running].map(({ finished }) => finished));
      rmSync(home, { recursive: true, force: true });
    },
  };
}
