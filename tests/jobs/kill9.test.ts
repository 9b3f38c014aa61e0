/**
 * Kills a real process with SIGKILL, again and again, while 200 texts leave through the real phone client to the simulated phone over real
 * HTTP, and counts what the phone put on the air.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { NO_DELAYS } from '../../src/main/demo/phone/radio.ts';
import type { PhoneSimulator } from '../../src/main/demo/phone/handle.ts';
import { createPhoneSimulator } from '../../src/main/demo/phone/simulator.ts';
import { createNodePlatform } from '../../src/main/platform/node.ts';
import type { Platform } from '../../src/main/platform/ports.ts';
import { createCredentialStore } from '../../src/main/providers/capcom6/credentials.ts';
import { pairPhone } from '../../src/main/providers/capcom6/pairPhone.ts';
import { openStore } from '../../src/main/store/openStore.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { KILL9_KEY } from './kill9Config.ts';
import type { RunnerConfig } from './kill9Config.ts';
import { fictionNumber, queueText, seedGateway } from './seed.ts';

const TEXTS = 200;
const KILLS = 4;
/** Real processes on a busy machine: the limit is only there to end a hang. */
const PATIENCE_MS = 240_000;
const GATEWAY = 'phone-1';
const RUNNER = fileURLToPath(new URL('./kill9Runner.ts', import.meta.url));

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function startPhone(platform: Platform): Promise<PhoneSimulator> {
  const phone = createPhoneSimulator(platform, { password: 'pässwörd-1', radioDelays: NO_DELAYS, controlPort: null });
  await phone.start();
  cleanUps.push(() => phone.stop());
  return phone;
}

/** Pairs, and writes a database with 200 texts to 40 people. */
async function prepare(platform: Platform, phone: PhoneSimulator): Promise<RunnerConfig> {
  const paired = await pairPhone(platform, { address: phone.url, username: 'sms', password: 'pässwörd-1' });
  if (!paired.ok) throw new Error(`pairing failed: ${paired.problem}`);
  await createCredentialStore(platform.secrets, GATEWAY).save(paired.credentials);
  const store = await openStore(platform, { key: KILL9_KEY });
  const now = platform.clock.now();
  store.write('test', (tx) => {
    seedGateway(tx, GATEWAY, now);
    for (let index = 0; index < TEXTS; index += 1) {
      queueText(tx, { id: `t${String(index).padStart(3, '0')}`, to: fictionNumber(index % 40), at: now });
    }
  });
  await store.close();
  return { dataDir: platform.paths.dataDir, gatewayId: GATEWAY, baseUrl: paired.baseUrl, deviceId: paired.deviceId };
}

function run(config: RunnerConfig): { readonly child: ChildProcess; readonly ended: Promise<number | null> } {
  const child = spawn(process.execPath, [RUNNER, JSON.stringify(config)], { stdio: ['ignore', 'ignore', 'ignore'] });
  cleanUps.push(() => child.kill('SIGKILL'));
  return { child, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

/** Resolves when the phone has sent `count` texts in all. */
function whenSent(phone: PhoneSimulator, count: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = phone.onSent(() => {
      if (phone.counts().transmissions < count) return;
      stop();
      resolve();
    });
  });
}

test(
  'a process killed in the middle of 200 texts, again and again, sends each exactly once',
  { timeout: PATIENCE_MS },
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-kill9-'));
    cleanUps.push(() => rmSync(dataDir, { recursive: true, force: true }));
    const platform: Platform = { ...createNodePlatform({ dataDir }), log: createSilentLogger() };
    const phone = await startPhone(platform);
    const config = await prepare(platform, phone);

    for (let kill = 1; kill <= KILLS; kill += 1) {
      const { child, ended } = run(config);
      await Promise.race([whenSent(phone, Math.round((TEXTS / (KILLS + 1)) * kill)), ended]);
      if (kill % 2 === 0) await platform.timers.sleep(platform.random.fraction() * 6);
      child.kill('SIGKILL');
      expect(await ended).toBeNull();
      // The next run also meets a few answers that never arrive.
      phone.failRequests({ kind: 'closeAfterStoring', match: 'POST /messages', times: 2 });
    }
    expect(await run(config).ended).toBe(0);

    const sent = phone.sent();
    expect(sent.map((text) => text.id).toSorted()).toEqual(
      Array.from({ length: TEXTS }, (_, index) => `t${String(index).padStart(3, '0')}`),
    );
    expect(sent.filter((text) => text.count !== 1)).toEqual([]);
    expect(phone.counts().transmissions).toBe(TEXTS);
    const byPerson = Map.groupBy(sent, (text) => text.to);
    for (const texts of byPerson.values()) {
      const order = texts.map((text) => text.id);
      expect(order).toEqual(order.toSorted());
    }
    const store = await openStore(platform, { key: KILL9_KEY });
    cleanUps.push(() => store.close());
    expect(store.read((tx) => tx.outbox.counts(platform.clock.now()).needsReview)).toBe(0);
    expect((await store.maintenance.integrityCheck()).ok).toBe(true);
  },
);
