/** What must hold of every choice, whatever the routes, the text and its history. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseRoute } from '../../../src/main/domain/routing/chooseRoute.ts';
import { mayBeOut, mayFailOver } from '../../../src/main/domain/routing/mayFailOver.ts';
import type { PastAttempt, Route, RoutingInput } from '../../../src/main/domain/routing/route.ts';
import { MINUTE, NOON } from './routes.ts';

const ids = ['a', 'b', 'c'];
const number = fc.option(fc.constantFrom('+12065550101', '+12065550102', '+12065550103'));
const route = (gatewayId: string): fc.Arbitrary<Route> =>
  fc.record({
    gatewayId: fc.constant(gatewayId),
    label: fc.constant(`Route ${gatewayId}`),
    ownNumber: number,
    traits: fc.option(
      fc.record({
        answersKeywords: fc.boolean(),
        carriesMarketing: fc.boolean(),
        carriesWhatsApp: fc.boolean(),
        carriesMedia: fc.boolean(),
      }),
      { freq: 6 },
    ),
    closed: fc.option(
      fc.record({
        since: fc.integer({ min: 0, max: 120 }).map((minutes) => NOON - minutes * MINUTE),
        why: fc.constantFrom('down' as const, 'refused' as const, 'paused' as const),
      }),
    ),
    failing: fc.option(fc.constant({ since: NOON - 20 * MINUTE, probeAt: NOON + MINUTE })),
    capped: fc.option(
      fc.record({
        until: fc.constant(NOON + 60 * MINUTE),
        why: fc.constantFrom('day' as const, 'halfHour' as const, 'people' as const),
      }),
    ),
    newPeopleUntil: fc.constant(null),
  });
const attempt: fc.Arbitrary<PastAttempt> = fc.record({
  outcome: fc.constantFrom('inFlight', 'accepted', 'rejected', 'retry', 'pause', 'unknown', 'absent'),
  tookMs: fc.option(fc.integer({ min: 0, max: 5 * MINUTE })),
});
const way = fc.option(
  fc.record({
    gatewayId: fc.constantFrom(...ids, 'gone'),
    ownNumber: number,
    sim: fc.option(fc.integer({ min: 1, max: 2 })),
  }),
);
const input: fc.Arbitrary<RoutingInput> = fc.record({
  now: fc.constant(NOON),
  text: fc.record({
    channel: fc.constantFrom('sms', 'whatsapp'),
    purpose: fc.constantFrom('care', 'billing', 'marketing', 'system'),
    trigger: fc.constantFrom('automatic', 'manual', 'reply'),
    hasMedia: fc.boolean(),
  }),
  routes: fc
    .subarray(ids)
    .chain((some) => fc.tuple(...some.map(route)))
    .map((some) => [...some]),
  lastWroteTo: way,
  known: way,
  bound: fc.option(
    fc.record({ gatewayId: fc.option(fc.constantFrom(...ids, 'gone')), attempts: fc.array(attempt, { maxLength: 3 }) }),
  ),
  policy: fc.record({
    preferredGatewayId: fc.option(fc.constantFrom(...ids, 'gone')),
    failover: fc.boolean(),
    failoverAfterMs: fc.integer({ min: 1, max: 90 }).map((minutes) => minutes * MINUTE),
    spill: fc.boolean(),
    whatsApp: fc.boolean(),
  }),
});

const chosen = (one: RoutingInput) => {
  const choice = chooseRoute(one);
  if (choice.kind === 'none') return null;
  return { choice, route: one.routes.find(({ gatewayId }) => gatewayId === choice.gatewayId)! };
};

test('a text that may be out never changes its route', () => {
  fc.assert(
    fc.property(input, (one) => {
      if (one.bound === null || one.bound.gatewayId === null || !mayBeOut(one.bound.attempts)) return;
      const choice = chooseRoute(one);
      if (choice.kind !== 'none') expect(choice.gatewayId).toBe(one.bound.gatewayId);
    }),
  );
});

test('a free text only goes where it can be carried, and what goes now goes by an open route', () => {
  fc.assert(
    fc.property(input, (one) => {
      const found = chosen(one);
      if (found === null) return;
      const { choice, route: taken } = found;
      if (choice.kind === 'go') expect(taken.closed ?? taken.capped).toBeNull();
      if (choice.kind === 'go' && one.text.trigger === 'automatic') expect(taken.failing).toBeNull();
      if (choice.why === 'mayBeOut') return;
      expect(taken.traits).not.toBeNull();
      if (one.text.purpose === 'marketing') expect(taken.traits?.carriesMarketing).toBe(true);
      if (one.text.hasMedia) expect(taken.traits?.carriesMedia).toBe(true);
      if (one.text.channel === 'whatsapp') expect(taken.traits?.carriesWhatsApp && one.policy.whatsApp).toBe(true);
    }),
  );
});

test('nothing leaves its route around a failure unless failover is on and nobody advertises by machine', () => {
  fc.assert(
    fc.property(input, (one) => {
      const found = chosen(one);
      if (found?.choice.kind !== 'go' || found.choice.why !== 'failover') return;
      expect(one.policy.failover).toBe(true);
      expect(one.text.purpose === 'marketing' && one.text.trigger === 'automatic').toBe(false);
      expect(mayBeOut(one.bound?.attempts ?? [])).toBe(false);
    }),
  );
});

test('asking again after following the answer gives the same route: no text wanders', () => {
  fc.assert(
    fc.property(input, (one) => {
      const first = chooseRoute(one);
      if (first.kind === 'none') return;
      const again = chooseRoute({ ...one, bound: { gatewayId: first.gatewayId, attempts: one.bound?.attempts ?? [] } });
      expect(again).toMatchObject({ kind: first.kind, gatewayId: first.gatewayId });
    }),
  );
});

test('from and SIM are only ever those the person wrote to on that very route', () => {
  fc.assert(
    fc.property(input, (one) => {
      const found = chosen(one);
      if (found === null || (found.choice.from === null && found.choice.sim === null)) return;
      expect(one.lastWroteTo).toMatchObject({
        gatewayId: found.choice.gatewayId,
        ownNumber: found.choice.from,
        sim: found.choice.sim,
      });
    }),
  );
});

test('more doubt in the history never turns a no into a yes', () => {
  fc.assert(
    fc.property(
      fc.array(attempt, { maxLength: 3 }),
      attempt,
      fc.nat(10_000_000),
      fc.boolean(),
      (attempts, more, closedForMs, failover) => {
        const ask = (history: readonly PastAttempt[]) =>
          mayFailOver({
            policy: { failover, failoverAfterMs: 10 * MINUTE },
            closedForMs,
            text: { purpose: 'care', trigger: 'manual' },
            attempts: history,
          });
        if (ask(attempts) !== 'yes') expect(ask([...attempts, more])).not.toBe('yes');
      },
    ),
  );
});
