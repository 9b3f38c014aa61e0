import { afterEach, describe, expect, it } from 'vitest';
import { NO_TIMES } from '../../src/main/demo/twilio/lineTimes.ts';
import type { InboxCursor, IncomingText } from '../../src/main/providers/gateway.ts';
import { OWN_NUMBER, PERSON, startTwilio } from './twilioHarness.ts';
import type { TwilioBench, TwilioBenchOptions } from './twilioHarness.ts';

const SECOND_NUMBER = '+12065550141';
const PICTURE = { contentType: 'image/png', bytes: new Uint8Array([137, 80, 78, 71, 1, 2, 3]) };
const benches: TwilioBench[] = [];
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.stop();
});

async function open(options: TwilioBenchOptions = {}): Promise<TwilioBench> {
  const bench = await startTwilio(options);
  benches.push(bench);
  return bench;
}

async function readAll(bench: TwilioBench, cursor: InboxCursor, wide = false) {
  const texts: IncomingText[] = [];
  for (let at = cursor, pages = 1; ; pages += 1) {
    const result = await bench.gateway.fetchInbox(at, { wide });
    if (!result.ok) throw new Error(result.problem);
    texts.push(...result.value.texts);
    // As it comes back from the database.
    at = JSON.parse(JSON.stringify(result.value.cursor)) as InboxCursor;
    if (!result.value.more) return { texts, cursor: at, pages };
  }
}
const bodies = (texts: readonly IncomingText[]): string[] => texts.map((text) => text.body);

describe('texts that came in', () => {
  it('come with sender, own number and time', async () => {
    const bench = await open();
    bench.twilio.receive(PERSON, 'Yes 👍');
    const { texts } = await readAll(bench, null);
    expect(texts).toMatchObject([
      { from: PERSON, to: OWN_NUMBER, body: 'Yes 👍', kind: 'sms', sim: null, sentAt: bench.clock.now() },
    ]);
    expect(texts[0]).not.toHaveProperty('channel');
  });

  it('are read for all numbers of a service, with one bought since', async () => {
    const bench = await open({ service: true });
    const first = await readAll(bench, null, true);
    bench.twilio.addNumber({ phoneNumber: SECOND_NUMBER });
    bench.twilio.receive(PERSON, 'to the first');
    bench.twilio.receive(PERSON, 'to the second', { to: SECOND_NUMBER });
    const { texts } = await readAll(bench, first.cursor, true);
    expect(texts.map(({ to, body }) => [to, body])).toEqual([
      [OWN_NUMBER, 'to the first'],
      [SECOND_NUMBER, 'to the second'],
    ]);
  });

  it('are all found after a long absence, page by page, each once', async () => {
    const bench = await open();
    const before = await readAll(bench, null);
    const sent = Array.from({ length: 130 }, (_, index) => `Text ${String(index)}`);
    for (const body of sent) bench.twilio.receive(PERSON, body);
    const after = await readAll(bench, before.cursor);
    expect(bodies(after.texts).sort()).toEqual([...sent].sort());
    expect(after.pages).toBeGreaterThan(1);
    expect((await readAll(bench, after.cursor)).texts).toEqual([]);
  });

  it('that come in while the list is read are found by the next look', async () => {
    const bench = await open();
    const before = await readAll(bench, null);
    for (let index = 0; index < 60; index += 1) bench.twilio.receive(PERSON, `Early ${String(index)}`);
    const step = await bench.gateway.fetchInbox(before.cursor, { wide: false });
    if (!step.ok) throw new Error(step.problem);
    expect(step.value.more).toBe(true);
    for (let index = 0; index < 5; index += 1) bench.twilio.receive(PERSON, `Meanwhile ${String(index)}`);
    const rest = await readAll(bench, step.value.cursor);
    const later = await readAll(bench, rest.cursor);
    const found = new Set([...step.value.texts, ...rest.texts, ...later.texts].map(({ body }) => body));
    expect(found.size).toBe(65);
  });

  it('are looked for three days back on a wide look, and no further', async () => {
    const bench = await open();
    bench.twilio.receive(PERSON, 'last week');
    await bench.clock.advance(4 * 86_400_000);
    for (let index = 0; index < 250; index += 1) bench.twilio.receive(PERSON, `this week ${String(index)}`);
    const { pages, texts } = await readAll(bench, null, true);
    expect(texts.length).toBeGreaterThanOrEqual(250);
    expect(pages).toBe(2);
  });

  it('leave out what we sent ourselves', async () => {
    const bench = await open();
    bench.twilio.receive(PERSON, 'HELP');
    await bench.clock.advance(1_000);
    expect(bodies((await readAll(bench, null)).texts)).toEqual(['HELP']);
  });

  it('of WhatsApp say so, and are read only where it is on', async () => {
    const withWhatsApp = { numbers: [{ phoneNumber: OWN_NUMBER, whatsApp: true }] };
    const off = await open(withWhatsApp);
    off.twilio.receive(PERSON, 'hola', { channel: 'whatsApp' });
    expect((await readAll(off, null)).texts).toEqual([]);
    const on = await open({ ...withWhatsApp, config: { whatsAppNumber: OWN_NUMBER } });
    on.twilio.receive(PERSON, 'hola', { channel: 'whatsApp' });
    expect((await readAll(on, null)).texts).toMatchObject([
      { from: PERSON, to: OWN_NUMBER, body: 'hola', channel: 'whatsapp' },
    ]);
  });

  it('keep the cursor as it was when Twilio stops answering on the way', async () => {
    const bench = await open();
    bench.twilio.receive(PERSON, 'one');
    bench.twilio.failRequests({ kind: 'html502', match: 'GET /Messages.json' });
    expect(await bench.gateway.fetchInbox(null, { wide: false })).toMatchObject({ ok: false, problem: 'badAnswer' });
    expect(bodies((await readAll(bench, null)).texts)).toEqual(['one']);
  });

  it('survive a cursor of another version', async () => {
    const bench = await open();
    bench.twilio.receive(PERSON, 'one');
    expect(bodies((await readAll(bench, { total: 3, sweeps: 'x' })).texts)).toEqual(['one']);
  });
});

describe('pictures that came in', () => {
  it('are named by a ref and fetched with it', async () => {
    const bench = await open();
    bench.twilio.receive(PERSON, 'my card', { media: [PICTURE] });
    const [text] = (await readAll(bench, null)).texts;
    expect(text).toMatchObject({ kind: 'mms', media: [{ contentType: 'image/png', sizeBytes: null }] });
    const ref = text?.media?.[0]?.ref ?? '';
    expect(ref).toMatch(/^Messages\/MM[0-9a-f]{32}\/Media\/ME[0-9a-f]{32}$/);
    const fetched = await bench.gateway.fetchMedia?.(ref, 1_000);
    expect(fetched).toMatchObject({ ok: true, value: { contentType: 'image/png' } });
    expect(fetched?.ok === true ? [...fetched.value.bytes] : []).toEqual([...PICTURE.bytes]);
  });

  it('are refused when larger than allowed', async () => {
    const bench = await open();
    bench.twilio.receive(PERSON, '', { media: [{ contentType: 'image/png', bytes: new Uint8Array(5_000) }] });
    const [text] = (await readAll(bench, null)).texts;
    const ref = text?.media?.[0]?.ref ?? '';
    expect(await bench.gateway.fetchMedia?.(ref, 4_999)).toMatchObject({ ok: false, detail: 'larger than allowed' });
    expect(await bench.gateway.fetchMedia?.(ref, 5_000)).toMatchObject({ ok: true });
  });

  it.each(['https://evil.example', 'http://mms.twiliocdn.com', 'https://twiliocdn.com.evil.example', 'file:///etc'])(
    'are not fetched from %s, wherever Twilio points',
    async (origin) => {
      const bench = await open();
      bench.twilio.receive(PERSON, '', { media: [PICTURE] });
      const [text] = (await readAll(bench, null)).texts;
      bench.twilio.setMediaOrigin(origin);
      const fetched = await bench.gateway.fetchMedia?.(text?.media?.[0]?.ref ?? '', 1_000);
      expect(fetched).toEqual({ ok: false, problem: 'badAnswer', detail: 'redirected outside Twilio' });
    },
  );

  it('may not be there in the first moments', async () => {
    const bench = await open({ times: { ...NO_TIMES, mediaMs: [2_000, 2_000] } });
    bench.twilio.receive(PERSON, '', { media: [PICTURE] });
    const [text] = (await readAll(bench, null)).texts;
    const ref = text?.media?.[0]?.ref ?? '';
    expect(await bench.gateway.fetchMedia?.(ref, 1_000)).toMatchObject({ ok: false, detail: 'HTTP 404' });
    await bench.clock.advance(2_000);
    expect(await bench.gateway.fetchMedia?.(ref, 1_000)).toMatchObject({ ok: true });
  });

  it('do not hold back the text when the key may not list them', async () => {
    const bench = await open({ permissions: ['messages/*'] });
    bench.twilio.receive(PERSON, 'STOP', { media: [PICTURE] });
    const [text] = (await readAll(bench, null)).texts;
    expect(text).toMatchObject({ body: 'STOP', kind: 'mms' });
    expect(text).not.toHaveProperty('media');
  });

  it.each([
    'https://evil.example/x',
    '../../Accounts/AC1/Keys',
    `Messages/MM${'0'.repeat(32)}/Media/../../../Keys.json`,
    `/Messages/MM${'0'.repeat(32)}/Media/ME${'0'.repeat(32)}`,
  ])('are never fetched from elsewhere (%s)', async (ref) => {
    const bench = await open();
    expect(await bench.gateway.fetchMedia?.(ref, 1_000)).toMatchObject({ ok: false, detail: 'not a picture of ours' });
  });
});
