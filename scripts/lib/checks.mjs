/**
 * The gates beside the tests: format, lint, types, arrows, unused code, size of the first load.
 * One list, used by `npm run check` and by `npm test`, so that the two cannot disagree.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { node24, out, tools } from './paths.mjs';
import { capture } from './process.mjs';
import { seconds } from './progress.mjs';

/** Issue 2: the renderer's first JavaScript, gzip. */
const FIRST_LOAD_LIMIT = 350_000;

/** Keyed by content, options and version: a cached answer is never an old one. */
const formatCache = [
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  'node_modules/.cache/prettier/check',
];

/** Lint takes as long as all the others: it has a processor of its own. */
const lanes = [
  [{ name: 'lint', run: () => tool('eslint', ['--max-warnings', '0', '.']) }],
  [
    { name: 'format', run: () => tool('prettier', ['--check', '--log-level', 'warn', ...formatCache, '.']) },
    { name: 'types of main', run: () => tool('tsc', ['-p', 'tsconfig.node.json', '--noEmit']) },
    { name: 'types of renderer', run: () => tool('tsc', ['-p', 'tsconfig.web.json', '--noEmit']) },
    { name: 'arrows', run: () => tool('depcruise', ['--config', '.dependency-cruiser.cjs', 'src', 'tests']) },
    { name: 'unused', run: () => tool('knip', ['--no-progress']) },
    { name: 'first load size', run: firstLoad },
  ],
];

function tool(name, args) {
  return capture(node24(), [tools[name], ...args]);
}

/** The build leaves its own measurement (electron.vite.config.ts). */
async function firstLoad() {
  const file = path.join(out, 'renderer-first-load.json');
  if (!existsSync(file)) return { code: 1, output: 'There is no build to measure.' };
  const { gzipBytes, files } = JSON.parse(readFileSync(file, 'utf8'));
  const output = `${gzipBytes} bytes of at most ${FIRST_LOAD_LIMIT}: ${files.join(', ')}`;
  return { code: gzipBytes <= FIRST_LOAD_LIMIT ? 0 : 1, output };
}

/**
 * Runs every gate, two at a time, and prints a line for each; a failed one shows what its tool said. Goes on after a failure.
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function runChecks(print) {
  const totals = { passed: 0, failed: 0 };
  await Promise.all(
    lanes.map(async (steps) => {
      for (const step of steps) totals[await runStep(step, print)] += 1;
    }),
  );
  return totals;
}

async function runStep(step, print) {
  const started = Date.now();
  const { code, output } = await step.run();
  const ok = code === 0;
  print(`${ok ? 'ok    ' : 'FAILED'} ${step.name.padEnd(18)} ${seconds(Date.now() - started)}`);
  if (!ok) print(indent(output));
  return ok ? 'passed' : 'failed';
}

function indent(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
