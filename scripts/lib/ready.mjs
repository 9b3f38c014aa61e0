/**
 * What every command of package.json does first: install what is missing, build what is old, say so in one line.
 */
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { say, seconds } from './progress.mjs';

/**
 * Leaves the clone ready to run.
 * `quiet` says nothing when nothing had to be done: for commands whose own output is all that counts.
 */
export async function ensureReady({ quiet = false } = {}) {
  const installed = await ensureInstalled();
  const built = await ensureBuilt();
  const done = [
    ...(installed === undefined ? [] : [`installed ${installed.packages} packages in ${seconds(installed.ms)}`]),
    ...(built === undefined ? [] : [`built in ${seconds(built.ms)}`]),
  ];
  if (done.length > 0) say(`${capitalise(done.join(', '))}.`);
  else if (!quiet) say('Packages and build are up to date.');
}

function capitalise(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
