/**
 * The program that `kill9.test.ts` kills: real store, real phone client, real jobs, real time. Runs until it is killed, or until nothing is
 * left to send; then it stops cleanly and exits 0. Started as `node kill9Runner.ts '{"dataDir":...}'`.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { createScheduleBell } from '../../src/main/jobs/bell.ts';
import { createJobs } from '../../src/main/jobs/jobs.ts';
import { createNodePlatform } from '../../src/main/platform/node.ts';
import { createCredentialStore } from '../../src/main/providers/capcom6/credentials.ts';
import { createPhoneGateway } from '../../src/main/providers/capcom6/phoneGateway.ts';
import { openStore } from '../../src/main/store/openStore.ts';
import { createDeskHandlers } from './deskHandlers.ts';
import { KILL9_KEY, readRunnerConfig } from './kill9Config.ts';

const config = readRunnerConfig(process.argv[2] ?? '');
const platform = createNodePlatform({ dataDir: config.dataDir });
const store = await openStore(platform, { key: KILL9_KEY });
const gateway = createPhoneGateway(
  { ...platform, credentials: createCredentialStore(platform.secrets, config.gatewayId) },
  { id: config.gatewayId, baseUrl: config.baseUrl, deviceId: config.deviceId },
);
const jobs = createJobs({
  ...platform,
  store,
  handlers: createDeskHandlers(),
  gateways: { get: (id) => (id === config.gatewayId ? gateway : undefined) },
  limits: () => ({ paceMs: 0, perDay: null, zone: 'America/New_York' }),
  owner: platform.ids.next(),
  bell: createScheduleBell(),
  hooksOf: async () => undefined,
  maintenance: { zone: () => 'America/New_York', backup: async () => undefined },
});
jobs.start();
for (;;) {
  await pause(50);
  const { ready, waiting, leased, unknown } = store.read((tx) => tx.outbox.counts(platform.clock.now()));
  if (ready + waiting + leased + unknown === 0) break;
}
await jobs.stop();
await store.close();
