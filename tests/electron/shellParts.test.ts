/** The parts of the desktop shell that decide something: sealed secrets, trusted frames, and the quit that waits. */
import { describe, expect, it } from 'vitest';
import { isOwnPage } from '../../src/main/electron/hardening.ts';
import { createIpcBridge, REQUEST_CHANNEL } from '../../src/main/electron/ipcBridge.ts';
import { createKeyStoreSecrets } from '../../src/main/electron/keyStoreSecrets.ts';
import { QUIT_LIMIT_MS, quitAfter } from '../../src/main/electron/quitting.ts';
import { deviceActor } from '../../src/main/rpc/actor.ts';
import { createIpcStandIn } from '../contract/ipcStandIn.ts';
import { createPractice } from '../contract/practiceContract.ts';
import { fixedIdentity } from '../fakes/fixedIdentity.ts';
import { createRecordingLogger } from '../fakes/loggers.ts';
import { createMemorySecrets } from '../fakes/memorySecrets.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';

function keyStore(backend: 'basic_text' | 'gnome_libsecret', available = true) {
  return {
    getSelectedStorageBackend: () => backend,
    isAsyncEncryptionAvailable: async () => available,
    encryptStringAsync: async (text: string) => Buffer.from(text).reverse(),
    decryptStringAsync: async (sealed: Buffer) => {
      if (sealed.length === 0) throw new Error('wrong key');
      return { result: Buffer.from(sealed).reverse().toString(), shouldReEncrypt: false };
    },
  };
}

describe('secrets', () => {
  const make = async (store: ReturnType<typeof keyStore>, platform: NodeJS.Platform = 'linux', initial = {}) => {
    const file = createMemorySecrets(initial);
    const log = createRecordingLogger();
    return { file, log, secrets: await createKeyStoreSecrets({ keyStore: store, file, platform, log }) };
  };

  it('are sealed by the key store before they reach the file', async () => {
    const { file, secrets } = await make(keyStore('gnome_libsecret'));
    await secrets.set('phone', 'password');
    expect(await file.get('phone')).toMatch(/^sealed:/);
    expect(await file.get('phone')).not.toContain('password');
    expect(await secrets.get('phone')).toBe('password');
    await secrets.delete('phone');
    expect(await secrets.get('phone')).toBeUndefined();
  });
  it('never trust basic_text: they stay in the private file, and the log says so', async () => {
    const { file, log, secrets } = await make(keyStore('basic_text'));
    await secrets.set('phone', 'password');
    expect(await file.get('phone')).toBe('password');
    expect(log.entries).toMatchObject([{ level: 'warn', event: 'secrets.noKeyStore' }]);
  });
  it('use the key store of Windows and macOS, which have no backends to choose from', async () => {
    const { file, secrets } = await make(keyStore('basic_text'), 'win32');
    await secrets.set('phone', 'password');
    expect(await file.get('phone')).toMatch(/^sealed:/);
  });
  it('still open what was kept unsealed before', async () => {
    const { secrets } = await make(keyStore('gnome_libsecret'), 'linux', { phone: 'old' });
    expect(await secrets.get('phone')).toBe('old');
  });
  it('count as lost when the key store cannot open them any more', async () => {
    const { log, secrets } = await make(keyStore('gnome_libsecret'), 'linux', { phone: 'sealed:' });
    expect(await secrets.get('phone')).toBeUndefined();
    expect(log.entries.at(-1)?.event).toBe('secrets.cannotUnseal');
  });
});

describe('pages', () => {
  it.each([
    ['app://deskbell/', true],
    ['app://deskbell/index.html#x', true],
    ['app://deskbell.example/', false],
    ['app://deskbell@attacker.example/', false],
    ['https://deskbell/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('%s is ours: %s', (url, ours) => expect(isOwnPage(url)).toBe(ours));

  it.each([
    ['another origin', 'https://attacker.example/', {}],
    ['a lookalike', 'app://deskbell.example/', {}],
    ['an iframe of ours', 'app://deskbell/', { framed: true }],
  ])('get nothing from IPC when they are %s', async (_name, url, options) => {
    const practice = createPractice();
    const ipc = createIpcStandIn();
    createIpcBridge({
      ipc: ipc.main,
      openSession: practice.openSession,
      identity: fixedIdentity(deviceActor),
      trustedOrigin: 'app://deskbell',
    });
    const page = ipc.openPage(url, options);
    await expect(page.invoke(REQUEST_CHANNEL, { t: 'hello', contractVersion: 1, lastSeq: null })).rejects.toThrow();
  });

  it('that say hello again, after a reload, start a new session; calls of the old one are answered', async () => {
    const practice = createPractice();
    const ipc = createIpcStandIn();
    createIpcBridge({
      ipc: ipc.main,
      openSession: practice.openSession,
      identity: fixedIdentity(deviceActor),
      trustedOrigin: 'app://deskbell',
    });
    const page = ipc.openPage('app://deskbell/');
    const hello = () => page.invoke(REQUEST_CHANNEL, { t: 'hello', contractVersion: 1, lastSeq: null });
    await hello();
    const waiting = page.invoke(REQUEST_CHANNEL, { t: 'call', id: '1', procedure: 'echo.wait', input: {} });
    await practice.clock.settle();
    expect(await hello()).toMatchObject({ t: 'welcome' });
    expect(await waiting).toMatchObject({ t: 'result', id: '1', ok: false });
    expect(practice.waiting[0]?.aborted).toBe(true);
  });
});

describe('quitting', () => {
  function quit(stop: () => Promise<void>) {
    const clock = createVirtualClock();
    const log = createRecordingLogger();
    const exits: (number | undefined)[] = [];
    let ask: ((event: { preventDefault(): void }) => void) | undefined;
    const app = {
      on: (_event: 'before-quit', listener: (event: { preventDefault(): void }) => void) => void (ask = listener),
      exit: (code?: number) => void exits.push(code),
    };
    quitAfter(app, stop, { timers: clock, log });
    let prevented = 0;
    return { clock, exits, prevented: () => prevented, ask: () => ask?.({ preventDefault: () => (prevented += 1) }) };
  }

  it('waits until the runtime has stopped, however often it is asked', async () => {
    let stops = 0;
    let finish: () => void = () => undefined;
    const quitting = quit(() => {
      stops += 1;
      return new Promise((resolve) => (finish = resolve));
    });
    quitting.ask();
    quitting.ask();
    await quitting.clock.advance(QUIT_LIMIT_MS - 1);
    expect([quitting.exits, quitting.prevented(), stops]).toEqual([[], 2, 1]);
    finish();
    await quitting.clock.settle();
    expect(quitting.exits).toEqual([0]);
    expect(quitting.clock.pendingTimers()).toBe(0);
  });
  it('does not wait for ever', async () => {
    const quitting = quit(() => new Promise(() => undefined));
    quitting.ask();
    await quitting.clock.advance(QUIT_LIMIT_MS);
    expect(quitting.exits).toEqual([1]);
  });
  it('ends also when stopping fails', async () => {
    const quitting = quit(() => Promise.reject(new Error('disk gone')));
    quitting.ask();
    await quitting.clock.settle();
    expect(quitting.exits).toEqual([1]);
  });
});
