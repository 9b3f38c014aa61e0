/** `deskbell` as scripts use it: real processes, a real data folder, a simulated phone over real HTTP. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPhoneSimulator } from '../../src/main/demo/phone/simulator.ts';
import { createSystemClock } from '../../src/main/platform/clock.ts';
import { createSystemRandom } from '../../src/main/platform/random.ts';
import { createSystemTimers } from '../../src/main/platform/timers.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { createSeededIds } from '../fakes/seeded.ts';
import { createDeskbell } from './deskbell.ts';
import type { Deskbell } from './deskbell.ts';

let deskbell: Deskbell;
beforeEach(() => (deskbell = createDeskbell()));
afterEach(() => deskbell.stopAll());

describe('serve --json', () => {
  it('prints one line when it is ready, and ends cleanly when asked to', async () => {
    const served = await deskbell.serve();
    expect(served).toMatchObject({ dataDir: deskbell.dataDir, pid: served.process.pid });
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(served.loginUrl, { redirect: 'manual' })).status).toBe(303);
    const { code, stdout } = await served.end('SIGTERM');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(existsSync(join(deskbell.dataDir, 'instance.json'))).toBe(false);
  });

  it('keeps its token where only its owner can read it', async () => {
    await deskbell.serve();
    const file = join(deskbell.dataDir, 'instance.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { url, token } = JSON.parse(readFileSync(file, 'utf8'));
    const ask = (headers: Record<string, string>) =>
      fetch(`${url}/rpc`, { method: 'POST', headers, body: '{"procedure":"system.getHealth","input":{}}' });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${token}`, origin: 'http://127.0.0.1' })).status).toBe(403);
    expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it('tells a second starter in one sentence who holds the data', async () => {
    const served = await deskbell.serve();
    const second = await deskbell.run(['serve', '--json', '--port', '0']);
    expect(second.code).toBe(1);
    expect(JSON.parse(second.stdout)).toMatchObject({ error: { code: 'DATA_LOCKED' } });
    expect(second.stderr).toContain(`process ${served.pid}`);
    expect(await deskbell.call('system.getSession')).toMatchObject({ userName: 'command line', demo: false });
  });

  it('says which port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stdout } = await deskbell.run(['serve', '--json', '--port', String(port)]);
    other.close();
    expect(code).toBe(1);
    expect(JSON.parse(stdout).error.message).toContain(`Port ${port} is taken by another program.`);
  });

  it('does not open itself to a network without encryption, and touches no data then', async () => {
    const { code, stdout } = await deskbell.run(['serve', '--json', '--host', '0.0.0.0']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'NOT_AVAILABLE', field: 'host' } });
    expect(existsSync(deskbell.dataDir)).toBe(false);
  });

  it('never mixes demo and real data', async () => {
    const real = await deskbell.serve();
    await real.end('SIGINT');
    const demo = await deskbell.run(['serve', '--demo', '--json', '--port', '0']);
    expect(JSON.parse(demo.stdout)).toMatchObject({ error: { code: 'CONFLICT' } });
  });
});

describe('without a running Deskbell', () => {
  it('call says so and exits 1, making nothing', async () => {
    const { code, stdout, stderr } = await deskbell.run(['call', 'system.getHealth']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'NOT_AVAILABLE' } });
    expect(stderr.trim()).toBe(
      'Deskbell is not running on this data. Start it with "deskbell serve", or name its folder with --data-dir.',
    );
    expect(existsSync(deskbell.dataDir)).toBe(false);
  });

  it('call is not fooled by the announcement of a killed one', async () => {
    const served = await deskbell.serve();
    await served.end('SIGKILL');
    expect(existsSync(join(deskbell.dataDir, 'instance.json'))).toBe(true);
    expect((await deskbell.run(['call', 'system.getHealth'])).code).toBe(1);
  });

  it('backup, verify and import open the data themselves', async () => {
    await (await deskbell.serve()).end('SIGTERM');
    const copy = join(deskbell.dataDir, '..', 'copy.backup');
    const backup = await deskbell.run(['backup', copy]);
    expect(JSON.parse(backup.stdout)).toMatchObject({ path: copy, checked: true });
    expect(statSync(copy).size).toBeGreaterThan(0);
    const verify = await deskbell.run(['verify']);
    expect(verify.code).toBe(0);
    expect(JSON.parse(verify.stdout)).toMatchObject({ ok: true, integrity: 'ok' });
    expect((await deskbell.run(['import', '/nowhere.csv'])).code).toBe(1);
  });

  it('refuses a mistake on the command line with exit code 2', async () => {
    expect(await deskbell.run(['frobnicate'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('call', () => {
  it('prints a refusal as {"error":{"code","message"}} and exits 1', async () => {
    await deskbell.serve();
    const { code, stdout } = await deskbell.run(['call', 'people.getPerson', '{"id":"nobody"}']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'NOT_FOUND', message: expect.any(String) } });
  });

  it('--batch answers each line in order, whatever is wrong with the ones before', async () => {
    await deskbell.serve();
    const lines = [
      '{"procedure":"replies.classify","input":{"text":"STOP"}}',
      'not json',
      '',
      '{"procedure":"nothing.here"}',
      '{"procedure":"system.getSession","input":{}}',
    ];
    const { code, stdout } = await deskbell.run(['call', '--batch'], lines.join('\n'));
    expect(code).toBe(0);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toMatchObject([
      { ok: { primary: 'opt_out' } },
      { error: { code: 'INVALID_INPUT' } },
      { error: { code: 'UNKNOWN_PROCEDURE' } },
      { ok: { role: 'owner' } },
    ]);
  });
});

describe('a day by the command line alone, against a phone of its own', () => {
  it('pairs, imports, sends, hears the answer and survives a kill', async () => {
    const phone = createPhoneSimulator(
      {
        clock: createSystemClock(),
        timers: createSystemTimers(),
        ids: createSeededIds(7),
        random: createSystemRandom(),
        log: createSilentLogger(),
      },
      { profile: '1.75', controlPort: null, username: 'sms', password: 'front-desk' },
    );
    await phone.start();
    try {
      const served = await deskbell.serve();
      await deskbell.call('settings.saveSettings', {
        practice: { name: 'Harbor Clinic', shortName: 'Harbor', phone: '+12065550100' },
        sending: { open: '00:00', close: '23:59', paceMs: 0 },
      });
      const paired = await deskbell.call('gateways.pairPhone', {
        address: phone.url,
        username: 'sms',
        password: 'front-desk',
      });
      expect(paired.gateway).toMatchObject({ kind: 'phone', simulated: false });

      const list = join(deskbell.dataDir, '..', 'list.csv');
      writeFileSync(list, 'Name,Phone,Date,Time\nRosa Lind,(206) 555-0142,2031-05-20,09:30\n');
      const dry = await deskbell.run(['import', list, '--dry-run']);
      expect(JSON.parse(dry.stdout).counts).toMatchObject({ new: 1 });
      const applied = await deskbell.run(['import', list]);
      expect(applied.code, applied.stderr).toBe(0);
      expect(JSON.parse(applied.stdout).counts).toMatchObject({ new: 1 });

      const { items } = await deskbell.call('people.listPeople', {});
      const personId = items[0].id;
      await deskbell.call('consent.recordEvent', {
        personId,
        kind: 'grant',
        level: 'express',
        method: 'staff_verbal',
        evidence: 'asked at the desk',
      });
      const sent = await deskbell.call('messages.sendMessage', {
        personId,
        body: 'Your results are in. Please call us.',
        undoMs: 0,
        confirmed: ['QUIET_HOURS'],
        confirmReason: 'test',
      });
      await expect.poll(() => phone.sent().length, { timeout: 20_000 }).toBe(1);
      expect(phone.sent()[0]).toMatchObject({ number: '+12065550142' });

      phone.inject('+12065550142', 'Thank you, I will');
      const texts = async () =>
        (await deskbell.call('conversations.listMessages', { conversationId: sent.conversationId })).items;
      await expect
        .poll(async () => (await texts()).some((one: { direction: string }) => one.direction === 'in'), {
          timeout: 25_000,
        })
        .toBe(true);

      await served.end('SIGKILL');
      await deskbell.serve();
      expect((await texts()).length).toBeGreaterThanOrEqual(2);
      expect(phone.sent()).toHaveLength(1);
    } finally {
      await phone.stop();
    }
  }, 90_000);
});
