import { expect, describe, test } from 'vitest';
import { renewWebhooks } from '../../../src/main/features/gateways/renewWebhooks.ts';
import type { RenewDeps } from '../../../src/main/features/gateways/renewWebhooks.ts';
import { viewGateway } from '../../../src/main/features/gateways/views.ts';
import { createTestStore } from '../../fakes/testStore.ts';
import { seedGateway } from '../../jobs/seed.ts';
import { createFakePhones } from './fakePhones.ts';

const signal = new AbortController().signal;

/** A phone and a Twilio account that a person has switched to posting here, and a phone that nobody has. */
async function postingGateways() {
  const { store, clock } = await createTestStore();
  store.write('test', (tx) => {
    seedGateway(tx, 'phone-1', clock.now(), { state: 'up', config: { webhooks: true } });
    seedGateway(tx, 'quiet', clock.now() + 1, { state: 'up' });
    seedGateway(tx, 'tw', clock.now() + 2, { kind: 'twilio', state: 'up', config: { webhooks: true } });
  });
  const told: string[] = [];
  const world = { origin: 'https://one.example' as string | null, answers: true, told };
  const refused = { ok: false, problem: 'unreachable', detail: '' } as const;
  const deps: RenewDeps = {
    store,
    clock,
    hookUrl: (id, kind) => (world.origin === null ? null : `${world.origin}/hooks/secret/${id}/${kind}`),
    phones: createFakePhones({
      async setWebhooks(id) {
        told.push(`${id} ${world.origin}`);
        return world.answers ? { ok: true, value: { registered: [], unknown: [], foreign: [] } } : refused;
      },
    }),
    twilio: {
      ...({} as RenewDeps['twilio']),
      async setWebhooks(id) {
        told.push(`${id} ${world.origin}`);
        return world.answers ? { ok: true, changed: true } : refused;
      },
    },
  };
  const shown = (id: string) =>
    store.read((tx) => {
      const { webhooks, problem } = viewGateway(tx, tx.gateways.get(id)!, clock.now());
      return { webhooks, problem };
    });
  const trail = (id: string) =>
    store.read((tx) => tx.audit.list({ cursor: null, limit: 50, entityId: id }).items.map(({ action }) => action));
  return { world, shown, trail, renew: () => renewWebhooks(deps, signal), store };
}

describe('when the address of this PC has changed', () => {
  test('gateways that post here are told the new one, once each, and the others are left alone', async () => {
    const { world, shown, trail, renew } = await postingGateways();
    await renew();
    await renew();
    expect(world.told).toEqual(['phone-1 https://one.example', 'tw https://one.example']);
    world.origin = 'https://two.example';
    await renew();
    expect(world.told.slice(2)).toEqual(['phone-1 https://two.example', 'tw https://two.example']);
    expect(shown('tw')).toEqual({ webhooks: 'on', problem: null });
    expect(shown('quiet')).toEqual({ webhooks: 'off', problem: null });
    expect(trail('tw')).toEqual(['gateway.webhooksMoved', 'gateway.webhooksMoved']);
  });

  test('one that could not be told is shown with what is wrong, said once, and told as soon as it answers', async () => {
    const { world, shown, trail, renew } = await postingGateways();
    await renew();
    Object.assign(world, { origin: 'https://two.example', answers: false });
    await renew();
    await renew();
    expect(shown('tw')).toEqual({ webhooks: 'oldAddress', problem: 'oldHookAddress' });
    world.answers = true;
    await renew();
    expect(shown('tw')).toEqual({ webhooks: 'on', problem: null });
    expect(trail('tw')).toEqual(['gateway.webhooksMoved', 'gateway.webhooksStale', 'gateway.webhooksMoved']);
  });

  test('without an address nobody is told anything', async () => {
    const { world, shown, renew } = await postingGateways();
    world.origin = null;
    await renew();
    expect(world.told).toEqual([]);
    expect(shown('phone-1')).toEqual({ webhooks: 'on', problem: null });
  });

  test('the address itself, which holds a secret, is not written down', async () => {
    const { renew, store } = await postingGateways();
    await renew();
    expect(JSON.stringify(store.read((tx) => tx.gateways.list()))).not.toContain('secret');
  });
});
