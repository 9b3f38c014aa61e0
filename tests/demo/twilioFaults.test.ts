import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioSimulator } from '../../src/main/demo/twilio/simulator.ts';
import { NO_TIMES } from '../../src/main/demo/twilio/lineTimes.ts';
import { createMessageStore } from '../../src/main/demo/twilio/messageStore.ts';
import type { MessageStatus } from '../../src/main/demo/twilio/messageStore.ts';
import type { RequestFaultKind } from '../../src/main/demo/twilio/faults.ts';
import type { TwilioSimulatorOptions } from '../../src/main/demo/twilio/simulator.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import { PERSON, startTwilioApi } from './twilioApi.ts';
import type { TwilioApi } from './twilioApi.ts';

let api: TwilioApi;

async function start(options: TwilioSimulatorOptions = {}): Promise<void> {
  api = await startTwilioApi({ controlPort: null, times: NO_TIMES, ...options });
}
afterEach(() => api.stop());

const CREATE = 'POST /Messages.json';
const created = (): number => api.twilio.counts().created;

describe('a request to a faulty Twilio', () => {
  beforeEach(() => start());

  it.each<[RequestFaultKind, number, number, number]>([
    ['error500', 500, 20500, 0],
    ['error503', 503, 20503, 0],
    ['error500AfterStoring', 500, 20500, 1],
    ['tooManyRequests', 429, 20429, 0],
    ['unauthorized', 401, 20003, 0],
  ])('with %s is answered %i %i and leaves %i texts', async (kind, status, code, texts) => {
    api.twilio.failRequests({ kind, match: CREATE });
    expect(await api.send()).toMatchObject({ status, json: { code } });
    expect([created(), api.twilio.counts().onAir]).toEqual([texts, texts]);
    expect((await api.send()).status).toBe(201);
  });

  it.each<[RequestFaultKind, number]>([
    ['html502', 0],
    ['html502AfterStoring', 1],
  ])('with %s gets the page of a proxy and leaves %i texts', async (kind, texts) => {
    api.twilio.failRequests({ kind });
    const answer = await api.send();
    expect([answer.status, answer.headers.get('content-type'), answer.json]).toEqual([502, 'text/html', null]);
    expect(created()).toBe(texts);
  });

  it.each<[RequestFaultKind, number]>([
    ['resetBeforeStoring', 0],
    ['resetAfterStoring', 1],
    ['halfJson', 1],
  ])('with %s breaks and leaves %i texts', async (kind, texts) => {
    api.twilio.failRequests({ kind });
    await expect(api.send()).rejects.toThrow();
    expect(created()).toBe(texts);
  });

  it.each<[RequestFaultKind, number]>([
    ['hang', 0],
    ['storedButNoAnswer', 1],
  ])('with %s is never answered and leaves %i texts', async (kind, texts) => {
    api.twilio.failRequests({ kind, match: CREATE });
    let answered = false;
    const asked = api.send().then(
      () => (answered = true),
      () => null,
    );
    // The next request is answered, so the first was taken.
    await api.call('GET', 'api/Messages.json');
    while (created() < texts) await api.clock.settle();
    await api.clock.advance(60_000);
    expect([answered, created()]).toEqual([false, texts]);
    await api.stop();
    await asked;
  });

  it('with garbage gets what no JSON reader takes, though the text is stored', async () => {
    api.twilio.failRequests({ kind: 'garbage' });
    expect(await api.send()).toMatchObject({ status: 201, json: null });
    expect(created()).toBe(1);
  });

  it('may be told when to come back, or not', async () => {
    api.twilio.failRequests({ kind: 'tooManyRequests', retryAfterSeconds: 7 });
    api.twilio.failRequests({ kind: 'tooManyRequests' });
    expect((await api.send()).headers.get('retry-after')).toBe('7');
    expect((await api.send()).headers.get('retry-after')).toBeNull();
  });

  it('meets a fault only where method and path match', async () => {
    api.twilio.failRequests({ kind: 'error500', match: 'GET /Balance', times: null });
    expect((await api.send()).status).toBe(201);
    expect((await api.call('GET', 'api/Balance.json')).status).toBe(500);
    await api.twilio.clearFaults();
    expect((await api.call('GET', 'api/Balance.json')).status).toBe(200);
  });

  it('is refused while Twilio is unreachable, and served on the same port afterwards', async () => {
    await api.twilio.setFault('unreachable', true);
    await expect(api.send()).rejects.toThrow();
    await api.twilio.setFault('unreachable', false);
    expect((await api.send()).status).toBe(201);
  });

  it('is neither stored nor answered while Twilio is silent', async () => {
    await api.twilio.setFault('silent', true);
    const asked = api.send().catch(() => 'broken');
    await api.twilio.setFault('silent', true);
    expect(created()).toBe(0);
    await api.stop();
    expect(await asked).toBe('broken');
  });

  it('sees a clock that is wrong by hours in the Date header and in the records', async () => {
    api.twilio.setClockSkew(3 * 3_600_000);
    const answer = await api.send();
    expect(answer.headers.get('date')).toBe('Fri, 20 Nov 2026 17:00:00 GMT');
    expect(answer.json.date_created).toBe('Fri, 20 Nov 2026 17:00:00 +0000');
  });
});

describe('the limits of a simulated Twilio', () => {
  it('answers 429 to more requests at a time than it takes', async () => {
    await start({ concurrency: 2, latencyMs: [50, 50] });
    const asked = [api.send(), api.send(), api.send()];
    const answers: number[] = [];
    void Promise.all(asked.map((one) => one.then(({ status }) => answers.push(status))));
    while (api.clock.pendingTimers() < asked.length) await api.clock.settle();
    await api.clock.advance(50);
    while (answers.length < asked.length) await api.clock.settle();
    expect(answers.toSorted()).toEqual([201, 201, 429]);
    expect(created()).toBe(2);
  });

  it('refuses with 21611 when the queue of the sender is full', async () => {
    await start({ times: { ...NO_TIMES, rates: { ...NO_TIMES.rates, local: 1 }, queueLimit: 2 } });
    const codes: unknown[] = [];
    for (let text = 0; text < 4; text += 1) codes.push((await api.send()).json.code);
    expect(codes).toEqual([undefined, undefined, undefined, 21611]);
  });

  it('forgets the oldest messages beyond its memory, and still counts them', async () => {
    await start({ memory: 10 });
    for (let text = 0; text < 25; text += 1) await api.send({ Body: `text ${text}` });
    expect(api.twilio.counts()).toMatchObject({ created: 25, onAir: 25 });
    expect(api.twilio.counts().messages).toBeLessThanOrEqual(11);
    expect(api.twilio.sent().length).toBeLessThanOrEqual(11);
  });

  it('fails what is on its way with 30002 once the account is suspended', async () => {
    await start({ times: { ...NO_TIMES, rates: { ...NO_TIMES.rates, local: 1 } } });
    await api.send();
    const { sid } = (await api.send()).json;
    api.twilio.account.status = 'suspended';
    expect((await api.send()).json).toMatchObject({ code: 20005, status: 403 });
    await api.clock.advance(10_000);
    expect(api.twilio.record(sid)).toMatchObject({ status: 'failed', errorCode: 30002 });
  });

  it('tells the same story for the same seed', async () => {
    const story = async (): Promise<unknown> => {
      await start({ times: { ...NO_TIMES, sentMs: [100, 2000], deliveredMs: [100, 9000] } });
      for (let text = 0; text < 5; text += 1) await api.send({ Body: String(text) });
      await api.clock.advance(20_000);
      const told = api.twilio.sent();
      await api.stop();
      return told;
    };
    expect(await story()).toEqual(await story());
  });
});

const RANKS: readonly (readonly MessageStatus[])[] = [
  ['scheduled'],
  ['accepted'],
  ['queued'],
  ['sending'],
  ['sent'],
  ['delivered', 'undelivered', 'failed', 'canceled', 'received'],
  ['read'],
];
const rankOf = (status: MessageStatus): number => RANKS.findIndex((rank) => rank.includes(status));

describe('the state of a stored message', () => {
  beforeEach(() => start());

  it('never goes down, whatever is reported in whatever order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<MessageStatus>('scheduled', 'accepted', 'queued'),
        fc.array(fc.constantFrom(...RANKS.flat()), { maxLength: 12 }),
        (first, reports) => {
          const store = createMessageStore(() => 0, 10);
          const record = store.add({
            sid: 'SM1',
            direction: 'outbound-api',
            serviceSid: null,
            from: null,
            to: PERSON,
            body: '',
            text: '',
            status: first,
            segments: null,
            numMedia: 0,
            dateCreated: 0,
            statusCallback: null,
            expiresAt: 0,
          });
          for (const report of reports) {
            const before = record.status;
            const risen = store.raise(record, report);
            expect(risen ? rankOf(record.status) > rankOf(before) : record.status === before).toBe(true);
          }
        },
      ),
    );
  });

  it('never goes down on the line either, under any mixture of outcomes and times', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.nat({ max: 9 }), { maxLength: 10 }),
        async (seed, endings) => {
          const clock = createVirtualClock();
          const twilio = createTwilioSimulator(
            {
              clock,
              timers: clock,
              random: createSeededRandom(seed),
              log: createSilentLogger(),
              fetch,
            },
            { controlPort: null, answersEveryStart: true },
          );
          const seen = new Map<string, number>();
          for (const ending of endings) twilio.receive(`+120655501${ending === 0 ? '01' : `9${ending}`}`, 'START');
          expect(twilio.records()).toHaveLength(2 * endings.length);
          for (let step = 0; step < 12; step += 1) {
            await clock.advance(1500);
            for (const { sid, status } of twilio.records()) {
              expect(rankOf(status)).toBeGreaterThanOrEqual(seen.get(sid) ?? 0);
              seen.set(sid, rankOf(status));
            }
          }
          await twilio.stop();
        },
      ),
      { numRuns: 10 },
    );
  });
});
