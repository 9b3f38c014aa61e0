import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decryptValue, encryptValue } from '../../src/main/providers/capcom6/crypto.ts';
import { maskLogText } from '../../src/main/providers/capcom6/logs.ts';
import type { InboxCursor, IncomingText } from '../../src/main/providers/gateway.ts';
import { aText, PASSWORD, SIGNING_KEY, startBench } from './phoneHarness.ts';
import type { PhoneBench } from './phoneHarness.ts';

const MINUTE = 60_000;
let bench: PhoneBench;
afterEach(() => bench.stop());
const asOwner = async (path: string, init: RequestInit = {}): Promise<unknown> => {
  const headers = {
    authorization: `Basic ${Buffer.from(`sms:${PASSWORD}`).toString('base64')}`,
    'content-type': 'application/json',
  };
  return (await fetch(`${bench.phone.url}${path}`, { ...init, headers })).json();
};
const setPassphrase = (passphrase: string | null): Promise<unknown> =>
  asOwner('/settings', { method: 'PATCH', body: JSON.stringify({ encryption: { passphrase } }) });

describe('encryption of outgoing texts', () => {
  const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

  beforeEach(async () => {
    bench = await startBench({}, { encryption: true });
  });

  it('fits the published examples, both ways', async () => {
    const hello = '$aes-256-cbc/pbkdf2-sha1$i=75000$obSTW6ittQvTtdAxonQKIw==$g3QFAC9CtBcPxoKlouqsyQ==';
    expect(await encryptValue('hello', 'passphrase', bytes('obSTW6ittQvTtdAxonQKIw=='))).toBe(hello);
    expect(await decryptValue(hello, 'passphrase')).toBe('hello');
    const salt = Uint8Array.from({ length: 16 }, (_, index) => index);
    const visit = await encryptValue('Votre RDV est demain à 9h', 'front-desk passphrase', salt, 300_000);
    expect(visit).toBe(
      '$aes-256-cbc/pbkdf2-sha1$i=300000$AAECAwQFBgcICQoLDA0ODw==$7TMIFhiN8ks9xU57ZRzQBwFM108TLctvLOSBVCo+x2g=',
    );
    expect(await decryptValue(visit, 'wrong')).toBeNull();
    for (const odd of ['hello', '$aes-256-cbc/pbkdf2-sha1$i=99999999$AA==$AA==', hello.slice(0, -8)]) {
      expect(await decryptValue(odd, 'passphrase')).toBeNull();
    }
    await expect(encryptValue('a', 'b', new Uint8Array(8))).rejects.toThrow(RangeError);
  });

  it('sends words, number and picture that only the phone can read, and finds the text again by its id', async () => {
    await bench.keys.save({ passphrase: 'front-desk-passphrase' });
    await setPassphrase('front-desk-passphrase');
    const media = [{ contentType: 'image/png', name: 'map.png', bytes: Uint8Array.of(1, 2, 3), publicUrl: null }];
    const text = aText({ body: 'Votre RDV est demain à 9h', media });
    expect(await bench.gateway.send(text)).toMatchObject({ kind: 'accepted' });
    expect(bench.phone.sent()).toMatchObject([{ to: text.to, body: text.body, media: [{ sizeBytes: 3 }] }]);
    const stored = JSON.stringify(await asOwner(`/messages/${text.id}`));
    expect(stored).not.toContain(text.to);
    expect(stored).not.toContain('RDV');
    expect(await bench.gateway.send(text)).toMatchObject({ kind: 'accepted' });
    expect(bench.phone.sent()).toMatchObject([{ count: 1 }]);
    expect(await bench.gateway.send({ ...text, to: '+12065550109' })).toMatchObject({
      kind: 'rejected',
      code: 'idConflict',
    });
    expect(await bench.gateway.reconcile(text, bench.clock.now())).toMatchObject({ kind: 'found' });
    expect(await bench.gateway.fetchStatuses({ since: 0, ids: [text.id] })).toMatchObject({
      ok: true,
      value: [{ status: 'delivered' }],
    });
  });

  it('sends nothing at all while its passphrase is missing', async () => {
    const before = bench.phone.counts().messages;
    expect(await bench.gateway.send(aText())).toMatchObject({ kind: 'pause', code: 'notConfigured' });
    expect(bench.phone.counts().messages).toBe(before);
  });

  it('names a wrong passphrase on the phone as a setting to mend', async () => {
    await bench.keys.save({ passphrase: 'front-desk-passphrase' });
    await setPassphrase('something-else');
    const text = aText();
    await bench.gateway.send(text);
    expect(await bench.gateway.fetchStatuses({ since: 0, ids: [text.id] })).toMatchObject({
      ok: true,
      value: [{ status: 'failed', cause: 'gatewaySettings' }],
    });
  });
});

describe('SIM cards', () => {
  const two = [1, 2].map((simNumber) => ({ simNumber, phoneNumber: `+1206555010${simNumber}`, carrierName: null }));
  it.each([
    [{ sim: 2 }, null, 2],
    [{ from: '+12065550102' }, null, 2],
    [{ from: '+12065550199' }, 1, 1],
    [{}, 2, 2],
    [{}, null, null],
  ])('%j with the usual SIM %j leaves by %j', async (overrides, sim, expected) => {
    bench = await startBench({ simCards: two }, { sim });
    await bench.gateway.send(aText(overrides));
    expect(bench.phone.sent()).toMatchObject([{ simNumber: expected }]);
  });

  it('tells by which own number a text came', async () => {
    bench = await startBench({ simCards: two });
    bench.phone.inject('+12065550105', 'hello', { simNumber: 2 });
    const page = await bench.gateway.fetchInbox(null, { wide: true });
    expect(page.ok && page.value.texts).toMatchObject([{ sim: 2, to: '+12065550102' }]);
  });

  it('says when the one a text needs was taken out', async () => {
    bench = await startBench({ simCards: two });
    bench.phone.change({ simCards: two.slice(0, 1) });
    const text = aText({ sim: 2 });
    await bench.gateway.send(text);
    expect(await bench.gateway.fetchStatuses({ since: 0, ids: [text.id] })).toMatchObject({
      ok: true,
      value: [{ status: 'failed', error: "Can't send message: SIM 2 not found" }],
    });
  });
});

describe('pictures', () => {
  const photo = {
    contentType: 'image/jpeg',
    name: 'card.jpg',
    bytes: Uint8Array.from({ length: 5000 }, (_, at) => at % 251),
  };
  let cursor: InboxCursor;
  const poll = async (wide = false): Promise<IncomingText[]> => {
    const texts: IncomingText[] = [];
    for (;;) {
      const result = await bench.gateway.fetchInbox(cursor, { wide });
      if (!result.ok) throw new Error(result.problem);
      cursor = JSON.parse(JSON.stringify(result.value.cursor)) as InboxCursor;
      texts.push(...result.value.texts);
      if (!result.value.more) return texts;
    }
  };
  beforeEach(async () => {
    bench = await startBench();
    cursor = null;
    await poll();
  });

  it('that come in are found within seconds, once, and can be fetched', async () => {
    bench.phone.injectMms('+12065550102', { text: 'My card', parts: [photo] });
    await bench.clock.advance(15_000);
    const [text, ...others] = await poll();
    expect(others).toEqual([]);
    expect(text).toMatchObject({ from: '+12065550102', body: 'My card', kind: 'mms', sim: 1, to: '+12065550100' });
    expect(text?.media).toMatchObject([{ contentType: 'image/jpeg', sizeBytes: 5000 }]);
    await bench.clock.advance(15_000);
    expect(await poll()).toEqual([]);
    const ref = text?.media?.[0]?.ref ?? '';
    const fetched = await bench.gateway.fetchMedia?.(ref, 10_000);
    expect(fetched).toMatchObject({ ok: true, value: { contentType: 'image/jpeg' } });
    expect(fetched?.ok && [...fetched.value.bytes]).toEqual([...photo.bytes]);
    expect(await bench.gateway.fetchMedia?.(ref, 100)).toMatchObject({ ok: false });
    expect(await bench.gateway.fetchMedia?.('mms:1/99', 100)).toMatchObject({ ok: false, problem: 'badAnswer' });
    expect(await bench.gateway.fetchMedia?.('nonsense', 100)).toMatchObject({ ok: false, problem: 'badAnswer' });
  });

  it('without words have none', async () => {
    bench.phone.injectMms('+12065550102', { parts: [photo] });
    await bench.clock.advance(15_000);
    expect(await poll()).toMatchObject([{ body: '', media: [{}] }]);
  });

  it('that the phone announced and never fetched are told of after a while', async () => {
    bench.phone.injectMms('+12065550102', { parts: [photo], downloadMs: null });
    bench.phone.injectMms('+12065550103', { text: 'came', parts: [] });
    await bench.clock.advance(14 * MINUTE);
    expect((await poll(true)).map((text) => text.from)).toEqual(['+12065550103']);
    await bench.clock.advance(2 * MINUTE);
    const unseen = (await poll(true)).filter((text) => text.from === '+12065550102');
    expect(unseen).toMatchObject([{ kind: 'mms', body: '', media: [] }]);
  });

  it('that a deaf phone missed are found after a refresh', async () => {
    await bench.phone.setFault('deaf', true);
    bench.phone.injectMms('+12065550102', { text: 'missed', parts: [photo] });
    await bench.gateway.refreshInbox({ since: bench.clock.now() - MINUTE, until: bench.clock.now() + MINUTE });
    expect((await poll(true)).map((text) => text.body)).toEqual(['missed']);
  });

  it('never hold up a text when they cannot be read', async () => {
    bench.phone.inject('+12065550102', 'STOP');
    bench.phone.failRequests({ kind: 'garbage', match: 'GET /inbox', times: 2 });
    const first = await bench.gateway.fetchInbox(cursor, { wide: false });
    expect(first.ok).toBe(false);
    expect(await bench.gateway.fetchInbox(cursor, { wide: false })).toMatchObject({ ok: false });
    await bench.clock.advance(15_000);
    expect((await poll()).map((text) => text.body)).toEqual(['STOP']);
  });

  it('leave from app 1.74 on, and are refused when they are too large', async () => {
    const media = [{ ...photo, publicUrl: null }];
    expect(bench.gateway.traits.carriesMedia).toBe(true);
    expect(await bench.gateway.send(aText({ media, body: 'Where we are' }))).toMatchObject({ kind: 'accepted' });
    expect(bench.phone.sent()).toMatchObject([
      { body: 'Where we are', media: [{ contentType: 'image/jpeg', sizeBytes: 5000 }] },
    ]);
    const large = [{ ...photo, bytes: new Uint8Array(1_600_000), publicUrl: null }];
    expect(await bench.gateway.send(aText({ media: large }))).toMatchObject({ kind: 'rejected', code: 'mediaRefused' });
    await bench.stop();
    bench = await startBench({ profile: '1.68' });
    expect(bench.gateway.traits.carriesMedia).toBe(false);
  });
});

describe('the log of the phone', () => {
  it('is read on request, newest first, without numbers', async () => {
    bench = await startBench();
    await bench.gateway.send(aText({ body: 'private words' }));
    const read = await bench.gateway.readLogs({ from: bench.clock.now() - MINUTE, to: bench.clock.now() });
    expect(read.ok && read.value.length).toBeGreaterThan(2);
    expect(read.ok && read.value[0]).toMatchObject({ level: 'debug', module: 'messages', at: bench.clock.now() });
    expect(JSON.stringify(read)).not.toMatch(/2065550101|private words/);
  });

  it.each([
    ['Sending to +12065550101 failed', 'Sending to …01 failed'],
    ['Sending to (206) 555-0101.', 'Sending to …01.'],
    ['code 404 after 30000 ms', 'code 404 after 30000 ms'],
    ['Received message: I have a rash', 'Received message: …'],
    ['SMS "See you at nine" sent', 'SMS “…” sent'],
    ['POST https://desk.example/hooks/s3cret?a=1 failed', 'POST https://desk.example/… failed'],
  ])('%j becomes %j', async (before, after) => {
    bench = await startBench();
    expect(maskLogText(before)).toBe(after);
  });
});

describe('what pairing sets and tells', () => {
  it('takes patients’ texts off the phone in time, paces nothing there, and signs with our key', async () => {
    bench = await startBench();
    expect(await asOwner('/settings')).toMatchObject({
      messages: {
        processing_order: 'FIFO',
        limit_period: 'Disabled',
        log_lifetime_days: 30,
        work_hours_enabled: false,
      },
      webhooks: { internet_required: false, retry_count: 6 },
      logs: { lifetime_days: 7 },
      incoming: { lifetime_days: 30 },
    });
    expect(SIGNING_KEY.length).toBeGreaterThanOrEqual(32);
    expect(bench.paired.advice).toEqual([]);
  });

  it('advises an update below 1.70.3, and names two SIM cards', async () => {
    const two = [1, 2].map((simNumber) => ({ simNumber, phoneNumber: null, carrierName: null }));
    bench = await startBench({ profile: '1.68', simCards: two });
    expect(bench.paired.advice).toEqual(['updateApp', 'twoSims']);
  });
});
