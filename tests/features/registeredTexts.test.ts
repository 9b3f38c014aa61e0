/** India: a text by Twilio leaves only under a registered name and in registered words (rules.md section 10). */
import { describe, expect, it } from 'vitest';
import type { GatewayReadiness } from '../../src/main/jobs/handlers.ts';
import { NINE, TWILIO_ID, TWILIO_TRAITS, openDesk, twilio } from './desk.ts';

const ASHA = '+919812345678';
/** A Messaging Service: it alone changes the sender with the country. */
const SERVICE = `MG${'0'.repeat(32)}`;
const WORDS = 'Lakeside: see you tomorrow, Asha. Call 011 5550 0100. STOP to opt out.';
const FREE = 'Lakeside: see you tomorrow, Asha. Bring your card.';

async function practiceInIndia({ sender = SERVICE, header = 'LAKESD', version = 1 } = {}) {
  const desk = await openDesk();
  desk.traits.set(TWILIO_ID, TWILIO_TRAITS);
  const record = { ...twilio(), config: { sender } };
  const { id } = await desk.call('templates.saveTemplate', {
    name: 'Tomorrow',
    category: 'reminder',
    body: 'Lakeside: see you tomorrow, {firstName}. Call {practicePhone}. STOP to opt out.',
  });
  desk.store.write('test', (tx) => {
    tx.settings.set('practice', { shortName: 'Lakeside', country: 'IN', zone: 'Asia/Kolkata' }, NINE);
    tx.settings.set('routing', { preferredGatewayId: TWILIO_ID }, NINE);
    tx.settings.set('dlt', { header, texts: [{ templateId: id, version, registeredId: '1107160000000001' }] }, NINE);
    tx.gateways.insert(record);
  });
  await desk.addPerson('Asha Rao', ASHA);
  const codes = async (body: string, to = ASHA) =>
    (await desk.call('messages.previewMessage', { to, body })).decision.findings.map(({ code }) => code);
  return { desk, codes, ready: { record, busyUntil: null } satisfies GatewayReadiness };
}

describe('a practice in India that texts by Twilio', () => {
  it('sends registered words as they are, without a line more, and by no number of its own', async () => {
    const { desk, codes, ready } = await practiceInIndia();
    expect(await codes(WORDS)).toEqual([]);
    const { messageId } = await desk.call('messages.sendMessage', { to: ASHA, body: WORDS });
    const way = { from: '+12125550191', sim: null, prefixPracticeName: true };
    const verdict = desk.store.read((tx) =>
      desk.handlers.decideSend(tx, desk.message(messageId), { ...ready, way }, desk.clock.now()),
    );
    expect(verdict).toEqual({ kind: 'send', body: WORDS, sim: null, from: null });
  });

  it('refuses other words, also as an answer, and says what to do', async () => {
    const { desk, codes } = await practiceInIndia();
    desk.receive(ASHA, 'When?', { by: TWILIO_ID });
    expect(await codes(FREE)).toEqual(['REGISTERED_TEXT_MISSING']);
    await expect(desk.call('messages.sendMessage', { to: ASHA, body: FREE })).rejects.toMatchObject({
      code: 'SEND_BLOCKED',
      message:
        'Indian networks take only registered texts, word for word. Choose a ready-made text with a DLT number, or telephone.',
    });
  });

  it.each([
    ['no sender name is registered', { header: '' }, 'REGISTERED_SENDER_MISSING'],
    ['one number sends whatever the country', { sender: '+12125550191' }, 'REGISTERED_SENDER_MISSING'],
    ['the words were changed since they were registered', { version: 7 }, 'REGISTERED_TEXT_MISSING'],
  ])('refuses everything where %s', async (_why, setUp, code) => {
    const { codes } = await practiceInIndia(setUp);
    expect(await codes(WORDS)).toEqual([code]);
  });

  it('tells staff when a text that waited can no longer go', async () => {
    const { desk, ready } = await practiceInIndia();
    const { messageId } = await desk.call('messages.sendMessage', { to: ASHA, body: WORDS });
    desk.store.write('test', (tx) => tx.settings.set('dlt', { header: '', texts: [] }, NINE));
    const verdict = desk.store.read((tx) =>
      desk.handlers.decideSend(tx, desk.message(messageId), ready, desk.clock.now()),
    );
    expect(verdict).toMatchObject({ kind: 'drop', status: 'failed', reason: { code: 'REGISTERED_SENDER_MISSING' } });
  });

  it('asks for nothing of the kind elsewhere: other countries, the phone', async () => {
    const { desk, codes } = await practiceInIndia({ header: '' });
    await desk.addPerson('Maria Alvarez', '+12125550172');
    expect(await codes(FREE, '+12125550172')).not.toContain('REGISTERED_SENDER_MISSING');
    desk.store.write('test', (tx) => tx.settings.set('routing', {}, NINE));
    expect(await codes(FREE)).not.toContain('REGISTERED_SENDER_MISSING');
  });
});
