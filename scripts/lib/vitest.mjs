/**
 * Runs Vitest projects and counts what happened from its JSON report: the person reads the default reporter, we read the file.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { node24, root, tools } from './paths.mjs';
import { capture, childEnv, standIn } from './process.mjs';

/** Far more than all tests hold at one time. */
const ROOM_BYTES = 2 ** 31;

const testFile = /\.test\.tsx?$/;

/** The test files below tests/ whose path starts with one of the filters ("domain", "store/outbox"), by project. */
export function filesByProject(filters) {
  const files = walk(path.join(root, 'tests')).filter(
    (file) => filters.length === 0 || filters.some((filter) => file.startsWith(`tests/${filter}`)),
  );
  const under =
    (...starts) =>
    (file) =>
      starts.some((start) => file.startsWith(`tests/${start}`));
  const programs = under('headless/', 'reliability/', 'reminders/proof.');
  const apart = { programs, renderer: under('renderer/'), e2e: under('e2e/') };
  const named = Object.entries(apart).map(([project, isIn]) => [project, files.filter(isIn)]);
  const rest = files.filter((file) => !Object.values(apart).some((isIn) => isIn(file)));
  return { core: rest, ...Object.fromEntries(named) };
}

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) return walk(place);
    return testFile.test(entry.name) ? [path.relative(root, place).split(path.sep).join('/')] : [];
  });
}

/**
 * Runs the given files in the given projects.
 * @returns {Promise<{passed: number, failed: number, skipped: number}>}
 */
export async function runVitest(projects, files, extraEnv = {}) {
  const folder = mkdtempSync(path.join(placeForTests(), 'deskbell-test-'));
  const report = path.join(folder, 'report.json');
  try {
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const selected = projects.flatMap((project) => ['--project', project]);
    // What a killed test leaves behind goes with the folder.
    const env = childEnv({ TMPDIR: folder, ...extraEnv });
    const code = await standIn(node24(), [tools.vitest, ...args, ...selected, ...files], { env });
    return count(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Thousands of stores flush every commit: where the system has a file system in memory with room, they are made there. */
function placeForTests() {
  const inMemory = '/dev/shm';
  if (!existsSync(inMemory)) return os.tmpdir();
  const { bavail, bsize } = statfsSync(inMemory);
  return bavail * bsize > ROOM_BYTES ? inMemory : os.tmpdir();
}

/** How many tests the files hold, without running them. */
export async function countTests(project, files) {
  const { code, output } = await capture(node24(), [tools.vitest, 'list', '--json', '--project', project, ...files], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  const start = output.indexOf('[');
  if (code !== 0 || start < 0) return files.length;
  try {
    return JSON.parse(output.slice(start)).length;
  } catch {
    return files.length;
  }
}

/** A file that could not be loaded has no tests of its own, and an error outside of any test has no file: each counts as one failure. */
function count(report, code) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    return { ...totals, failed: 1 };
  }
  for (const file of results) {
    for (const test of file.assertionResults) totals[bucket(test.status)] += 1;
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) totals.failed += 1;
  }
  if (code !== 0 && totals.failed === 0) totals.failed = 1;
  return totals;
}

function bucket(status) {
  if (status === 'passed') return 'passed';
  return status === 'failed' ? 'failed' : 'skipped';
}
