/**
 * From a gateway's request to the 204 that follows the durable commit: alone, among a hundred at once, beside four hundred slow clients, and
 * while a backup, a search and an integrity check run. Over TLS with a connection that is kept open, as a phone or a tunnel does.
 */
import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:https';
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { dateAt, endOfTurn } from '../../../src/main/platform/network.ts';
import { hookPath } from '../../../src/main/webhooks/addresses.ts';
import { serverCertificate } from '../../../src/main/webhooks/certificate.ts';
import { createHookCounters } from '../../../src/main/webhooks/counters.ts';
import { createHookWriter } from '../../../src/main/webhooks/hookWriter.ts';
import { startListener } from '../../../src/main/webhooks/listener.ts';
import { receiveHook } from '../../../src/main/webhooks/receiveHook.ts';
import { createSignedHooks, signPost } from '../../fakes/signedHooks.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { atMost, plainRow } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import type { OpenedPractice } from '../lib/stage.ts';
import { median, percentile, round } from '../lib/stats.ts';

export const hooks: Measure = { name: 'hooks', run };

const KEY = 'the key of the bench';
const ORIGIN = 'https://bench.example';
const SLOW_CLIENTS = 400;
const BUSY_LIMIT_MS = 250;

async function run(bench: Bench): Promise<readonly Row[]> {
  const practice = await bench.stage.openAt(await bench.stage.copyOf('million'));
  const gate = await openGate(bench, practice);
  await gate.post();
  const floors: number[] = [];
  const alone: number[] = [];
  for (let nth = bench.count(1_000, 100); nth > 0; nth -= 1) {
    floors.push(bench.floor.sample());
    alone.push(await gate.post());
  }
  // Connections first: a hundred handshakes are not what is measured.
  await posts(gate, 1, 100);
  const crowd = await posts(gate, bench.count(20, 3), 100);
  const slow = await besideSlowClients(bench, gate);
  const busy = await whileBusy(bench, practice, gate);
  const floor = median(floors);
  const floorP99 = percentile(floors, 0.99);
  return [
    atMost(
      { name: 'Posted event to durable 204', figure: median(alone), unit: 'ms', note: 'TLS, signature, one commit' },
      6 * floor,
      `6 x F ${round(floor)} ms`,
    ),
    atMost(
      { name: 'Posted event to durable 204, p99', figure: percentile(alone, 0.99), unit: 'ms' },
      10 * floorP99,
      `10 x fsync p99 ${round(floorP99)} ms`,
    ),
    plainRow({
      name: 'The same, 100 at once, p99',
      figure: percentile(crowd, 0.99),
      unit: 'ms',
      note: `p50 ${round(median(crowd))} ms`,
    }),
    atMost(
      { name: `The same beside ${SLOW_CLIENTS} slow clients, p99`, figure: percentile(slow, 0.99), unit: 'ms' },
      BUSY_LIMIT_MS,
      'S4',
    ),
    atMost(
      {
        name: 'The same while a backup, a search and an integrity check run, p99',
        figure: percentile(busy, 0.99),
        unit: 'ms',
        note: `worst ${round(Math.max(...busy))} ms of ${busy.length}`,
      },
      BUSY_LIMIT_MS,
      'P3',
    ),
  ];
}

interface Gate {
  readonly port: number;
  /** Sends one genuine event; how long until the answer, ms. Throws when it is not 204. */
  post(): Promise<number>;
}

async function openGate(bench: Bench, { platform, store }: OpenedPractice): Promise<Gate> {
  const { clock, log } = platform;
  const counters = createHookCounters();
  const writer = createHookWriter({
    log,
    endOfTurn,
    onStored: () => undefined,
    store: (events) =>
      store.write('webhooks', (tx) => {
        tx.hookEvents.countWaiting(1);
        return events.map((event) => (tx.hookEvents.add(event) ? 'new' : 'known'));
      }),
  });
  const gateway = createSignedHooks(KEY);
  const secret = createHmac('sha256', 'bench').digest('base64url').slice(0, 24);
  const tls = await serverCertificate({ ...platform, dateAt, name: 'bench' }, []);
  const listener = await startListener(
    {
      secret,
      origin: () => ORIGIN,
      counters,
      now: () => clock.now(),
      bodyLimitOf: () => 65_536,
      receive: (post) => receiveHook({ writer, counters, clock, log, hooksOf: async () => gateway }, post),
    },
    {
      host: '127.0.0.1',
      port: 0,
      tls,
      limits: { perPeer: 256, total: 256, admits: () => true },
      perMinute: 1_000_000,
    },
  );
  bench.stage.later(() => listener.close());
  const agent = new Agent({ keepAlive: true, maxSockets: 100, ca: tls.authority });
  bench.stage.later(() => agent.destroy());
  const path = hookPath(secret, '/bench');
  let count = 0;
  return {
    port: listener.port,
    post() {
      const from = '+12065550100';
      const text = {
        gatewayMessageId: `bench:${(count += 1)}`,
        from,
        body: 'Can I come at nine?',
        sentAt: clock.now(),
      };
      const post = { id: `bench:${count}`, texts: [{ ...text, sim: 1, kind: 'sms' as const }] };
      const signed = signPost(KEY, `${ORIGIN}${path}`, clock.now(), post);
      return send(agent, { port: listener.port, path, ...signed });
    },
  };
}

function send(
  agent: Agent,
  post: {
    readonly port: number;
    readonly path: string;
    readonly body: string;
    readonly headers: Record<string, string>;
  },
): Promise<number> {
  const { body, ...where } = post;
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const sending = request({ ...where, host: '127.0.0.1', method: 'POST', agent }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 204) resolve(performance.now() - started);
        else reject(new Error(`answered ${response.statusCode}`));
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

async function posts(gate: Gate, rounds: number, atOnce: number): Promise<readonly number[]> {
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    all.push(...(await Promise.all(Array.from({ length: atOnce }, () => gate.post()))));
  }
  return all;
}

async function besideSlowClients(bench: Bench, gate: Gate): Promise<readonly number[]> {
  const slow = Array.from({ length: SLOW_CLIENTS }, (_, at) => openSlow(gate.port, at));
  bench.stage.later(() => slow.forEach((socket) => socket.destroy()));
  const all: number[] = [];
  for (let nth = bench.count(300, 60); nth > 0; nth -= 1) all.push(await gate.post());
  slow.forEach((socket) => socket.destroy());
  return all;
}

/** Opens a connection and never gets to the point: half of them say nothing at all, half begin a handshake that never ends. */
function openSlow(port: number, at: number): Socket {
  const socket = createConnection({ host: '127.0.0.1', port });
  socket.on('error', () => undefined);
  if (at % 2 === 1) socket.write(Buffer.from([0x16, 0x03, 0x01]));
  return socket;
}

/** A phone gives up after five seconds; what is heavy here must not be felt there. */
async function whileBusy(bench: Bench, { store }: OpenedPractice, gate: Gate): Promise<readonly number[]> {
  let working = true;
  const heavy = Promise.all([
    store.maintenance.backup(join(bench.stage.folder(), 'hooks.backup')),
    store.maintenance.integrityCheck(),
  ]).finally(() => {
    working = false;
  });
  const all: number[] = [];
  for (let nth = 0; working || nth < 50; nth += 1) {
    if (nth % 10 === 0) store.read((tx) => tx.messages.search({ text: 'mor', cursor: null, limit: 50 }));
    all.push(await gate.post());
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  await heavy;
  return all;
}
