/**
 * Everything that is made to go wrong in a reliability run, as data: what begins it, what ends it, and how long it lasts. Two faults of one
 * group never overlap. Whether a fault was survived is the oracle's to say.
 */
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { DESK_PERMISSIONS } from '../../src/main/demo/twilio/newAccount.ts';
import type { RequestFaultKind as PhoneRequestFault } from '../../src/main/demo/phone/faults.ts';
import type { PhoneSwitch } from '../../src/main/demo/phone/faults.ts';
import type { RequestFaultKind as TwilioRequestFault } from '../../src/main/demo/twilio/faults.ts';
import { CRASH_POINTS } from '../../src/main/jobs/crashPoints.ts';
import type { NetworkFault, Side } from './network.ts';
import { PASSWORD } from './office.ts';
import type { Office } from './office.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface Fault {
  /** As the report names it. */
  readonly name: string;
  readonly group: string;
  /** Shortest and longest, ms; left out: it happens at once and has no end. What `begin` and `end` return is awaited. */
  readonly lastsMs?: readonly [number, number];
  begin(office: Office): unknown;
  end?(office: Office): unknown;
}

const SHORT = [5 * SECOND, 45 * SECOND] as const;
const USUAL = [20 * SECOND, 4 * MINUTE] as const;
const LONG = [2 * MINUTE, 8 * MINUTE] as const;
/** Words of a text that nobody wrote: it must never be shown. */
export const FORGED_WORDS = 'forged words';

function pick<T>(office: Office, from: readonly T[]): T {
  const found = from[Math.floor(office.random.fraction() * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

const accountFaults: readonly Fault[] = [
  {
    name: 'phone: wrong password',
    group: 'phone sign-in',
    lastsMs: USUAL,
    begin({ phone }) {
      phone.change({ password: 'another-one' });
      phone.revokeTokens();
    },
    end: ({ phone }) => phone.change({ password: PASSWORD }),
  },
  { name: 'phone: tokens revoked', group: 'phone sign-in', begin: ({ phone }) => phone.revokeTokens() },
  {
    name: 'Twilio: wrong credentials',
    group: 'twilio sign-in',
    lastsMs: USUAL,
    begin: ({ twilio }) => void (twilio.account.keys = twilio.account.keys.toReversed().map(otherSecret)),
    end: ({ twilio }) => void (twilio.account.keys = twilio.account.keys.map(otherSecret).toReversed()),
  },
  {
    name: 'Twilio: key without the permission',
    group: 'twilio sign-in',
    lastsMs: USUAL,
    begin: ({ twilio }) => setPermissions(twilio, ['messages/read']),
    end: ({ twilio }) => setPermissions(twilio, DESK_PERMISSIONS),
  },
  {
    name: 'Twilio: account suspended',
    group: 'twilio sign-in',
    lastsMs: USUAL,
    begin: ({ twilio }) => void (twilio.account.status = 'suspended'),
    end: ({ twilio }) => void (twilio.account.status = 'active'),
  },
];

type Twilio = Office['twilio'];
type Key = Twilio['account']['keys'][number];

/** Turns a secret into another, and back. */
function otherSecret(key: Key): Key {
  return { ...key, secret: [...key.secret].toReversed().join('') };
}

function setPermissions({ account }: Twilio, permissions: readonly string[]): void {
  account.keys = account.keys.map((key) => (key.kind === 'restricted' ? { ...key, permissions } : key));
}

const clockFaults: readonly Fault[] = [
  {
    name: 'this PC: clock wrong by hours',
    group: 'clock',
    lastsMs: USUAL,
    begin: (office) => void (office.clockErrorMs = pick(office, [-3, -1, 1, 3]) * HOUR),
    end: (office) => void (office.clockErrorMs = 0),
  },
  {
    name: 'phone: clock wrong by hours',
    group: 'clock',
    lastsMs: USUAL,
    begin: (office) => office.phone.setClockSkew(pick(office, [-5, -2, 2, 5]) * HOUR),
    end: ({ phone }) => phone.setClockSkew(0),
  },
  {
    name: 'Twilio: clock wrong by hours',
    group: 'clock',
    lastsMs: USUAL,
    begin: (office) => office.twilio.setClockSkew(pick(office, [-5, -2, 2, 5]) * HOUR),
    end: ({ twilio }) => twilio.setClockSkew(0),
  },
];

const NETWORK: readonly (readonly [NetworkFault, string])[] = [
  ['dns', 'DNS failure'],
  ['tls', 'TLS failure'],
  ['proxyHtml', 'page of a proxy'],
  ['storm429', '429 storm'],
  ['hugeAnswer', 'answer of 10 MB'],
  ['cutAnswer', 'every answer lost'],
];
const SIDES: readonly Side[] = ['phone', 'twilio'];
const networkFaults: readonly Fault[] = SIDES.flatMap((side) =>
  NETWORK.map(([fault, name]): Fault => ({
    name: `${side === 'phone' ? 'phone' : 'Twilio'}: ${name}`,
    group: `${side} network`,
    lastsMs: fault === 'storm429' ? LONG : USUAL,
    begin: ({ network }) => network.set(side, fault),
    end: ({ network }) => network.set(side, null),
  })),
);

const PHONE_REQUESTS: readonly (readonly [PhoneRequestFault, string])[] = [
  ['closeAfterStoring', 'answer lost after storing'],
  ['error500AfterStoring', '500 after storing'],
  ['closeBeforeStoring', 'connection cut before storing'],
  ['halfJson', 'half a JSON'],
  ['html', 'HTML instead of JSON'],
  ['garbage', 'garbage instead of JSON'],
  ['error500', '500'],
  ['neverAnswer', 'never answers'],
];
const TWILIO_REQUESTS: readonly (readonly [TwilioRequestFault, string])[] = [
  ['storedButNoAnswer', 'stored, never answered'],
  ['resetAfterStoring', 'answer lost after storing'],
  ['error500AfterStoring', '500 after storing'],
  ['html502AfterStoring', 'page of a proxy after storing'],
  ['resetBeforeStoring', 'connection cut before storing'],
  ['halfJson', 'half a JSON'],
  ['garbage', 'garbage instead of JSON'],
  ['error500', '500'],
  ['error503', '503'],
  ['hang', 'never answers'],
];
/** So many sends in a row. */
const MOST_SENDS = 5;
const requestFaults: readonly Fault[] = [
  ...PHONE_REQUESTS.map(([kind, name]): Fault => ({
    name: `phone: ${name}`,
    group: 'phone requests',
    begin: (office) => office.phone.failRequests({ kind, match: 'POST /messages', times: someSends(office) }),
  })),
  ...TWILIO_REQUESTS.map(([kind, name]): Fault => ({
    name: `Twilio: ${name}`,
    group: 'twilio requests',
    begin: (office) => office.twilio.failRequests({ kind, match: 'POST /Messages.json', times: someSends(office) }),
  })),
  {
    name: 'phone: anything asked fails',
    group: 'phone requests',
    begin: (office) => office.phone.failRequests({ kind: pick(office, PHONE_REQUESTS)[0], times: someSends(office) }),
  },
  {
    name: 'Twilio: anything asked fails',
    group: 'twilio requests',
    begin: (office) => office.twilio.failRequests({ kind: pick(office, TWILIO_REQUESTS)[0], times: someSends(office) }),
  },
];

function someSends(office: Office): number {
  return 1 + Math.floor(office.random.fraction() * MOST_SENDS);
}

function phoneSwitch(name: string, fault: PhoneSwitch, lastsMs: readonly [number, number], group = 'phone'): Fault {
  return {
    name: `phone: ${name}`,
    group,
    lastsMs,
    begin: ({ phone }) => phone.setFault(fault, true),
    end: ({ phone }) => phone.setFault(fault, false),
  };
}

const phoneFaults: readonly Fault[] = [
  phoneSwitch('off the network', 'offline', LONG),
  phoneSwitch('asleep', 'asleep', USUAL),
  phoneSwitch('hears nothing by itself', 'deaf', USUAL, 'phone ear'),
  phoneSwitch('its send queue stands', 'sendingHeld', USUAL),
  {
    name: 'phone: reboots while it sends',
    group: 'phone',
    // Its time off passes with everybody else's.
    lastsMs: SHORT,
    begin: (office) => void office.phone.reboot({ downMs: (2 + office.random.fraction() * 3) * SECOND }),
  },
  { name: 'phone: reset, ids forgotten', group: 'phone reset', begin: ({ phone }) => phone.forgetSent() },
  {
    name: 'phone: SIM removed',
    group: 'phone SIM',
    lastsMs: SHORT,
    begin: ({ phone }) => phone.change({ simCards: [] }),
    end: ({ phone }) =>
      phone.change({ simCards: [{ simNumber: 1, phoneNumber: '+12065550100', carrierName: 'Fiction Mobile' }] }),
  },
  {
    name: 'two phones: another answers at its address',
    group: 'phone',
    lastsMs: USUAL,
    begin: ({ network, phone, otherPhone }) => network.redirect(phone.url, otherPhone.url),
    end: ({ network, phone }) => network.redirect(phone.url, null),
  },
  {
    name: 'Twilio: unreachable',
    group: 'twilio',
    lastsMs: LONG,
    begin: ({ twilio }) => twilio.setFault('unreachable', true),
    end: ({ twilio }) => twilio.setFault('unreachable', false),
  },
  {
    name: 'Twilio: takes requests and is silent',
    group: 'twilio',
    lastsMs: USUAL,
    begin: ({ twilio }) => twilio.setFault('silent', true),
    end: ({ twilio }) => twilio.setFault('silent', false),
  },
];

const hookFaults: readonly Fault[] = [
  phoneSwitch('callbacks doubled', 'hooksDoubled', USUAL, 'phone hooks'),
  phoneSwitch('callbacks newest first', 'hooksNewestFirst', USUAL, 'phone hooks'),
  phoneSwitch('callbacks lost', 'hooksDropped', USUAL, 'phone hooks'),
  phoneSwitch('callbacks held, then in a burst', 'hooksHeld', USUAL, 'phone hooks'),
  phoneSwitch('callbacks signed by another', 'hooksForged', SHORT, 'phone hooks'),
  {
    name: 'Twilio: callbacks lost, doubled, out of order',
    group: 'twilio hooks',
    lastsMs: LONG,
    begin: ({ twilio }) => twilio.setCallbackFaults({ lost: 0.3, doubled: 0.3, reordered: 0.3 }),
    end: ({ twilio }) => twilio.setCallbackFaults({ lost: 0, doubled: 0, reordered: 0 }),
  },
  {
    name: 'Twilio: no callback gets through',
    group: 'twilio hooks',
    lastsMs: USUAL,
    begin: ({ twilio }) => twilio.setFault('hooksLost', true),
    end: ({ twilio }) => twilio.setFault('hooksLost', false),
  },
  { name: 'listener: forged posts', group: 'post', begin: forgePosts },
  { name: 'listener: genuine posts replayed', group: 'post', begin: replayPosts },
  { name: 'listener: body of 10 MB', group: 'post', begin: postHugeBody },
];

/** A post of the last minutes as its forger would make it: address and shape are right, content and signature are not. */
async function forgePosts(office: Office): Promise<void> {
  for (const { request } of office.posts.slice(-3)) {
    const words = Buffer.from(request.body).toString('utf8');
    const body = words
      .replace(/(Body=)[^&]*/, `$1${encodeURIComponent(FORGED_WORDS)}`)
      .replace(/("message":")[^"]*/, `$1${FORGED_WORDS}`)
      .replace(/(MessageStatus=)[a-z]*/, '$1delivered');
    const signature = createHash('sha256').update(body).digest('hex');
    const headers = { ...request.headers, 'x-signature': signature, 'x-twilio-signature': signature };
    await post(office, request.url, headers, Buffer.from(body === words ? `${body} ` : body));
  }
}

async function replayPosts(office: Office): Promise<void> {
  for (const { request } of [...office.posts]) await post(office, request.url, request.headers, request.body);
}

async function postHugeBody(office: Office): Promise<void> {
  const [genuine] = office.posts;
  if (genuine === undefined) return;
  await post(office, genuine.request.url, genuine.request.headers, Buffer.alloc(10 * 1024 * 1024, 0x20));
}

/** Straight to the listener behind the tunnel. Whatever it answers, or that it does not, is its right. */
function post(
  { hookPort }: Office,
  address: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Promise<void> {
  const { pathname, search } = new URL(address);
  const { 'content-length': _length, connection: _connection, 'transfer-encoding': _encoding, ...kept } = headers;
  return new Promise((resolve) => {
    const call = httpRequest({
      ...{ host: '127.0.0.1', port: hookPort, path: pathname + search, method: 'POST' },
      headers: { ...kept, 'content-length': body.byteLength },
    });
    call.once('response', (response) => response.resume().once('end', resolve).once('error', resolve));
    call.once('error', () => resolve());
    call.end(body);
  });
}

const crashFaults: readonly Fault[] = [
  ...CRASH_POINTS.map((point): Fault => ({
    name: `program killed at ${point}`,
    group: 'crash',
    begin: (office) => office.killAt(point, 1 + Math.floor(office.random.fraction() * 3)),
  })),
  { name: 'program killed anywhere', group: 'crash', begin: (office) => office.kill() },
];

/** All of them. */
export const FAULTS: readonly Fault[] = [
  ...accountFaults,
  ...clockFaults,
  ...networkFaults,
  ...requestFaults,
  ...phoneFaults,
  ...hookFaults,
  ...crashFaults,
];
