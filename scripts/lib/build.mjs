/**
 * Builds out/ when it is older than what it is made of: a hash over the content of sources and configuration, kept in out/.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { builtCli, node24, out, root, tools } from './paths.mjs';
import { capture } from './process.mjs';
import { Stop, say, withProgress } from './progress.mjs';

const stampFile = path.join(out, '.build-stamp');
const inputs = ['src', 'migrations', 'resources', 'electron.vite.config.ts', 'package-lock.json', 'tsconfig.base.json'];

/**
 * Makes out/ match the sources.
 * @returns {Promise<{ms: number} | undefined>} undefined when nothing had to be done
 */
export async function ensureBuilt() {
  if (isBuilt()) return undefined;
  return withLock(
    'build',
    () => say('Another command is building; waiting for it ...'),
    async () => (isBuilt() ? undefined : build()),
  );
}

function isBuilt() {
  return existsSync(builtCli) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashInputs();
}

async function build() {
  // Taken before the build: a source edited meanwhile makes the next command build again.
  const hash = hashInputs();
  // Gone until the build is whole: a half-written out/ must never look finished.
  rmSync(stampFile, { force: true });
  const { value, ms } = await withProgress('Building', () => capture(node24(), [tools.electronVite, 'build']));
  if (value.code !== 0 || !existsSync(builtCli)) {
    throw new Stop(`${value.output.trimEnd()}\n\nThe build failed (exit code ${value.code}); the reason is above.`);
  }
  writeFileSync(stampFile, hash);
  return { ms };
}

function hashInputs() {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesUnder(path.join(root, input)))) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(place) {
  if (!existsSync(place)) return [];
  let entries;
  try {
    entries = readdirSync(place, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [place];
    throw error;
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.name.endsWith('.md') ? [] : filesUnder(path.join(place, entry.name))));
}
