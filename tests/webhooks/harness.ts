/**
 * A listener over a real store and real sockets, whose gateways sign with a key of the test. Closed after each test.
 */
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { request as httpRequest } from 'node:http';
import type { Agent } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { GatewayHooks } from '../../src/main/providers/hooks.ts';
import { hookPath } from '../../src/main/webhooks/addresses.ts';
import { createHookCounters } from '../../src/main/webhooks/counters.ts';
import type { HookCounters } from '../../src/main/webhooks/counters.ts';
import { createHookWriter } from '../../src/main/webhooks/hookWriter.ts';
import type { HookWriterDeps } from '../../src/main/webhooks/hookWriter.ts';
import { startListener } from '../../src/main/webhooks/listener.ts';
import type { Listener, ListenerDeps, ListenerOptions } from '../../src/main/webhooks/listener.ts';
import { receiveHook } from '../../src/main/webhooks/receiveHook.ts';
import { createSignedHooks, signPost } from '../fakes/signedHooks.ts';
import type { Post } from '../fakes/signedHooks.ts';
import { whenTestEnds } from '../fakes/testEnd.ts';
import { createTestStore } from '../fakes/testStore.ts';
import type { TestStore } from '../fakes/testStore.ts';

export const SECRET = 'abcdefghijklmnopqrstuv';
export const ORIGIN = 'https://hooks.lakeside.example';
export const KEY = 'a key of the gateway';

export interface Harness extends TestStore {
  readonly listener: Listener;
  readonly counters: HookCounters;
  /** How many commits stored something. */
  readonly commits: () => number;
  /** Sends a genuine post; `at` is its time, default now. */
  post(
    post: Post | string,
    more?: { readonly at?: number; readonly gatewayId?: string; readonly part?: string },
  ): Promise<Reply>;
  send(options: Ask): Promise<Reply>;
  /** Keys of what waits to be read. */
  waiting(): string[];
}

export interface Ask {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly agent?: Agent;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface HarnessOptions {
  readonly hooks?: Readonly<Record<string, GatewayHooks>>;
  readonly origin?: () => string | null;
  readonly store?: HookWriterDeps['store'];
  readonly listener?: Partial<ListenerOptions>;
  readonly openMedia?: ListenerDeps['openMedia'];
  readonly bodyLimit?: number;
  readonly on?: TestStore;
}

const open: Listener[] = [];
whenTestEnds(async () => {
  for (const listener of open.splice(0)) await listener.close();
});

export async function createHarness(options: HarnessOptions = {}): Promise<Harness> {
  const test = options.on ?? (await createTestStore());
  const { store, clock, platform } = test;
  const counters = createHookCounters();
  let commits = 0;
  const writer = createHookWriter({
    log: platform.log,
    endOfTurn: (work) => void setImmediate(work),
    onStored: () => undefined,
    store:
      options.store ??
      ((events) => {
        commits += 1;
        return store.write('webhooks', (tx) => events.map((event) => (tx.hookEvents.add(event) ? 'new' : 'known')));
      }),
  });
  const hooks = options.hooks ?? { 'phone-1': createSignedHooks(KEY) };
  const listener = await startListener(
    {
      secret: SECRET,
      origin: options.origin ?? (() => ORIGIN),
      counters,
      ...(options.openMedia === undefined ? {} : { openMedia: options.openMedia }),
      now: () => clock.now(),
      bodyLimitOf: () => options.bodyLimit ?? 64 * 1024,
      receive: (post) =>
        receiveHook({ writer, counters, clock, log: platform.log, hooksOf: async (id) => hooks[id] }, post),
    },
    {
      host: '127.0.0.1',
      port: 0,
      limits: { perPeer: 256, total: 256, admits: () => true },
      perMinute: 100_000,
      ...options.listener,
    },
  );
  open.push(listener);
  const send = (ask: Ask): Promise<Reply> => ask_(listener.port, ask, options.listener?.tls !== undefined);
  return {
    ...test,
    listener,
    counters,
    commits: () => commits,
    send,
    post(post, { at = clock.now(), gatewayId = 'phone-1', part = '' } = {}) {
      const path = hookPath(SECRET, `/${gatewayId}${part}`);
      return send({ path, ...signPost(KEY, `${ORIGIN}${path}`, at, post) });
    },
    waiting: () => store.read((tx) => tx.hookEvents.waiting(0, 1_000).map(({ body }) => keyIn(body))),
  };
}

function keyIn(body: Uint8Array): string {
  return (JSON.parse(Buffer.from(body).toString('utf8')) as { id: string }).id;
}

function ask_(
  port: number,
  { method = 'POST', path, headers = {}, body, agent }: Ask,
  secure: boolean,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, headers, ...(agent === undefined ? {} : { agent }) };
    const request = secure
      ? httpsRequest({ ...options, agent: false, rejectUnauthorized: false })
      : httpRequest(options);
    request.on('error', reject);
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString(), headers: response.headers }),
      );
    });
    request.end(body);
  });
}

/** Opens a raw connection and sends `text`; it stays open until the listener cuts it. */
export function openSlowSocket(
  port: number,
  text: string,
): { readonly socket: Socket; readonly closed: Promise<void> } {
  const socket = createConnection({ host: '127.0.0.1', port });
  socket.on('error', () => undefined);
  socket.write(text);
  return { socket, closed: new Promise((resolve) => void socket.once('close', () => resolve())) };
}
