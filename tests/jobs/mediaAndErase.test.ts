import { describe, expect, test } from 'vitest';
import type { AttachmentRecord } from '../../src/main/store/records.ts';
import { eraseOld } from '../../src/main/jobs/eraseOld.ts';
import { fictionNumber, seedWroteTo } from './seed.ts';
import { World } from './world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2]);
const FROM = fictionNumber(7);
const MESSAGE = `wrote-phone-1-${FROM.slice(1)}`;

async function withPicture(more: Partial<AttachmentRecord> = {}): Promise<World> {
  const world = await World.create();
  world.write((tx) => {
    seedWroteTo(tx, FROM, 'phone-1', world.clock.now(), { eventData: { pictures: '1' }, gatewayMessageId: 'in-1' });
    tx.attachments.insert(
      {
        id: 'picture',
        messageId: MESSAGE,
        position: 0,
        name: 'picture-1.jpeg',
        contentType: 'image/jpeg',
        sizeBytes: null,
        hasContent: false,
        gatewayId: 'phone-1',
        ref: 'ref-1',
        problem: null,
        tries: 0,
        nextTryAt: world.clock.now() + 1_000,
        createdAt: world.clock.now(),
        ...more,
      },
      null,
    );
  });
  return world;
}
const picture = (world: World) => world.store.read((tx) => tx.attachments.get('picture'))!;
const answer = (bytes: Uint8Array) => ({ ok: true, value: { bytes, contentType: 'image/jpeg' } }) as const;

describe('a picture that came in', () => {
  test('is fetched, tried again while it is not there yet, and kept as what it is', async () => {
    const world = await withPicture();
    let asked = 0;
    world.gateway.fetchMedia = async (ref) => {
      asked += 1;
      expect(ref).toBe('ref-1');
      return asked < 3 ? { ok: false, problem: 'badAnswer', detail: '404' } : answer(PNG);
    };
    world.start();
    await world.run(2 * MINUTE, 1_000);
    expect(asked).toBe(3);
    expect(picture(world)).toMatchObject({
      hasContent: true,
      contentType: 'image/png',
      sizeBytes: 10,
      nextTryAt: null,
    });
    expect(world.store.read((tx) => tx.attachments.content('picture'))).toEqual(Buffer.from(PNG));
  });

  test('that never comes, is too large, or is something else is told in words', async () => {
    const never = await withPicture();
    never.gateway.fetchMedia = async () => ({ ok: false, problem: 'unreachable', detail: 'off' });
    never.start();
    await never.run(4 * 60 * MINUTE, 10_000);
    expect(picture(never)).toMatchObject({
      hasContent: false,
      problem: expect.stringContaining('could not be fetched'),
    });

    const large = await withPicture({ sizeBytes: 50 * 1024 * 1024 });
    large.gateway.fetchMedia = async () => expect.unreachable();
    large.start();
    await large.run(10_000);
    expect(picture(large).problem).toContain('too large');

    const html = await withPicture();
    html.gateway.fetchMedia = async () => answer(new TextEncoder().encode('<html>'));
    html.start();
    await html.run(10_000);
    expect(picture(html)).toMatchObject({ hasContent: false, problem: expect.stringContaining('not opened here') });
  });

  test('leaves again with a text as it is stored', async () => {
    const world = await withPicture();
    const media: unknown[] = [];
    world.gateway.onSend((text) => {
      media.push(...(text.media ?? []));
      return 'accept';
    });
    world.queue({ id: 'out', to: FROM });
    world.write((tx) => {
      tx.messages.update('out', { eventData: { pictures: '1' } });
      tx.attachments.update('picture', { messageId: 'out', nextTryAt: null }, PNG);
    });
    Object.assign(world.gateway, { traits: { ...world.gateway.traits, carriesMedia: true } });
    world.start();
    await world.run(10_000);
    expect(media).toMatchObject([{ name: 'picture-1.jpeg', publicUrl: null, bytes: Buffer.from(PNG) }]);
  });
});

describe('erasing at the provider', () => {
  const erase = (world: World, days: number | null, how: 'redact' | 'delete' = 'redact') => {
    const { store, platform } = world;
    const gateways = { get: (id: string) => world.gateways.get(id) };
    return eraseOld(
      {
        store,
        clock: platform.clock,
        timers: { ...world.clock, sleep: async () => undefined },
        log: platform.log,
        gateways,
      },
      { days, how },
      new AbortController().signal,
    );
  };

  test('takes away what is old enough, once, and only where the practice wants it', async () => {
    const world = await withPicture();
    const erased: string[] = [];
    world.gateway.erase = async (id) => {
      erased.push(id);
      return { ok: true, value: 'erased' };
    };
    expect(await erase(world, 30)).toBe(0);
    world.clock.sleepThrough(31 * DAY);
    expect(await erase(world, null)).toBe(0);
    expect(await erase(world, 30)).toBe(1);
    expect(await erase(world, 30)).toBe(0);
    expect(erased).toEqual(['in-1']);
    expect(world.message(MESSAGE).erasedAt).toBe(world.clock.now());
  });

  test.each(['redact', 'delete'] as const)('%ss what the practice wants gone', async (how) => {
    const world = await withPicture();
    const asked: unknown[] = [];
    world.gateway.erase = async (_id, _signal, given) => {
      asked.push(given);
      return { ok: true, value: 'erased' };
    };
    world.clock.sleepThrough(31 * DAY);
    expect(await erase(world, 30, how)).toBe(1);
    expect(asked).toEqual([how]);
  });

  test('leaves for another night what cannot be erased yet, or when nobody answers', async () => {
    const world = await withPicture();
    world.clock.sleepThrough(31 * DAY);
    world.gateway.erase = async () => ({ ok: true, value: 'notYet' });
    expect(await erase(world, 30)).toBe(0);
    world.gateway.erase = async () => ({ ok: false, problem: 'unreachable', detail: 'off' });
    expect(await erase(world, 30)).toBe(0);
    expect(world.message(MESSAGE).erasedAt).toBeNull();
  });
});
