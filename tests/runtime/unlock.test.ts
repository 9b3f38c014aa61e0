/** The page that asks for the recovery code when the key store has lost the key: over real HTTP by `serve`, and as the window asks it. */
import { afterEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../src/contract/errors.ts';
import { startServing } from '../../src/main/headless/commands/serve.ts';
import { answerRequest, createUnlockDesk } from '../../src/main/runtime/unlock.ts';
import { createRuntime } from '../../src/main/runtime.ts';
import { createMemorySecrets } from '../fakes/memorySecrets.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const args = { demo: false, host: '127.0.0.1', port: 0, insecureLan: false, json: false };

/** A data folder whose key store has forgotten the key. */
async function lostKey() {
  const platform = createTestPlatform();
  ends.push(platform.dispose);
  const runtime = await createRuntime(platform);
  const code = runtime.recoveryCode ?? '';
  await runtime.stop();
  return { platform: { ...platform, secrets: createMemorySecrets() }, code };
}

const post = (url: string, code: string, origin: string) =>
  fetch(url, { method: 'POST', headers: { origin }, body: new URLSearchParams({ code }) });

describe('a lost key', () => {
  it('is asked for on a page of this machine, and the program starts once it is there', async () => {
    const { platform, code } = await lostKey();
    const told = Promise.withResolvers<string>();
    const serving = startServing(args, async () => platform, {}, told.resolve);
    const words = await told.promise;
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(words)?.[0] ?? '';
    expect(words).toContain('type the recovery code');
    const shown = await fetch(url);
    expect(await shown.text()).toContain('<label for="code">Recovery code</label>');
    expect(shown.headers.get('content-security-policy')).toContain("form-action 'self'");
    const origin = url.slice(0, -1);
    expect((await post(url, code, 'https://stranger.example')).status).toBe(421);
    const wrong = await post(url, 'ABCD', origin);
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('role="alert"');
    const right = await post(url, code.toLowerCase(), origin);
    expect(await right.text()).toContain('The data is open again.');
    const { loginUrl, stop } = await serving;
    ends.push(stop);
    expect((await fetch(loginUrl, { redirect: 'manual' })).status).toBe(303);
  });

  it('ends a start by a script with the reason', async () => {
    const { platform } = await lostKey();
    await expect(startServing({ ...args, json: true }, async () => platform, {})).rejects.toMatchObject({
      code: 'DATA_WRONG_KEY',
    });
  });
});

describe('the page', () => {
  it('answers the window, one try at a time, and shows what is wrong as words, never as markup', async () => {
    const held = Promise.withResolvers<undefined>();
    const desk = createUnlockDesk(async (code) => {
      if (code === 'slow') await held.promise;
      throw new DomainError('INVALID_INPUT', `<b>${code}</b>`);
    }, 'Done.');
    const send = (body: string) => answerRequest(desk, new Request('app://deskbell/', { method: 'POST', body }));
    const first = send('code=slow');
    expect((await send('code=second')).status).toBe(429);
    held.resolve(undefined);
    expect(await (await first).text()).toContain('&lt;b>slow&lt;/b>');
    expect((await send('nothing=1')).status).toBe(422);
    expect((await answerRequest(desk, new Request('app://deskbell/'))).status).toBe(200);
  });
});
