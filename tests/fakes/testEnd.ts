/**
 * What helpers have to clear away when a test, or a test file, ends. A helper's own `afterEach` would be heard in the first file that loads it
 * only: files of one worker share what is loaded (vitest.config.ts), and a hook belongs to the file that was running when it was set.
 */
import { afterAll, afterEach } from 'vitest';

type Work = () => Promise<void> | void;

const ofTest: Work[] = [];
const ofFile: Work[] = [];

/** Runs `work` after every test from now on. For the top level of a helper: it is set once, not for each thing to clear away. */
export function whenTestEnds(work: Work): void {
  ofTest.push(work);
}

/** Runs `work` after every test file from now on. */
export function whenFileEnds(work: Work): void {
  ofFile.push(work);
}

/** Every test file begins with this (tests/setUp.ts). The latest helper clears away first, after the file's own hooks. */
export function clearAwayAtEnds(): void {
  afterEach(() => runAll(ofTest));
  afterAll(() => runAll(ofFile));
}

async function runAll(works: readonly Work[]): Promise<void> {
  for (const work of works.toReversed()) await work();
}
