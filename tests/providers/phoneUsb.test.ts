import { describe, expect, it } from 'vitest';
import { createCredentialStore } from '../../src/main/providers/capcom6/credentials.ts';
import { createPhoneGateway } from '../../src/main/providers/capcom6/phoneGateway.ts';
import { forwardUsb, openUsbPhones } from '../../src/main/providers/capcom6/usb.ts';
import { createScriptedProcesses } from '../fakes/scriptedProcesses.ts';
import type { ScriptedProcesses } from '../fakes/scriptedProcesses.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import { startBench } from './phoneHarness.ts';

const clock = createVirtualClock();
const LISTED = [
  'List of devices attached',
  'R58N1',
  '',
  'R58N1234\tdevice',
  'emulator-5554\toffline',
  'ABC\tunauthorized',
  '0a:1b\tdevice',
];

/** Ends each start as it comes: `devices` with the list, anything else with `code`. */
async function play<T>(processes: ScriptedProcesses, call: Promise<T>, code = 0): Promise<T> {
  let done = false;
  const result = call.finally(() => (done = true));
  for (let next = 0; !done;) {
    const run = processes.runs[next];
    if (run === undefined) {
      await clock.settle();
      continue;
    }
    next += 1;
    if (run.args[0] === 'devices') run.say(...LISTED);
    run.end(run.args[0] === 'devices' ? 0 : code);
    await clock.settle();
  }
  return result;
}

describe('phones on a cable', () => {
  it('get a port each, those that allowed this computer', async () => {
    const processes = createScriptedProcesses('adb');
    expect(await play(processes, openUsbPhones({ processes, timers: clock }))).toEqual([
      { serial: '0a:1b', port: 47_180 },
      { serial: 'R58N1234', port: 47_181 },
    ]);
    expect(processes.runs.map((run) => run.args.join(' '))).toEqual([
      'devices',
      '-s 0a:1b forward tcp:47180 tcp:8080',
      '-s R58N1234 forward tcp:47181 tcp:8080',
    ]);
  });

  it('are none without adb, when it fails, or when it hangs', async () => {
    const absent = createScriptedProcesses();
    expect(await openUsbPhones({ processes: absent, timers: clock })).toEqual([]);
    const failing = createScriptedProcesses('adb');
    expect(await play(failing, openUsbPhones({ processes: failing, timers: clock }), 1)).toEqual([]);
    const hanging = createScriptedProcesses('adb');
    const call = forwardUsb({ processes: hanging, timers: clock }, { serial: 'a', port: 1 });
    await clock.advance(8_000);
    expect(await call).toBe(false);
    expect(hanging.runs[0]?.alive).toBe(false);
  });

  it('are opened again by themselves after the cable was out', async () => {
    const bench = await startBench();
    let opened = 0;
    const gateway = createPhoneGateway(
      {
        ...bench.deps,
        credentials: createCredentialStore(bench.secrets, 'phone-1'),
        reconnect: async () => {
          opened += 1;
          await bench.phone.setFault('offline', false);
          return true;
        },
      },
      { id: 'phone-1', baseUrl: bench.paired.baseUrl, deviceId: bench.paired.deviceId },
    );
    try {
      expect(await gateway.checkHealth()).toMatchObject({ reachable: true });
      expect(opened).toBe(0);
      await bench.phone.setFault('offline', true);
      expect(await gateway.checkHealth()).toMatchObject({ reachable: true, problem: null });
      expect(opened).toBe(1);
    } finally {
      await bench.stop();
    }
  });
});
