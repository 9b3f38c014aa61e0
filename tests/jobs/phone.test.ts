/**
 * The jobs with the real phone client and the simulated phone, over real HTTP, in virtual time.
 */
import { afterEach, describe, expect, test } from 'vitest';
import type { PhoneSimulator } from '../../src/main/demo/phone/handle.ts';
import { createCredentialStore } from '../../src/main/providers/capcom6/credentials.ts';
import { pairPhone } from '../../src/main/providers/capcom6/pairPhone.ts';
import { createPhoneGateway } from '../../src/main/providers/capcom6/phoneGateway.ts';
import type { Gateway } from '../../src/main/providers/gateway.ts';
import { PASSWORD, startPhone } from '../providers/phoneHarness.ts';
import { fictionNumber, seedGateway } from './seed.ts';
import { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function startDesk(): Promise<{ readonly world: World; readonly phone: PhoneSimulator }> {
  const found: { gateway?: Gateway } = {};
  const world = await World.create({ noGateway: true, otherGateways: { get: () => found.gateway } });
  const phone = await startPhone(world.clock);
  cleanUps.push(() => phone.stop());
  const deps = { fetch: globalThis.fetch, clock: world.clock, timers: world.clock, log: world.platform.log };
  const paired = await pairPhone(deps, { address: phone.url, username: 'sms', password: PASSWORD });
  if (!paired.ok) throw new Error(`pairing failed: ${paired.problem}`);
  const credentials = createCredentialStore(world.platform.secrets, 'phone-1');
  await credentials.save(paired.credentials);
  found.gateway = createPhoneGateway(
    { ...deps, credentials },
    { id: 'phone-1', baseUrl: paired.baseUrl, deviceId: paired.deviceId },
  );
  world.write((tx) => seedGateway(tx, 'phone-1', world.clock.now()));
  cleanUps.push(async () => {
    const stopped = world.jobs.stop();
    await world.runWithSockets(1_000, 50);
    await stopped;
  });
  world.start();
  return { world, phone };
}

describe('with the phone', () => {
  test('texts leave once each through lost answers, are delivered, and answers come in', async () => {
    const { world, phone } = await startDesk();
    for (let index = 0; index < 20; index += 1) world.queue({ id: `t${index}`, to: fictionNumber(index % 5) });
    phone.failRequests({ kind: 'closeAfterStoring', match: 'POST /messages', times: 3 });
    phone.failRequests({ kind: 'error500AfterStoring', match: 'POST /messages', times: 2 });
    phone.failRequests({ kind: 'closeBeforeStoring', match: 'POST /messages', times: 2 });
    await world.runWithSockets(30_000);
    phone.inject(fictionNumber(1), 'Yes, thank you');
    await world.runWithSockets(90_000);
    expect(phone.sent().map((text) => text.count)).toEqual(Array.from({ length: 20 }, () => 1));
    for (let index = 0; index < 20; index += 1) expect(world.message(`t${index}`).status).toBe('delivered');
    const conversation = world.store.read((tx) => tx.conversations.getByAddress(fictionNumber(1)));
    const last = world.store.read((tx) => tx.messages.lastIncoming(conversation?.id ?? ''));
    expect(last?.body).toBe('Yes, thank you');
  });

  test('unplugged for an hour: the rest leaves after, but not to somebody who said STOP meanwhile', async () => {
    const { world, phone } = await startDesk();
    await world.runWithSockets(5_000);
    await phone.setFault('offline', true);
    const sendBy = world.clock.now() + 3 * HOUR;
    world.queue(
      { id: 'waits', to: fictionNumber(1), sendBy },
      { id: 'stopped', to: fictionNumber(2), sendBy },
      { id: 'late', to: fictionNumber(3), sendBy: world.clock.now() + 20 * MINUTE },
    );
    phone.inject(fictionNumber(2), 'STOP');
    phone.inject(fictionNumber(1), 'Are you open?');
    await world.runWithSockets(HOUR, 2_000);
    expect(phone.sent()).toEqual([]);
    await phone.setFault('offline', false);
    await world.runWithSockets(3 * MINUTE, 500);
    expect(phone.sent().map((text) => text.id)).toEqual(['waits']);
    expect(world.message('stopped').status).toBe('cancelled');
    expect(world.message('late').status).toBe('expired');
  });
});
