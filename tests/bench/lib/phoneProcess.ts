/** The simulated phone in a process of its own, so that its work is not counted as ours. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../../src/main/demo/phoneServer.ts', import.meta.url));
export const PHONE_LOGIN = { username: 'sms', password: 'bench-pass' } as const;

export interface PhoneProcess {
  readonly url: string;
  /** People text the phone. */
  inject(texts: readonly { readonly from: string; readonly text: string; readonly sentAt?: number }[]): Promise<void>;
  stop(): void;
}

export async function startPhoneProcess(): Promise<PhoneProcess> {
  const login = ['--username', PHONE_LOGIN.username, '--password', PHONE_LOGIN.password];
  const child = spawn(process.execPath, [SERVER, '--fast', '--json', ...login], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url, controlUrl } = JSON.parse(await firstLine(child)) as { url: string; controlUrl: string };
  return {
    url,
    async inject(texts) {
      const answer = await fetch(`${controlUrl}/inject`, { method: 'POST', body: JSON.stringify(texts) });
      if (!answer.ok) throw new Error(`The simulated phone answered ${answer.status}.`);
    },
    stop: () => void child.kill('SIGTERM'),
  };
}

/** The first line a child prints; throws when it ends without one. */
export async function firstLine(child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error('The child has no output.');
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error('A child process ended without a word.');
}
