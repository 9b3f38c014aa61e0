/** Start of the built program to a usable inbox: process, console, sign-in, first page. And the memory it then holds. */
import type { Bench, Measure } from '../lib/measure.ts';
import { atMost } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { serve } from '../lib/servedProgram.ts';
import { signInAndConnect } from '../lib/socketClient.ts';
import { median, round } from '../lib/stats.ts';

export const startUp: Measure = { name: 'start-up', run };

const MB = 1e6;

async function run(bench: Bench): Promise<readonly Row[]> {
  const folders = { demo: await bench.stage.copyOf('demo'), million: await bench.stage.copyOf('million') };
  const demo: Start[] = [];
  const million: Start[] = [];
  // The first start of each is not counted: it finds the files cold.
  for (let round = 0; round <= bench.count(7, 2); round += 1) {
    const one = await start(folders.demo);
    const other = await start(folders.million);
    if (round === 0) continue;
    demo.push(one);
    million.push(other);
  }
  const small = median(demo.map(({ ms }) => ms));
  const large = median(million.map(({ ms }) => ms));
  return [
    atMost(
      { name: 'Start to usable inbox, demo size', figure: small, unit: 'ms', note: noteOf(demo) },
      1_500,
      'of the built program',
    ),
    atMost(
      { name: 'Start to usable inbox, 1M texts', figure: large, unit: 'ms', note: noteOf(million) },
      1.1 * small,
      `1.1 x the demo's ${round(small)} ms`,
    ),
    atMost(
      { name: 'Resident memory with 1M texts', figure: median(million.map(({ bytes }) => bytes)) / MB, unit: 'MB' },
      200,
      'after the first page',
    ),
  ];
}

interface Start {
  readonly ms: number;
  readonly readyMs: number;
  readonly bytes: number;
}

async function start(dataDir: string): Promise<Start> {
  const started = performance.now();
  const program = await serve(dataDir);
  const readyMs = performance.now() - started;
  try {
    const client = await signInAndConnect(program.loginUrl);
    await client.call('conversations.listConversations', {});
    const ms = performance.now() - started;
    client.close();
    return { ms, readyMs, bytes: program.residentBytes() };
  } finally {
    await program.stop();
  }
}

function noteOf(starts: readonly Start[]): string {
  return `ready after ${round(median(starts.map(({ readyMs }) => readyMs)))} ms`;
}
