/**
 * Installs the packages of package-lock.json when they are missing or not the locked ones.
 * Decides by a stamp in node_modules; an install made by hand counts when npm's own record agrees with the lock file.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { cache, isInside, modules, node24, pinnedNode, root } from './paths.mjs';
import { capture, pathWithoutModules } from './process.mjs';
import { Stop, say, withProgress } from './progress.mjs';

const lockFile = path.join(root, 'package-lock.json');
const stampFile = path.join(modules, '.deskbell-install.json');

/**
 * Makes node_modules match the lock file.
 * @returns {Promise<{packages: number, ms: number} | undefined>} undefined when nothing had to be done
 */
export async function ensureInstalled() {
  if (isInstalled()) return undefined;
  return withLock(
    'install',
    () => say('Another command is installing packages; waiting for it ...'),
    async () => (isInstalled() ? undefined : install()),
  );
}

function isInstalled() {
  if (node24() === undefined) return false;
  const wanted = wantedStamp();
  if (readJson(stampFile)?.stamp === wanted) return true;
  if (!matchesLock()) return false;
  writeStamp(wanted);
  return true;
}

async function install() {
  const { value, ms } = await withProgress('Installing packages (npm ci)', () =>
    npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']),
  );
  if (value.code !== 0) {
    throw new Stop(
      `${value.output.trimEnd()}\n\nnpm ci ended with exit code ${value.code}; the reason is above. ` +
        'When it is the network or a full disk: put that right and run the same command again.',
    );
  }
  await ensureNode24();
  writeStamp(wantedStamp());
  return { packages: countPackages(), ms };
}

/** With `ignore-scripts` set, the pinned Node is only half there: its install script puts the binary in place. */
async function ensureNode24() {
  if (node24() !== undefined) return;
  const { code, output } = await npm(['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error']);
  if (code === 0 && node24() !== undefined) return;
  throw new Stop(
    `${output.trimEnd()}\n\nNode 24 could not be put in place. ` +
      'Install Node 24 on this computer, or allow the install script of the package "node", then run the same command again.',
  );
}

/** npm's JavaScript is started directly with Node, so that Windows needs neither a shell nor npm.cmd. */
function npm(args) {
  const env = { ...process.env, ...pathWithoutModules() };
  const cli = npmCli();
  freeRunningNode();
  return cli === undefined ? capture('npm', args, { env }) : capture(npmNode(), [cli, ...args], { env });
}

function npmCli() {
  const fromNpm = process.env.npm_execpath;
  const besideNode = path.join(path.dirname(npmNode()), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return [fromNpm, besideNode].find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
}

/** The system's Node: `npm ci` deletes the pinned one while it runs. */
function npmNode() {
  const fromNpm = process.env.npm_node_execpath;
  return [fromNpm, process.execPath].find((file) => file && existsSync(file) && !isInside(file, modules)) ?? 'node';
}

/** Windows cannot delete a program that is running, but it can move it away. Elsewhere deleting is fine. */
function freeRunningNode() {
  if (process.platform !== 'win32' || !isInside(process.execPath, modules) || !existsSync(pinnedNode)) return;
  mkdirSync(cache, { recursive: true });
  renameSync(pinnedNode, path.join(cache, `node-in-use-${process.pid}.exe`));
}

function wantedStamp() {
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${lock} ${process.platform} ${process.arch}`;
}

function writeStamp(stamp) {
  writeFileSync(stampFile, `${JSON.stringify({ stamp })}\n`);
}

/** npm writes node_modules/.package-lock.json at the end of a complete install. */
function matchesLock() {
  const installed = installedPackages();
  const locked = readJson(lockFile)?.packages ?? {};
  return Object.entries(locked).every(([place, entry]) => {
    if (place === '') return true;
    const present = installed[place];
    return present === undefined ? Boolean(entry.optional) : present.version === entry.version;
  });
}

function countPackages() {
  return Object.keys(installedPackages()).length;
}

function installedPackages() {
  return readJson(path.join(modules, '.package-lock.json'))?.packages ?? {};
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
