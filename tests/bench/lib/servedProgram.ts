/** The built program as a person starts it: `deskbell serve` in a process of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotMeasured } from './measure.ts';
import { firstLine } from './phoneProcess.ts';

const BUILT = fileURLToPath(new URL('../../../out/main/deskbell.js', import.meta.url));

export interface ServedProgram {
  readonly loginUrl: string;
  /** Resident memory now, bytes; NaN where the system does not say. */
  residentBytes(): number;
  stop(): Promise<void>;
}

/** Resolves when the program says that it is ready. Throws NotMeasured when it has not been built. */
export async function serve(dataDir: string): Promise<ServedProgram> {
  if (!existsSync(BUILT)) throw new NotMeasured('The program is not built (npm run build).');
  const args = [BUILT, 'serve', '--json', '--no-open', '--port', '0', '--data-dir', dataDir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const { loginUrl } = JSON.parse(await firstLine(child)) as { loginUrl: string };
  return { loginUrl, residentBytes: () => residentBytes(child), stop: () => stop(child) };
}

function residentBytes(child: ChildProcess): number {
  const status = join('/proc', String(child.pid), 'status');
  if (!existsSync(status)) return Number.NaN;
  const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1];
  return Number(kib) * 1024;
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
