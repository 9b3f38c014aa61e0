import { describeGateway } from './gatewayConformance.ts';
import type { GatewayHarness } from './gatewayConformance.ts';
import { startBench } from './phoneHarness.ts';

for (const profile of ['1.68', '1.75'] as const) {
  describeGateway(`The phone with app ${profile}`, () => startHarness(profile));
}

async function startHarness(profile: '1.68' | '1.75'): Promise<GatewayHarness> {
  const { clock, phone, gateway, stop } = await startBench({ profile });
  return {
    gateway,
    now: () => clock.now(),
    receive: (from, body) => phone.inject(from, body),
    transmissions: (id) => phone.sent().find((text) => text.id === id)?.count ?? 0,
    async settle() {
      await phone.setFault('sendingHeld', false);
      await clock.advance(60_000);
    },
    advance: (ms) => clock.advance(ms),
    async offFor(ms) {
      await phone.stop();
      await clock.advance(ms);
      await phone.start();
    },
    hold: () => phone.setFault('sendingHeld', true),
    loseNextAnswer: () => phone.failRequests({ kind: 'closeAfterStoring', match: 'POST /messages' }),
    loseNextRequest: () => phone.failRequests({ kind: 'closeBeforeStoring', match: 'POST /messages' }),
    async refuseSignIn() {
      phone.change({ password: 'another-one' });
      phone.revokeTokens();
    },
    unplug: () => phone.setFault('offline', true),
    plugIn: () => phone.setFault('offline', false),
    stop,
  };
}
