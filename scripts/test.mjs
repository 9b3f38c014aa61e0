/**
 * `npm test`: the one command that says whether the product is sound. Installs and builds what is missing, runs the gates,
 * the tests of the core and the renderer, then the browser tests. The last line on stdout is the count over everything:
 * `N passed, N failed` or `N passed, N failed, N skipped`. Under CI a skip fails too.
 *
 * `npm test -- --only domain` runs the tests below tests/domain and nothing else; `--only check` runs the gates.
 */
import { existsSync } from 'node:fs';
import { runChecks } from './lib/checks.mjs';
import { findChromium, howToGetChromium } from './lib/chromium.mjs';
import { node24, tools } from './lib/paths.mjs';
import { Stop, main } from './lib/progress.mjs';
import { ensureReady } from './lib/ready.mjs';
import { countTests, filesByProject, runVitest } from './lib/vitest.mjs';

await main(async (argv) => {
  const only = parseOnly(argv);
  const totals = { passed: 0, failed: 0, skipped: 0 };
  try {
    totals.failed += await prepare();
    for (const result of await runAll(only)) addTo(totals, result);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    print(error.message);
    totals.failed += 1;
  }
  print('');
  print(summary(totals));
  const skipFails = isSet(process.env.CI) && totals.skipped > 0;
  return totals.failed > 0 || skipFails ? 1 : 0;
});

/**
 * A broken build is one failure and hides nothing else; without packages there is nothing to run.
 * @returns {Promise<number>} failures so far
 */
async function prepare() {
  try {
    await ensureReady();
    return 0;
  } catch (error) {
    if (!(error instanceof Stop) || node24() === undefined || !existsSync(tools.vitest)) throw error;
    print(`FAILED: ${error.message}`);
    return 1;
  }
}

async function runAll(only) {
  const withChecks = only.length === 0 || only.includes('check');
  const filters = only.filter((filter) => filter !== 'check');
  if (only.length > 0 && filters.length === 0) return [await runChecks(print)];
  const files = filesByProject(filters);
  const present = Object.keys(files).filter((project) => files[project].length > 0);
  if (present.length === 0) throw new Stop(`No test file matches: ${filters.join(', ')}.`);
  const narrowed = filters.length > 0;
  const empty = narrowed ? [] : Object.keys(files).filter((project) => !present.includes(project));
  const run = (...projects) => {
    const wanted = projects.filter((project) => present.includes(project));
    return wanted.length === 0 ? {} : runVitest(wanted, narrowed ? wanted.flatMap((project) => files[project]) : []);
  };
  // Programs mostly wait for each other: the gates and the other tests use the processors meanwhile.
  const results = await Promise.all([
    run('programs'),
    withChecks
      ? runChecks(print).then(async (checks) => [checks, await run('core', 'renderer')])
      : run('core', 'renderer'),
  ]);
  const browser = files.e2e.length > 0 ? await runBrowserTests(files.e2e) : {};
  return [...empty.map(missing), ...results.flat(), browser];
}

async function runBrowserTests(files) {
  const chromium = await findChromium();
  if (chromium !== undefined) return runVitest(['e2e'], files, { DESKBELL_CHROMIUM: chromium });
  const skipped = await countTests('e2e', files);
  print(`No Chromium was found: ${skipped} browser tests are skipped. ${howToGetChromium}`);
  return { skipped };
}

/** An empty folder must not look like a green one. */
function missing(project) {
  print(`FAILED: the project "${project}" has no tests.`);
  return { failed: 1 };
}

function parseOnly(argv) {
  const only = [];
  for (let i = 0; i < argv.length; i += 2) {
    const value = argv[i + 1];
    if (argv[i] !== '--only' || value === undefined) {
      throw new Stop(
        'Usage: npm test [-- --only FOLDER[,FOLDER]]   for example: npm test -- --only domain,store/outbox',
      );
    }
    only.push(...value.split(',').map((filter) => filter.replace(/^tests\//, '')));
  }
  return only;
}

function addTo(totals, result) {
  for (const key of Object.keys(totals)) totals[key] += result[key] ?? 0;
}

function summary({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

function isSet(value) {
  return value !== undefined && value !== '' && value !== 'false' && value !== '0';
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
