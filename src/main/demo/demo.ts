/**
 * The practice in a box: a fast clock, a PC that can sleep, a simulated phone, a simulated Twilio and patients who answer, around the real
 * program. Nothing in it can reach a real gateway: its `fetch` knows the two simulators and nothing else.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoFault, DemoState } from '../../contract/demo.ts';
import { addDays, HOUR_MS, instantOnDay, MINUTE_MS, toLocal, weekdayOf } from '../domain/time.ts';
import type { Fetch, Platform } from '../platform/ports.ts';
import { practice } from './cast.ts';
import { createDoorOut } from './doorOut.ts';
import { createFastClock, type FastClock } from './fastClock.ts';
import { bringPatients } from './patients.ts';
import type { PhoneSimulator } from './phone/handle.ts';
import { createPhoneSimulator } from './phone/simulator.ts';
import { sampleFileName, sampleSchedule } from './sampleSchedule.ts';
import { createSleepingPc, type SleepingPc } from './sleepingPc.ts';
import type { TwilioSimulator } from './twilio/handle.ts';
import { createTwilioSimulator } from './twilio/simulator.ts';

export interface Demo {
  /** The machine as the program sees it. */
  readonly platform: Platform;
  readonly phone: { readonly address: string; readonly username: string; readonly password: string };
  /** What a person would type to connect the simulated account. */
  readonly twilio: {
    readonly accountSid: string;
    readonly keySid: string;
    readonly keySecret: string;
    readonly authToken: string;
    readonly sender: string;
  };
  readonly clock: FastClock;
  state(): DemoState;
  setFault(fault: DemoFault, on: boolean): Promise<void>;
  receiveText(from: string, body: string): void;
  sample(): { readonly fileName: string; readonly content: string };
  stop(): Promise<void>;
}

export interface DemoOptions {
  /** Virtual milliseconds per real one. */
  readonly speed?: number;
  /** Where the demo's day begins (UTC ms); a weekday shortly before ten in the practice by default. */
  readonly start?: number;
}

/** A minute of the demo's day takes ten seconds, and undo lasts long enough to be seen. */
export const DEMO_SPEED = 6;
const credentials = { username: 'sms', password: 'demo-pass' } as const;
/** The clinic's number at the simulated Twilio. */
const BUSINESS_NUMBER = '+12065550180';

/** Starts the simulated world. `base` is the real machine; the demo's data lives in its data folder. */
export async function startDemo(base: Platform, options: DemoOptions = {}): Promise<Demo> {
  const faults = new Set<DemoFault>();
  const clock = createFastClock(
    { real: base.clock, realTimers: base.timers, underWay: () => door.underWay() },
    { start: options.start ?? morningOf(base.clock.now()), speed: options.speed ?? DEMO_SPEED },
  );
  const pc = createSleepingPc(clock);
  const phone = createPhoneSimulator(
    { clock, timers: clock, ids: base.ids, random: base.random, log: base.log },
    { profile: '1.75', controlPort: null, webhooks: { mayCall: isThisMachine }, ...credentials },
  );
  const twilio = createTwilioSimulator(
    { clock, timers: clock, random: base.random, log: base.log, fetch: fetchOnThisMachine(base.fetch) },
    { controlPort: null, numbers: [{ phoneNumber: BUSINESS_NUMBER }] },
  );
  await Promise.all([phone.start(), twilio.start()]);
  const internet = (): boolean => !faults.has('internetOff') && !faults.has('twilioDown');
  const phoneAwake = (): boolean => !faults.has('phoneAsleep');
  const door = createDoorOut(base.fetch, { phone: phone.url, twilio, internet, phoneAwake });
  const goHome = bringPatients({ timers: clock, random: base.random }, [
    { onSent: phone.onSent, answer: (from, body) => void phone.inject(from, body) },
    { onSent: twilio.onSent, answer: (from, body) => void twilio.receive(from, body) },
  ]);
  const sample = (): { fileName: string; content: string } => {
    const tomorrow = addDays(toLocal(clock.now(), practice.zone), 1);
    return { fileName: sampleFileName(tomorrow), content: sampleSchedule(tomorrow) };
  };
  const samplePath = join(base.paths.dataDir, sample().fileName);
  await writeFile(samplePath, sample().content, 'utf8');
  return {
    platform: { ...base, ...CLOSED, clock: pc, timers: pc, fetch: door.fetch },
    phone: { address: phone.url, ...credentials },
    twilio: accountOf(twilio),
    clock,
    state: () => ({
      now: clock.now(),
      speed: clock.speed,
      faults: [...faults],
      sample: { fileName: sample().fileName, path: samplePath },
      textsOnAir: phone.counts().transmissions + twilio.counts().onAir,
    }),
    async setFault(fault, on) {
      if (on) faults.add(fault);
      else faults.delete(fault);
      await applyFault(phone, pc, fault, on);
    },
    receiveText: (from, body) => {
      phone.inject(from, body);
    },
    sample,
    async stop() {
      goHome();
      clock.stop();
      await Promise.all([phone.stop(), twilio.stop()]);
    },
  };
}

/** The restricted key, as a careful clinic would use it. */
function accountOf({ account }: TwilioSimulator): Demo['twilio'] {
  const key = account.keys.find(({ kind }) => kind === 'restricted');
  return {
    accountSid: account.sid,
    keySid: key?.sid ?? '',
    keySecret: key?.secret ?? '',
    authToken: account.authToken,
    sender: BUSINESS_NUMBER,
  };
}

async function applyFault(phone: PhoneSimulator, pc: SleepingPc, fault: DemoFault, on: boolean): Promise<void> {
  switch (fault) {
    case 'internetOff':
      return phone.setFault('internetOff', on);
    case 'phoneAsleep':
      return phone.setFault('asleep', on);
    case 'phoneDeaf':
      return phone.setFault('deaf', on);
    case 'pcAsleep':
      pc.setAsleep(on);
      return;
    case 'twilioDown':
    // The door out looks at the faults itself.
  }
}

/** No network to look through for phones, no program to run: the demo has one phone, and it is known. */
const CLOSED: Pick<Platform, 'addressesOf' | 'networks' | 'processes'> = {
  addressesOf: () => Promise.resolve([]),
  networks: () => [],
  processes: { start: () => ({ ended: Promise.resolve({ kind: 'notFound' }), stop: () => Promise.resolve() }) },
};

/** Webhooks of the simulated phone reach our own listener and nothing else. */
function isThisMachine({ hostname }: URL): boolean {
  return hostname === '127.0.0.1' || hostname === 'localhost';
}

/** Webhooks of the simulated Twilio, too. */
function fetchOnThisMachine(fetch: Fetch): Fetch {
  return (input, init) => {
    const target = new URL(input instanceof Request ? input.url : input);
    if (isThisMachine(target)) return fetch(input, init);
    return Promise.reject(new TypeError('The simulated Twilio reaches nothing but this machine.'));
  };
}

/** Shortly before ten on this day in the practice, or on Monday when it is a weekend: reminders leave at ten. */
function morningOf(now: number): number {
  const local = toLocal(now, practice.zone);
  const weekday = weekdayOf(local);
  const day = weekday === 6 ? addDays(local, 2) : weekday === 7 ? addDays(local, 1) : local;
  return instantOnDay(day, 9 * HOUR_MS + 57 * MINUTE_MS, practice.zone);
}
