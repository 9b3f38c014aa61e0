/**
 * A practice at work, for measures of the jobs: the real store and the real features' handlers on a clock at noon, a gateway in memory,
 * people who may be texted, and texts queued through the real door. The runtime's place is taken by the measure.
 */
import { createReplyClassifier } from '../../../src/main/domain/replies/classifier.ts';
import { wakeSnoozed } from '../../../src/main/features/conversations/wakeSnoozed.ts';
import { decideSend } from '../../../src/main/features/gate/decideSend.ts';
import { receiveText } from '../../../src/main/features/inbound/receiveText.ts';
import { expireTexts } from '../../../src/main/features/messages/expireTexts.ts';
import { recordStatus } from '../../../src/main/features/messages/status.ts';
import { ensureConversation } from '../../../src/main/features/conversations/ensureConversation.ts';
import { queueText } from '../../../src/main/features/messages/queueText.ts';
import { routeOf } from '../../../src/main/features/routing/routeText.ts';
import { createRouteReader } from '../../../src/main/jobs/routes.ts';
import type { ReadRoutes } from '../../../src/main/jobs/routes.ts';
import type { JobDeps } from '../../../src/main/jobs/deps.ts';
import type { JobHandlers } from '../../../src/main/jobs/handlers.ts';
import type { Store, WriteTx } from '../../../src/main/store/store.ts';
import { createScriptedGateway } from '../../fakes/scriptedGateway.ts';
import type { ScriptedGateway } from '../../fakes/scriptedGateway.ts';
import { createDayClock } from './dayClock.ts';
import type { DayClock } from './dayClock.ts';
import type { Bench } from './measure.ts';
import type { BenchPlatform } from './platform.ts';
import { createDice, inventName, textableNumber } from './words.ts';

export const GATEWAY_ID = 'bench-phone';
const PEOPLE = 1_000;

export interface Office {
  readonly store: Store;
  readonly clock: DayClock;
  readonly platform: BenchPlatform;
  readonly handlers: JobHandlers;
  readonly gateway: ScriptedGateway;
  /** Everything the jobs need; `paceMs` is the gateway's. */
  jobDeps(paceMs: number): JobDeps;
  /** Queues `count` texts by hand, one a person in turn, in commits of a hundred. */
  queue(count: number, sendBy?: number): void;
}

/** A practice on a copy of the large database, in which a thousand people more may be texted. */
export async function openOffice(bench: Bench): Promise<Office> {
  const { store, platform: real } = await bench.stage.openAt(await bench.stage.copyOf('million'));
  const clock = createDayClock();
  const platform = { ...real, clock };
  const gateway = createScriptedGateway({ id: GATEWAY_ID, clock, timers: platform.timers });
  const registry = { get: (id: string) => (id === GATEWAY_ID ? gateway : undefined) };
  const routes = createRouteReader({
    gateways: registry,
    limits: () => ({ paceMs: 0, perDay: null, zone: 'America/New_York' }),
  });
  const replies = createReplyClassifier();
  const handlers: JobHandlers = {
    decideSend,
    routeOf,
    recordStatus,
    wakeSnoozed,
    receiveText: (tx, ...text) => receiveText({ ids: platform.ids, routes, replies }, tx, ...text),
    releaseReminder: () => undefined,
    expireTexts,
    remindersHeld: () => null,
  };
  store.write('system', (tx) => {
    tx.settings.set(
      'practice',
      { name: 'Lakeside Clinic', shortName: 'Lakeside Clinic', phone: '2125550100' },
      clock.now(),
    );
    addGateway(tx, clock.now());
    addPeople(tx, clock.now());
  });
  let queued = 0;
  return {
    store,
    clock,
    platform,
    handlers,
    gateway,
    jobDeps: (paceMs) => ({
      ...platform,
      store,
      handlers,
      gateways: registry,
      limits: () => ({ paceMs, perDay: null, zone: 'America/New_York' }),
      owner: platform.ids.next(),
    }),
    queue(count, sendBy) {
      for (let left = count; left > 0; left -= 100) {
        store.write('Dana', (tx) => {
          for (let at = 0; at < Math.min(100, left); at += 1)
            queueOne({ ...platform, routes }, tx, (queued += 1), sendBy ?? null);
        });
      }
    },
  };
}

function queueOne(
  { ids, clock, routes }: BenchPlatform & { readonly routes: ReadRoutes },
  tx: WriteTx,
  nth: number,
  sendBy: number | null,
): void {
  const index = nth % PEOPLE;
  const { message, decision } = queueText(
    { ids, routes },
    tx,
    {
      conversation: ensureConversation({ ids }, tx, textableNumber(index), clock.now()),
      personId: `office-${index}`,
      body: `Your form ${nth} is ready at the desk.`,
      purpose: 'care',
      trigger: 'manual',
      kind: 'text',
      author: 'Dana',
      dedupeKey: `bench-${nth}`,
      priority: 0,
      sendBy,
    },
    clock.now(),
  );
  if (message?.status !== 'queued') throw new Error(`The gate did not let a bench text through: ${decision.code}`);
}

function addPeople(tx: WriteTx, at: number): void {
  const dice = createDice(4);
  for (let index = 0; index < PEOPLE; index += 1) {
    const { givenName, familyName } = inventName(dice);
    const id = `office-${index}`;
    const number = textableNumber(index);
    tx.people.insert({
      ...{ id, givenName, familyName, name: `${givenName} ${familyName}`, kind: 'patient', language: 'en' },
      ...{ zone: 'America/New_York', note: '', externalId: null, createdAt: at, updatedAt: at },
    });
    tx.people.setNumbers(id, [{ number, label: '' }]);
    tx.consent.append({
      ...{ id: `consent-${index}`, at, number, personId: id, kind: 'grant', level: 'express', purpose: 'care' },
      ...{ channel: 'sms', method: 'form', evidence: 'Intake form', messageId: null, actor: 'Dana' },
    });
  }
}

function addGateway(tx: WriteTx, at: number): void {
  tx.gateways.insert({
    ...{ id: GATEWAY_ID, kind: 'phone', label: 'Bench phone', address: '192.0.2.1:8080', ownNumber: null, config: {} },
    ...{ state: 'up', problem: null, since: at, pausedAt: null, health: null, lastHeardAt: null, lastInboundAt: null },
    ...{ inboxCursor: null, lastPolledAt: at, simulated: true, createdAt: at },
  });
}
