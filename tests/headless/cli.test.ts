/** `deskbell` as scripts use it: real processes on a real data folder. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
