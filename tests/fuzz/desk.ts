/**
 * The whole program on a data folder of its own, at rest and on virtual time, with people, a list, templates and texts, so that calls find rows. Names,
 * numbers and words of its people are found nowhere else: what shows one where it must not be has leaked it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '../../src/contract/roles.ts';
import type { LogFields, Logger } from '../../src/main/platform/ports.ts';
import type { CallAnswer } from '../../src/main/rpc/router.ts';
import { createRuntime } from '../../src/main/runtime.ts';
import { createPhoneSimulator } from '../../src/main/demo/phone/simulator.ts';
import { createTwilioSimulator } from '../../src/main/demo/twilio/simulator.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { createSeededIds, createSeededRandom } from '../fakes/seeded.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';

/** A call that has not ended after this much virtual time, and then this much time of the machine, hangs. */
const VIRTUAL_PATIENCE_MS = 15 * 60_000;
const REAL_PATIENCE_MS = 120_000;
const STEP_MS = 5_000;
/** A call across the machine's own network gets so long before virtual time goes on, ms. */
const NETWORK_MS = 30;
const PASSWORD = 'fuzz-pass-1';
/** One red dot. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

const FAMILY_NAMES = ['Quorvandel', 'Zephyrkamp', 'Ostrogothic', 'Wyvernhall', 'Ixtapalan', 'Brombeerwald'];
const WORDS = ['Lavenderbay', 'Copperfinch', 'Mirrorlake', 'Thistledown'];

export type Caller = Role | 'nobody';

export interface Desk {
  /** `nobody`: the place is locked. */
  call(caller: Caller, procedure: string, input: unknown): Promise<CallAnswer | 'hangs'>;
  /** What nobody but a reader of an answer may see. */
  readonly secrets: readonly string[];
  readonly numbers: readonly string[];
  readonly folder: string;
  /** By the name of a field: what works. */
  readonly known: Readonly<Record<string, string>>;
  now(): number;
  /** Lines of the log that hold a secret or tell of a defect, since the last look. */
  takeComplaints(): readonly string[];
  close(): Promise<void>;
}

export async function openDesk(seed: number): Promise<Desk> {
  const people = FAMILY_NAMES.map((family, at) => ({
    name: `Elowen ${family}`,
    number: `+1206555${String(1_21 + at).padStart(4, '0')}`,
  }));
  const secrets = [...FAMILY_NAMES, ...WORDS, ...people.map(({ number }) => number.slice(2))];
  const complaints: string[] = [];
  const clock = createVirtualClock();
  const world = (more: number) => ({
    ...{ clock, timers: clock, log: createSilentLogger() },
    ...{ random: createSeededRandom(seed + more), ids: createSeededIds(seed + more) },
  });
  const phone = createPhoneSimulator(world(2), { password: PASSWORD, controlPort: null });
  const twilio = createTwilioSimulator({ ...world(3), fetch }, { controlPort: null, mediaOrigin: 'self' });
  await Promise.all([phone.start(), twilio.start()]);
  const onlyThere: typeof fetch = async (target, init) => {
    const { origin } = new URL(target instanceof Request ? target.url : target);
    if (origin !== phone.url && origin !== twilio.url) throw new TypeError('There is no other network here.');
    return fetch(target, init);
  };
  // Whole milliseconds, as every computer's: the phone's radio takes parts of them.
  const wholeClock = { ...clock, now: () => Math.floor(clock.now()) };
  const platform = createTestPlatform({ seed, clock: wholeClock, fetch: onlyThere });
  const runtime = await createRuntime(
    { ...platform, log: watchingLogger(secrets, complaints) },
    { twilioApiUrl: twilio.url },
  );
  // One place where people sign in. Who calls is said with each call, so that every role is tried; the place only lives through it.
  const identity = runtime.rpc.createIdentity();
  const folder = join(platform.paths.dataDir, 'fuzz');
  mkdirSync(folder);

  const known: Record<string, string> = {
    ...{ address: phone.url, username: 'sms', password: PASSWORD, data: PNG, base64: PNG, zone: 'America/New_York' },
    ...{ text: listOf(people, clock.now()), subject: 'Cleaning' },
    ...{ accountSid: twilio.account.sid, language: 'en', pin: '204811', newPin: '204812' },
    ...{ recoveryCode: runtime.recoveryCode ?? '', sender: twilio.account.numbers[0]?.phoneNumber ?? '' },
    ...{ keySid: twilio.account.keys[1]?.sid ?? '', keySecret: twilio.account.keys[1]?.secret ?? '' },
  };
  const desk: Desk = {
    async call(caller, procedure, input) {
      const actor = caller === 'nobody' ? null : { id: `fuzz-${caller}`, name: caller, role: caller };
      const call = { done: false, answer: null as CallAnswer | null };
      const running = runtime.rpc.router
        .call({ procedure, input, actor, identity, signal: new AbortController().signal })
        .then((answer) => Object.assign(call, { answer, done: true }));
      await Promise.race([running, new Promise((resolve) => setImmediate(resolve))]);
      const began = performance.now();
      let waited = 0;
      while (!call.done && (waited < VIRTUAL_PATIENCE_MS || performance.now() - began < REAL_PATIENCE_MS)) {
        // Work in slices goes on by timers, work of the worker and of files by the machine: both get their turn.
        if (performance.now() - began > NETWORK_MS && waited < VIRTUAL_PATIENCE_MS) {
          await platform.clock.advance(STEP_MS);
          waited += STEP_MS;
        }
        await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 2))]);
      }
      return call.answer ?? 'hangs';
    },
    secrets,
    folder,
    numbers: people.map(({ number }) => number),
    known,
    now: () => platform.clock.now(),
    takeComplaints: () => complaints.splice(0),
    async close() {
      identity.close();
      const ended = runtime.stop();
      await platform.clock.advance(60_000);
      await ended;
      await Promise.all([phone.stop(), twilio.stop()]);
      platform.dispose();
    },
  };
  await furnish(desk, people, known);
  return desk;
}

function listOf(people: readonly { name: string; number: string }[], now: number): string {
  const day = new Date(now + 3 * 86_400_000).toISOString().slice(0, 10);
  const rows = people.map(({ name, number }, at) => `${name},${number},${day},${String(9 + at)}:00,Cleaning`);
  return ['Patient,Phone,Date,Time,Type', ...rows].join('\n');
}

/** `known` learns what only the furnished desk has. */
async function furnish(
  desk: Desk,
  people: readonly { name: string; number: string }[],
  known: Record<string, string>,
): Promise<void> {
  const must = async (procedure: string, input: object): Promise<Record<string, unknown>> => {
    const answer = await desk.call('owner', procedure, input);
    if (answer === 'hangs' || !answer.ok) throw new Error(`${procedure}: ${JSON.stringify(answer)}`);
    return answer.value as Record<string, unknown>;
  };
  const practice = { name: 'Lakeside Clinic', shortName: 'Lakeside', zone: 'America/New_York', phone: '+12065550100' };
  await must('settings.saveSettings', { practice, setupDone: true });
  const { address, username, password } = desk.known;
  await must('gateways.pairPhone', { address, username, password });
  for (const [at, { name, number }] of people.entries()) {
    const person = await must('people.savePerson', { name, numbers: [number], note: WORDS[at % WORDS.length] });
    await must('consent.recordEvent', {
      personId: person['id'],
      kind: 'grant',
      method: 'form',
      evidence: 'Intake form',
    });
    await must('conversations.openConversation', { personId: person['id'] });
    // A fuzz that cannot send finds nothing in what follows.
    const input = { personId: person['id'], body: `${WORDS[at % WORDS.length] ?? ''} at ten?`, undoMs: 20_000 };
    await must('messages.sendMessage', { ...input, confirmed: ['QUIET_HOURS'] });
  }
  // A signed form, to be opened again.
  const form = { method: 'paper', kind: 'grant', purpose: 'billing', number: people[0]?.number };
  await must('consent.recordEvent', { ...form, file: { name: 'form.png', data: PNG } });
  const { pin } = desk.known;
  const owner = await must('accounts.createOwner', { name: 'Fuzz Owner', pin });
  await must('accounts.saveAccount', { name: 'Fuzz Manager', role: 'manager', pin });
  await must('accounts.signIn', { accountId: owner['id'], pin });
  await must('accounts.listPeopleWhoSignIn', {});
  known['ownerId'] = String(owner['id']);
  known['backup'] = String((await must('system.createBackup', {}))['path']);
  const preview = await must('schedule.previewImport', { fileName: 'list.csv', text: desk.known['text'] });
  await desk.call('owner', 'schedule.applyImport', { importId: preview['importId'] ?? preview['id'] });
}

function watchingLogger(secrets: readonly string[], complaints: string[]): Logger {
  const look =
    (level: string) =>
    (fields: LogFields, event: string): void => {
      const line = `${level} ${event} ${JSON.stringify(fields, (_key, value: unknown) => (value instanceof Error ? String(value) : value))}`;
      const leaked = secrets.find((secret) => line.includes(secret));
      if (leaked !== undefined) complaints.push(`the log shows ${leaked}: ${event}`);
      if (/defect/i.test(event)) complaints.push(line.slice(0, 600));
    };
  const logger: Logger = {
    debug: look('debug'),
    info: look('info'),
    warn: look('warn'),
    error: look('error'),
    child: () => logger,
  };
  return logger;
}
