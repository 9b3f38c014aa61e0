/** The built desktop program for the tests: built when it is not there, and the Electron binary when there is one that can run. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const builtMain = join(root, 'out', 'main', 'index.js');
const builtPreload = join(root, 'out', 'preload', 'index.cjs');

/** `npm test` builds before it tests; a single test file run by hand builds here. */
export async function ensureBuilt(): Promise<void> {
  if (existsSync(builtMain) && existsSync(builtPreload)) return;
  const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  await promisify(execFile)(process.execPath, [electronVite, 'build'], { cwd: root });
}

/** The real Electron, or why it cannot run here. Never downloads. */
export function findElectron(): { readonly binary: string } | { readonly reason: string } {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  const binary = existsSync(pathFile) ? join(folder, 'dist', readFileSync(pathFile, 'utf8').trim()) : undefined;
  if (binary === undefined || !existsSync(binary)) return { reason: 'there is no Electron binary here' };
  if (process.platform === 'linux' && process.getuid?.() === 0) return { reason: 'Electron does not run as root' };
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  if (process.platform === 'linux' && display === undefined) return { reason: 'there is no display' };
  return { binary };
}
