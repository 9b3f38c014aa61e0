import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestFaultKind } from '../../src/main/demo/phone/faults.ts';
import { aText, startBench } from './phoneHarness.ts';
import type { PhoneBench } from './phoneHarness.ts';

let bench: PhoneBench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const onAir = (id: string): number => bench.phone.sent().find((text) => text.id === id)?.count ?? 0;
const failSend = (kind: RequestFaultKind, ms?: number): void =>
  bench.phone.failRequests({ kind, match: 'POST /messages', ...(ms === undefined ? {} : { ms }) });

describe('a text that was stored although its answer was not', () => {
  it.each(['closeAfterStoring', 'halfJson', 'error500AfterStoring'] as const)(
    'is found at once after %s, and goes on air exactly once',
    async (kind) => {
      failSend(kind);
      const text = aText();
      expect(await bench.gateway.send(text)).toMatchObject({ kind: 'accepted', gatewayMessageId: text.id });
      expect(await bench.gateway.reconcile(text, bench.clock.now())).toMatchObject({ kind: 'found' });
      expect(await bench.gateway.send(text)).toMatchObject({ kind: 'accepted' });
      expect(onAir(text.id)).toBe(1);
    },
  );

  it('is unknown while the phone is gone, and found when it is back', async () => {
    failSend('closeAfterStoring');
    bench.phone.failRequests({ kind: 'closeBeforeStoring', match: 'GET /messages' });
    const text = aText();
    expect(await bench.gateway.send(text)).toMatchObject({ kind: 'unknown' });
    expect(await bench.gateway.reconcile(text, bench.clock.now())).toMatchObject({
      kind: 'found',
      report: { status: 'delivered' },
    });
    expect(onAir(text.id)).toBe(1);
  });

  it('is found after a trickle that outlasts the time limit', async () => {
    failSend('trickle', 1000);
    const text = aText();
    expect(await bench.whileAdvancing(bench.gateway.send(text))).toMatchObject({ kind: 'accepted' });
    expect(onAir(text.id)).toBe(1);
  });
});

describe('a text that surely was not stored', () => {
  it('may be tried again after the app answered 500 and does not know it', async () => {
    failSend('error500');
    const text = aText();
    expect(await bench.gateway.send(text)).toMatchObject({ kind: 'retry', code: 'badAnswer' });
    expect(await bench.gateway.send(text)).toMatchObject({ kind: 'accepted' });
    expect(onAir(text.id)).toBe(1);
  });

  it('is rejected with the app’s words when the app refuses its content', async () => {
    expect(await bench.gateway.send(aText({ body: '' }))).toEqual({
      kind: 'rejected',
      code: 'badRequest',
      detail: 'Text message is empty',
    });
  });

  it('costs no doubtful attempt when the phone has been away for a while', async () => {
    await bench.phone.setFault('asleep', true);
    await bench.clock.advance(60_000);
    const started = bench.clock.now();
    expect(await bench.whileAdvancing(bench.gateway.send(aText()), 500)).toMatchObject({
      kind: 'retry',
      code: 'unreachable',
    });
    expect(bench.clock.now() - started).toBeLessThanOrEqual(5_000);
  });
});

describe('a text whose fate nobody knows', () => {
  it.each(['garbage', 'html', 'neverAnswer', 'closeBeforeStoring'] as const)(
    'stays unknown after %s, and absent on a look',
    async (kind) => {
      failSend(kind);
      const text = aText();
      expect(await bench.whileAdvancing(bench.gateway.send(text))).toMatchObject({ kind: 'unknown' });
      expect(await bench.gateway.reconcile(text, bench.clock.now())).toEqual({ kind: 'absent' });
      expect(onAir(text.id)).toBe(0);
    },
  );

  it('is left unknown at once when the program stops', async () => {
    failSend('neverAnswer');
    const stop = new AbortController();
    const sending = bench.gateway.send(aText(), stop.signal);
    await new Promise((resolve) => void setTimeout(resolve, 30));
    stop.abort();
    expect(await sending).toMatchObject({ kind: 'unknown', detail: 'stopped by us' });
  });

  it('is never declared absent by another phone at the same address', async () => {
    const text = aText();
    await bench.gateway.send(text);
    bench.phone.reinstall();
    expect(await bench.gateway.reconcile(text, bench.clock.now())).toMatchObject({ kind: 'unreachable' });
    expect(await bench.gateway.checkHealth()).toMatchObject({ problem: 'otherDevice', canReceive: false });
  });

  it('is never handed to another phone, although it has the same password', async () => {
    bench.phone.reinstall();
    const text = aText();
    expect(await bench.gateway.send(text)).toMatchObject({ kind: 'pause' });
    expect(onAir(text.id)).toBe(0);
    expect(await bench.gateway.checkHealth()).toMatchObject({ problem: 'otherDevice' });
  });

  it('is never declared absent after a day, when the phone may have forgotten', async () => {
    const text = aText();
    await bench.gateway.send(text);
    bench.phone.wipe();
    expect(await bench.gateway.reconcile(text, bench.clock.now() - 90_000_000)).toMatchObject({ kind: 'unreachable' });
    expect(await bench.gateway.reconcile(text, bench.clock.now())).toEqual({ kind: 'absent' });
  });

  it('is refused when its id belongs to a message for somebody else', async () => {
    const text = aText();
    await bench.gateway.send(text);
    expect(await bench.gateway.send({ ...text, to: '+12065550109' })).toMatchObject({
      kind: 'rejected',
      code: 'idConflict',
    });
    expect(onAir(text.id)).toBe(1);
  });
});

describe('what goes out', () => {
  it('carries time limit, SIM and priority', async () => {
    bench.phone.change({ simCards: [1, 2].map((simNumber) => ({ simNumber, phoneNumber: null, carrierName: null })) });
    await bench.phone.setFault('sendingHeld', true);
    const dying = aText({ sendBy: bench.clock.now() + 60_500 });
    const urgent = aText({ priority: 300, sim: 2 });
    for (const text of [dying, urgent])
      expect(await bench.gateway.send(text)).toMatchObject({ kind: 'accepted', status: 'pending' });
    await bench.clock.advance(61_000);
    await bench.phone.setFault('sendingHeld', false);
    expect(bench.phone.sent()).toMatchObject([{ id: urgent.id, simNumber: 2 }]);
    const reports = await bench.gateway.fetchStatuses({ since: 0, ids: [dying.id] });
    expect(reports).toMatchObject({ ok: true, value: [{ status: 'failed', error: 'TTL expired' }] });
  });

  it('never shows text, number or secret in the log', async () => {
    failSend('closeAfterStoring');
    await bench.gateway.send(aText({ body: 'private words' }));
    await bench.phone.setFault('offline', true);
    await bench.gateway.send(aText({ body: 'private words' }));
    const logged = JSON.stringify(bench.log.entries);
    expect(bench.log.entries.length).toBeGreaterThan(0);
    for (const secret of ['private words', '2065550101', 'pässwörd', 'Bearer']) expect(logged).not.toContain(secret);
  });
});

describe('reading states', () => {
  it('takes one list call for many, and single calls only for those it does not show', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 250; index += 1) {
      const text = aText();
      ids.push(text.id);
      await bench.gateway.send(text);
    }
    const result = await bench.gateway.fetchStatuses({ since: bench.clock.now(), ids: [...ids, 'unknown-id'] });
    expect(result.ok && result.value.length).toBe(250);
    expect(
      result.ok && result.value.every((report) => report.status === 'delivered' && report.at === bench.clock.now()),
    ).toBe(true);
  });

  it('finds an older text that the list leaves out', async () => {
    const text = aText();
    await bench.gateway.send(text);
    await bench.clock.advance(5 * 3_600_000);
    const result = await bench.gateway.fetchStatuses({ since: bench.clock.now(), ids: [text.id] });
    expect(result).toMatchObject({ ok: true, value: [{ gatewayMessageId: text.id, status: 'delivered' }] });
  });
});

describe('the sign-in', () => {
  it('is renewed daily, and by the password when its token was revoked', async () => {
    const stored = (): Promise<string | undefined> => bench.secrets.get('gateway.phone-1.phone');
    const first = await stored();
    await bench.clock.advance(25 * 3_600_000);
    expect(await bench.gateway.checkHealth()).toMatchObject({ problem: null });
    const second = await stored();
    expect(second).not.toBe(first);
    bench.phone.revokeTokens();
    expect(await bench.gateway.send(aText())).toMatchObject({ kind: 'accepted' });
    expect(await stored()).not.toBe(second);
  });

  it('renews once for many calls at the same time', async () => {
    await bench.clock.advance(25 * 3_600_000);
    const looks = await Promise.all(Array.from({ length: 8 }, () => bench.gateway.checkHealth()));
    expect(looks.every((look) => look.problem === null)).toBe(true);
    expect(bench.log.entries.filter((entry) => entry.event === 'phone token renewed')).toHaveLength(1);
  });

  it('gives way to a pause when the password was changed, and heals when paired again', async () => {
    bench.phone.change({ password: 'new-password' });
    bench.phone.revokeTokens();
    expect(await bench.gateway.send(aText())).toMatchObject({ kind: 'pause', code: 'wrongPassword' });
    await bench.secrets.set(
      'gateway.phone-1.phone',
      JSON.stringify({ username: 'sms', password: 'new-password', tokens: null }),
    );
    expect(await bench.gateway.send(aText())).toMatchObject({ kind: 'accepted' });
  });
});

describe('the health of the phone', () => {
  it('shrugs at a missing internet', async () => {
    await bench.phone.setFault('internetOff', true);
    expect(await bench.gateway.checkHealth()).toMatchObject({ reachable: true, problem: null, canReceive: true });
  });

  it('measures how wrong the phone’s clock is', async () => {
    bench.phone.setClockSkew(-10 * 60_000);
    const look = await bench.gateway.checkHealth();
    expect(look.problem).toBe('clockSkew');
    expect(Math.abs((look.clockSkewMs ?? 0) + 600_000)).toBeLessThanOrEqual(1000);
  });

  it.each([
    [{ batteryPercent: 9, charging: false }, 'batteryLow'],
    [{ batteryPercent: 9, charging: true }, null],
    [{ mobileSignal: false }, 'noSignal'],
    [{ simCards: [] }, 'noSim'],
  ] as const)('with %j is %s', async (condition, problem) => {
    bench.phone.change(condition);
    expect(await bench.gateway.checkHealth()).toMatchObject({ reachable: true, problem });
  });

  it.each([
    ['html', 'notTheApp'],
    ['garbage', 'notTheApp'],
    ['error500', 'notTheApp'],
    ['neverAnswer', 'unreachable'],
    ['halfJson', 'unreachable'],
  ] as const)('after %s is %s', async (kind, problem) => {
    bench.phone.failRequests({ kind, match: 'GET /health' });
    const look = await bench.whileAdvancing(bench.gateway.checkHealth());
    expect(look).toMatchObject({ reachable: false, problem, canReceive: false });
  });
});

describe('a version that loses texts', () => {
  it('still sends, and says that it cannot receive', async () => {
    const old = await startBench({ profile: '1.65.2' });
    try {
      expect(old.paired.warning).toBe('versionLosesTexts');
      expect(await old.gateway.checkHealth()).toMatchObject({ problem: 'versionLosesTexts', canReceive: false });
      expect(await old.gateway.send(aText())).toMatchObject({ kind: 'accepted' });
    } finally {
      await old.stop();
    }
  });
});
