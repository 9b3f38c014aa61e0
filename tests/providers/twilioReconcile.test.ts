/** Finding a text again whose answer was lost: by addressee, words and time, and never by guessing. */
import { afterEach, describe, expect, it } from 'vitest';
import type { OutgoingText } from '../../src/main/providers/gateway.ts';
import { SETTLED_AFTER_MS } from '../../src/main/providers/twilio/reconcile.ts';
import { aText } from './phoneHarness.ts';
import { PERSON, startTwilio } from './twilioHarness.ts';
import type { TwilioBench, TwilioBenchOptions } from './twilioHarness.ts';

const benches: TwilioBench[] = [];
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.stop();
});

async function open(options: TwilioBenchOptions = {}): Promise<TwilioBench> {
  const bench = await startTwilio(options);
  benches.push(bench);
  return bench;
}

/** Sends a text whose answer is lost; returns when it was begun. */
async function lose(bench: TwilioBench, text: OutgoingText): Promise<number> {
  const startedAt = bench.clock.now();
  bench.twilio.failRequests({ kind: 'resetAfterStoring', match: 'POST /Messages.json' });
  expect(await bench.gateway.send(text)).toMatchObject({ kind: 'unknown' });
  return startedAt;
}

/** The sid of the one text of these words that the account has. */
function sidOf(bench: TwilioBench, body: string): string {
  const sent = bench.twilio.sent().filter((text) => text.body === body);
  expect(sent).toHaveLength(1);
  return sent[0]?.sid ?? '';
}

describe('an attempt in doubt', () => {
  it.each([[false], [true]])('is found as soon as it is in the list (by a service: %s)', async (service) => {
    const bench = await open({ service });
    const text = aText({ body: 'Lost and found' });
    const startedAt = await lose(bench, text);
    await bench.clock.advance(1_000);
    expect(await bench.gateway.reconcile(text, startedAt)).toMatchObject({
      kind: 'found',
      gatewayMessageId: sidOf(bench, 'Lost and found'),
      report: { status: 'delivered' },
    });
  });

  it('is not declared absent before the request can no longer be under way', async () => {
    const bench = await open();
    const text = aText();
    const startedAt = bench.clock.now();
    expect(await bench.gateway.reconcile(text, startedAt)).toEqual({
      kind: 'unreachable',
      detail: 'too early to tell',
    });
    await bench.clock.advance(SETTLED_AFTER_MS - 1);
    expect(await bench.gateway.reconcile(text, startedAt)).toMatchObject({ kind: 'unreachable' });
    await bench.clock.advance(1);
    expect(await bench.gateway.reconcile(text, startedAt)).toEqual({ kind: 'absent' });
  });

  it('is found although it came late', async () => {
    const bench = await open();
    const text = aText({ body: 'Late' });
    const startedAt = bench.clock.now();
    await bench.clock.advance(100_000);
    await lose(bench, text);
    expect(await bench.gateway.reconcile(text, startedAt)).toMatchObject({ kind: 'found' });
  });

  it('is not taken for one of other words, another person, another time or another text of ours', async () => {
    const bench = await open();
    const same = { body: 'See you at nine' };
    for (const other of [aText({ body: 'See you at ten' }), aText({ ...same, to: '+12065550102' })]) {
      await bench.gateway.send(other);
    }
    const bound = await bench.gateway.send(aText(same));
    if (bound.kind === 'accepted') bench.bound.add(bound.gatewayMessageId);
    await bench.gateway.send(aText(same));
    await bench.clock.advance(180_000);
    const startedAt = bench.clock.now();
    await bench.clock.advance(SETTLED_AFTER_MS);
    expect(await bench.gateway.reconcile(aText(same), startedAt)).toEqual({ kind: 'absent' });
    expect(await bench.gateway.reconcile(aText(same), startedAt - 181_000)).toMatchObject({ kind: 'found' });
  });

  it('is not taken for an answer of Twilio’s own nor for a text of the person', async () => {
    const bench = await open();
    const startedAt = bench.clock.now();
    bench.twilio.receive(PERSON, 'HELP');
    await bench.clock.advance(SETTLED_AFTER_MS);
    const answer = bench.twilio.sent()[0]?.body ?? '';
    expect(answer).not.toBe('');
    expect(await bench.gateway.reconcile(aText({ body: answer }), startedAt)).toEqual({ kind: 'absent' });
    expect(await bench.gateway.reconcile(aText({ body: 'HELP' }), startedAt)).toEqual({ kind: 'absent' });
  });

  it('is the oldest of several, and a person is told of a possible double', async () => {
    const bench = await open();
    const text = aText({ body: 'Twice' });
    const startedAt = await lose(bench, text);
    const first = sidOf(bench, 'Twice');
    await bench.clock.advance(20_000);
    await lose(bench, text);
    expect(await bench.gateway.reconcile(text, startedAt)).toMatchObject({
      kind: 'found',
      gatewayMessageId: first,
      possibleDuplicate: true,
    });
    expect(JSON.stringify(bench.log.entries)).toContain('twilio possible duplicate');
  });

  it('is found behind many newer texts to the same person', async () => {
    const bench = await open();
    const text = aText({ body: 'Deep' });
    const startedAt = await lose(bench, text);
    for (let count = 0; count < 60; count += 1) await bench.gateway.send(aText({ body: `Newer ${String(count)}` }));
    expect(await bench.gateway.reconcile(text, startedAt)).toMatchObject({ kind: 'found' });
    await bench.clock.advance(SETTLED_AFTER_MS);
    expect(await bench.gateway.reconcile(aText({ body: 'Never' }), startedAt)).toEqual({ kind: 'absent' });
  });

  it('is never absent while part of the list could not be read', async () => {
    const bench = await open();
    const startedAt = bench.clock.now();
    for (let count = 0; count < 60; count += 1) await bench.gateway.send(aText({ body: `Newer ${String(count)}` }));
    await bench.clock.advance(SETTLED_AFTER_MS);
    for (const kind of ['error500', 'html502', 'halfJson', 'garbage', 'resetBeforeStoring'] as const) {
      bench.twilio.failRequests({ kind: 'delay', ms: 0, match: 'GET /Messages.json' });
      bench.twilio.failRequests({ kind, match: 'GET /Messages.json' });
      expect(await bench.gateway.reconcile(aText({ body: 'Never' }), startedAt), kind).toMatchObject({
        kind: 'unreachable',
      });
    }
    expect(await bench.gateway.reconcile(aText({ body: 'Never' }), startedAt)).toEqual({ kind: 'absent' });
  });

  it.each([7_200_000, -7_200_000])('is found although Twilio’s clock is %i ms away from ours', async (skew) => {
    const bench = await open();
    bench.twilio.setClockSkew(skew);
    const text = aText({ body: 'Skewed' });
    const startedAt = await lose(bench, text);
    expect(await bench.gateway.reconcile(text, startedAt)).toMatchObject({ kind: 'found' });
  });

  it('is found by addressee and time where the words at Twilio were erased meanwhile', async () => {
    const bench = await open();
    const text = aText({ body: 'Erased' });
    const startedAt = await lose(bench, text);
    await bench.gateway.erase?.(sidOf(bench, 'Erased'));
    expect(await bench.gateway.reconcile(text, startedAt)).toMatchObject({ kind: 'found' });
  });

  it('waits while Twilio is out of reach', async () => {
    const bench = await open();
    const text = aText();
    const startedAt = await lose(bench, text);
    await bench.twilio.setFault('unreachable', true);
    await bench.clock.advance(SETTLED_AFTER_MS);
    expect(await bench.gateway.reconcile(text, startedAt)).toEqual({ kind: 'unreachable', detail: 'ECONNREFUSED' });
  });
});
