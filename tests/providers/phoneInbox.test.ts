import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InboxCursor } from '../../src/main/providers/gateway.ts';
import { startBench } from './phoneHarness.ts';
import type { PhoneBench } from './phoneHarness.ts';

const HOUR = 3_600_000;
let bench: PhoneBench;
let cursor: InboxCursor;

beforeEach(async () => {
  bench = await startBench();
  cursor = null;
  await poll();
});
afterEach(() => bench.stop());

/** Polls until nothing waits, as the poller does, with the cursor going through JSON each time. */
async function poll(options: { wide?: boolean; between?: () => void } = {}): Promise<string[]> {
  const seen: string[] = [];
  for (let calls = 0; calls < 200; calls += 1) {
    const result = await bench.gateway.fetchInbox(cursor, { wide: options.wide ?? false });
    if (!result.ok) throw new Error(result.problem);
    cursor = JSON.parse(JSON.stringify(result.value.cursor)) as InboxCursor;
    seen.push(...result.value.texts.map((text) => text.body));
    if (!result.value.more) return seen;
    options.between?.();
  }
  throw new Error('polling never ends');
}

const receive = (count: number, prefix: string): void => {
  for (let index = 0; index < count; index += 1) bench.phone.inject('+12065550102', `${prefix}${index}`);
};

describe('polling the phone’s inbox', () => {
  it('brings nothing while nothing comes in', async () => {
    receive(3, 'a');
    await poll();
    expect(await poll()).toEqual([]);
  });

  it('finds a late text far below the newest, by the count alone', async () => {
    receive(450, 'old');
    await poll();
    await bench.clock.advance(HOUR);
    bench.phone.inject('+12065550103', 'late', { sentAt: bench.clock.now() - 40 * HOUR });
    expect(await poll()).toContain('late');
  });

  it('sees texts that the network dates in the future, or in 1970', async () => {
    bench.phone.inject('+12065550102', 'future', { sentAt: bench.clock.now() + 20 * HOUR });
    bench.phone.inject('+12065550102', 'no date', { sentAt: 0 });
    const result = await bench.gateway.fetchInbox(cursor, { wide: false });
    expect(result.ok && result.value.texts.map((text) => [text.body, text.sentAt])).toEqual([
      ['future', bench.clock.now() + 20 * HOUR],
      ['no date', 0],
    ]);
  });

  it('catches up with thousands after a week, none missed, even while more come in', async () => {
    receive(300, 'before');
    await poll();
    await bench.clock.advance(7 * 24 * HOUR);
    receive(3000, 'missed');
    let extra = 0;
    const seen = new Set(await poll({ between: () => bench.phone.inject('+12065550104', `meanwhile${(extra += 1)}`) }));
    for (const body of await poll()) seen.add(body);
    const expected = Array.from({ length: 3000 }, (_, index) => `missed${index}`);
    expect(expected.filter((body) => !seen.has(body))).toEqual([]);
    for (let index = 1; index <= extra; index += 1) expect(seen).toContain(`meanwhile${index}`);
  });

  it('looks back 72 hours when asked to, and comes to an end', async () => {
    receive(700, 'recent');
    await poll();
    await bench.clock.advance(71 * HOUR);
    expect(new Set(await poll({ wide: true })).size).toBe(700);
    await bench.clock.advance(2 * HOUR);
    expect(await poll({ wide: true })).toEqual([]);
  });

  it('starts over with a cursor it cannot read', async () => {
    receive(2, 'kept');
    cursor = { from: 'another version' };
    expect(new Set(await poll())).toEqual(new Set(['kept0', 'kept1']));
  });

  it('finds what a deaf phone did not notice, after a refresh', async () => {
    await bench.phone.setFault('deaf', true);
    bench.phone.inject('+12065550102', 'STOP');
    expect(await poll()).toEqual([]);
    const range = { since: bench.clock.now() - HOUR, until: bench.clock.now() + HOUR };
    expect(await bench.gateway.refreshInbox(range)).toEqual({ ok: true, value: null });
    expect(await poll()).toEqual(['STOP']);
  });

  it('keeps its place when the phone stops answering on the way', async () => {
    receive(1200, 'm');
    const first = await bench.gateway.fetchInbox(cursor, { wide: false });
    if (!first.ok) throw new Error(first.problem);
    const seen = new Set(first.value.texts.map((text) => text.body));
    cursor = first.value.cursor;
    bench.phone.failRequests({ kind: 'halfJson', match: 'GET /inbox' });
    expect(await bench.gateway.fetchInbox(cursor, { wide: false })).toMatchObject({
      ok: false,
      problem: 'unreachable',
    });
    for (const body of await poll()) seen.add(body);
    expect(seen.size).toBe(1200);
  });
});
