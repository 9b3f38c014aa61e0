/** Starts the real programs as processes for tests: the headless shell, the command line, the simulated phone. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { whenTestEnds } from '../fakes/testEnd.ts';

const cli = 'src/main/headless/cli.ts';
const running: ChildProcess[] = [];
const folders: string[] = [];

whenTestEnds(async () => {
  await Promise.all(running.splice(0).map((child) => end(child)));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-test-'));
  folders.push(folder);
  return folder;
}

export interface Program {
  readonly child: ChildProcess;
  /** The first line on stdout, as JSON. */
  readonly announced: Readonly<Record<string, unknown>>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a program that announces itself with one JSON line. Rejects with its error output when it ends before. */
export async function startProgram(file: string, args: readonly string[]): Promise<Program> {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const announced = await new Promise<Record<string, unknown>>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      const first = JSON.parse(line) as Record<string, unknown>;
      if (first['error'] === undefined) resolve(first);
      else reject(new Error(JSON.stringify(first['error'])));
    });
    child.once('exit', () => reject(new Error(errors)));
  });
  return { child, announced, stop: (signal = 'SIGTERM') => end(child, signal) };
}

export function serve(dataDir: string, ...args: string[]): Promise<Program> {
  return startProgram(cli, ['serve', '--json', '--no-open', '--port', '0', '--data-dir', dataDir, ...args]);
}

export interface Simulator {
  readonly url: string;
  /** What went on air, oldest first. */
  sent(): Promise<
    readonly { readonly id: string; readonly to: string; readonly body: string; readonly count: number }[]
  >;
  control(path: string, body: unknown): Promise<void>;
}

export async function startPhone(...args: string[]): Promise<Simulator & Program> {
  const program = await startProgram('src/main/demo/phoneServer.ts', ['--json', '--fast', ...args]);
  const { url, controlUrl } = program.announced as { url: string; controlUrl: string };
  return {
    ...program,
    url,
    sent: async () => (await (await fetch(`${controlUrl}/sent`)).json()) as Awaited<ReturnType<Simulator['sent']>>,
    control: async (path, body) => {
      const answer = await fetch(`${controlUrl}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`The control API refused ${path}: ${String(answer.status)}`);
    },
  };
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line to its end. */
export function deskbell(dataDir: string, args: readonly string[], input?: string): Promise<Finished> {
  const child = spawn(process.execPath, [cli, ...args, '--data-dir', dataDir], { stdio: ['pipe', 'pipe', 'pipe'] });
  running.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

export type Call = <T = Record<string, unknown>>(procedure: string, input?: object) => Promise<T>;

/** Procedures through one `deskbell call --batch` that stays open: a line in, a line out. Throws the refusal. */
export function openCalls(dataDir: string): Call {
  const child = spawn(process.execPath, [cli, 'call', '--batch', '--data-dir', dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.push(child);
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  return async <T>(procedure: string, input: object = {}) => {
    const answer = new Promise<string>((resolve) => waiting.push(resolve));
    child.stdin.write(`${JSON.stringify({ procedure, input })}\n`);
    const { ok, error } = JSON.parse(await answer) as { ok?: T; error?: unknown };
    if (ok === undefined) throw new Error(`${procedure}: ${JSON.stringify(error)}`);
    return ok;
  };
}

function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill(signal);
  });
}
