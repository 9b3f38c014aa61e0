/**
 * Where things are in a clone: the project root, the pinned Node, the tools and the build output.
 * Owns no behaviour. Built-ins of Node 18 only, like everything under scripts/.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const modules = path.join(root, 'node_modules');
export const out = path.join(root, 'out');

/** Small files of ours that survive `npm ci` but never a fresh clone. Ignored by git. */
export const cache = path.join(root, '.cache', 'deskbell');

/** The headless shell and command line, built. */
export const builtCli = path.join(out, 'main', 'deskbell.js');

/** The Node 24 that comes as a devDependency. On Windows the package keeps `bin/node` as an empty marker. */
export const pinnedNode = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The JavaScript file behind each tool, so that no tool is ever started through a shell or a `.cmd` file. */
export const tools = {
  depcruise: path.join(modules, 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
  electronInstall: path.join(modules, 'electron', 'install.js'),
  electronVite: path.join(modules, 'electron-vite', 'bin', 'electron-vite.js'),
  eslint: path.join(modules, 'eslint', 'bin', 'eslint.js'),
  knip: path.join(modules, 'knip', 'bin', 'knip.js'),
  prettier: path.join(modules, 'prettier', 'bin', 'prettier.cjs'),
  tsc: path.join(modules, 'typescript', 'bin', 'tsc'),
  vitest: path.join(modules, 'vitest', 'vitest.mjs'),
};

/** True when `file` lies inside `folder`. */
export function isInside(file, folder) {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}

/** The Node that runs everything after the install step: the pinned one, or this one when it is new enough. */
export function node24() {
  if (existsSync(pinnedNode)) return pinnedNode;
  // Not when it is a pinned one that `npm ci` has deleted under our feet.
  const isNewEnough = Number(process.versions.node.split('.')[0]) >= 24;
  if (isNewEnough && !isInside(process.execPath, modules)) return process.execPath;
  return undefined;
}
