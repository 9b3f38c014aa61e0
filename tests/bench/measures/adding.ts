/** Adding 100,000 previewed rows and taking them out again: in short tasks, while the console answers somebody else. */
import { openConsole } from '../lib/console.ts';
import type { Console } from '../lib/console.ts';
import { watchMainThread } from '../lib/mainThread.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { atMost } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { round } from '../lib/stats.ts';
import { createDice, inventName, textableNumber } from '../lib/words.ts';

export const adding: Measure = { name: 'adding', run };

const LIMIT_MS = 50;
/** Every brake such a list can have. */
const LOOKED = ['sameNumber', 'wrongDay', 'rowsFell', 'manyChanges'];

async function run(bench: Bench): Promise<readonly Row[]> {
  const desk = await openConsole(bench, await bench.stage.copyOf('demo'));
  const { client } = desk;
  const rows = bench.count(100_000, 3_000);
  const { importId } = await client.call('schedule.previewImport', { fileName: 'bench.csv', text: listOf(rows) });
  const added = await watched(desk, `Adding ${rows} rows`, rows, async () => {
    const { counts } = await client.call('schedule.applyImport', {
      importId,
      consent: 'agreedOnForm',
      confirmedBrakes: LOOKED,
    });
    if (counts.new < rows * 0.9) throw new Error(`Only ${counts.new} of ${rows} rows came in.`);
  });
  const undone = await watched(desk, `Taking ${rows} rows out again`, rows, async () => {
    const { kept } = await client.call('schedule.undoImport', { importId });
    if (kept > 0) throw new Error(`${kept} rows could not be taken out.`);
  });
  return [...added, ...undone];
}

/** What the work asks of the main thread, and how long a desk waits for its list of visits meanwhile. */
async function watched(
  { client }: Console,
  what: string,
  rows: number,
  work: () => Promise<void>,
): Promise<readonly Row[]> {
  const end = watchMainThread();
  const started = performance.now();
  let open = true;
  const waits: number[] = [];
  const somebody = (async () => {
    while (open) {
      const asked = performance.now();
      await client.call('conversations.listConversations', { tab: 'todo' });
      waits.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  await work();
  open = false;
  await somebody;
  const seconds = (performance.now() - started) / 1000;
  const { longest, p99, busiest } = end();
  const note = `took ${round(seconds)} s, ${Math.round(rows / seconds)} rows/s; away at most ${round(longest)} ms, p99 ${round(p99)} ms; the inbox answered within ${round(Math.max(...waits))} ms`; // prettier-ignore
  return [atMost({ name: what, figure: busiest, unit: 'ms', note }, LIMIT_MS, 'no task longer')];
}

function listOf(count: number): string {
  const dice = createDice(11);
  const rows = Array.from({ length: count }, (_, at) => {
    const { givenName, familyName } = inventName(dice);
    const day = new Date(Date.now() + (2 + (at % 7)) * 86_400_000);
    const date = `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()}`;
    const time = `${8 + (at % 4)}:${dice.pick(['00', '15', '30', '45'])} AM`;
    return `A${10_000 + at},${givenName} ${familyName},${textableNumber(at)},${date},${time},Dr. Osei`;
  });
  return ['Appointment ID,Patient,Mobile,Date,Time,Provider', ...rows].join('\n');
}
