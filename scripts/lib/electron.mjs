/**
 * Answers one question: can the Electron shell open here, and if not, why not?
 * Electron 45 downloads its binary on first use; this file asks for it once, briefly, and only where a person would see it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cache, modules, node24, tools } from './paths.mjs';
import { capture } from './process.mjs';
import { say, withProgress } from './progress.mjs';

const DOWNLOAD_LIMIT_MS = 180_000;
const TRY_AGAIN_MS = 24 * 60 * 60 * 1000;
const triedFile = path.join(cache, 'electron-download-failed');

/** @returns {Promise<{binary: string} | {reason: string}>} */
export async function findElectron() {
  if (!hasDisplay()) return { reason: 'There is no display here' };
  if (process.platform === 'linux' && process.getuid?.() === 0) return { reason: 'Electron does not run as root' };
  const present = electronBinary();
  if (present !== undefined) return { binary: present };
  if (process.env.CI) return { reason: 'Electron is not downloaded' };
  if (failedLately()) return { reason: 'Electron could not be downloaded in the last 24 hours' };
  return download();
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Reads what Electron's own index.js reads, without loading it: loading it starts the download. */
function electronBinary() {
  const folder = path.join(modules, 'electron');
  const pathFile = path.join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : undefined;
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const binary = override ? path.join(override, name ?? 'electron') : name && path.join(folder, 'dist', name);
  return binary && existsSync(binary) ? binary : undefined;
}

async function download() {
  const { value } = await withProgress('Downloading Electron', () =>
    capture(node24(), [tools.electronInstall], { timeoutMs: DOWNLOAD_LIMIT_MS }),
  );
  const binary = electronBinary();
  if (value.code === 0 && binary !== undefined) return { binary };
  mkdirSync(cache, { recursive: true });
  writeFileSync(triedFile, String(Date.now()));
  say(value.timedOut ? '  no answer in time' : `  ${value.output.trim().split('\n').at(-1) ?? ''}`);
  return { reason: 'Electron could not be downloaded' };
}

function failedLately() {
  return existsSync(triedFile) && Date.now() - Number(readFileSync(triedFile, 'utf8')) < TRY_AGAIN_MS;
}
