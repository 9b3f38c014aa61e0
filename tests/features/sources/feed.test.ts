import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { ScheduleSource } from '../../../src/contract/sources.ts';
import { NOW } from '../schedule/practice.ts';
import { ana, bo, createSourcesWorld, createWeb, csv } from './world.ts';
import type { SourcesWorld } from './world.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const feed = (url: string, more: object = {}) => ({
  kind: 'feed' as const,
  label: 'Calendar',
  addByItself: true,
  everyMinutes: 5,
  feed: { url },
  ...more,
});
const text =
  (body: string, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(200, headers).end(body);
  };
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(code, headers).end();
  };
/** A calendar at an address with a secret in it, answering as told; read once. */
async function subscribed(answer: Answer, path = '/private-s3cret/basic.ics') {
  const state = { answer };
  const web = await createWeb((request, response) => state.answer(request, response));
  const world = await createSourcesWorld();
  await world.save(feed(`${web.url}${path}`));
  world.job.start();
  await world.until(world.job.settled());
  return { world, web, state };
}
const only = async (world: SourcesWorld): Promise<ScheduleSource> => {
  const [item] = (await world.list()).items;
  if (item === undefined) throw new Error('There is no source.');
  return item;
};

describe('a subscribed calendar', () => {
  test('is read at its interval, asked only for what is new, and is fresh while nothing is', async () => {
    let body = csv(ana);
    const { world, web } = await subscribed((request, response) => {
      const etag = `"${String(body.length)}"`;
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
      response.writeHead(200, { etag, 'last-modified': 'Tue, 12 Jan 2027 13:00:00 GMT' }).end(body);
    });
    expect(world.visits()).toHaveLength(1);
    await world.minute(4);
    expect(web.requests).toHaveLength(1);
    await world.minute();
    expect(web.requests).toHaveLength(2);
    expect(web.requests[1]?.headers).toMatchObject({
      'if-none-match': `"${String(body.length)}"`,
      'if-modified-since': 'Tue, 12 Jan 2027 13:00:00 GMT',
    });
    expect(await only(world)).toMatchObject({ state: 'good', lastGoodAt: NOW + 5 * 60_000 });
    body = csv(ana, bo);
    await world.minute(5);
    expect(world.visits()).toHaveLength(2);
  });

  test('keeps the secret part of its address to itself', async () => {
    const { world, web } = await subscribed(status(500));
    const shown = JSON.stringify(await world.list());
    expect(shown).toContain('127.0.0.1');
    const stored = world.store.read((tx) =>
      JSON.stringify([tx.sources.list(), tx.audit.list({ cursor: null, limit: 50 })]),
    );
    const logged = JSON.stringify(world.practice.platform.log.entries);
    for (const place of [shown, stored, logged]) expect(place).not.toContain('s3cret');
    expect(web.requests[0]?.path).toBe('/private-s3cret/basic.ics');
  });

  test.each<[what: string, code: string, answer: Answer]>([
    ['a web page', 'webPage', text('<!DOCTYPE html><html><body>Sign in</body></html>')],
    ['half a calendar', 'cutShort', text('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Cru')],
    ['nothing', 'empty', text('')],
    ['401', 'refused', status(401)],
    ['404', 'notThere', status(404)],
    ['a 304 nobody asked for', 'unexpected', status(304)],
    ['503 and when to come again', 'busy', status(503, { 'retry-after': '1800' })],
    [
      'a line that breaks',
      'cutShort',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '5000' });
        response.write(csv(ana), () => response.destroy());
      },
    ],
    [
      '50 MB by its own word',
      'tooLarge',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '50000000' });
        response.write('x');
      },
    ],
    [
      '50 MB that it does not announce',
      'tooLarge',
      (_request, response) => {
        const chunk = 'x'.repeat(1_000_000);
        const more = (left: number): void => {
          if (left > 0) response.write(chunk, () => more(left - 1));
        };
        response.writeHead(200);
        more(50);
      },
    ],
    ['redirects in a circle', 'redirects', status(302, { location: '/private-s3cret/basic.ics' })],
    ['a redirect to nowhere', 'unexpected', status(302)],
  ])('says in words that it answers with %s', async (_what, code, answer) => {
    const { world, web } = await subscribed(answer);
    expect(await only(world)).toMatchObject({ state: 'trouble', problem: { code }, lastGoodAt: null });
    expect(world.visits()).toEqual([]);
    expect(web.requests.length).toBeLessThanOrEqual(6);
  });

  test('a slow one is given up after a minute', async () => {
    const web = await createWeb((_request, response) => void response.writeHead(200).write('BEGIN:'));
    const world = await createSourcesWorld();
    await world.save(feed(web.url));
    world.job.start();
    await world.soon(() => web.requests.length === 1);
    await world.clock.advance(60_000);
    await world.soon(async () => (await only(world)).state === 'trouble');
    expect((await only(world)).problem?.code).toBe('slow');
  });

  test('a name nobody knows, a certificate that ran out, and an answer of Chromium are told apart', async () => {
    const failing = async (error: Error): Promise<string | undefined> => {
      const world = await createSourcesWorld({ fetch: () => Promise.reject(error) });
      await world.save(feed('https://calendar.example.com/x.ics'));
      world.job.start();
      await world.until(world.job.settled());
      return (await only(world)).problem?.code;
    };
    const caused = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) });
    expect(await failing(caused('ENOTFOUND'))).toBe('dns');
    expect(await failing(caused('CERT_HAS_EXPIRED'))).toBe('certificateOld');
    expect(await failing(new Error('net::ERR_CERT_COMMON_NAME_INVALID'))).toBe('certificateName');
    expect(await failing(caused('ECONNREFUSED'))).toBe('offline');
  });

  test('after failures it is asked ever more rarely, no sooner than it asks for, and at once as usual when it is well', async () => {
    const { world, web, state } = await subscribed(status(503, { 'retry-after': '600' }));
    await world.minute(9);
    expect(web.requests).toHaveLength(1);
    await world.minute();
    expect(web.requests).toHaveLength(2);
    state.answer = status(500);
    await world.minute(60);
    const tries = web.requests.length;
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(9);
    state.answer = text(csv(ana));
    await world.until(world.handlers.sources.runSource(world.practice.context(), { id: (await only(world)).id }));
    expect(await only(world)).toMatchObject({ state: 'good', problem: null });
    await world.minute(5);
    expect(web.requests).toHaveLength(tries + 2);
  });

  test('a redirect leads on to https only, never from outside into this computer, and takes no password along', async () => {
    const seen: { url: string; authorization: string | null }[] = [];
    const hops: Record<string, string> = {};
    const world = await createSourcesWorld({
      fetch: async (input, init) => {
        const url = input instanceof Request ? input.url : input.toString();
        seen.push({ url, authorization: new Headers(init?.headers).get('authorization') });
        const next = hops[url];
        return next === undefined
          ? new Response(csv(ana))
          : new Response(null, { status: 302, headers: { location: next } });
      },
    });
    const source = await world.save(feed('webcal://desk:pass@cal.example.com/a'));
    const read = async (from: string, to: string): Promise<string> => {
      for (const key of Object.keys(hops)) delete hops[key];
      hops[from] = to;
      await world.until(world.handlers.sources.runSource(world.practice.context(), { id: source.id }));
      return (await only(world)).problem?.code ?? 'read';
    };
    const from = 'https://cal.example.com/a';
    for (const inner of [
      'http://127.0.0.1/',
      'https://localhost/x',
      'https://[::1]/',
      'https://169.254.169.254/',
      'https://[::ffff:127.0.0.1]/',
    ]) {
      expect(await read(from, inner)).toBe('redirectRefused');
    }
    expect(await read(from, 'http://cal.example.com/a')).toBe('redirectRefused');
    expect(await read(from, 'file:///etc/passwd')).toBe('redirectRefused');
    expect(await read(from, 'https://other.example.net/b')).toBe('read');
    expect(seen[0]?.authorization).toBe(`Basic ${btoa('desk:pass')}`);
    expect(seen.at(-1)).toEqual({ url: 'https://other.example.net/b', authorization: null });
    expect(seen.some(({ url }) => url.includes('pass'))).toBe(false);
  });

  test('a name that stands for this PC is refused before anything is asked there, also behind a redirect', async () => {
    const asked: string[] = [];
    const names: Record<string, readonly string[]> = {
      'cal.example.com': ['198.51.100.7'],
      'rebound.example.net': ['127.0.0.1'],
      'six.example.net': ['2001:db8::7', '::1'],
      'card.example.net': ['192.168.7.20'],
    };
    const world = await createSourcesWorld({
      addressesOf: async (host) => Promise.resolve(names[host] ?? []),
      networks: () => [{ name: 'eth0', address: '192.168.7.20', prefix: 24, internal: false }],
      fetch: async (input) => {
        const url = input instanceof Request ? input.url : input.toString();
        asked.push(url);
        if (!url.endsWith('/on')) return Promise.resolve(new Response(csv(ana)));
        return Promise.resolve(
          new Response(null, { status: 302, headers: { location: 'https://rebound.example.net/x' } }),
        );
      },
    });
    const read = async (url: string): Promise<string> => {
      const source = await world.save(feed(url));
      await world.until(world.handlers.sources.runSource(world.practice.context(), { id: source.id }));
      const found = (await world.list()).items.find(({ id }) => id === source.id);
      return found?.problem?.code ?? 'read';
    };
    for (const name of ['rebound.example.net', 'six.example.net', 'card.example.net']) {
      expect(await read(`https://${name}/a`)).toBe('thisComputer');
    }
    expect(asked).toEqual([]);
    expect(await read('https://cal.example.com/on')).toBe('thisComputer');
    expect(asked).toEqual(['https://cal.example.com/on']);
    expect(await read('https://cal.example.com/a')).toBe('read');
    expect(await read('https://elsewhere.example.org/a')).toBe('read');
  });

  test('an address that others could read along on is not taken, and the field is named', async () => {
    const world = await createSourcesWorld();
    await expect(world.save(feed('http://calendar.example.com/x.ics'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: 'feed.url',
    });
    await expect(world.save(feed('not an address'))).rejects.toMatchObject({ field: 'feed.url' });
  });

  test('is tried before it is saved, and changes nothing by that', async () => {
    const web = await createWeb(text('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'));
    const world = await createSourcesWorld();
    const check = { kind: 'feed' as const, feed: { url: web.url } };
    expect(await world.until(world.handlers.sources.checkSource(world.practice.context(), check))).toMatchObject({
      ok: true,
    });
    expect((await world.list()).items).toEqual([]);
  });

  test('the schedule is as fresh as its oldest source, or as the list a person brought later', async () => {
    const { world, state } = await subscribed(text(csv(ana)));
    const fresh = () => world.handlers.sources.getFreshness(world.practice.context(), {});
    expect(fresh()).toMatchObject({ at: NOW });
    state.answer = status(500);
    await world.minute(30);
    expect(fresh()).toMatchObject({ at: NOW });
    const context = world.practice.context();
    const input = { fileName: 'list.csv', text: csv(bo) };
    const { importId } = await world.until(world.schedule.previewImport(context, input));
    await world.until(world.schedule.applyImport(context, { importId, consent: 'askFirst', confirmedBrakes: [] }));
    expect(fresh()).toMatchObject({ at: world.clock.now() });
    await world.until(world.schedule.undoImport(context, { importId, keepSent: false }));
    expect(fresh()).toMatchObject({ at: NOW });
  });

  test('a source that is switched off is not read and says nothing about freshness; one that is removed leaves its visits', async () => {
    const { world, web } = await subscribed(text(csv(ana)));
    const { id } = await only(world);
    await world.save({ id, ...feed(`${web.url}/other`), active: false });
    await world.minute(10);
    expect(web.requests).toHaveLength(1);
    expect(await only(world)).toMatchObject({ state: 'off' });
    await world.until(world.handlers.sources.removeSource(world.practice.context(), { id }));
    expect((await world.list()).items).toEqual([]);
    expect(world.visits()).toHaveLength(1);
  });
});
