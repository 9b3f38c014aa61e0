/** What one durable commit costs beside one bare fsync, and what queueing a whole text costs. */
import type { Bench, Measure } from '../lib/measure.ts';
import { LONG_THREAD_ID } from '../lib/practice.ts';
import { atMost, plainRow } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { interleave, median, percentile, round } from '../lib/stats.ts';

export const commit: Measure = { name: 'commit', run };

async function run(bench: Bench): Promise<readonly Row[]> {
  const { store, platform } = await bench.stage.openAt(await bench.stage.copyOf('million'));
  const now = platform.clock.now();
  const addText = (): void =>
    store.write('system', (tx) => {
      const id = platform.ids.next();
      tx.messages.insert({
        id,
        conversationId: LONG_THREAD_ID,
        direction: 'in',
        kind: 'text',
        body: 'Yes, see you tomorrow',
        purpose: 'care',
        status: 'received',
        createdAt: now,
      });
      tx.changed('message.added', id, LONG_THREAD_ID);
    });
  let value = 0;
  const setOne = (): void => store.write('system', (tx) => tx.settings.set('bench', (value += 1), now));
  const samples = interleave(bench.count(1_000, 100), { floor: () => bench.floor.sample(), setOne, addText });
  const floor = median(samples.floor);
  const text = median(samples.addText);
  return [
    plainRow({
      name: 'F: bare fsync',
      figure: floor,
      unit: 'ms',
      note: `p99 ${round(percentile(samples.floor, 0.99))} ms`,
    }),
    atMost(
      {
        name: 'Durable single commit',
        figure: median(samples.setOne),
        unit: 'ms',
        note: `one row; p99 ${round(percentile(samples.setOne, 0.99))} ms`,
      },
      2 * floor,
      `2 x F ${round(floor)} ms`,
    ),
    plainRow({
      name: 'Durable commit of a text with index and change rows',
      figure: text,
      unit: 'ms',
      note: `${round(text / floor)} x F`,
    }),
  ];
}
