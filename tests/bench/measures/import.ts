/** Getting a schedule in: 100,000 rows previewed, as a list and as a workbook, and what that asks of the main thread. */
import { writeWorkbook } from '../../fakes/workbookWriter.ts';
import { openConsole } from '../lib/console.ts';
import type { Console } from '../lib/console.ts';
import { watchMainThread } from '../lib/mainThread.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { atMost } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { round } from '../lib/stats.ts';
import { createDice, inventName, textableNumber } from '../lib/words.ts';

export const importing: Measure = { name: 'import', run };

const LIMIT_PREVIEW_MS = 8_000;
const LIMIT_MS = 50;
const HEADERS = ['Appointment ID', 'Patient', 'Mobile', 'Date', 'Time', 'Provider', 'Status'];

async function run(bench: Bench): Promise<readonly Row[]> {
  const desk = await openConsole(bench, await bench.stage.copyOf('demo'));
  const rows = listOf(bench.count(100_000, 5_000));
  const text = [HEADERS, ...rows].map((row) => row.join(',')).join('\n');
  const list = await preview(desk, `a list of ${rows.length} rows`, rows.length, { fileName: 'bench.csv', text });
  const some = rows.slice(0, bench.count(20_000, 1_000));
  const workbook = Buffer.from(writeWorkbook([{ name: 'Week', rows: [HEADERS, ...some] }])).toString('base64');
  const book = await preview(desk, `a workbook of ${some.length} rows`, some.length, {
    fileName: 'bench.xlsx',
    base64: workbook,
  });
  return [...list, ...book];
}

interface Input {
  readonly fileName: string;
  readonly text?: string;
  readonly base64?: string;
}

async function preview({ client }: Console, what: string, rows: number, input: Input): Promise<readonly Row[]> {
  const end = watchMainThread();
  const [started, used] = [performance.now(), process.cpuUsage()];
  const { counts } = await client.call('schedule.previewImport', input);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(used);
  const { longest, p99, busiest } = end();
  if (counts.new < rows * 0.9) throw new Error(`Only ${counts.new} of ${rows} rows were read as new visits.`);
  const processor = (user + system) / 1_000;
  return [
    atMost(
      {
        name: `Preview of ${what}`,
        figure: processor,
        unit: 'ms',
        note: `of processor time; took ${round(seconds)} s`,
      },
      LIMIT_PREVIEW_MS,
      'with the screen alive',
    ),
    atMost(
      {
        name: `Main thread busy while previewing ${what}`,
        figure: busiest,
        unit: 'ms',
        note: `away at most ${round(longest)} ms, p99 ${round(p99)} ms`,
      },
      LIMIT_MS,
      'no task longer',
    ),
  ];
}

/** A list for a week from now on, as a practice program exports it. */
function listOf(count: number): readonly (readonly string[])[] {
  const dice = createDice(7);
  return Array.from({ length: count }, (_, at) => {
    const { givenName, familyName } = inventName(dice);
    const day = new Date(Date.now() + (2 + (at % 7)) * 86_400_000);
    const date = `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()}`;
    const time = `${8 + (at % 4)}:${dice.pick(['00', '15', '30', '45'])} AM`;
    return [`A${10_000 + at}`, `${givenName} ${familyName}`, textableNumber(at), date, time, 'Dr. Osei', 'Scheduled'];
  });
}
