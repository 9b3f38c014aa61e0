/** The reliability run, small: everything of the fault list at random, over both gateways. `npm run reliability` is the same at length. */
import { expect, test } from 'vitest';
import type { Office } from './office.ts';
import { brokenPromises } from './promises.ts';
import { rehearse } from './rehearsal.ts';

/** An office day on a busy machine: the limit is only there to end a hang. */
const PATIENCE_MS = 300_000;

test(
  '200 texts over both gateways: nothing lost, nothing twice, every doubt shown',
  { timeout: PATIENCE_MS },
  async () => {
    const run = await rehearse({ messages: 200, seed: 202 });
    expect(brokenPromises(run)).toEqual([]);
    expect(run.messages).toBe(200);
    expect(Object.keys(run.faults).length).toBeGreaterThan(20);
  },
);

test('the oracle sees it when texts go twice', { timeout: PATIENCE_MS }, async () => {
  const fault = {
    name: 'sends twice',
    group: 'twilio network',
    begin: ({ network }: Office) => network.set('twilio', 'everySendTwice'),
  };
  const run = await rehearse({ messages: 20, seed: 3, faults: [fault], faultEveryMs: 1_000 });
  expect(brokenPromises(run).some((words) => words.startsWith('duplicated'))).toBe(true);
});
