/** Disconnecting a gateway that keeps texts for later: they are had back first, or the person is told how many may still go out. */
import { expect, it } from 'vitest';
import type { CallContext } from '../../src/main/features/feature.ts';
import { DAY, FRIDAY_NINE, HOUR, MINUTE, openOffice } from './handOffOffice.ts';
import type { Office } from './handOffOffice.ts';

/** Monday, 10:00 in New York: its reminder is due on Sunday at 18:30. */
const MONDAY_TEN = FRIDAY_NINE + 3 * DAY + HOUR;
const context: CallContext = {
  actor: { id: 'dana', name: 'Dana', role: 'owner' },
  signal: new AbortController().signal,
  commandId: null,
};

async function openKeeping(): Promise<{ office: Office; visits: readonly string[] }> {
  const office = await openOffice();
  const visits = [office.visit(1, MONDAY_TEN), office.visit(2, MONDAY_TEN)];
  office.world.start();
  await office.world.run(3 * MINUTE, 10_000);
  expect(office.world.gateway.kept()).toHaveLength(2);
  return { office, visits };
}

/** What the command came to, while time goes on. */
async function remove(office: Office, evenIfKept: boolean): Promise<unknown> {
  const { id } = office.world.gateway;
  const outcome = (async () => office.features().handlers.gateways.removeGateway(context, { id, evenIfKept }))().catch(
    (error: unknown) => error,
  );
  await office.world.run(50_000, 250);
  return outcome;
}

const connected = (office: Office) => office.world.store.read((tx) => tx.gateways.list());
const states = (office: Office, visits: readonly string[]) =>
  visits.map((id) => office.reminders(id).map(({ state, reasonCode }) => [state, reasonCode]));

it('has everything back before it forgets how to ask, and plans the reminders anew', async () => {
  const { office, visits } = await openKeeping();
  expect(await remove(office, false)).toEqual({ done: true });
  expect(office.world.gateway.kept()).toEqual([]);
  expect(connected(office)).toEqual([]);
  expect(states(office, visits)).toEqual([[['planned', null]], [['planned', null]]]);
});

it('stays connected and goes on when it does not give them back, and says how many', async () => {
  const { office } = await openKeeping();
  office.world.gateway.setReachable(false);
  expect(await remove(office, false)).toMatchObject({ code: 'CONFLICT', details: { kept: 2 } });
  expect(connected(office)).toMatchObject([{ pausedAt: null }]);
  office.world.gateway.setReachable(true);
  await office.world.run(2 * MINUTE, 1_000);
  expect(await remove(office, false)).toEqual({ done: true });
  expect(office.world.gateway.kept()).toEqual([]);
});

it('goes where a person knows that they may still be sent, and each stands where somebody looks', async () => {
  const { office, visits } = await openKeeping();
  office.world.gateway.setReachable(false);
  expect(await remove(office, true)).toEqual({ done: true });
  expect(connected(office)).toEqual([]);
  expect(states(office, visits)).toEqual([[['held', 'mayStillGo']], [['held', 'mayStillGo']]]);
});

it('leaves a paused one paused', async () => {
  const { office } = await openKeeping();
  office.write((tx) => tx.gateways.update(office.world.gateway.id, { pausedAt: FRIDAY_NINE }));
  office.world.gateway.setReachable(false);
  expect(await remove(office, false)).toMatchObject({ code: 'CONFLICT' });
  expect(connected(office)).toMatchObject([{ pausedAt: FRIDAY_NINE }]);
});
