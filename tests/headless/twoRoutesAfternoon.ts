/** The second half of the script: the route goes down, what people write meanwhile, and how everything finds its place again. */
import { expect } from 'vitest';
import {
  arrives,
  codeOf,
  counts,
  doubt,
  gatewayOf,
  heard,
  statusIs,
  textOf,
  waiting,
  writes,
} from './twoRoutesLook.ts';
import type { Step } from './twoRoutesLook.ts';
import { until } from './twoRoutesOffice.ts';
import type { Office } from './twoRoutesOffice.ts';

const outage: readonly Step[] = [
  {
    name: 'an answer is lost on the way: the text is in doubt and says so',
    async run(office) {
      await writes(office, 'Dora', 'When do you close?');
      await heard(office, 'Dora', 'When do you close?');
      await office.send('Gus', 'Earlier text to Gus');
      await arrives(office, 'Gus', 'Earlier text');
      // The posts about it are lost, too, or they would settle it.
      office.hooks.refuse = /sms:(sent|delivered)|MessageStatus/;
      await office.route.loseNextAnswer();
      const { messageId } = await office.send('Dora', 'At six.');
      await arrives(office, 'Dora', 'At six.');
      await office.route.setReachable(false);
      doubt.set(office, messageId);
      const { status } = await textOf(office, 'Dora', messageId);
      expect(['queued', 'sending']).toContain(status);
    },
  },
  {
    name: 'the route goes down, and it is shown since when',
    async run(office) {
      await until(async () => expect((await gatewayOf(office)).state).toBe('down'));
      expect((await gatewayOf(office)).downSince).not.toBeNull();
    },
  },
  {
    name: 'what is written now waits, and does not go another way at once',
    async run(office) {
      const { messageId } = await office.send('Gus', 'Please call us back.');
      waiting.set(office, messageId);
      expect((await gatewayOf(office)).queued).toBeGreaterThan(0);
      const { items } = await office.call<{ items: { state: string; count: number }[] }>('system.explainQueue');
      expect(items.some(({ count }) => count > 0)).toBe(true);
      expect((await office.handset('Gus')).filter(({ body }) => body.includes('call us back'))).toEqual([]);
    },
  },
  {
    name: 'what waits can be taken back',
    async run(office) {
      const { messageId } = await office.send('Cleo', 'Never mind');
      await office.call('messages.cancelMessage', { messageId });
      expect((await textOf(office, 'Cleo', messageId)).status).toBe('cancelled');
    },
  },
  {
    name: 'a forged post is refused and shows nothing',
    async run(office) {
      const genuine = office.hooks.passed.findLast(({ body }) => body.toString().includes('close'));
      if (genuine === undefined) throw new Error('no post to forge');
      const before = await counts(office);
      const body = Buffer.from(genuine.body.toString().replace('close', 'forge'));
      expect(await office.hooks.post(genuine.path, genuine.headers, body)).toBe(403);
      expect((await counts(office)).forged).toBe(before.forged + 1);
      expect((await office.thread('Dora')).some((message) => message.body.includes('forge'))).toBe(false);
    },
  },
  {
    name: 'a genuine post that is replayed changes nothing',
    async run(office) {
      const genuine = office.hooks.passed.findLast(({ body }) => body.toString().includes('close'));
      if (genuine === undefined) throw new Error('no post to replay');
      expect(await office.hooks.post(genuine.path, genuine.headers, genuine.body)).toBe(204);
      await until(async () => expect((await counts(office)).repeated).toBeGreaterThan(0));
      await heard(office, 'Dora', 'When do you close?');
    },
  },
  {
    name: 'a body of 10 MB is refused',
    async run(office) {
      const [genuine] = office.hooks.passed.slice(-1);
      const status = await office.hooks.post(
        genuine?.path ?? '',
        genuine?.headers ?? {},
        Buffer.alloc(10 * 1024 * 1024),
      );
      expect([413, 0]).toContain(status);
    },
  },
  {
    name: 'reports that come again and in the wrong order take no state back',
    async run(office) {
      const reports = office.hooks.passed.filter(({ body }) =>
        /sms:(sent|delivered)|MessageStatus/.test(body.toString()),
      );
      expect(reports.length).toBeGreaterThan(3);
      for (const { path, headers, body } of reports.toReversed().slice(-8))
        await postAnyway(office, path, headers, body);
      const [first] = await office.thread('Ana');
      expect(first?.status).toBe('delivered');
    },
  },
];

/** Past the test's own refusal of reports. */
async function postAnyway({ hooks }: Office, ...post: Parameters<Office['hooks']['post']>): Promise<void> {
  const { refuse } = hooks;
  hooks.refuse = null;
  await hooks.post(...post);
  hooks.refuse = refuse;
}

const words: readonly Step[] = [
  {
    name: 'STOP opts out, and takes back what waits for this person',
    async run(office) {
      const { messageId } = await office.send('Ben', 'This must not come any more');
      await writes(office, 'Ben', 'STOP');
      await statusIs(office, 'Ben', messageId, 'cancelled');
      const { number } = await office.person('Ben');
      expect(await office.call('consent.getState', { number })).toMatchObject({ optedOut: { word: 'STOP' } });
    },
  },
  {
    name: 'after STOP a text is refused, and STOP is confirmed by exactly one: the network, or we',
    async run(office) {
      expect(await codeOf(office.send('Ben', 'Hello?'))).toBe('SEND_BLOCKED');
      const ours = (await office.thread('Ben')).filter(({ kind }) => kind === 'autoReply');
      expect(ours).toHaveLength(office.route.name === 'phone' ? 1 : 0);
    },
  },
  {
    name: 'START allows texts again',
    async run(office) {
      await writes(office, 'Ben', 'START');
      const { number } = await office.person('Ben');
      await until(async () =>
        expect(await office.call('consent.getState', { number })).toMatchObject({ optedOut: null }),
      );
    },
  },
  {
    name: 'an emergency goes to the top',
    async run(office) {
      await writes(office, 'Cleo', 'I have chest pain and cannot breathe');
      await until(async () => {
        const { items } = await office.call<{ items: { attention: string | null }[] }>(
          'conversations.listConversations',
          { tab: 'todo' },
        );
        expect(items[0]?.attention).toBe('urgent');
      });
    },
  },
  {
    name: 'a number that belongs to somebody else gets nothing more',
    async run(office) {
      await writes(office, 'Row A', 'Wrong number');
      const { number } = await office.person('Row A');
      await until(async () =>
        expect(await office.call('consent.getState', { number })).toMatchObject({ suspended: true }),
      );
      expect(await codeOf(office.send('Row A', 'Hello?'))).toBe('SEND_BLOCKED');
    },
  },
];

const recovery: readonly Step[] = [
  {
    name: 'after its time the waiting text leaves by the other route, with the practice named',
    async run(office) {
      await arrives(office, 'Gus', 'Please call us back.');
      const there = (await office.other.onAir()).filter(({ body }) => body.includes('Please call us back.'));
      expect(there).toHaveLength(1);
      expect(there[0]?.body).toContain('Test Clinic');
      expect(await textOf(office, 'Gus', waiting.get(office) ?? '')).toMatchObject({
        route: { gatewayKind: office.other.name, why: 'failover' },
      });
    },
  },
  {
    name: 'the text in doubt has not moved',
    async run(office) {
      expect(await office.handset('Dora')).toHaveLength(1);
      const { status, route } = await textOf(office, 'Dora', doubt.get(office) ?? '');
      expect(['sending', 'needsReview']).toContain(status);
      expect(route?.gatewayKind ?? office.route.name).toBe(office.route.name);
    },
  },
  {
    name: 'the route is back, and what came in unheard meanwhile is there',
    async run(office) {
      await office.route.setHeard(false);
      await writes(office, 'Gus', 'I called, nobody answered');
      office.hooks.refuse = null;
      await office.route.setReachable(true);
      // A person looks; by itself the program would, within a minute.
      await office.call('gateways.testGateway', { id: office.route.id });
      await heard(office, 'Gus', 'I called, nobody answered');
      await office.route.setHeard(true);
      await until(async () => expect((await gatewayOf(office)).state).toBe('up'));
    },
  },
  {
    name: 'the text in doubt is found at its gateway: on air once',
    async run(office) {
      await statusIs(office, 'Dora', doubt.get(office) ?? '', 'sent', 'delivered');
      expect(await office.handset('Dora')).toHaveLength(1);
    },
  },
  {
    name: 'an answer goes back by the route they wrote to, though another text went the other way',
    async run(office) {
      await office.send('Gus', 'We are here now.');
      await arrives(office, 'Gus', 'We are here now.');
      expect((await office.route.onAir()).some(({ body }) => body.includes('We are here now.'))).toBe(true);
    },
  },
  {
    name: 'a doubtful text is settled by a person, and by nobody else',
    async run(office) {
      if (office.route.name === 'phone') await doubtByFalseFailure(office);
      else await doubtByRemoval(office);
    },
  },
];

/** A phone that reports a fault for what it has sent. */
async function doubtByFalseFailure(office: Office): Promise<void> {
  const name = 'False fault 0198';
  const { messageId } = await office.send(name, 'Did this come?');
  await statusIs(office, name, messageId, 'needsReview');
  expect(await codeOf(office.call('messages.retryMessage', { messageId }))).toBe('CONFLICT');
  expect(await office.call('messages.settleMessage', { messageId, outcome: 'sent' })).toEqual({ status: 'sent' });
  expect(await office.handset(name)).toHaveLength(1);
}

/** An account that is disconnected while one of its texts is in doubt. */
async function doubtByRemoval(office: Office): Promise<void> {
  office.hooks.refuse = /MessageStatus/;
  await office.route.loseNextAnswer();
  const { messageId } = await office.send('Row B', 'Did this come?');
  await arrives(office, 'Row B', 'Did this come?');
  await office.route.setReachable(false);
  await until(async () => expect((await textOf(office, 'Row B', messageId)).reason?.code).toBe('checking'));
  await office.call('gateways.removeGateway', { id: office.route.id });
  await statusIs(office, 'Row B', messageId, 'needsReview');
  expect(await codeOf(office.call('messages.retryMessage', { messageId }))).toBe('CONFLICT');
  expect(await office.call('messages.settleMessage', { messageId, outcome: 'sent' })).toEqual({ status: 'sent' });
  expect(await office.handset('Row B')).toHaveLength(2);
}

export const AFTERNOON: readonly Step[] = [...outage, ...words, ...recovery];
