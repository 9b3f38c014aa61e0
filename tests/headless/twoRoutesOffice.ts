/**
 * A practice with both gateways as real processes behind TLS, seen from one of its routes: what the script of two routes does with it. How a
 * thing is done at the phone and at Twilio is here; what has to come of it is the script's.
 */
import { randomBytes } from 'node:crypto';
import { vi } from 'vitest';
import { createPrograms, freePort } from './twoRoutesPrograms.ts';
import type { Call, Door, Program, Programs } from './twoRoutesPrograms.ts';

export type RouteName = 'phone' | 'twilio';

/** A text on a handset. */
export interface OnAir {
  readonly to: string;
  readonly body: string;
  /** The own number, or the SIM, it left by. */
  readonly from: string;
  readonly media: number;
}

/** One gateway from outside: the network and the handsets. */
export interface Route {
  readonly name: RouteName;
  /** Its id in the program, once connected. */
  id: string;
  connect(call: Call): Promise<{ readonly ok: boolean }[]>;
  /** Somebody texts the practice. `twice`: the gateway hears it twice. */
  receive(from: string, text: string, more?: { readonly twice?: boolean; readonly secondSim?: boolean }): Promise<void>;
  receivePicture(from: string, text: string, bytes: Buffer): Promise<void>;
  onAir(): Promise<readonly OnAir[]>;
  setReachable(on: boolean): Promise<void>;
  /** What comes in meanwhile is told to nobody. */
  setHeard(on: boolean): Promise<void>;
  /** The next text is taken, and its answer lost. */
  loseNextAnswer(): Promise<void>;
  /** Texts are taken and wait at the gateway; false: this gateway never waits. */
  holdTexts(on: boolean): Promise<boolean>;
  /** The code that the person got last. */
  codeOf(number: string): Promise<string>;
}

export interface Office {
  readonly programs: Programs;
  readonly route: Route;
  readonly other: Route;
  readonly hooks: Door;
  readonly hookPort: number;
  call: Call;
  /** Somebody with consent, in a zone where it is noon; the same name is the same person. */
  person(name: string, zone?: string): Promise<{ readonly id: string; readonly number: string }>;
  /** The thread with this person, oldest first. */
  thread(name: string): Promise<readonly Message[]>;
  send(name: string, body: string, more?: object): Promise<Sent>;
  /** What this person has on their handset, by either route. */
  handset(name: string): Promise<readonly OnAir[]>;
  /** Ends the program without a farewell and starts it again. */
  killAndRestart(): Promise<void>;
  close(): Promise<void>;
}

export interface Message {
  readonly id: string;
  readonly direction: 'in' | 'out' | 'none';
  readonly kind: string;
  readonly body: string;
  readonly status: string;
  readonly segments: number;
  readonly reason: { readonly code: string; readonly text: string } | null;
  readonly route: { readonly gatewayKind: RouteName; readonly ownNumber: string | null; readonly why: string | null };
  readonly attachments: readonly { readonly id: string; readonly state: string }[];
}

export interface Sent {
  readonly messageId: string;
  readonly conversationId: string;
  readonly status: string;
  readonly notBefore: number | null;
}

const PASSWORD = 'routes-pass';
const FIRST_SIM = '+12065550100';
const SECOND_SIM = '+12065550150';
/** Endings that work at both simulators. */
const FIRST_ENDING = 101;

/** A zone in which it is about noon now, so that the rules about hours are met whenever this runs; `hours` on from there. */
export function zoneAt(hours: number): string {
  const offset = ((12 - new Date().getUTCHours() + hours + 36) % 24) - 12;
  if (offset === 0) return 'Etc/GMT';
  return `Etc/GMT${offset > 0 ? '-' : '+'}${String(Math.abs(offset))}`;
}

/** Waits until it is so. */
export function until(check: () => Promise<void> | void): Promise<void> {
  return vi.waitFor(check, { timeout: 150_000, interval: 120 });
}

/** Starts everything; nothing is connected yet. */
export async function openOffice(name: RouteName): Promise<Office> {
  const programs = await createPrograms();
  try {
    return await start(programs, name);
  } catch (error) {
    await programs.stopAll();
    throw error;
  }
}

async function start(programs: Programs, name: RouteName): Promise<Office> {
  const hookPort = await freePort();
  const hooks = await programs.openDoor(() => `http://127.0.0.1:${String(hookPort)}`);
  const [phone, twilio] = await Promise.all([
    programs.start('src/main/demo/phoneServer.ts', ['--json', '--fast', '--password', PASSWORD]),
    programs.start('src/main/demo/twilioServer.ts', ['--json', '--fast']),
  ]);
  const api = await programs.openDoor(() => twilio.announced['url'] ?? '');
  const env = { DESKBELL_TWILIO_API_URL: api.url };
  const served: { program: Program } = { program: await programs.serve(env) };
  const routes = { phone: await phoneRoute(phone), twilio: twilioRoute(twilio, api) };
  const people = createPeople(() => office.call);
  const office: Office = {
    ...{ programs, hooks, hookPort },
    route: routes[name],
    other: routes[name === 'phone' ? 'twilio' : 'phone'],
    call: programs.openCalls(),
    person: people.get,
    async thread(who) {
      const { id } = await office.call<{ id: string }>('conversations.openConversation', {
        personId: (await people.get(who)).id,
      });
      const page = await office.call<{ items: Message[] }>('conversations.listMessages', { conversationId: id });
      return page.items.toReversed();
    },
    send: async (who, body, more = {}) =>
      office.call<Sent>('messages.sendMessage', { personId: (await people.get(who)).id, body, undoMs: 0, ...more }),
    async handset(who) {
      const { number } = await people.get(who);
      const both = await Promise.all([routes.phone.onAir(), routes.twilio.onAir()]);
      return both.flat().filter(({ to }) => to === number);
    },
    async killAndRestart() {
      await served.program.stop('SIGKILL');
      served.program = await programs.serve(env);
      office.call = programs.openCalls();
    },
    close: () => programs.stopAll(),
  };
  return office;
}

function createPeople(call: () => Call): { get: Office['person'] } {
  const known = new Map<string, Promise<{ id: string; number: string }>>();
  const make = async (name: string, number: string, zone: string): Promise<{ id: string; number: string }> => {
    const { id } = await call()<{ id: string }>('people.savePerson', { name, numbers: [number], zone });
    await call()('consent.recordEvent', { personId: id, kind: 'grant', method: 'form', evidence: 'Intake form' });
    return { id, number };
  };
  return {
    get(name, zone = zoneAt(0)) {
      const failing = /0\d{3}$/.exec(name)?.[0];
      const ending = failing ?? `0${String(FIRST_ENDING + known.size)}`;
      const person = known.get(name) ?? make(name, `+1212555${ending}`, zone);
      known.set(name, person);
      return person;
    },
  };
}

/** Sends a control request to a simulator and gives its answer. */
async function control<T>(program: Program, path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${program.announced['controlUrl'] ?? ''}${path}`, init);
  if (!answer.ok) throw new Error(`The control API refused ${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function phoneRoute(program: Program): Promise<Route> {
  const sims = [FIRST_SIM, SECOND_SIM].map((phoneNumber, index) => ({
    simNumber: index + 1,
    phoneNumber,
    carrierName: 'Fiction Mobile',
  }));
  await control(program, '/condition', { simCards: sims });
  const onAir: Route['onAir'] = async () => {
    type Sent = { to: string; body: string; simNumber: number | null; media: unknown[]; count: number };
    const sent = await control<Sent[]>(program, '/sent');
    return sent.flatMap(({ to, body, simNumber, media, count }) =>
      Array.from({ length: count }, () => ({ to, body, from: `SIM ${String(simNumber)}`, media: media.length })),
    );
  };
  const route: Route = {
    name: 'phone',
    id: '',
    async connect(call) {
      const input = { address: program.announced['url'], username: 'sms', password: PASSWORD };
      const { gateway, checks } = await call<Connected>('gateways.pairPhone', input);
      route.id = gateway.id;
      return checks.filter(({ text }) => !text.includes('two SIM cards'));
    },
    async receive(from, text, { twice = false, secondSim = false } = {}) {
      await control(program, '/inject', { from, text, doubled: twice, simNumber: secondSim ? 2 : 1 });
    },
    async receivePicture(from, text, bytes) {
      const part = { contentType: 'image/png', name: 'photo.png', data: bytes.toString('base64') };
      await control(program, '/inject-mms', { from, text, parts: [part] });
    },
    onAir,
    setReachable: async (on) => void (await control(program, '/fault', { fault: 'offline', on: !on })),
    setHeard: async (on) => void (await control(program, '/fault', { fault: 'deaf', on: !on })),
    async loseNextAnswer() {
      await control(program, '/fail', { kind: 'closeAfterStoring', match: 'POST /messages' });
      // Its own look afterwards fails, too.
      await control(program, '/fail', { kind: 'closeBeforeStoring', match: 'GET /messages', times: 3 });
    },
    async holdTexts(on) {
      await control(program, '/fault', { fault: 'sendingHeld', on });
      return true;
    },
    async codeOf(number) {
      const got = (await onAir()).filter(({ to, body }) => to === number && body.includes('code'));
      return /\d{6}/.exec(got.at(-1)?.body ?? '')?.[0] ?? '';
    },
  };
  return route;
}

interface Connected {
  readonly gateway: { readonly id: string };
  readonly checks: { readonly ok: boolean; readonly text: string }[];
}

function twilioRoute(program: Program, api: Door): Route {
  const facts = program.announced;
  const route: Route = {
    name: 'twilio',
    id: '',
    async connect(call) {
      const { accountSid, keySid, keySecret, authToken, verifyServiceSid } = facts;
      const account = { accountSid, keySid, keySecret, authToken, verifyServiceSid };
      const { gateway, checks } = await call<Connected>('gateways.connectTwilio', {
        ...account,
        sender: '206-555-0140',
      });
      route.id = gateway.id;
      return checks;
    },
    async receive(from, body, { twice = false } = {}) {
      await control(program, '/receive', { from, body, copies: twice ? 2 : 1 });
    },
    async receivePicture(from, body, bytes) {
      const media = [{ contentType: 'image/png', base64: bytes.toString('base64') }];
      await control(program, '/receive', { from, body, media });
    },
    async onAir() {
      type Sent = { to: string; body: string; from: string; media: unknown[] };
      const sent = await control<Sent[]>(program, '/sent');
      return sent.map(({ to, body, from, media }) => ({ to, body, from, media: media.length }));
    },
    setReachable: (on) => api.setOpen(on),
    setHeard: async (on) => void (await control(program, '/fault', { fault: 'hooksLost', on: !on })),
    loseNextAnswer: async () =>
      void (await control(program, '/fail', { kind: 'resetAfterStoring', match: 'POST /Messages.json' })),
    holdTexts: async () => false,
    codeOf: async (to) => (await control<{ code: string | null }>(program, '/verification-code', { to })).code ?? '',
  };
  return route;
}

/** A picture as small as can be, of a kind that is told by its first bytes. */
export function aPicture(): Buffer {
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), randomBytes(64)]);
}
