/** Nothing but the dispatcher makes a text leave, and nothing but `queueText` gives it one (rules.md 1, rule 1). */
import { expect, test } from 'vitest';
import { findSideDoors, UNKNOWN } from './onlyDoor.ts';
import type { Doors } from './onlyDoor.ts';

const DOORS: Doors = {
  members: [
    // Out of the program: a gateway is asked to send by the dispatcher's flights, after the gate's second decision.
    { member: 'send', declaredIn: 'src/main/providers/', from: ['src/main/jobs/flights.ts'] },
    {
      member: 'launch',
      declaredIn: 'src/main/jobs/flights.ts',
      from: ['src/main/jobs/dispatcher.ts', 'src/main/jobs/flights.ts'],
    },
    { member: 'outgoingText', declaredIn: 'src/main/jobs/flight.ts', from: ['src/main/jobs/claim.ts'] },
    // Inside the providers: one file each posts a text, and one gateway each calls it.
    {
      member: 'sendMessage',
      declaredIn: 'src/main/providers/capcom6/',
      from: ['src/main/providers/capcom6/sending.ts'],
    },
    {
      member: 'sendText',
      declaredIn: 'src/main/providers/capcom6/',
      from: ['src/main/providers/capcom6/phoneGateway.ts'],
    },
    {
      member: 'sendText',
      declaredIn: 'src/main/providers/twilio/',
      from: ['src/main/providers/twilio/twilioGateway.ts'],
    },
    // Twilio writes and sends the text of a code by itself: the one that is not ours to queue. The gate is asked before.
    {
      member: 'startVerification',
      declaredIn: 'src/main/providers/twilio/',
      from: ['src/main/providers/twilio/parts.ts', 'src/main/runtime/features.ts'],
    },
    {
      member: 'create',
      declaredIn: UNKNOWN,
      within: 'src/main/providers/twilio/',
      from: ['src/main/providers/twilio/sending.ts', 'src/main/providers/twilio/verify.ts'],
    },
    // Into the queue: one function, after the gate's first decision.
    {
      member: 'enqueue',
      declaredIn: 'src/main/store/',
      from: ['src/main/features/messages/queueText.ts', 'src/main/store/repositories/outbox.ts'],
    },
  ],
  packages: [{ name: 'twilio', from: 'src/main/providers/twilio/' }],
  literals: [
    {
      text: '/messages',
      within: 'src/main/providers/capcom6/',
      from: ['src/main/providers/capcom6/phoneClient.ts'],
    },
  ],
  network: [
    'src/main/platform/node.ts',
    'src/main/electron/chromiumFetch.ts',
    'src/main/providers/',
    // The command line and the console talk to the program on this PC.
    'src/main/headless/',
    // Whether the tunnel leads back here.
    'src/main/webhooks/selfCheck.ts',
    'src/main/runtime/webhooks.ts',
  ],
  otherSends: [
    'src/main/rpc/session.ts',
    'src/main/electron/ipcBridge.ts',
    'src/main/headless/consoleServer.ts',
    'src/main/headless/unlockServer.ts',
    'src/main/headless/webSocketDoor.ts',
    'src/main/webhooks/listener.ts',
  ],
};

/** Ways past the gate that somebody might take, one each. */
const ROGUE: Readonly<Record<string, { readonly code: string; readonly told: string }>> = {
  call: {
    code: "import type { Gateway } from '../../providers/gateway.ts'; export const f = (g: Gateway, t: never) => g.send(t);",
    told: 'send',
  },
  taken: {
    code: "import type { Gateway } from '../../providers/gateway.ts'; export const f = ({ send: leave }: Gateway) => leave;",
    told: 'send',
  },
  quoted: {
    code: "import type { Gateway } from '../../providers/gateway.ts'; export const f = (g: Gateway) => g['send'];",
    told: 'send',
  },
  madeUp: {
    code: "import type { Gateway } from '../../providers/gateway.ts'; export const f = (g: Gateway, k: keyof Gateway) => g[k];",
    told: 'send',
  },
  spread: {
    code: "import type { Gateway } from '../../providers/gateway.ts'; export const f = (g: Gateway) => { const own = { ...g }; return own.send; };",
    told: 'send',
  },
  structural: {
    code: 'export const f = (g: { send(text: string): void }) => g.send("hello");',
    told: 'send of something else',
  },
  phone: {
    code: "import type { PhoneClient } from '../../providers/capcom6/phoneClient.ts'; export const f = (c: PhoneClient, t: never) => c.sendMessage(t);",
    told: 'sendMessage',
  },
  posted: {
    code: "export { sendText as leave } from '../../providers/twilio/sending.ts';",
    told: 'sendText',
  },
  package: { code: "export const f = async () => import('twilio');", told: 'import of twilio' },
  hidden: {
    code: 'export const f = async (name: string) => import(name);',
    told: 'import of a name made up at run time',
  },
  wire: { code: "export const f = () => fetch('http://192.0.2.7/messages', { method: 'POST' });", told: 'fetch' },
  queue: {
    code: "import type { WriteTx } from '../../store/store.ts'; export const f = (tx: WriteTx, job: never) => tx.outbox.enqueue(job, 0);",
    told: 'enqueue',
  },
  flight: {
    code: "import type { Flights } from '../../jobs/flights.ts'; export const f = (flights: Flights, one: never) => flights.launch(one);",
    told: 'launch',
  },
};
const folder = 'src/main/features/rogue/';

const all = findSideDoors(
  DOORS,
  new Map(Object.entries(ROGUE).map(([name, { code }]) => [`${folder}${name}.ts`, code])),
);

test('nothing but the dispatcher makes a text leave', () => {
  expect(all.found.filter((line) => !line.startsWith(folder))).toEqual([]);
});

test('each door is used where it may be: one that was renamed would be watched in vain', () => {
  const used = DOORS.members.map(({ member, from }) => from.some((file) => all.uses.includes(`${file}: ${member}`)));
  expect(used).toEqual(DOORS.members.map(() => true));
  expect(all.uses).toContain('src/main/jobs/flights.ts: send');
  expect(all.uses).toContain('src/main/features/messages/queueText.ts: enqueue');
});

for (const [name, { told }] of Object.entries(ROGUE)) {
  test(`a way past the gate is found: ${name}`, () => {
    expect(all.found).toContain(`${folder}${name}.ts: ${told}`);
  });
}
