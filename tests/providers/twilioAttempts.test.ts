/** What an attempt came to, by what really happens on the socket: the table of twilio.md section 3, row by row. */
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';
import type { Gateway, SendOutcome } from '../../src/main/providers/gateway.ts';
import { createTwilioGateway } from '../../src/main/providers/twilio/twilioGateway.ts';
import { createRecordingLogger } from '../fakes/loggers.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import type { VirtualClock } from '../fakes/virtualClock.ts';
import { aText } from './phoneHarness.ts';
import { OWN_NUMBER } from './twilioHarness.ts';

const AC = `AC${'a'.repeat(32)}`;
const SM = `SM${'b'.repeat(32)}`;
const SECRETS = {
  user: `SK${'c'.repeat(32)}`,
  password: 'p4ssw0rd-of-the-key',
  body: 'Your private visit',
  to: '+12065550199',
};

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => void server.close(resolve));
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

interface World {
  readonly gateway: Gateway;
  readonly clock: VirtualClock;
  readonly log: ReturnType<typeof createRecordingLogger>;
}

function gatewayAt(twilioApiUrl: string, fetch: typeof globalThis.fetch = globalThis.fetch): World {
  const clock = createVirtualClock();
  const log = createRecordingLogger();
  const { user, password } = SECRETS;
  const gateway = createTwilioGateway(
    {
      fetch,
      clock,
      timers: clock,
      log,
      twilioApiUrl,
      credentials: {
        load: () => Promise.resolve({ accountSid: AC, user, password, authTokens: [] }),
        save: () => Promise.resolve(),
      },
      publicHookUrl: () => null,
      isBound: () => false,
    },
    'twilio-1',
    {
      accountSid: AC,
      sender: OWN_NUMBER,
      numbers: [OWN_NUMBER],
      whatsAppNumber: null,
      erase: 'redact',
      verifyServiceSid: null,
    },
  );
  return { gateway, clock, log };
}

/** Sends a private text, and proves that nothing of it is in what comes back or in the log. */
async function sendAndCheckLeaks({ gateway, log }: World): Promise<SendOutcome> {
  const outcome = await gateway.send(aText({ body: SECRETS.body, to: SECRETS.to }));
  const shown = JSON.stringify([outcome, log.entries]);
  const basic = Buffer.from(`${SECRETS.user}:${SECRETS.password}`).toString('base64');
  for (const secret of [...Object.values(SECRETS), basic, 'private', '2065550199', 'Basic ']) {
    expect(shown).not.toContain(secret);
  }
  return outcome;
}

/** A server that answers every request with the same raw bytes, once the whole request is there. */
async function rawServer(answer: (socket: Socket) => void): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      if (heard.includes('Body=')) answer(socket);
    });
  });
  return `http://127.0.0.1:${String(await listen(server))}`;
}

async function httpServer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const server = createHttpServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body));
  });
  return `http://127.0.0.1:${String(await listen(server))}`;
}

const refusal = (code: number, status: number): string =>
  JSON.stringify({ code, message: `The 'To' number ${SECRETS.to} ${SECRETS.body}`, more_info: 'x', status });
const created = JSON.stringify({ sid: SM, status: 'queued', direction: 'outbound-api' });

describe('a text that surely did not leave is tried again', () => {
  it('when the connection is refused', async () => {
    const port = await listen(createTcpServer());
    await new Promise((resolve) => void servers.pop()?.close(resolve));
    const outcome = await sendAndCheckLeaks(gatewayAt(`http://127.0.0.1:${String(port)}`));
    expect(outcome).toMatchObject({ kind: 'retry', code: 'unreachable', detail: 'ECONNREFUSED' });
  });

  it('when the name is not known', async () => {
    const failing: typeof fetch = () =>
      Promise.reject(
        new TypeError('fetch failed', { cause: Object.assign(new Error(SECRETS.to), { code: 'ENOTFOUND' }) }),
      );
    const outcome = await sendAndCheckLeaks(gatewayAt('https://twilio.invalid', failing));
    expect(outcome).toMatchObject({ kind: 'retry', code: 'unreachable', detail: 'ENOTFOUND' });
  });

  it('when the certificate is not one to trust', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
    const server = createTlsServer({ key, cert }, (socket) => socket.on('error', () => undefined));
    server.on('tlsClientError', () => undefined);
    const outcome = await sendAndCheckLeaks(gatewayAt(`https://127.0.0.1:${String(await listen(server))}`));
    expect(outcome).toMatchObject({ kind: 'retry', code: 'unreachable', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('when what answers speaks no TLS at all', async () => {
    const url = await httpServer(200, '{}');
    const outcome = await sendAndCheckLeaks(gatewayAt(url.replace('http:', 'https:')));
    expect(outcome).toMatchObject({ kind: 'retry', code: 'unreachable' });
  });

  it('when the handshake is cut off', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.destroy());
    });
    const outcome = await sendAndCheckLeaks(gatewayAt(`https://127.0.0.1:${String(await listen(server))}`));
    expect(outcome).toMatchObject({ kind: 'retry', code: 'unreachable' });
  });

  it.each([
    'net::ERR_NAME_NOT_RESOLVED',
    'net::ERR_INTERNET_DISCONNECTED',
    'net::ERR_PROXY_CONNECTION_FAILED',
    'net::ERR_CERT_AUTHORITY_INVALID',
  ])('when Chromium says %s', async (message) => {
    const outcome = await sendAndCheckLeaks(
      gatewayAt('https://twilio.invalid', () => Promise.reject(new Error(message))),
    );
    expect(outcome).toMatchObject({ kind: 'retry', code: 'unreachable', detail: message });
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{}, 1_000],
    [{ 'retry-after': 'Fri, 20 Nov 2026 14:00:09 GMT' }, 1_000],
  ])('when Twilio is busy (429 with %o)', async (headers, afterMs) => {
    const url = await httpServer(429, refusal(20429, 429), headers);
    expect(await sendAndCheckLeaks(gatewayAt(url))).toMatchObject({ kind: 'retry', afterMs, code: 'slowDown' });
  });

  it('when our number’s queue is full', async () => {
    const url = await httpServer(400, refusal(21611, 400));
    expect(await sendAndCheckLeaks(gatewayAt(url))).toMatchObject({
      kind: 'retry',
      afterMs: 300_000,
      code: 'slowDown',
    });
  });
});

describe('a text that Twilio refuses', () => {
  it.each([
    [400, 21211, 'invalidNumber'],
    [400, 21610, 'optedOut'],
    [400, 21614, 'notMobile'],
    [403, 21408, 'countryOff'],
    [404, 99_999, 'other'],
    [405, 20004, 'other'],
    [415, 20006, 'other'],
    [422, 20422, 'other'],
  ])('with HTTP %i and %i is over, as %s', async (status, code, cause) => {
    const outcome = await sendAndCheckLeaks(gatewayAt(await httpServer(status, refusal(code, status))));
    expect(outcome).toMatchObject({ kind: 'rejected', code: cause });
  });

  it.each([
    [401, 20003, 'wrongPassword'],
    [401, 99_999, 'wrongPassword'],
    [403, 70051, 'forbidden'],
    [403, 20005, 'suspended'],
    [404, 20404, 'senderRefused'],
    [400, 21704, 'senderRefused'],
    [400, 30034, 'unregistered'],
  ])('with HTTP %i and %i stops everything, as %s', async (status, code, problem) => {
    const outcome = await sendAndCheckLeaks(gatewayAt(await httpServer(status, refusal(code, status))));
    expect(outcome).toMatchObject({ kind: 'pause', code: problem });
  });
});

describe('a text that may have left', () => {
  it.each([
    ['the connection breaks after the request', (socket: Socket) => void socket.destroy()],
    ['the connection is reset after the request', (socket: Socket) => void socket.resetAndDestroy()],
    [
      'half an answer comes',
      (socket: Socket) => void socket.write('HTTP/1.1 201 Created\r\nContent-Le', () => socket.destroy()),
    ],
    [
      'the answer ends in the middle',
      (socket: Socket) =>
        void socket.write(
          `HTTP/1.1 201 Created\r\nContent-Length: ${String(created.length)}\r\n\r\n${created.slice(0, 20)}`,
          () => socket.destroy(),
        ),
    ],
    [
      'a refusal ends in the middle',
      (socket: Socket) =>
        void socket.write('HTTP/1.1 400 Bad Request\r\nContent-Length: 99\r\n\r\n{"code": 21610, "mess', () =>
          socket.destroy(),
        ),
    ],
  ])('is in doubt when %s', async (_name, answer) => {
    expect(await sendAndCheckLeaks(gatewayAt(await rawServer(answer)))).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    ['a 500 of Twilio', 500, refusal(20500, 500)],
    ['a 503 of Twilio', 503, refusal(20503, 503)],
    ['an empty 503', 503, ''],
    ['a page of a proxy', 502, '<html><title>502 Bad Gateway</title></html>'],
    ['a page of a proxy that took too long', 504, '<html></html>'],
    ['a portal that wants a sign-in', 200, '<html>Welcome to our Wi-Fi</html>'],
    ['a created message without an id', 201, '{"status": "queued"}'],
    ['half a JSON', 201, '{"sid": "SM'],
    ['a success that is not about a message', 200, '[]'],
    ['a refusal that is not Twilio’s', 403, '<html>Blocked by your administrator</html>'],
    ['a refusal without a code', 400, '{"message": "no"}'],
    ['a status that no refusal has', 409, refusal(21610, 409)],
  ])('is in doubt after %s', async (_name, status, body) => {
    const outcome = await sendAndCheckLeaks(gatewayAt(await httpServer(status, body)));
    expect(outcome).toMatchObject({ kind: 'unknown', code: 'badAnswer' });
  });

  it('is in doubt after a redirect, which is not followed', async () => {
    let visits = 0;
    const other = createHttpServer((_request, response) => {
      visits += 1;
      response.end(created);
    });
    const place = `http://127.0.0.1:${String(await listen(other))}/`;
    const outcome = await sendAndCheckLeaks(gatewayAt(await httpServer(307, '', { location: place })));
    expect(outcome).toMatchObject({ kind: 'unknown' });
    expect(visits).toBe(0);
  });

  it('is in doubt when 35 seconds pass without an answer, and not before', async () => {
    const { gateway, clock } = gatewayAt(await rawServer(() => undefined));
    const states: SendOutcome[] = [];
    const sending = gateway.send(aText()).then((outcome) => states.push(outcome));
    await new Promise((resolve) => void setTimeout(resolve, 300));
    await clock.advance(34_900);
    expect(states).toEqual([]);
    await clock.advance(200);
    await sending;
    expect(states).toMatchObject([{ kind: 'unknown', detail: 'no answer in time' }]);
  });

  it('is in doubt when the program stops in between, and untouched when it stopped before', async () => {
    const { gateway } = gatewayAt(await rawServer(() => undefined));
    const stop = new AbortController();
    const sending = gateway.send(aText(), stop.signal);
    await new Promise((resolve) => void setTimeout(resolve, 300));
    stop.abort();
    expect(await sending).toMatchObject({ kind: 'unknown', detail: 'stopped by us' });
    expect(await gateway.send(aText(), stop.signal)).toMatchObject({ kind: 'retry', detail: 'stopped by us' });
  });

  it.each(['net::ERR_CONNECTION_RESET', 'net::ERR_NETWORK_CHANGED', 'net::ERR_EMPTY_RESPONSE', 'net::ERR_TIMED_OUT'])(
    'is in doubt when Chromium says %s',
    async (message) => {
      const outcome = await sendAndCheckLeaks(
        gatewayAt('https://twilio.invalid', () => Promise.reject(new Error(message))),
      );
      expect(outcome).toMatchObject({ kind: 'unknown', detail: message });
    },
  );

  it('is in doubt after an error that says nothing', async () => {
    const outcome = await sendAndCheckLeaks(
      gatewayAt('https://x.invalid', () => Promise.reject(new Error(SECRETS.body))),
    );
    expect(outcome).toMatchObject({ kind: 'unknown', detail: 'no whole answer' });
  });
});

describe('a text that Twilio takes', () => {
  it('is accepted with its id', async () => {
    const outcome = await sendAndCheckLeaks(gatewayAt(await httpServer(201, created)));
    expect(outcome).toEqual({ kind: 'accepted', gatewayMessageId: SM, status: 'pending' });
  });

  it('is never sent by way of what the environment says', async () => {
    const names = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_EDGE', 'TWILIO_REGION', 'HTTP_PROXY'] as const;
    for (const name of names) process.env[name] = 'http://203.0.113.9:1';
    const asked: string[] = [];
    const noting: typeof fetch = (input, init) => {
      asked.push(`${new Request(input).url} ${new Headers(init?.headers).get('authorization') ?? ''}`);
      return Promise.resolve(new Response(created, { status: 201 }));
    };
    try {
      const { gateway } = gatewayAt('https://api.twilio.com', noting);
      expect(await gateway.send(aText())).toMatchObject({ kind: 'accepted' });
    } finally {
      for (const name of names) Reflect.deleteProperty(process.env, name);
    }
    const basic = Buffer.from(`${SECRETS.user}:${SECRETS.password}`).toString('base64');
    expect(asked).toEqual([`https://api.twilio.com/2010-04-01/Accounts/${AC}/Messages.json Basic ${basic}`]);
  });
});
