import { Buffer } from 'node:buffer';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileSecrets } from '../../src/main/platform/fileSecrets.ts';
import { createRandomIds, createTimedIds } from '../../src/main/platform/ids.ts';
import { createPinoLogger } from '../../src/main/platform/logger.ts';
import { createNodePlatform } from '../../src/main/platform/node.ts';
import { createSystemRandom } from '../../src/main/platform/random.ts';
import { createSystemTimers } from '../../src/main/platform/timers.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'deskbell-platform-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('file secrets', () => {
  const file = (): string => join(directory, 'secrets.json');

  it('keep values over a restart, and forget what is deleted', async () => {
    const secrets = createFileSecrets(file());
    await Promise.all([secrets.set('phone.password', 'a'), secrets.set('db.key', 'b'), secrets.set('old', 'c')]);
    await secrets.delete('old');
    const reopened = createFileSecrets(file());
    expect(await reopened.get('phone.password')).toBe('a');
    expect(await reopened.get('db.key')).toBe('b');
    expect(await reopened.get('old')).toBeUndefined();
    expect(readdirSync(directory)).toEqual(['secrets.json']);
  });

  it.skipIf(process.platform === 'win32')(
    'can be read by their owner only, also after someone loosened the mode',
    async () => {
      const secrets = createFileSecrets(file());
      await secrets.set('a', 'b');
      expect(statSync(file()).mode & 0o777).toBe(0o600);
      chmodSync(file(), 0o644);
      await secrets.get('a');
      expect(statSync(file()).mode & 0o777).toBe(0o600);
    },
  );

  it('refuse a damaged file and leave it as it is, without quoting it', async () => {
    writeFileSync(file(), '{"db.key":"precious');
    const secrets = createFileSecrets(file());
    await expect(secrets.set('a', 'b')).rejects.toThrow(/damaged/);
    await expect(secrets.get('db.key')).rejects.not.toThrow(/precious/);
    expect(readFileSync(file(), 'utf8')).toBe('{"db.key":"precious');
  });
});

describe('the log', () => {
  it('hides numbers, texts and credentials wherever they turn up', () => {
    const lines: string[] = [];
    const log = createPinoLogger({ destination: { write: (line) => void lines.push(line) } });
    log.child({ gatewayId: 'g1' }).warn(
      {
        text: 'Hi Ada',
        phoneNumber: '+12065550101',
        detail: 'no route to +1 (206) 555-0101',
        url: 'http://sms:pw@10.0.0.7/',
      },
      'send failed',
    );
    const line = lines.join('');
    expect(line).toContain('"event":"send failed"');
    expect(line).toContain('"gatewayId":"g1"');
    for (const secret of ['Ada', '555', 'pw@']) expect(line).not.toContain(secret);
  });
});

describe('system timers', () => {
  it('do not ring early for a delay longer than the platform can hold', async () => {
    const timers = createSystemTimers();
    let rang = false;
    const handle = timers.after(2 ** 31 + 5, () => {
      rang = true;
    });
    await timers.sleep(5);
    handle.cancel();
    expect(rang).toBe(false);
  });

  it('reject a sleep with the reason of its signal', async () => {
    const stop = new AbortController();
    const sleeping = createSystemTimers().sleep(60_000, stop.signal);
    stop.abort(new Error('stopping'));
    await expect(sleeping).rejects.toThrow('stopping');
  });
});

describe('the Node platform', () => {
  it('makes ids of the agreed shape', () => {
    const ids = createRandomIds(createSystemRandom());
    const made = new Set(Array.from({ length: 1000 }, () => ids.next()));
    expect(made.size).toBe(1000);
    for (const id of made) expect(id).toMatch(/^[A-Za-z0-9_-]{21}$/);
  });

  it('makes ids that are greater the later they are made', () => {
    let now = Date.UTC(2026, 10, 20);
    const clock = { now: () => now, monotonic: () => now };
    const ids = createTimedIds({ clock, random: createSystemRandom() });
    const made = Array.from({ length: 500 }, () => {
      now += 1 + (now % 977) ** 3;
      return ids.next();
    });
    for (const id of made) expect(id).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{20}$/);
    expect(made.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(made);
  });

  it('makes its data folder', () => {
    const dataDir = join(directory, 'fresh', 'data');
    const platform = createNodePlatform({ dataDir, appRoot: directory, log: { level: 'silent' } });
    expect(statSync(dataDir).isDirectory()).toBe(true);
    expect(platform.paths.migrationsDir).toBe(join(directory, 'migrations'));
    expect(Buffer.from(platform.random.bytes(32))).toHaveLength(32);
  });
});
