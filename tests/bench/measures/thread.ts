/** The newest page of a very long thread, and one from its middle: both must cost what a short thread costs. */
import type { Bench, Measure } from '../lib/measure.ts';
import { LONG_THREAD_ID } from '../lib/practice.ts';
import { plainRow } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { interleave, median } from '../lib/stats.ts';

export const thread: Measure = { name: 'thread', run };

const LIMIT = 50;
const STEPS_DOWN = 100;

async function run(bench: Bench): Promise<readonly Row[]> {
  const { store } = await bench.stage.open('million');
  const page = (cursor: string | null): { readonly next: string | null } =>
    store.read((tx) => tx.messages.list({ conversationId: LONG_THREAD_ID, cursor, limit: LIMIT }));
  let deep: string | null = null;
  for (let step = 0; step < STEPS_DOWN; step += 1) deep = page(deep).next ?? deep;
  const samples = interleave(bench.count(400, 40), { first: () => page(null), deep: () => page(deep) });
  const texts = Math.round(bench.stage.sizeOf('million').messages / 10);
  return [
    plainRow({ name: `Thread of ${texts} texts, newest page`, figure: median(samples.first), unit: 'ms' }),
    plainRow({ name: `Thread of ${texts} texts, deep page`, figure: median(samples.deep), unit: 'ms' }),
  ];
}
