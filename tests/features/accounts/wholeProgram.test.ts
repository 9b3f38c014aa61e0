/** The lock over the whole program, as both shells put it together: raw frames at a place, with the data folder's own recovery code. */
import { afterEach, describe, expect, it } from 'vitest';
import { procedureNames } from '../../../src/contract/index.ts';
import type { ServerFrame } from '../../../src/contract/wire.ts';
import { commandLineActor } from '../../../src/main/rpc/actor.ts';
import type { Identity } from '../../../src/main/rpc/identity.ts';
import { connectInMemory } from '../../../src/main/rpc/memoryTransport.ts';
import { createRuntime } from '../../../src/main/runtime.ts';
import type { Runtime } from '../../../src/main/runtime.ts';
import { createTestPlatform } from '../../fakes/testPlatform.ts';

const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function openProgram() {
  const platform = createTestPlatform();
  cleanUps.push(platform.dispose);
  const runtime = await createRuntime(platform);
  cleanUps.push(() => runtime.stop());
  return { runtime, platform };
}

/** A page at a place: calls by raw frames, and what was pushed to it. */
function openPage(runtime: Runtime, identity: Identity) {
  const pushed: ServerFrame[] = [];
  const waiting = new Map<string, (frame: ServerFrame & { t: 'result' }) => void>();
  let welcomed: (frame: ServerFrame) => void = () => undefined;
  const welcome = new Promise<ServerFrame>((resolve) => (welcomed = resolve));
  const line = connectInMemory(runtime.rpc.openSession, identity, {
    onFrame: (frame) => {
      if (frame.t === 'welcome') welcomed(frame);
      else if (frame.t === 'result') waiting.get(frame.id)?.(frame);
      else pushed.push(frame);
    },
    onClose: () => undefined,
  });
  line.send({ t: 'hello', contractVersion: 1, lastSeq: null });
  let count = 0;
  const ask = async (procedure: string, input: unknown = {}) => {
    const id = String((count += 1));
    const answer = new Promise<ServerFrame & { t: 'result' }>((resolve) => waiting.set(id, resolve));
    line.send({ t: 'call', id, procedure, input });
    return answer;
  };
  return { ask, welcome, pushed };
}
const codeOf = (frame: ServerFrame & { t: 'result' }): string => (frame.ok ? 'ok' : frame.error.code);

describe('the whole program', () => {
  it('is open to the device at first, and locked everywhere once there is an owner', async () => {
    const { runtime } = await openProgram();
    const [desk, counter] = [runtime.rpc.createIdentity(), runtime.rpc.createIdentity()];
    cleanUps.push(() => desk.close());
    cleanUps.push(() => counter.close());
    const here = openPage(runtime, desk);
    const there = openPage(runtime, counter);
    expect(await here.welcome).not.toHaveProperty('locked');
    await there.welcome;
    expect(codeOf(await there.ask('conversations.listConversations'))).toBe('ok');

    expect(codeOf(await here.ask('accounts.createOwner', { name: 'Lucia', pin: '739152' }))).toBe('ok');
    expect(here.pushed).toContainEqual(expect.objectContaining({ t: 'identity', locked: false }));
    expect(there.pushed.at(-1)).toEqual({ t: 'identity', locked: true, accountId: null });
    expect(codeOf(await here.ask('conversations.listConversations', { tab: 'all' }))).toBe('ok');
    expect(await openPage(runtime, counter).welcome).toMatchObject({ locked: true });

    // Every procedure of the contract, with nonsense and without: the lock answers first, and tells nothing.
    const open = /^accounts\.(getSession|listPeopleWhoSignIn|signIn|lock|recoverOwner)$/;
    for (const name of procedureNames()) {
      const codes = [codeOf(await there.ask(name)), codeOf(await there.ask(name, { id: '\u202e'.repeat(500) }))];
      expect([name, open.test(name) || codes.every((code) => code === 'NOT_SIGNED_IN')]).toEqual([name, true]);
    }
    // Nothing but what was pushed before the lock has reached the other place.
    expect(there.pushed.at(-1)).toEqual({ t: 'identity', locked: true, accountId: null });
  });

  it('lets the owner back in by the recovery code of the data folder, and by no other', async () => {
    const { runtime } = await openProgram();
    const identity = runtime.rpc.createIdentity();
    cleanUps.push(() => identity.close());
    const { ask } = openPage(runtime, identity);
    const made = await ask('accounts.createOwner', { name: 'Lucia', pin: '739152' });
    const accountId = made.ok ? (made.value as { id: string }).id : '';
    const shown = await ask('accounts.showRecoveryCode');
    expect(shown).toMatchObject({ ok: true, value: { code: runtime.recoveryCode } });
    await ask('accounts.lock');
    const recover = (code: string) => ask('accounts.recoverOwner', { accountId, code, pin: '918273' });
    expect(codeOf(await recover('7Q4M-1111-2222-3333-4444-5555-6666'))).toBe('INVALID_INPUT');
    expect(identity.actor()).toBeNull();
    expect(codeOf(await recover(runtime.recoveryCode!.toLowerCase().replaceAll('-', ' ')))).toBe('ok');
    expect(identity.actor()?.role).toBe('owner');
  });

  it('leaves the command line its own rights', async () => {
    const { runtime } = await openProgram();
    const { signal } = new AbortController();
    const call = (procedure: string, input: unknown) =>
      runtime.rpc.router.call({ procedure, input, actor: commandLineActor, signal });
    await call('accounts.saveAccount', { name: 'Lucia', role: 'owner', pin: '739152' });
    expect(await call('system.getSession', {})).toMatchObject({ ok: true, value: { userName: 'command line' } });
  });
});
