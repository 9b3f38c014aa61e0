/**
 * Where the passphrase of this computer comes from: a file the service manager hands over, or the person at the terminal. And the command
 * that sets it. Nothing of it is ever printed or passed on to another process.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline';
import { DomainError } from '../../contract/errors.ts';
import type { Platform } from '../platform/ports.ts';
import { changePassphrase, dropPassphrase, isLocked, unlockSecrets } from '../platform/passphraseSecrets.ts';
import type { Output } from './output.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The platform with its secrets opened, where they are under a passphrase. Errors: DATA_WRONG_KEY with how to give it. */
export async function withPassphrase(platform: Platform, env: Env): Promise<Platform> {
  const { dataDir } = platform.paths;
  if (!isLocked(secretsFile(dataDir))) return platform;
  const passphrase = fromFile(env) ?? (await askAtTerminal());
  if (passphrase === null) {
    throw new DomainError(
      'DATA_WRONG_KEY',
      'The data is under a passphrase. Set DESKBELL_PASSPHRASE_FILE to a file that holds it, or start at a terminal and type it.',
    );
  }
  return { ...platform, secrets: await unlockSecrets(platform.secrets, passphrase, platform.random) };
}

/** `deskbell passphrase`. Errors: as `changePassphrase`. */
export async function setPassphrase(platform: Platform, env: Env, output: Output): Promise<void> {
  const file = secretsFile(platform.paths.dataDir);
  const locked = isLocked(file);
  const lines = (await text(process.stdin)).split(/\r?\n/);
  const given = locked ? fromFile(env) : null;
  const now = locked ? (given ?? lines.shift() ?? '') : null;
  const next = lines[0] ?? '';
  await changePassphrase(file, { now, next }, platform.random);
  output.note(
    next === ''
      ? 'The data opens on this computer without a passphrase.'
      : 'Set. From now on the data opens on this computer only with this passphrase, or with the recovery code.',
  );
}

/** After the recovery code has opened the data: a passphrase nobody knows is dropped, with the passwords of gateways under it. */
export async function dropForgotten(platform: Platform, output: Output): Promise<void> {
  const file = secretsFile(platform.paths.dataDir);
  if (!isLocked(file)) return;
  await dropPassphrase(file);
  output.note('The passphrase was removed, and the passwords of phone and Twilio with it: sign in to them again.');
}

function secretsFile(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}

/** Its first line. */
function fromFile(env: Env): string | null {
  const file = env['DESKBELL_PASSPHRASE_FILE'];
  if (file === undefined || file === '') return null;
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '';
  } catch {
    throw new DomainError('DATA_WRONG_KEY', 'The file named by DESKBELL_PASSPHRASE_FILE cannot be read.');
  }
}

async function askAtTerminal(): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  process.stderr.write('Passphrase: ');
  const reader = createInterface({ input: process.stdin });
  try {
    for await (const line of reader) return line;
    return null;
  } finally {
    reader.close();
  }
}
