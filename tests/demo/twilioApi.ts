/**
 * A simulated Twilio on virtual time, a plain HTTP caller of its API without our client in between, and a listener for its webhooks.
 */
import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DAY_MS } from '../../src/main/domain/time.ts';
import type { TwilioSimulator } from '../../src/main/demo/twilio/handle.ts';
import { createTwilioSimulator } from '../../src/main/demo/twilio/simulator.ts';
import type { TwilioSimulatorOptions } from '../../src/main/demo/twilio/simulator.ts';
import type { Fetch } from '../../src/main/platform/ports.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import type { VirtualClock } from '../fakes/virtualClock.ts';

export const OWN = '+12065550140';
export const PERSON = '+12065550101';
export const PUBLIC_URL = 'https://clinic.example';

/** Foreign JSON: a wrong guess fails the test. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: Json;
  readonly headers: Headers;
}

export interface TwilioApi {
  readonly clock: VirtualClock;
  readonly twilio: TwilioSimulator;
  /** `api/Messages.json` is below the account; `api/2010-04-01/...` and `messaging/v1/...` are whole. Fields are a form, text is JSON. */
  call(method: string, path: string, fields?: Fields | string, credentials?: string | null): Promise<Answer>;
  send(fields?: Fields): Promise<Answer>;
  /** Lets everything that is on its way arrive. */
  settle(ms?: number): Promise<void>;
  stop(): Promise<void>;
}
export type Fields = Readonly<Record<string, string>>;

/** Starts a Twilio; webhooks to `PUBLIC_URL` go to `listener`, when there is one. */
export async function startTwilioApi(
  options: TwilioSimulatorOptions = {},
  listener?: HookListener,
): Promise<TwilioApi> {
  const clock = createVirtualClock();
  const outside: Fetch = (input, init) => {
    const { href } = new URL(input instanceof Request ? input.url : input);
    return fetch(href.replace(PUBLIC_URL, listener?.url ?? PUBLIC_URL), init);
  };
  const twilio = createTwilioSimulator(
    { clock, timers: clock, random: createSeededRandom(), log: createSilentLogger(), fetch: outside },
    options,
  );
  await twilio.start();
  const { account } = twilio;
  const owner = `${account.sid}:${account.authToken}`;
  const call: TwilioApi['call'] = async (method, path, fields, credentials = owner) => {
    const full = /^api\/(?!2010)/.test(path) ? path.replace('api/', `api/2010-04-01/Accounts/${account.sid}/`) : path;
    const response = await fetch(`${twilio.url}/${full}`, {
      method,
      redirect: 'manual',
      headers: credentials === null ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      ...(fields === undefined ? {} : { body: typeof fields === 'string' ? fields : new URLSearchParams(fields) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      text,
      json: text.startsWith('{') ? JSON.parse(text) : null,
      headers: response.headers,
    };
  };
  return {
    clock,
    twilio,
    call,
    send: (fields = {}) => call('POST', 'api/Messages.json', { To: PERSON, From: OWN, Body: 'Hello', ...fields }),
    async settle(ms = DAY_MS / 24) {
      // Real sockets do not follow virtual time: move on in steps and wait for what is under way.
      await clock.advance(0);
      await twilio.idle();
      await clock.advance(ms);
      await twilio.idle();
      await clock.settle();
      await twilio.idle();
    },
    stop: () => twilio.stop(),
  };
}

export interface Hook {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly fields: Fields;
}

export interface HookListener {
  readonly url: string;
  readonly hooks: Hook[];
  /** What the next requests are answered with; `hang` never answers. */
  answerWith(answer: { status: number; type?: string; body?: string } | 'hang' | 'reset'): void;
  close(): Promise<void>;
}

/** A plain listener that keeps what it is told. */
export async function startHookListener(): Promise<HookListener> {
  const hooks: Hook[] = [];
  let answer: Parameters<HookListener['answerWith']>[0] = { status: 204 };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(body));
      const headers = request.headers as Record<string, string>;
      hooks.push({ path: request.url ?? '', method: request.method ?? '', headers, body, fields });
      if (answer === 'hang') return;
      if (answer === 'reset') return void request.socket.destroy();
      response.writeHead(answer.status, answer.type === undefined ? {} : { 'content-type': answer.type });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hooks,
    answerWith: (next) => void (answer = next),
    async close() {
      const closed = new Promise((resolve) => void server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
