/** The first half of the script: connecting, an ordinary day, and what is refused. Each step starts from what the ones before left. */
import { expect } from 'vitest';
import { arrives, codeOf, counts, gatewayOf, heard, statusIs, textOf, writes } from './twoRoutesLook.ts';
import type { Step } from './twoRoutesLook.ts';
import { aPicture, until, zoneAt } from './twoRoutesOffice.ts';

const connecting: readonly Step[] = [
  {
    name: 'both gateways are connected and every check passes',
    async run(office) {
      const { call, route, other } = office;
      const checks = [...(await route.connect(call)), ...(await other.connect(call))];
      expect(checks.length).toBeGreaterThan(5);
      expect(checks.filter(({ ok }) => !ok)).toEqual([]);
      await call('settings.saveSettings', {
        practice: {
          name: 'Test Clinic',
          shortName: 'Test Clinic',
          zone: zoneAt(0),
          country: 'US',
          phone: '212-555-0100',
        },
        // Android's half hour is no part of this script: a step has the limit of a day.
        sending: { open: '06:00', close: '20:00', paceMs: 0, perHalfHour: null, failuresInARow: null },
        routing: { preferredGatewayId: route.id, failoverAfterMinutes: 1 },
      });
      await until(async () => expect((await gatewayOf(office)).state).toBe('up'));
    },
  },
  {
    name: 'the listener is reached from outside over TLS, and both gateways are told to post there',
    async run({ call, hooks, hookPort, route, other }) {
      await call('tunnel.saveTunnel', { kind: 'own', publicUrl: hooks.url, port: hookPort });
      const tunnel = await call<{ lastCheck: unknown }>('tunnel.checkTunnel');
      expect(tunnel.lastCheck).toMatchObject({ ok: true });
      for (const { id } of [route, other]) {
        expect(await call('gateways.setWebhooks', { id, on: true })).toEqual({ changed: true });
      }
    },
  },
];

const everyday: readonly Step[] = [
  {
    name: 'a first text leaves by this route, with the practice and the way out in it',
    async run(office) {
      await office.send('Ana', 'Your glasses are ready.');
      await arrives(office, 'Ana', 'glasses are ready');
      const [text] = await office.handset('Ana');
      expect(text?.body).toContain('Test Clinic');
      expect(text?.body).toContain('STOP');
      const [message] = await office.thread('Ana');
      expect(message?.route.gatewayKind).toBe(office.route.name);
    },
  },
  {
    name: 'its arrival is reported',
    async run(office) {
      const [message] = await office.thread('Ana');
      await statusIs(office, 'Ana', message?.id ?? '', 'delivered');
    },
  },
  {
    name: 'an answer comes in by a post and waits for a person',
    async run(office) {
      const before = (await counts(office)).accepted;
      await writes(office, 'Ana', 'Can my daughter fetch them?');
      await heard(office, 'Ana', 'Can my daughter fetch them?');
      expect((await counts(office)).accepted).toBeGreaterThan(before);
      const { items } = await office.call<{ items: { lastPreview: string }[] }>('conversations.listConversations', {
        tab: 'todo',
      });
      expect(items.map(({ lastPreview }) => lastPreview)).toContain('Can my daughter fetch them?');
    },
  },
  {
    name: 'what is answered leaves by the same route and needs no name any more',
    async run(office) {
      await office.send('Ana', 'Of course she can.');
      await arrives(office, 'Ana', 'Of course she can.');
      expect((await office.handset('Ana')).at(-1)?.body).toBe('Of course she can.');
    },
  },
  {
    name: 'a text that the gateway hears twice is one text',
    async run(office) {
      await writes(office, 'Ben', 'Is it open today?', { twice: true });
      await heard(office, 'Ben', 'Is it open today?');
    },
  },
  {
    name: 'a long text leaves whole, and its parts are counted',
    async run(office) {
      const body = `Before your visit: ${'please bring your card and a list of what you take, '.repeat(8)}thank you.`;
      const { messageId } = await office.send('Ben', body);
      await arrives(office, 'Ben', body);
      expect((await textOf(office, 'Ben', messageId)).segments).toBeGreaterThanOrEqual(3);
    },
  },
  {
    name: 'Spanish keeps its letters, and an emoji its picture',
    async run(office) {
      const words = '¿Mañana a las 9? Sí, señora Núñez 🙂';
      await office.send('Ben', words);
      await arrives(office, 'Ben', words);
    },
  },
  {
    name: 'a reply leaves by the SIM, or the own number, that was written to',
    async run(office) {
      await writes(office, 'Cleo', 'Do you do braces?', { secondSim: true });
      await heard(office, 'Cleo', 'Do you do braces?');
      await office.send('Cleo', 'Yes, on Mondays.');
      await arrives(office, 'Cleo', 'Yes, on Mondays.');
      const wanted = office.route.name === 'phone' ? 'SIM 2' : '+12065550140';
      expect((await office.handset('Cleo'))[0]?.from).toBe(wanted);
    },
  },
  {
    name: 'a picture comes in and can be looked at',
    async run(office) {
      const bytes = aPicture();
      await office.route.receivePicture((await office.person('Cleo')).number, 'Like this', bytes);
      await until(async () => {
        const found = (await office.thread('Cleo')).flatMap(({ attachments }) => attachments)[0];
        expect(found?.state).toBe('ready');
        const { data } = await office.call<{ data: string }>('attachments.getAttachment', { id: found?.id });
        expect(Buffer.from(data, 'base64').equals(bytes)).toBe(true);
      });
    },
  },
  {
    name: 'a picture goes out with its text',
    async run(office) {
      const input = { name: 'map.png', data: aPicture().toString('base64') };
      const { id } = await office.call<{ id: string }>('attachments.addAttachment', input);
      await office.send('Cleo', 'The way to us', { attachmentIds: [id] });
      await arrives(office, 'Cleo', 'The way to us');
      expect((await office.handset('Cleo')).at(-1)?.media).toBe(1);
    },
  },
  {
    name: 'a text is taken back within the undo time',
    async run(office) {
      const { messageId } = await office.send('Ben', 'Not this one', { undoMs: 20_000 });
      expect(await office.call('messages.cancelMessage', { messageId })).toEqual({ body: 'Not this one' });
      expect((await textOf(office, 'Ben', messageId)).status).toBe('cancelled');
    },
  },
  {
    name: 'a text that waits at the gateway is recalled; where none waits it is said that it is too late',
    async run(office) {
      const holds = await office.route.holdTexts(true);
      const { messageId } = await office.send('Ben', 'Recall me');
      await statusIs(office, 'Ben', messageId, ...(holds ? ['sending'] : ['sent', 'delivered']));
      if (holds) await office.call('messages.cancelMessage', { messageId });
      else expect(await codeOf(office.call('messages.cancelMessage', { messageId }))).toBe('TOO_LATE');
      await office.route.holdTexts(false);
      const arrived = (await office.handset('Ben')).filter(({ body }) => body === 'Recall me');
      expect(arrived).toHaveLength(holds ? 0 : 1);
    },
  },
];

const refusals: readonly Step[] = [
  {
    name: 'a text that cannot arrive fails with a reason for the desk',
    async run(office) {
      const { messageId } = await office.send('Dead line 0191', 'Hello?');
      await statusIs(office, 'Dead line 0191', messageId, 'failed', 'undelivered');
      expect((await textOf(office, 'Dead line 0191', messageId)).reason?.text).toMatch(/\.$/);
    },
  },
  {
    name: 'what is no mobile number is refused before anything is written',
    async run({ call }) {
      expect(await codeOf(call('messages.sendMessage', { to: '800-555-0117', body: 'Hello' }))).toBe('SEND_BLOCKED');
    },
  },
  {
    name: 'at night nothing leaves without a person saying so',
    async run(office) {
      await office.person('Nora', zoneAt(14));
      expect(await codeOf(office.send('Nora', 'Are you up?'))).toBe('SEND_NEEDS_CONFIRMATION');
      expect(await office.handset('Nora')).toEqual([]);
    },
  },
  {
    name: 'a one-time code: a wrong one counts, the right one goes into the ledger',
    async run(office) {
      const { number } = await office.person('Ana');
      type Code = { codeId: string; route: string };
      const { codeId, route } = await office.call<Code>('codes.sendCode', { number });
      expect(route).toBe(office.route.name === 'phone' ? 'own' : 'verify');
      await until(async () => expect(await office.route.codeOf(number)).toMatch(/^\d+$/));
      const code = await office.route.codeOf(number);
      const wrong = code.replace(/./, (digit) => (digit === '1' ? '2' : '1'));
      expect(await office.call('codes.checkCode', { codeId, code: wrong })).toMatchObject({ result: 'wrong' });
      expect(await office.call('codes.checkCode', { codeId, code })).toMatchObject({ result: 'right' });
      const { items } = await office.call<{ items: { kind: string }[] }>('consent.listEvents', { number });
      expect(items[0]?.kind).toBe('number_verified');
    },
  },
  {
    name: 'the day of a SIM has an end, that of a business number has none',
    async run(office) {
      const { sentToday } = await gatewayOf(office);
      const perDay = Math.max(1, sentToday);
      await office.call('settings.saveSettings', { sending: { perDay } });
      const { messageId } = await office.send('Ben', 'One more');
      if (office.route.name === 'phone') {
        await until(async () => expect((await textOf(office, 'Ben', messageId)).reason).not.toBeNull());
        expect((await gatewayOf(office)).dayLeft).toBe(0);
        expect((await office.handset('Ben')).filter(({ body }) => body === 'One more')).toEqual([]);
      } else expect((await gatewayOf(office)).dayLeft).toBeNull();
      await office.call('settings.saveSettings', { sending: { perDay: 200 } });
      await arrives(office, 'Ben', 'One more');
    },
  },
  {
    name: 'a paused route sends nothing, and resumed it does',
    async run(office) {
      await office.call('gateways.setPaused', { id: office.route.id, paused: true });
      const { messageId } = await office.send('Ben', 'After the pause');
      await until(async () => expect((await gatewayOf(office)).state).toBe('paused'));
      expect((await textOf(office, 'Ben', messageId)).status).toBe('queued');
      await office.call('gateways.setPaused', { id: office.route.id, paused: false });
      await arrives(office, 'Ben', 'After the pause');
    },
  },
  {
    name: 'killed in the middle of a row of texts, each leaves once',
    async run(office) {
      const words = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((word) => `Text ${word}`);
      for (const [index, body] of words.entries()) await office.send(`Row ${'ABCDEF'[index] ?? ''}`, body);
      await office.killAndRestart();
      for (const [index, body] of words.entries()) await arrives(office, `Row ${'ABCDEF'[index] ?? ''}`, body);
    },
  },
];

export const MORNING: readonly Step[] = [...connecting, ...everyday, ...refusals];
