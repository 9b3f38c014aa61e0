import { Agent, METHODS } from 'node:http';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/contract/errors.ts';
import { hookPath } from '../../src/main/webhooks/addresses.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { signPost } from '../fakes/signedHooks.ts';
import { createHarness, KEY, openSlowSocket, ORIGIN, SECRET } from './harness.ts';

const MINUTE = 60_000;
const PATH = hookPath(SECRET, '/phone-1');

describe('a genuine post', () => {
  it('is stored raw before it is answered with an empty 204', async () => {
    const desk = await createHarness();
    const answer = await desk.post({ id: 'a', look: true }, { part: '/status' });
    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(desk.store.read((tx) => tx.hookEvents.waiting(0, 9))).toMatchObject([
      {
        gatewayId: 'phone-1',
        target: '/phone-1/status',
        contentType: 'application/json',
        receivedAt: desk.clock.now(),
      },
    ]);
    expect(desk.counters.read()).toMatchObject({ accepted: 1, forged: 0 });
  });

  it('is verified over the address with its query, and the query is kept', async () => {
    const desk = await createHarness();
    const path = `${PATH}/status?a=42`;
    const signed = signPost(KEY, `${ORIGIN}${path}`, desk.clock.now(), { id: 'q' });
    expect((await desk.send({ path, ...signed })).status).toBe(204);
    expect((await desk.send({ path: `${PATH}/status?a=43`, ...signed })).status).toBe(403);
    expect(desk.store.read((tx) => tx.hookEvents.waiting(0, 9)[0]?.target)).toBe('/phone-1/status?a=42');
  });

  it('posted twice, or replayed within its time, is stored once and acknowledged each time', async () => {
    const desk = await createHarness();
    const answers = await Promise.all([1, 2, 3].map(() => desk.post({ id: 'a' })));
    answers.push(await desk.post({ id: 'a' }, { at: desk.clock.now() - MINUTE }));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    expect(desk.waiting()).toEqual(['a']);
    expect(desk.counters.read()).toMatchObject({ accepted: 1, repeated: 3 });
  });

  it('is one of a hundred at once: all are durable, in few commits', async () => {
    const desk = await createHarness();
    const agent = new Agent({ keepAlive: true, maxSockets: 100 });
    const ids = Array.from({ length: 100 }, (_, at) => `e${at}`);
    const all = (prefix: string) =>
      ids.map((id) => {
        const signed = signPost(KEY, `${ORIGIN}${PATH}`, desk.clock.now(), { id: `${prefix}${id}` });
        return desk.send({ path: PATH, agent, ...signed });
      });
    const answers = [...(await Promise.all(all('first-'))), ...(await Promise.all(all('then-')))];
    agent.destroy();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
    expect(desk.waiting()).toHaveLength(200);
    expect(new Set(desk.waiting()).size).toBe(200);
    expect(desk.commits()).toBeLessThan(150);
  });

  it('is there after a restart, and is known when it is posted again', async () => {
    const desk = await createHarness();
    await desk.post({ id: 'a' });
    await desk.listener.close();
    const again = await createHarness({ on: await desk.reopen() });
    expect(again.waiting()).toEqual(['a']);
    expect((await again.post({ id: 'a' })).status).toBe(204);
    expect(again.waiting()).toEqual(['a']);
  });
});

describe('a post that is not genuine', () => {
  it('is refused with an empty 403 and counted, whatever is wrong with it', async () => {
    const desk = await createHarness();
    const good = signPost(KEY, `${ORIGIN}${PATH}`, desk.clock.now(), { id: 'a' });
    const forged = [
      { ...good, body: `${good.body} ` },
      { ...good, body: '' },
      { ...good, headers: {} },
      { ...good, headers: { ...good.headers, 'x-signature': good.headers['x-signature']!.slice(1) } },
      { ...good, headers: { ...good.headers, 'x-at': String(desk.clock.now() + 1) } },
      signPost('another key', `${ORIGIN}${PATH}`, desk.clock.now(), { id: 'a' }),
      signPost(KEY, `http://127.0.0.1:${desk.listener.port}${PATH}`, desk.clock.now(), { id: 'a' }),
      signPost(KEY, `${ORIGIN}${PATH}/`, desk.clock.now(), { id: 'a' }),
      {
        ...signPost(KEY, `https://evil.example${PATH}`, desk.clock.now(), { id: 'a' }),
      },
    ];
    for (const ask of forged) {
      const headers = { ...ask.headers, host: 'evil.example', 'x-forwarded-host': 'evil.example' };
      expect(await desk.send({ path: PATH, ...ask, headers })).toMatchObject({ status: 403, body: '' });
    }
    expect(desk.counters.read()).toMatchObject({ accepted: 0, forged: forged.length });
    expect(desk.waiting()).toEqual([]);
  });

  it('is refused with any one byte changed: of the body, the signature, the time or the address', async () => {
    const desk = await createHarness();
    const random = createSeededRandom(7);
    const changed = (text: string): string => {
      const at = Math.floor(random.fraction() * text.length);
      const other = String.fromCharCode(48 + ((text.charCodeAt(at) + 1 + Math.floor(random.fraction() * 8)) % 10));
      return `${text.slice(0, at)}${other === text[at] ? 'x' : other}${text.slice(at + 1)}`;
    };
    for (let nth = 0; nth < 240; nth += 1) {
      const path = `${PATH}/status?a=4711`;
      const { body, headers } = signPost(KEY, `${ORIGIN}${path}`, desk.clock.now(), {
        id: `forged-${nth}`,
        look: true,
      });
      const { 'x-at': at = '', 'x-signature': signature = '' } = headers;
      const forgery = [
        { path, body: changed(body), headers },
        { path, body, headers: { ...headers, 'x-signature': changed(signature) } },
        { path, body, headers: { ...headers, 'x-at': changed(at) } },
        { path: `/${changed(path.slice(1))}`, body, headers },
      ][nth % 4];
      const { status, body: said } = await desk.send({ method: 'POST', path: '/', ...forgery });
      expect.soft([403, 404]).toContain(status);
      expect.soft(said).toBe('');
    }
    expect(desk.waiting()).toEqual([]);
    expect(desk.counters.read().accepted).toBe(0);
  });

  it('is stale when its time is far from ours: a capture replayed after ten minutes is worth nothing', async () => {
    const desk = await createHarness();
    expect((await desk.post({ id: 'a' }, { at: desk.clock.now() - 10 * MINUTE })).status).toBe(403);
    expect((await desk.post({ id: 'b' }, { at: desk.clock.now() + 10 * MINUTE })).status).toBe(403);
    expect(desk.counters.read()).toMatchObject({ stale: 2, forged: 0, accepted: 0 });
  });

  it('for a gateway that is not there is an empty 404', async () => {
    const desk = await createHarness();
    expect(await desk.post({ id: 'a' }, { gatewayId: 'phone-2' })).toMatchObject({ status: 404, body: '' });
  });
});

describe('everything else', () => {
  it('is an empty 404, whatever the path and the method, and says nothing about us', async () => {
    const desk = await createHarness();
    const wrong = SECRET.replace('a', 'b');
    const paths = [
      '/',
      '/hooks',
      '/hooks/',
      `/hooks/${SECRET}`,
      `/hooks/${SECRET}/`,
      `${PATH}/`,
      `${PATH}/other`,
      `${PATH}/status/more`,
      `/hooks/${wrong}/phone-1`,
      `/hooks/${SECRET}x/phone-1`,
      `//hooks/${SECRET}/phone-1`,
      `/HOOKS/${SECRET}/phone-1`,
      `/hooks/${SECRET}/%70hone-1`,
      `/hooks/${SECRET}/../phone-1`,
      `/%`,
      '/login',
      '/rpc',
      '/ws',
      '/.env',
      '/index.html',
    ];
    for (const path of paths) {
      const answer = await desk.send({ path, ...signPost(KEY, `${ORIGIN}${path}`, desk.clock.now(), { id: path }) });
      expect.soft({ path, status: answer.status, body: answer.body }).toEqual({ path, status: 404, body: '' });
      expect.soft(Object.keys(answer.headers).toSorted()).toEqual(['connection', 'content-length', 'date']);
    }
    expect(desk.waiting()).toEqual([]);
  });

  it('is an empty 404 for every other method, also on a path that exists', async () => {
    const desk = await createHarness();
    const methods = METHODS.filter((method) => !['POST', 'CONNECT'].includes(method));
    for (const method of methods) {
      const { status, body } = await desk.send({ path: PATH, method });
      expect.soft({ method, status, body }).toEqual({ method, status: 404, body: '' });
    }
  });

  it('that is no HTTP at all is cut off without a word', async () => {
    const desk = await createHarness();
    const { socket, closed } = openSlowSocket(desk.listener.port, 'HELO mail.example\r\n\r\n');
    let heard = '';
    socket.on('data', (part) => (heard += String(part)));
    await closed;
    expect(heard).toBe('');
  });
});

describe('too much', () => {
  it('of a body is refused: announced, and streamed without saying so', async () => {
    const desk = await createHarness();
    const body = Buffer.alloc(10 * 1024 * 1024, 0x20);
    await expect(
      desk.send({ path: PATH, body }).then(
        ({ status }) => status,
        () => 413,
      ),
    ).resolves.toBe(413);
    const chunked = { 'transfer-encoding': 'chunked' };
    await expect(
      desk.send({ path: PATH, body, headers: chunked }).then(
        ({ status }) => status,
        () => 413,
      ),
    ).resolves.toBe(413);
    expect(desk.counters.read().refused).toBe(2);
    expect((await desk.post({ id: 'a' })).status).toBe(204);
  });

  it('is measured by what the gateway may post: a phone with pictures on may post some megabytes', async () => {
    const desk = await createHarness({ bodyLimit: 16 * 1024 * 1024 });
    const picture = 'x'.repeat(10 * 1024 * 1024);
    const post = `{"id":"mms","picture":"${picture}"}`;
    expect((await desk.post(post)).status).toBe(204);
    expect(desk.waiting()).toEqual(['mms']);
  });

  it('of one peer in a minute is put off with an empty 429', async () => {
    const desk = await createHarness({ listener: { perMinute: 3 } });
    const statuses: number[] = [];
    for (let at = 0; at < 5; at += 1) statuses.push((await desk.post({ id: `e${at}` })).status);
    expect(statuses).toEqual([204, 204, 204, 429, 429]);
    // Paths of others cost nothing and count for nothing.
    expect((await desk.send({ path: '/' })).status).toBe(404);
  });

  it('from a network that has no business here is refused at the door', async () => {
    const limits = { perPeer: 16, total: 16, admits: () => false };
    const desk = await createHarness({ listener: { limits } });
    await expect(desk.post({ id: 'a' })).rejects.toThrow(/hang up|ECONNRESET/);
  });
});

describe('when nothing can be stored', () => {
  it('the sender is asked to try again: the disk is full', async () => {
    const desk = await createHarness({
      store: () => {
        throw new DomainError('DISK_FULL', 'The disk is full.');
      },
    });
    expect(await desk.post({ id: 'a' })).toMatchObject({ status: 503, body: '' });
    expect(desk.counters.read()).toMatchObject({ busy: 1, accepted: 0 });
    expect(desk.platform.log.entries).toContainEqual(
      expect.objectContaining({ event: 'webhooks.notStored', fields: { code: 'DISK_FULL', events: 1 } }),
    );
  });

  it('the sender is asked to try again: the store is closed', async () => {
    const desk = await createHarness();
    await desk.store.close();
    expect((await desk.post({ id: 'a' })).status).toBe(503);
  });

  it('the sender is asked to try again: too many wait to be read', async () => {
    const desk = await createHarness({ store: (events) => events.map(() => 'full') });
    expect((await desk.post({ id: 'a' })).status).toBe(503);
  });

  it('nothing is proved while the public address is not known', async () => {
    const desk = await createHarness({ origin: () => null });
    expect((await desk.post({ id: 'a' })).status).toBe(503);
    expect(desk.waiting()).toEqual([]);
  });
});

describe('four hundred slow clients', () => {
  it('get none of the valid requests lost, and are all cut off', async () => {
    const desk = await createHarness();
    const head = `POST ${PATH} HTTP/1.1\r\nHost: x\r\n`;
    const slow = Array.from({ length: 400 }, (_, at) => {
      // A third says nothing, a third never ends its headers, a third never ends its body.
      const text = ['', head, `${head}Content-Length: 1000\r\n\r\n{`][at % 3] ?? '';
      return openSlowSocket(desk.listener.port, text);
    });
    const statuses: number[] = [];
    for (let at = 0; at < 60; at += 1) statuses.push((await desk.post({ id: `e${at}` })).status);
    expect(statuses).toEqual(Array.from({ length: 60 }, () => 204));
    expect(desk.waiting()).toHaveLength(60);
    await Promise.all(slow.map(({ closed }) => closed));
    expect((await desk.post({ id: 'after' })).status).toBe(204);
  }, 40_000);

  it('of one peer do not push out its connection that has proved itself', async () => {
    const desk = await createHarness({ listener: { limits: { perPeer: 4, total: 64, admits: () => true } } });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (id: string) => ({ path: PATH, agent, ...signPost(KEY, `${ORIGIN}${PATH}`, desk.clock.now(), { id }) });
    expect((await desk.send(ask('a'))).status).toBe(204);
    const slow = Array.from({ length: 20 }, () => openSlowSocket(desk.listener.port, 'POST '));
    await Promise.all(slow.slice(0, 15).map(({ closed }) => closed));
    expect((await desk.send(ask('b'))).status).toBe(204);
    agent.destroy();
    await desk.listener.close();
  });
});
