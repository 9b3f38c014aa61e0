/**
 * Starts other programs: with their output captured, or as a stand-in that passes signals and the exit code on.
 * No shell is involved, so paths and arguments may contain anything.
 */
import { spawn } from 'node:child_process';
import os from 'node:os';
import { modules, isInside, root } from './paths.mjs';

const PARENT_CHECK_MS = 500;
const parentAtStart = process.ppid;

/** The environment for children: node_modules/.bin stays in front, and colours survive the pipe when we have a terminal. */
export function childEnv(extra = {}) {
  const env = { ...process.env, ...extra };
  if (process.stdout.isTTY && env.NO_COLOR === undefined && env.FORCE_COLOR === undefined) env.FORCE_COLOR = '1';
  return env;
}

/**
 * Runs a program to its end and keeps what it prints.
 * `timeoutMs` ends it early. Never rejects: a program that cannot be started has code 127.
 * @returns {Promise<{code: number, output: string, timedOut: boolean}>}
 */
export function capture(command, args, { env = childEnv(), cwd = root, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let output = '';
    let timedOut = false;
    const timer = timeoutMs === undefined ? undefined : setTimeout(stop, timeoutMs);
    function stop() {
      timedOut = true;
      child.kill('SIGKILL');
    }
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => finish(127, error.message));
    child.once('close', (code, signal) => finish(exitCode(code, signal), ''));
    function finish(code, note) {
      clearTimeout(timer);
      resolve({ code, output: output + note, timedOut });
    }
  });
}

/**
 * Runs a program in our place: same stdio, signals passed on, its exit code as the result (128 + n after signal n).
 *
 * Ctrl+C in a terminal reaches the whole process group, the child included, so SIGINT is not sent a second time there:
 * a second SIGINT means "force" to the headless shell.
 * @param {{stdio?: import('node:child_process').StdioOptions, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<number>}
 */
export function standIn(command, args, { stdio = 'inherit', env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio, env, windowsHide: true });
    const forward = (signal) => {
      const groupHasIt = signal === 'SIGINT' && Boolean(process.stdin.isTTY || process.stdout.isTTY);
      if (!groupHasIt) child.kill(signal);
    };
    const signals = process.platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    const stopWatching = onParentGone(() => child.kill('SIGTERM'));
    const finish = (code) => {
      stopWatching();
      for (const signal of signals) process.off(signal, forward);
      resolve(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      finish(127);
    });
    child.once('exit', (code, signal) => finish(exitCode(code, signal)));
  });
}

/**
 * `kill` on an npm that runs us ends npm and its shell, but the shell passes nothing on: we would serve on without an owner.
 * @returns {() => void} stops watching
 */
function onParentGone(act) {
  if (process.platform === 'win32' || process.env.npm_lifecycle_event === undefined) return () => {};
  const timer = setInterval(() => {
    if (process.ppid === parentAtStart) return;
    clearInterval(timer);
    act();
  }, PARENT_CHECK_MS);
  return () => clearInterval(timer);
}

function exitCode(code, signal) {
  if (code !== null) return code;
  return 128 + (os.constants.signals[signal] ?? 0);
}

/** The PATH without this clone's own binaries: `npm ci` replaces them while it runs. */
export function pathWithoutModules() {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const separator = process.platform === 'win32' ? ';' : ':';
  const kept = (process.env[key] ?? '').split(separator).filter((folder) => !isInside(folder, modules));
  return { [key]: kept.join(separator) };
}
