/** The practice in a box with its two routes, through the whole program: both connect by themselves, and texts go around a phone that sleeps. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createDoorOut } from '../../src/main/demo/doorOut.ts';
import { createNodePlatform } from '../../src/main/platform/node.ts';
import { createRuntime } from '../../src/main/runtime.ts';
import type { Runtime } from '../../src/main/runtime.ts';

const actor = { id: 'dana', name: 'Dana', role: 'owner' } as const;
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function startDemo(): Promise<Runtime> {
  const dataDir = await mkdtemp(join(tmpdir(), 'demo-'));
  ends.push(() => rm(dataDir, { recursive: true, force: true }));
  const runtime = await createRuntime(createNodePlatform({ dataDir, log: { level: 'silent' } }), { demo: true });
  ends.push(() => runtime.stop());
  await runtime.start();
  return runtime;
}

async function call<T>(runtime: Runtime, procedure: string, input: object = {}): Promise<T> {
  const answer = await runtime.rpc.router.call({ procedure, input, actor, signal: new AbortController().signal });
  if (!answer.ok) throw new Error(`${procedure}: ${answer.error.code} ${answer.error.message}`);
  return answer.value as T;
}

interface Shown {
  readonly items: readonly { readonly id: string; readonly kind: string; readonly state: string }[];
}

async function bothRoutes(runtime: Runtime): Promise<Shown['items']> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const { items } = await call<Shown>(runtime, 'gateways.listGateways');
    if (items.length === 2) return items;
    if (performance.now() > deadline) throw new Error('the second route never came');
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
}

const NOAH = '(206) 555-0111';

async function routeOfText(runtime: Runtime, body: string, to = NOAH): Promise<unknown> {
  const sent = await call<{ messageId: string; conversationId: string }>(runtime, 'messages.sendMessage', {
    to,
    body,
    undoMs: 0,
    confirmed: ['QUIET_HOURS', 'CAP_DAY', 'CAP_WEEK', 'STALE_CONTACT', 'CONSENT_UNPROVEN'],
  });
  await call(runtime, 'demo.advanceClock', { minutes: 13 });
  const { items } = await call<{ items: { id: string; status: string; route: unknown }[] }>(
    runtime,
    'conversations.listMessages',
    { conversationId: sent.conversationId },
  );
  return items.find(({ id }) => id === sent.messageId);
}

test('both routes are there, and a text goes around a phone that sleeps, and around a Twilio that is down', async () => {
  const runtime = await startDemo();
  const items = await bothRoutes(runtime);
  expect(items.map(({ kind }) => kind)).toEqual(['phone', 'twilio']);
  expect(await routeOfText(runtime, 'Good morning')).toMatchObject({
    status: 'delivered',
    route: { gatewayKind: 'phone', why: null },
  });
  await call(runtime, 'demo.setFault', { fault: 'phoneAsleep', on: true });
  await call(runtime, 'demo.advanceClock', { minutes: 1 });
  expect(await routeOfText(runtime, 'Are you coming?')).toMatchObject({
    status: 'delivered',
    route: { gatewayKind: 'twilio', why: 'failover' },
  });
  await call(runtime, 'demo.setFault', { fault: 'phoneAsleep', on: false });
  await call(runtime, 'demo.setFault', { fault: 'twilioDown', on: true });
  await call(runtime, 'settings.saveSettings', { routing: { preferredGatewayId: items[1]?.id } });
  await call(runtime, 'demo.advanceClock', { minutes: 2 });
  expect(await routeOfText(runtime, 'See you then', '(206) 555-0112')).toMatchObject({
    status: 'delivered',
    route: { gatewayKind: 'phone', why: 'failover' },
  });
});

test('nothing in the demo reaches anybody else', async () => {
  const reached: string[] = [];
  const world: typeof fetch = async (input) => {
    reached.push(input instanceof Request ? input.url : String(input));
    return new Response('');
  };
  let internet = true;
  const door = createDoorOut(world, {
    phone: 'http://127.0.0.1:1',
    twilio: { url: 'http://127.0.0.1:2', mediaUrl: 'http://127.0.0.1:3' },
    internet: () => internet,
    phoneAwake: () => true,
  });
  await door.fetch('http://127.0.0.1:1/health');
  await door.fetch('https://api.twilio.com/2010-04-01/Accounts.json');
  await expect(door.fetch('https://example.com/')).rejects.toThrow('reaches nothing');
  await expect(door.fetch('https://api.twilio.com.example.com/')).rejects.toThrow('reaches nothing');
  internet = false;
  await expect(door.fetch('https://api.twilio.com/')).rejects.toThrow('fetch failed');
  expect(reached).toEqual(['http://127.0.0.1:1/health', 'http://127.0.0.1:2/api/2010-04-01/Accounts.json']);
});
