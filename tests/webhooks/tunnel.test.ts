import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSystemProcesses } from '../../src/main/platform/processes.ts';
import type { Processes } from '../../src/main/platform/ports.ts';
import { createSystemTimers } from '../../src/main/platform/timers.ts';
import { createCloudflared } from '../../src/main/webhooks/tunnel/cloudflared.ts';
import type { TunnelDriver } from '../../src/main/webhooks/tunnel/driver.ts';
import { createNgrok } from '../../src/main/webhooks/tunnel/ngrok.ts';
import type { NgrokPackage } from '../../src/main/webhooks/tunnel/ngrok.ts';
import { createOwnUrl } from '../../src/main/webhooks/tunnel/ownUrl.ts';
import { createSupervisor } from '../../src/main/webhooks/tunnel/supervisor.ts';
import { createTailscale } from '../../src/main/webhooks/tunnel/tailscale.ts';
import { createScriptedProcesses } from '../fakes/scriptedProcesses.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';

const PORT = 47_115;
const MINUTE = 60_000;
const REGISTERED = '2026-11-21T09:00:01Z INF Registered tunnel connection connIndex=0 location=sea01 protocol=quic';

function supervise(driver: TunnelDriver) {
  const platform = createTestPlatform();
  const states: string[] = [];
  const supervisor = createSupervisor({
    ...platform,
    driver,
    port: PORT,
    onChange: () => {
      const { state, problem } = supervisor.status();
      states.push(problem === null ? state : `${state}:${problem}`);
    },
  });
  supervisor.start();
  return { supervisor, clock: platform.clock, states, dispose: platform.dispose };
}

function cloudflared(processes: Processes, named: { token: string; publicUrl: string } | null = null) {
  const platform = createTestPlatform();
  const configFile = join(platform.paths.dataDir, 'tunnel.yml');
  return { driver: createCloudflared({ processes, configFile, named }), configFile };
}

describe('a quick Cloudflare tunnel', () => {
  it('is up once it is registered, at the address it was given, and leads to the one port', async () => {
    const processes = createScriptedProcesses('cloudflared');
    const { driver, configFile } = cloudflared(processes);
    const { supervisor, clock, states } = supervise(driver);
    await clock.settle();
    const [run] = processes.runs;
    expect(run?.args).toEqual([
      'tunnel',
      '--config',
      configFile,
      '--no-autoupdate',
      '--url',
      `http://127.0.0.1:${PORT}`,
    ]);
    expect(readFileSync(configFile, 'utf8')).toBe('');
    run?.say('INF Requesting new quick Tunnel on trycloudflare.com... https://api.trycloudflare.com');
    run?.say('INF |  https://quiet-desk-bell-one.trycloudflare.com                         |');
    expect(supervisor.status()).toMatchObject({ state: 'starting', publicUrl: null });
    run?.say(REGISTERED);
    expect(supervisor.status()).toMatchObject({
      state: 'up',
      publicUrl: 'https://quiet-desk-bell-one.trycloudflare.com',
    });
    await supervisor.stop();
    expect(run?.alive).toBe(false);
    expect(states).toEqual(['up']);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('is started again with growing pauses when it ends, and has another address then', async () => {
    const processes = createScriptedProcesses('cloudflared');
    const { supervisor, clock, states } = supervise(cloudflared(processes).driver);
    await clock.settle();
    const starts: number[] = [];
    for (let at = 0; at < 6; at += 1) {
      processes.runs.at(-1)?.end();
      const known = processes.runs.length;
      const from = clock.monotonic();
      for (let tries = 0; processes.runs.length === known && tries < 5_000; tries += 1) await clock.advance(100);
      starts.push(clock.monotonic() - from);
    }
    expect(starts.every((ms, at) => ms >= 1_400 * 2 ** at && ms <= 2_600 * 2 ** at)).toBe(true);
    processes.runs.at(-1)?.say('https://second-address.trycloudflare.com', REGISTERED);
    expect(supervisor.status().publicUrl).toBe('https://second-address.trycloudflare.com');
    expect(states).toEqual(['down:ended', 'up']);
    await supervisor.stop();
  });

  it('that does not come up within a minute is ended and started again', async () => {
    const processes = createScriptedProcesses('cloudflared');
    const { supervisor, clock } = supervise(cloudflared(processes).driver);
    await clock.advance(MINUTE);
    expect(processes.runs[0]?.alive).toBe(false);
    expect(supervisor.status()).toMatchObject({ state: 'down', problem: 'slow' });
    await clock.advance(5_000);
    expect(processes.runs).toHaveLength(2);
    expect(processes.runs[1]?.alive).toBe(true);
    await supervisor.stop();
  });

  it('is missing where the program is not, and is found within a minute of being installed', async () => {
    const processes = createScriptedProcesses();
    const { supervisor, clock } = supervise(cloudflared(processes).driver);
    await clock.settle();
    expect(supervisor.status().state).toBe('missing');
    processes.install('/opt/homebrew/bin/cloudflared');
    await clock.advance(MINUTE);
    processes.runs[0]?.say('https://one.trycloudflare.com', REGISTERED);
    expect(supervisor.status().state).toBe('up');
    await supervisor.stop();
  });

  it('stopped while it starts leaves nothing behind', async () => {
    const processes = createScriptedProcesses('cloudflared');
    const { supervisor, clock, states } = supervise(cloudflared(processes).driver);
    await supervisor.stop();
    await clock.advance(10 * MINUTE);
    expect(processes.runs.filter(({ alive }) => alive)).toEqual([]);
    expect(states).toEqual([]);
  });
});

describe('a named Cloudflare tunnel', () => {
  const named = { token: 'a-very-secret-token', publicUrl: 'https://hooks.lakeside.example' };

  it('gets its token where other users cannot read it, and is up at the address that was typed', async () => {
    const processes = createScriptedProcesses('cloudflared');
    const { supervisor, clock } = supervise(cloudflared(processes, named).driver);
    await clock.settle();
    const [run] = processes.runs;
    expect(run?.args.join(' ')).not.toContain(named.token);
    expect(run?.env).toEqual({ TUNNEL_TOKEN: named.token });
    run?.say(REGISTERED);
    expect(supervisor.status()).toMatchObject({ state: 'up', publicUrl: named.publicUrl });
    await supervisor.stop();
  });

  it('whose token is wrong says so', async () => {
    const processes = createScriptedProcesses('cloudflared');
    const { supervisor, clock } = supervise(cloudflared(processes, named).driver);
    await clock.settle();
    processes.runs[0]?.say('Provided Tunnel token is not valid.');
    processes.runs[0]?.end(255);
    await clock.settle();
    expect(supervisor.status()).toMatchObject({ state: 'down', problem: 'refused' });
    await supervisor.stop();
  });
});

describe('Tailscale Funnel', () => {
  it('is up at the address of this computer, and ends with us', async () => {
    const processes = createScriptedProcesses('tailscale');
    const { supervisor, clock } = supervise(createTailscale({ processes }));
    await clock.settle();
    const [run] = processes.runs;
    expect(run?.args).toEqual(['funnel', `http://127.0.0.1:${PORT}`]);
    run?.say('Available on the internet:', '', 'https://desk.tail1234.ts.net/', `|-- proxy http://127.0.0.1:${PORT}`);
    expect(supervisor.status()).toMatchObject({ state: 'up', publicUrl: 'https://desk.tail1234.ts.net' });
    await supervisor.stop();
    expect(run?.alive).toBe(false);
  });

  it('says when it is not switched on for the network', async () => {
    const processes = createScriptedProcesses('tailscale');
    const { supervisor, clock } = supervise(createTailscale({ processes }));
    await clock.settle();
    processes.runs[0]?.say('Funnel is not enabled on your tailnet.', 'https://login.tailscale.com/f/funnel?node=abc');
    processes.runs[0]?.end(1);
    await clock.settle();
    expect(supervisor.status()).toMatchObject({ state: 'down', problem: 'notEnabled', publicUrl: null });
    await supervisor.stop();
  });
});

describe('ngrok', () => {
  function fakeNgrok(error?: Error) {
    const seen: { options?: Parameters<NgrokPackage['forward']>[0]; closed: number } = { closed: 0 };
    const load = async (): Promise<NgrokPackage> => ({
      forward: async (options) => {
        seen.options = options;
        if (error !== undefined) throw error;
        return { url: () => 'https://desk.ngrok.app', close: async () => void (seen.closed += 1) };
      },
    });
    return { seen, load };
  }

  it('leads to the one port, says when it is lost and found, and is closed', async () => {
    const { seen, load } = fakeNgrok();
    const { supervisor, clock } = supervise(
      createNgrok({ load, token: 'secret-token', publicUrl: 'https://desk.ngrok.app' }),
    );
    await clock.settle();
    expect(seen.options).toMatchObject({ addr: `127.0.0.1:${PORT}`, domain: 'desk.ngrok.app' });
    expect(supervisor.status()).toMatchObject({ state: 'up', publicUrl: 'https://desk.ngrok.app' });
    seen.options?.onStatusChange?.('closed');
    expect(supervisor.status()).toMatchObject({ state: 'down', problem: 'lost' });
    seen.options?.onStatusChange?.('connected');
    expect(supervisor.status().state).toBe('up');
    await supervisor.stop();
    expect(seen.closed).toBe(1);
  });

  it('refused for its token says so, and is not asked again at once', async () => {
    const { load } = fakeNgrok(new Error('authentication failed: ERR_NGROK_105'));
    const { supervisor, clock } = supervise(createNgrok({ load, token: 'secret-token', publicUrl: null }));
    await clock.settle();
    expect(supervisor.status()).toMatchObject({ state: 'down', problem: 'refused' });
    await supervisor.stop();
  });
});

it('An own address is up at once and starts nothing', async () => {
  const { supervisor, clock } = supervise(createOwnUrl('https://hooks.lakeside.example'));
  expect(supervisor.status()).toMatchObject({ state: 'up', publicUrl: 'https://hooks.lakeside.example' });
  await supervisor.stop();
  expect(clock.pendingTimers()).toBe(0);
});

describe('a real program', () => {
  const processes = createSystemProcesses(createSystemTimers());

  it('is read line by line from both streams, with the environment it was given', async () => {
    const lines: string[] = [];
    const script = `process.stdout.write('one\\ntw'); process.stderr.write(process.env.TUNNEL_TOKEN + '\\n'); setTimeout(() => { console.log('o'); process.exit(3) }, 20)`;
    const run = processes.start(process.execPath, ['-e', script], {
      env: { TUNNEL_TOKEN: 'from the environment' },
      onLine: (line) => lines.push(line),
    });
    expect(await run.ended).toEqual({ kind: 'exited', code: 3 });
    await new Promise((resolve) => void setImmediate(resolve));
    expect(lines.toSorted()).toEqual(['from the environment', 'one', 'two']);
  });

  it('that is not there is not found', async () => {
    const run = processes.start('deskbell-no-such-program', [], { onLine: () => undefined });
    expect(await run.ended).toEqual({ kind: 'notFound' });
    await run.stop();
  });

  it('plays cloudflared: the supervisor starts it, sees it up, and ends it', async () => {
    const script = `console.error('INF |  https://a-b-c.trycloudflare.com  |'); console.error('${REGISTERED}'); setInterval(() => {}, 1000)`;
    const asNode: Processes = {
      start: (_program, _args, options) => processes.start(process.execPath, ['-e', script], options),
    };
    const { driver, configFile } = cloudflared(asNode);
    const { supervisor, clock } = supervise(driver);
    for (let tries = 0; supervisor.status().state !== 'up' && tries < 500; tries += 1) {
      await new Promise((resolve) => void setTimeout(resolve, 10));
      await clock.settle();
    }
    expect(supervisor.status()).toMatchObject({ state: 'up', publicUrl: 'https://a-b-c.trycloudflare.com' });
    if (process.platform !== 'win32') expect(statSync(configFile).mode & 0o777).toBe(0o600);
    await supervisor.stop();
  });

  it('that ignores the polite word is made to end', async () => {
    const lines: string[] = [];
    const script = `process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)`;
    const impatient = createSystemProcesses({
      after: (_ms, ring) => {
        const timer = setTimeout(ring, 50);
        return { cancel: () => clearTimeout(timer) };
      },
    });
    const run = impatient.start(process.execPath, ['-e', script], { onLine: (line) => lines.push(line) });
    while (lines.length === 0) await new Promise((resolve) => void setTimeout(resolve, 5));
    await run.stop();
    expect(await run.ended).toEqual({ kind: 'exited', code: null });
  });
});
