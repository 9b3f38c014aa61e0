/**
 * Four projects: `core` (everything that is Node), `programs` (the shell as real processes, which mostly wait, and the long proofs: each
 * file in a process of its own), `renderer` (components in jsdom), `e2e` (a browser against the built product).
 * The timeouts only end a test that hangs; no test measures time.
 */
import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Workers, the programs and the threads that tests start take over what others have compiled: half of what starting one costs.
process.env['NODE_COMPILE_CACHE'] ??= path.join(import.meta.dirname, 'node_modules/.cache/node');

const RENDERER = 'tests/renderer/**/*.test.{ts,tsx}';
const PROGRAMS = ['tests/headless/**/*.test.ts', 'tests/reliability/**/*.test.ts', 'tests/reminders/proof.test.ts'];
const E2E = 'tests/e2e/**/*.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    // What helpers clear away is cleared away after every test of every file (tests/fakes/testEnd.ts).
    setupFiles: ['tests/setUp.ts'],
    // More than the two processors of a small machine: some tests wait for programs.
    maxWorkers: 3,
    // V8 now and then loses track of the code it has freed and ends the process ("UnregisterWasmAllocation"; nodejs/node issue 64500): the parser
    // of fetch is WebAssembly, loaded anew by every thread. Here nothing of it is compiled better and nothing freed; what computes longest begins
    // in a fresh process.
    execArgv: ['--no-wasm-code-gc', '--no-wasm-dynamic-tiering'],
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          environment: 'node',
          // Nothing of ours keeps state in modules: what one file of a worker has loaded, the next need not load again.
          isolate: false,
          include: ['tests/**/*.test.ts'],
          exclude: [RENDERER, ...PROGRAMS, E2E],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'programs',
          environment: 'node',
          include: PROGRAMS,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'renderer',
          environment: 'jsdom',
          // As in core. One window serves the files of a worker one after the other.
          isolate: false,
          // Every look for something that is not there yet would print the whole page; set it to 7000 to see the page of a failure.
          env: { DEBUG_PRINT_LIMIT: process.env['DEBUG_PRINT_LIMIT'] ?? '0' },
          include: [RENDERER],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Names of their own for every file, as in the product: the styles of all stand in one document.
          css: { include: [/\.module\.css$/] },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: [E2E],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
