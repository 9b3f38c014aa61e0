/** From the phone's inbox to the screen: a text arrives on the simulated phone, is durable, and its event is at a client. */
import { createPhoneSimulator } from '../../../src/main/demo/phone/simulator.ts';
import type { PhoneSimulator } from '../../../src/main/demo/phone/handle.ts';
import { openConsole } from '../lib/console.ts';
import type { Console } from '../lib/console.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { PHONE_LOGIN } from '../lib/phoneProcess.ts';
import { createBenchPlatform } from '../lib/platform.ts';
import { atMost, plainRow } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { median, percentile, round } from '../lib/stats.ts';
import { waitFor } from '../lib/waitFor.ts';
import { textableNumber } from '../lib/words.ts';

export const inbound: Measure = { name: 'inbound', run };

/** The phone is asked to list what it missed, and given time for it. */
const CAUGHT_UP_MS = 5_000;

async function run(bench: Bench): Promise<readonly Row[]> {
  const desk = await openConsole(bench, await bench.stage.copyOf('tenThousand'));
  const phone = await startPhone(bench);
  await desk.client.call('gateways.pairPhone', { address: phone.url, ...PHONE_LOGIN });
  const arrivals = createArrivals(desk);
  // The first text waits for the catch-up that follows pairing; texts of that moment are not what is measured here.
  await arrivals.next(() => phone.inject(textableNumber(0), 'Hello'));
  await new Promise((resolve) => void setTimeout(resolve, CAUGHT_UP_MS));

  const woken: number[] = [];
  const floors: number[] = [];
  for (let nth = 1; nth <= bench.count(100, 15); nth += 1) {
    floors.push(bench.floor.sample());
    woken.push(
      await arrivals.next(() => {
        phone.inject(textableNumber(nth), `Can I come at ${nth} past nine?`);
        desk.runtime.wake('inbound');
      }),
    );
  }
  const polled: number[] = [];
  for (let nth = 1; nth <= bench.count(5, 1); nth += 1) {
    polled.push(await arrivals.next(() => phone.inject(textableNumber(500 + nth), `A question, number ${nth}`)));
  }
  const floor = median(floors);
  return [
    atMost(
      {
        name: 'Inbound text to durable to client event, p95',
        figure: percentile(woken, 0.95),
        unit: 'ms',
        note: `p50 ${round(median(woken))} ms, from the moment the phone says so`,
      },
      10 * floor + 50,
      `10 x F ${round(floor)} ms + 50 ms`,
    ),
    atMost(
      { name: 'Inbound text visible by polling alone, worst', figure: Math.max(...polled), unit: 'ms' },
      20_000,
      'P9',
    ),
    plainRow({ name: 'Inbound text visible by polling alone, median', figure: median(polled), unit: 'ms' }),
  ];
}

async function startPhone(bench: Bench): Promise<PhoneSimulator> {
  const phone = createPhoneSimulator(createBenchPlatform(bench.stage.folder()), { ...PHONE_LOGIN, controlPort: null });
  await phone.start();
  bench.stage.later(() => phone.stop());
  return phone;
}

/** Times the way of one text at a time. */
function createArrivals({ client }: Console): { next(cause: () => void): Promise<number> } {
  let arrived = 0;
  client.onEvent(({ changes }) => {
    if (changes.some(({ topic }) => topic === 'message.added')) arrived = performance.now();
  });
  return {
    async next(cause) {
      arrived = 0;
      const started = performance.now();
      cause();
      await waitFor('a text to arrive', () => arrived > 0, { everyMs: 1 });
      return arrived - started;
    },
  };
}
