/** Looking at redirects through Electron's network, on a stand-in of it that speaks real HTTP. */
import { createServer, request as httpRequest } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Net } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChromiumFetch } from '../../src/main/electron/chromiumFetch.ts';

/** As Electron 45 behaves: `fetch` rejects a redirect it may not follow, `request` tells of it by an event. */
function standIn(): Pick<Net, 'fetch' | 'request'> {
  const net = {
    fetch: async (url: string, init?: RequestInit) => {
      const answer = await fetch(url, init);
      if (answer.status >= 300 && answer.status < 400) throw new Error('Redirect was cancelled');
      return answer;
    },
    request: ({ url, method }: { url: string; method: string }) => {
      const request = httpRequest(url, { method });
      request.on('response', (message) => {
        const { location } = message.headers;
        if (location !== undefined) request.emit('redirect', message.statusCode, method, location, message.headers);
      });
      return Object.assign(request, { abort: () => request.destroy() });
    },
  };
  return net as unknown as Pick<Net, 'fetch' | 'request'>;
}

describe('fetching over Chromium', () => {
  let server: Server;
  let base: string;
  beforeEach(async () => {
    server = createServer((asked, answer) => {
      if (asked.url === '/silent') return;
      if (asked.url === '/moved') answer.writeHead(307, { location: '/there' }).end();
      else answer.writeHead(200, { 'content-type': 'image/png' }).end(`as ${String(asked.headers.authorization)}`);
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  });

  it('gives the redirect itself to a caller that asked for it', async () => {
    const answer = await createChromiumFetch(standIn())(`${base}/moved`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([307, '/there']);
  });
  it('gives status, headers and content of what is no redirect', async () => {
    const headers = { authorization: 'Basic x' };
    const answer = await createChromiumFetch(standIn())(new URL(`${base}/there`), { redirect: 'manual', headers });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'image/png',
      'as Basic x',
    ]);
  });
  it('ends when it is aborted, before and while it waits', async () => {
    const chromium = createChromiumFetch(standIn());
    const waiting = new AbortController();
    const silent = chromium(`${base}/silent`, { redirect: 'manual', signal: waiting.signal });
    waiting.abort(new Error('too long'));
    await expect(silent).rejects.toThrow('too long');
    await expect(chromium(base, { redirect: 'manual', signal: waiting.signal })).rejects.toThrow('too long');
  });
  it('says like fetch that nobody answers', async () => {
    await expect(createChromiumFetch(standIn())('http://127.0.0.1:1/', { redirect: 'manual' })).rejects.toThrow(
      TypeError,
    );
  });
  it('leaves everything else to Electron', async () => {
    const answer = await createChromiumFetch(standIn())(base, { method: 'POST', body: 'x', redirect: 'manual' });
    expect(answer.status).toBe(200);
  });
});
