/**
 * Prism, the OpenAPI proxy of Stoplight: found by npx, which keeps it outside this project, and run as one process of ours on loopback.
 * Only carries requests and says what is wrong with them; knows nothing of Twilio.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Apache-2.0; 5.16 is the first line made for Node 24. Exact, so that a result can be repeated. */
export const PRISM_VERSION = '5.16.0';
const NAME = '@stoplight/prism-cli';
const FETCH_LIMIT_MS = 300_000;
const START_LIMIT_MS = 60_000;
const LISTENING = /listening on (http:\/\/127\.0\.0\.1:\d+)/;

/** Why there is no Prism, in a sentence. */
export class NoPrism extends Error {}

export interface Prism {
  readonly url: string;
  stop(): Promise<void>;
}

/** Where Prism's program is, after npx has fetched it where needed; `folder` is any folder outside a project. */
export async function findPrism(folder: string, signal: AbortSignal): Promise<string> {
  const args = ['--yes', `--package=${NAME}@${PRISM_VERSION}`, '--', 'node', '-p', 'process.env.PATH'];
  const [command, before] = npx();
  const child = spawn(command, [...before, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, npm_config_fetch_retries: '1', npm_config_update_notifier: 'false' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(FETCH_LIMIT_MS)]),
    windowsHide: true,
  });
  const output = await outputOf(child);
  const places = output.trim().split(path.delimiter);
  const homes = places.map((bin) => path.join(bin, '..', ...NAME.split('/')));
  const home = homes.find((place) => existsSync(path.join(place, 'package.json')));
  if (home === undefined) {
    throw new NoPrism(`npx could not get ${NAME}@${PRISM_VERSION}: is there a connection to the npm registry?`);
  }
  const Manifest = z.object({ bin: z.object({ prism: z.string() }) });
  const manifest = Manifest.parse(JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8')));
  return path.join(home, manifest.bin.prism);
}

/** npm's own JavaScript where we know it, so that Windows needs neither a shell nor `npx.cmd`. */
function npx(): readonly [string, readonly string[]] {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const cli = npm === undefined ? '' : path.join(path.dirname(npm), 'npx-cli.js');
  return existsSync(cli) ? [node ?? process.execPath, [cli]] : ['npx', []];
}

async function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  return new Promise((resolve) => {
    child.once('error', () => resolve(''));
    child.once('close', (code) => resolve(code === 0 ? output : ''));
  });
}

/** Starts Prism on a free port in front of `upstream`. */
export async function startPrism(
  program: string,
  document: string,
  upstream: string,
  signal: AbortSignal,
): Promise<Prism> {
  const child = spawn(process.execPath, [program, 'proxy', document, upstream, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    signal,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    return { url: await listeningAddress(child, ended), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What it says after that is not kept: it repeats every request. */
async function listeningAddress(child: ChildProcess, ended: Promise<void>): Promise<string> {
  let said = '';
  const heard = new Promise<string>((resolve) => {
    const listen = (chunk: string): void => {
      said = (said + chunk).slice(-10_000);
      const url = LISTENING.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.setEncoding('utf8').on('data', listen);
    child.stderr?.setEncoding('utf8').on('data', listen);
  });
  const tooLong = AbortSignal.timeout(START_LIMIT_MS);
  const url = await Promise.race([
    heard,
    ended.then(() => null),
    new Promise<null>((resolve) => void tooLong.addEventListener('abort', () => resolve(null))),
  ]);
  if (url === null) throw new NoPrism(`Prism did not start. It said: ${said.trim()}`);
  return url;
}
