/** The console's server over real HTTP and WebSockets on loopback: sign-in, headers, files, and hostile clients. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startConsoleServer } from '../../src/main/headless/consoleServer.ts';
import type { ConsoleServer } from '../../src/main/headless/consoleServer.ts';
import { IDLE_LIFE_MS, LINK_LIFE_MS } from '../../src/main/headless/logins.ts';
import { contentSecurityPolicy } from '../../src/main/platform/pageHeaders.ts';
import { createRendererFiles } from '../../src/main/platform/rendererFiles.ts';
import { deviceActor } from '../../src/main/rpc/actor.ts';
import { CloseCode } from '../../src/main/rpc/closeCodes.ts';
import { createPractice } from '../contract/practiceContract.ts';
import type { Practice } from '../contract/practiceContract.ts';
import { fixedIdentity } from '../fakes/fixedIdentity.ts';
import { createSystemRandom } from '../../src/main/platform/random.ts';

const MAX_FRAME = 100_000;

let folder: string;
let practice: Practice;
let server: ConsoleServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'deskbell-console-'));
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Deskbell</title>');
  writeFileSync(join(folder, 'renderer', 'assets', 'app-Ab12_cd9.js'), 'export {};');
  writeFileSync(join(folder, 'secrets.json'), 'never');
  practice = createPractice();
  server = await startConsoleServer(
    {
      openSession: practice.openSession,
      createIdentity: () => fixedIdentity(deviceActor),
      files: createRendererFiles(join(folder, 'renderer')),
      clock: practice.clock,
      timers: practice.clock,
      random: createSystemRandom(),
      log: practice.log,
    },
    { host: '127.0.0.1', port: 0, maxFrameBytes: MAX_FRAME },
  );
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A bare GET: nothing follows redirects, normalises paths or adds headers. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const url = new URL(server.url);
    const outgoing = request({ host: url.hostname, port: url.port, path, headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    outgoing.on('error', reject).end();
  });
}

async function signIn(): Promise<string> {
  const answer = await get(server.newLoginUrl().slice(server.url.length));
  return answer.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
}

function open(cookie: string, headers: Record<string, string> = { origin: server.url }) {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws`, { headers: { cookie, ...headers } });
  const frames: { t: string; id?: string; ok?: boolean; error?: { code: string } }[] = [];
  socket.on('message', (data) => frames.push(JSON.parse((data as Buffer).toString('utf8'))));
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
  const refused = new Promise<number>((resolve) =>
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    }),
  );
  const opened = new Promise<void>((resolve) => socket.once('open', resolve));
  const frame = (match: (f: (typeof frames)[number]) => boolean) =>
    new Promise<(typeof frames)[number]>((resolve) => {
      const look = (): void => {
        const found = frames.find(match);
        if (found !== undefined) resolve(found);
      };
      socket.on('message', look);
      look();
    });
  return { socket, frames, closed, refused, opened, frame };
}

const HELLO = JSON.stringify({ t: 'hello', contractVersion: 1, lastSeq: null });

async function greeted(cookie: string) {
  const client = open(cookie);
  await client.opened;
  client.socket.send(HELLO);
  await client.frame(({ t }) => t === 'welcome');
  return client;
}

describe('signing in', () => {
  it('works once by the printed link, and sets a cookie no script and no other site can use', async () => {
    const link = server.newLoginUrl().slice(server.url.length);
    const first = await get(link);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']?.[0]).toMatch(/^deskbell-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; /);
    const second = await get(link);
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it('is refused for a link that is too old', async () => {
    const link = server.newLoginUrl().slice(server.url.length);
    await practice.clock.advance(LINK_LIFE_MS + 1);
    expect((await get(link)).status).toBe(401);
  });

  it('is held up for everyone after ten wrong links, for a minute', async () => {
    for (let tries = 0; tries < 10; tries += 1) expect((await get(`/login?code=wrong${tries}`)).status).toBe(401);
    const good = server.newLoginUrl().slice(server.url.length);
    expect((await get(good)).status).toBe(429);
    await practice.clock.advance(60_000);
    expect((await get(good)).status).toBe(303);
  });

  it.each(['/', '/assets/app-Ab12_cd9.js', '/index.html', '/nothing', '/login'])(
    'is what %s asks for without a session',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain('Open the sign-in link that Deskbell printed');
    },
  );

  it('ends after twelve quiet hours, also for a socket that is open', async () => {
    const cookie = await signIn();
    const client = await greeted(cookie);
    practice.clock.sleepThrough(IDLE_LIFE_MS + 1);
    expect((await get('/', { cookie })).status).toBe(401);
    client.socket.send(JSON.stringify({ t: 'call', id: '1', procedure: 'count.add', input: { by: 1 } }));
    expect(await client.closed).toBe(CloseCode.signedOut);
    expect(practice.total()).toBe(0);
  });
});

describe('serving the page', () => {
  it('gives every answer the strict policy and the other security headers', async () => {
    const cookie = await signIn();
    const answers = [
      await get('/', { cookie }),
      await get('/'),
      await get('/x', { cookie }),
      await get('/%', { cookie }),
    ];
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toBe(contentSecurityPolicy);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-frame-options']).toBe('DENY');
    }
    expect(contentSecurityPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    );
  });

  it('keeps hashed files for ever and the page not at all, with their right types', async () => {
    const cookie = await signIn();
    const page = await get('/', { cookie });
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>Deskbell</title>' });
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    const script = await get('/assets/app-Ab12_cd9.js', { cookie });
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
    });
  });

  it.each([
    '/../secrets.json',
    '/assets/../../secrets.json',
    '/%2e%2e/secrets.json',
    '/..%2fsecrets.json',
    '/assets/..%5c..%5csecrets.json',
    '//secrets.json',
    '/assets/%00',
    '/%',
    '/assets',
    '/index.html/',
  ])('leads nowhere by the path %s', async (path) => {
    const answer = await get(path, { cookie: await signIn() });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('never');
  });

  it('answers no other method', async () => {
    const cookie = await signIn();
    expect((await get('/', { cookie }, 'POST')).status).toBe(404);
    expect((await get('/rpc', { cookie }, 'POST')).status).toBe(404);
  });

  it('serves nothing to a name that is not ours', async () => {
    const cookie = await signIn();
    expect((await get('/', { cookie, host: 'attacker.example' })).status).toBe(421);
    expect((await get('/', { cookie, host: '127.0.0.1:1' })).status).toBe(421);
  });
});

describe('the socket', () => {
  it('serves our page with a session', async () => {
    const client = await greeted(await signIn());
    client.socket.send(JSON.stringify({ t: 'call', id: '1', procedure: 'echo.say', input: { words: 'hi' } }));
    expect(await client.frame(({ id }) => id === '1')).toMatchObject({ ok: true });
  });

  it('tells our page without a session to sign in, with the code it knows', async () => {
    expect(await open('deskbell-1=wrong').closed).toBe(CloseCode.signedOut);
  });

  it.each([
    ['another site', { origin: 'http://attacker.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['the same address over https', { origin: 'https://127.0.0.1' }],
    ['no origin at all', {}],
    ['a rebound name', { origin: 'http://attacker.example', host: 'attacker.example' }],
  ])('is not opened from %s', async (_name, headers) => {
    expect(await open(await signIn(), headers as Record<string, string>).refused).toBe(403);
  });

  it('is cut on garbage, binary frames, a missing hello and oversize frames, each with its code', async () => {
    const cookie = await signIn();
    const cut = async (send: (socket: WebSocket) => void) => {
      const client = open(cookie);
      await client.opened;
      send(client.socket);
      return client.closed;
    };
    expect(await cut((socket) => socket.send('{"t":'))).toBe(CloseCode.protocol);
    expect(await cut((socket) => socket.send(Buffer.from(HELLO), { binary: true }))).toBe(CloseCode.protocol);
    expect(await cut((socket) => socket.send(HELLO.repeat(3)))).toBe(CloseCode.protocol);
    expect(await cut((socket) => socket.send('x'.repeat(MAX_FRAME + 1)))).toBe(CloseCode.tooLarge);
    expect(await cut((socket) => socket.send(JSON.stringify({ t: 'call', id: '1', procedure: 'count.add' })))).toBe(
      CloseCode.protocol,
    );
    expect(practice.total()).toBe(0);
  });

  it('is cut when it never says hello', async () => {
    const client = open(await signIn());
    await client.opened;
    await practice.clock.advance(10_000);
    expect(await client.closed).toBe(CloseCode.noHello);
  });

  it('survives thousands of calls at once, and cuts who floods it, while others are served', async () => {
    const cookie = await signIn();
    const honest = await greeted(cookie);
    const hostile = await greeted(cookie);
    for (let id = 0; id < 6_000; id += 1) {
      hostile.socket.send(JSON.stringify({ t: 'call', id: `${id}`, procedure: 'echo.wait', input: {} }));
    }
    expect(await hostile.closed).toBe(CloseCode.flood);
    expect(practice.waiting.length).toBeLessThanOrEqual(64);
    await Promise.all(practice.waiting.map((signal) => expect.poll(() => signal.aborted).toBe(true)));
    honest.socket.send(JSON.stringify({ t: 'call', id: '1', procedure: 'echo.say', input: { words: 'hi' } }));
    expect(await honest.frame(({ id }) => id === '1')).toMatchObject({ ok: true });
  });

  it('refuses a browser its thirty-third connection', async () => {
    const cookie = await signIn();
    const clients = Array.from({ length: 33 }, () => open(cookie));
    expect(await Promise.any(clients.map(({ closed }) => closed))).toBe(CloseCode.flood);
  });

  it('says goodbye when the program closes', async () => {
    const client = await greeted(await signIn());
    await server.close();
    expect(await client.closed).toBe(CloseCode.goingAway);
  });
});

describe('starting', () => {
  it('says which port is taken and what to do', async () => {
    const deps = {
      openSession: practice.openSession,
      createIdentity: () => fixedIdentity(deviceActor),
      files: createRendererFiles(join(folder, 'nowhere')),
      clock: practice.clock,
      timers: practice.clock,
      random: createSystemRandom(),
      log: practice.log,
    };
    const port = Number(new URL(server.url).port);
    const start = startConsoleServer(deps, { host: '127.0.0.1', port });
    await expect(start).rejects.toMatchObject({
      code: 'NOT_AVAILABLE',
      message: `Port ${port} is taken by another program. Close that program, or choose another port with --port.`,
    });
  });
});
