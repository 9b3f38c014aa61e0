import { describe, expect, it } from 'vitest';
import { createMediaLinks } from '../../src/main/features/attachments/mediaLinks.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { createHarness } from './harness.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const MINUTE = 60_000;

async function withPicture() {
  const test = await createTestStore();
  const { store, clock } = test;
  store.write('test', (tx) =>
    tx.attachments.insert(
      {
        id: 'picture-1',
        messageId: null,
        position: 0,
        name: 'map.png',
        contentType: 'image/png',
        sizeBytes: PNG.length,
        hasContent: true,
        gatewayId: null,
        ref: null,
        problem: null,
        tries: 0,
        nextTryAt: null,
        createdAt: clock.now(),
      },
      PNG,
    ),
  );
  const links = createMediaLinks({ store, clock, key: new Uint8Array(32).fill(7) });
  const desk = await createHarness({ on: test, openMedia: links.open });
  const get = (token: string, method = 'GET') => desk.send({ method, path: `/hooks/media/${token}` });
  return { links, get, clock, store };
}

describe('a link to a picture', () => {
  it('gives that picture, and asks everybody on the way to keep none', async () => {
    const { links, get } = await withPicture();
    const answer = await get(links.tokenFor('picture-1'));
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'no-store' });
  });

  it('is an empty 404 when it is forged, too old, for nothing, or asked otherwise', async () => {
    const { links, get, clock } = await withPicture();
    const token = links.tokenFor('picture-1');
    const forged = token.replace(/^picture-1/, 'picture-2');
    for (const [asked, method] of [
      [forged, 'GET'],
      [`${token}x`, 'GET'],
      ['short', 'GET'],
      [links.tokenFor('picture-9'), 'GET'],
      [token, 'POST'],
    ] as const) {
      expect.soft(await get(asked, method)).toMatchObject({ status: 404, body: '' });
    }
    await clock.advance(31 * MINUTE);
    expect(await get(token)).toMatchObject({ status: 404, body: '' });
  });

  it('that is forged uses up nothing of what gateways may ask in a minute', async () => {
    const desk = await createHarness({ listener: { perMinute: 2 }, openMedia: () => null });
    for (let at = 0; at < 10; at += 1) {
      expect((await desk.send({ method: 'GET', path: `/hooks/media/${'x'.repeat(60)}` })).status).toBe(404);
    }
    expect((await desk.post({ id: 'a' })).status).toBe(204);
  });

  it('of another run opens nothing', async () => {
    const { links, store, clock } = await withPicture();
    const later = createMediaLinks({ store, clock, key: new Uint8Array(32).fill(8) });
    expect(later.open(links.tokenFor('picture-1'))).toBeNull();
  });
});
