/**
 * A phone on a USB cable (capcom6.md 7, D): with `adb` on this computer its app answers at an address of this computer, and nothing
 * crosses the Wi-Fi. Only asks what is there and forwards ports; switches nothing on the phone.
 */
import type { Processes, Timers } from '../../platform/ports.ts';

export interface UsbDeps {
  readonly processes: Processes;
  readonly timers: Timers;
}

/** A phone that is plugged in and has allowed this computer. */
export interface UsbPhone {
  /** As adb names it. */
  readonly serial: string;
  /** The port of this computer behind which its app answers. */
  readonly port: number;
}

/** Where forwarded phones begin, one port each. */
const FIRST_PORT = 47_180;
const APP_PORT = 8080;
/** The first call starts adb's own service. */
const LIMIT_MS = 8_000;
const SERIAL = /^([A-Za-z0-9._:-]{1,64})\s+device\b/;

/** Forwards a port to every phone on a cable. Empty without adb, without phones, or while none has allowed this computer. */
export async function openUsbPhones(deps: UsbDeps): Promise<readonly UsbPhone[]> {
  const listed = await run(deps, ['devices']);
  if (listed === null) return [];
  const serials = listed.flatMap((line) => SERIAL.exec(line.trim())?.[1] ?? []).toSorted();
  const phones: UsbPhone[] = [];
  for (const [index, serial] of serials.entries()) {
    const phone = { serial, port: FIRST_PORT + index };
    if (await forwardUsb(deps, phone)) phones.push(phone);
  }
  return phones;
}

/** Opens the port again, as after the cable was out. False: the phone is not there, or has not allowed it. */
export async function forwardUsb(deps: UsbDeps, { serial, port }: UsbPhone): Promise<boolean> {
  return (await run(deps, ['-s', serial, 'forward', `tcp:${port}`, `tcp:${APP_PORT}`])) !== null;
}

/** What adb wrote; null when it is not here, failed, or took too long. */
async function run({ processes, timers }: UsbDeps, args: readonly string[]): Promise<readonly string[] | null> {
  const lines: string[] = [];
  const running = processes.start('adb', args, { onLine: (line) => lines.push(line) });
  const late = new Promise<'late'>((resolve) => {
    const bell = timers.after(LIMIT_MS, () => resolve('late'));
    void running.ended.then(() => bell.cancel());
  });
  const end = await Promise.race([running.ended, late]);
  if (end === 'late') await running.stop();
  return end !== 'late' && end.kind === 'exited' && end.code === 0 ? lines : null;
}
