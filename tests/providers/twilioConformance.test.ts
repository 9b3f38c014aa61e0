import { SETTLED_AFTER_MS } from '../../src/main/providers/twilio/reconcile.ts';
import type { Gateway } from '../../src/main/providers/gateway.ts';
import { describeGateway } from './gatewayConformance.ts';
import type { GatewayHarness } from './gatewayConformance.ts';
import { startTwilio } from './twilioHarness.ts';

describeGateway('Twilio with a number', () => startHarness(false));
describeGateway('Twilio with a messaging service', () => startHarness(true));

async function startHarness(service: boolean): Promise<GatewayHarness> {
  const { clock, twilio, gateway, credentials, bound, stop, whileAdvancing } = await startTwilio({ service });
  const bodies = new Map<string, string>();
  const numbered: Gateway = {
    ...gateway,
    // Twilio knows no ids of ours: the tests tell texts apart by their words.
    send: async (text, signal) => {
      const body = `${text.body} (${text.id})`;
      bodies.set(text.id, body);
      const outcome = await whileAdvancing(gateway.send({ ...text, body }, signal), 5_000);
      if (outcome.kind === 'accepted') bound.add(outcome.gatewayMessageId);
      return outcome;
    },
    reconcile: async (text, attemptedAt, signal) => {
      await clock.advanceTo(Math.max(clock.now(), attemptedAt + SETTLED_AFTER_MS));
      return gateway.reconcile({ ...text, body: bodies.get(text.id) ?? text.body }, attemptedAt, signal);
    },
  };
  return {
    gateway: numbered,
    now: () => clock.now(),
    receive: (from, body) => void twilio.receive(from, body),
    transmissions: (id) => twilio.sent().filter((text) => text.body === bodies.get(id)).length,
    settle: () => clock.advance(60_000),
    advance: (ms) => clock.advance(ms),
    offFor: (ms) => clock.advance(ms),
    hold: () => Promise.resolve(),
    loseNextAnswer: () => twilio.failRequests({ kind: 'resetAfterStoring', match: 'POST /Messages.json' }),
    loseNextRequest: () => twilio.failRequests({ kind: 'resetBeforeStoring', match: 'POST /Messages.json' }),
    async refuseSignIn() {
      twilio.account.keys = twilio.account.keys.filter(({ sid }) => sid !== credentials.user);
    },
    unplug: () => twilio.setFault('unreachable', true),
    plugIn: () => twilio.setFault('unreachable', false),
    stop,
  };
}
