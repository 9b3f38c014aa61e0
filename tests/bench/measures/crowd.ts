/** Many people on one number, as of a home or a placeholder: adding them, and the forecast after it, cost each of them what it costs anybody. */
import { openConsole } from '../lib/console.ts';
import type { Console } from '../lib/console.ts';
import { watchMainThread } from '../lib/mainThread.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { atMost, plainRow } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { createDice, inventName, textableNumber } from '../lib/words.ts';

export const crowd: Measure = { name: 'crowd', run };

const LOOKED = ['sameNumber', 'oneNumber', 'wrongDay', 'rowsFell', 'manyChanges'];
const LIMIT_MS = 50;

interface Cost {
  readonly adding: number;
  readonly forecast: number;
  readonly texts: number;
  readonly busiest: number;
}

async function run(bench: Bench): Promise<readonly Row[]> {
  const rows = bench.count(2_000, 200);
  const own = await costOf(bench, rows, (at) => textableNumber(at));
  const shared = await costOf(bench, rows, () => textableNumber(1));
  const words = (ms: number): string => `2 x the ${Math.round(ms)} ms of as many with numbers of their own`;
  return [
    plainRow({ name: `Adding ${rows} rows`, figure: own.adding, unit: 'ms', note: 'of processor time' }),
    atMost(
      { name: `Adding ${rows} rows with one number`, figure: shared.adding, unit: 'ms', note: 'of processor time' },
      2 * own.adding,
      words(own.adding),
    ),
    atMost(
      {
        name: `Forecast after it`,
        figure: shared.forecast,
        unit: 'ms',
        note: `of processor time; ${shared.texts} texts`,
      },
      2 * own.forecast,
      words(own.forecast),
    ),
    atMost({ name: `Main thread busy with both`, figure: shared.busiest, unit: 'ms' }, LIMIT_MS, 'no task longer'),
  ];
}

async function costOf(bench: Bench, rows: number, numberOf: (at: number) => string): Promise<Cost> {
  const desk = await openConsole(bench, await bench.stage.copyOf('demo'));
  const { client } = desk;
  // Without them no text can be composed, and a forecast costs nothing.
  const practice = { name: 'Lakeside Clinic', shortName: 'Lakeside', phone: '+12065550100' };
  await client.call('settings.saveSettings', { practice });
  const { importId } = await client.call('schedule.previewImport', {
    fileName: 'crowd.csv',
    text: listOf(rows, numberOf),
  });
  const end = watchMainThread();
  const adding = await processorOf(async () => {
    const input = { importId, consent: 'agreedOnForm' as const, confirmedBrakes: LOOKED };
    const { counts } = await client.call('schedule.applyImport', input);
    if (counts.new < rows * 0.9) throw new Error(`Only ${counts.new} of ${rows} rows came in.`);
  });
  let texts = 0;
  const forecast = await processorOf(async () => {
    const { days } = await client.call('reminders.getForecast', { days: 14, limit: 100 });
    texts = days.reduce((sum, { leaves, asks, notSent }) => sum + leaves + asks + notSent, 0);
  });
  const { busiest } = end();
  await stopped(desk);
  return { adding, forecast, texts, busiest };
}

async function stopped({ runtime, client }: Console): Promise<void> {
  client.close();
  await runtime.stop();
}

async function processorOf(work: () => Promise<unknown>): Promise<number> {
  const used = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1_000;
}

/** Visits of the next two weeks, a few minutes apart. */
function listOf(count: number, numberOf: (at: number) => string): string {
  const dice = createDice(13);
  const rows = Array.from({ length: count }, (_, at) => {
    const { givenName, familyName } = inventName(dice);
    const day = new Date(Date.now() + (2 + (at % 10)) * 86_400_000);
    const date = `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()}`;
    const time = `${8 + (at % 8)}:${dice.pick(['00', '15', '30', '45'])}`;
    return `A${10_000 + at},${givenName} ${familyName},${numberOf(at)},${date},${time},Dr. Osei`;
  });
  return ['Appointment ID,Patient,Mobile,Date,Time,Provider', ...rows].join('\n');
}
