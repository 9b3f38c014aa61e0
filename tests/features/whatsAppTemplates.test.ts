import { describe, expect, it } from 'vitest';
import type { WhatsAppTemplate } from '../../src/contract/gateways.ts';
import { outgoingText } from '../../src/main/jobs/flight.ts';
import { DAY, MARIA, NINE, openDesk, twilio, TWILIO_ID, TWILIO_TRAITS } from './desk.ts';

const SID = `HX${'a'.repeat(32)}`;
const VISIT: WhatsAppTemplate = {
  contentSid: SID,
  name: 'visit',
  language: 'en',
  body: 'Hi {{1}}, please call us about your visit on {{2}}.',
  variables: ['1', '2'],
  category: 'utility',
};
const variables = { 1: 'Maria', 2: 'Friday' };

/** Maria agreed to WhatsApp, and wrote there two days ago. */
async function openWhatsApp(template: WhatsAppTemplate | 'notApproved' | 'unreachable' = VISIT) {
  const desk = await openDesk();
  desk.traits.set(TWILIO_ID, TWILIO_TRAITS);
  desk.provider.findTemplate = async () => template;
  const person = await desk.addPerson('Maria Alvarez', MARIA);
  desk.store.write('system', (tx) => {
    tx.gateways.insert(twilio());
    tx.settings.set('routing', { whatsapp: true }, NINE);
    tx.consent.append({
      id: 'agreed',
      at: NINE - 3 * DAY,
      number: MARIA,
      personId: person.id,
      kind: 'grant',
      level: 'written',
      purpose: 'care',
      channel: 'whatsapp',
      method: 'paper',
      evidence: 'Signed form',
      messageId: null,
      actor: 'Dana',
    });
  });
  return desk;
}
const send = { to: MARIA, body: 'shown', channel: 'whatsapp' as const };

describe('a template for WhatsApp', () => {
  it('goes out where free words may not, in the words of the template, and is kept with the text', async () => {
    const desk = await openWhatsApp();
    await expect(desk.call('messages.sendMessage', send)).rejects.toMatchObject({ code: 'SEND_BLOCKED' });
    const whatsAppTemplate = { contentSid: SID, variables: { ...variables, unknown: 'x' } };
    const preview = await desk.call('messages.previewMessage', { ...send, whatsAppTemplate });
    expect(preview.decision.decision).toBe('allow');
    const { messageId } = await desk.call('messages.sendMessage', { ...send, whatsAppTemplate });
    const message = desk.message(messageId);
    const words = 'Hi Maria, please call us about your visit on Friday.';
    expect(message).toMatchObject({ body: words, channel: 'whatsapp', status: 'queued' });
    expect(preview.body).toBe(words);
    const way = { from: null, sim: null, prefixPracticeName: true };
    const verdict = desk.store.read((tx) =>
      desk.handlers.decideSend(tx, message, { record: twilio(), busyUntil: null, way }, NINE),
    );
    expect(verdict).toMatchObject({ kind: 'send', body: words });
    const job = desk.store.read((tx) => tx.outbox.getByMessage(messageId))!;
    expect(outgoingText(job, message, 'attempt', { body: words, sim: null })).toMatchObject({
      channel: 'whatsapp',
      template: { contentSid: SID, variables },
    });
  });

  it.each<[what: string, found: Parameters<typeof openWhatsApp>[0], more: object, code: string]>([
    ['is not approved', 'notApproved', {}, 'NOT_AVAILABLE'],
    ['nobody can say', 'unreachable', {}, 'GATEWAY_UNREACHABLE'],
    [
      'a value is missing',
      VISIT,
      { whatsAppTemplate: { contentSid: SID, variables: { 1: 'Maria' } } },
      'INVALID_INPUT',
    ],
    [
      'a value has two lines',
      VISIT,
      { whatsAppTemplate: { contentSid: SID, variables: { 1: 'Maria\nB', 2: 'x' } } },
      'INVALID_INPUT',
    ],
    ['it is advertising', { ...VISIT, category: 'marketing' }, {}, 'INVALID_INPUT'],
    ['it is to go as a text', VISIT, { channel: 'sms' }, 'INVALID_INPUT'],
    ['pictures are to go with it', VISIT, { attachmentIds: ['one'] }, 'INVALID_INPUT'],
  ])('is refused when %s, and nothing is written', async (_what, found, more, code) => {
    const desk = await openWhatsApp(found);
    const whatsAppTemplate = { contentSid: SID, variables };
    const sent = desk.call('messages.sendMessage', { ...send, whatsAppTemplate, ...more });
    await expect(sent).rejects.toMatchObject({ code });
    expect(desk.store.read((tx) => tx.conversations.getByAddress(MARIA))).toBeUndefined();
  });

  it('is refused where WhatsApp is off', async () => {
    const desk = await openWhatsApp();
    desk.store.write('system', (tx) => tx.settings.set('routing', { whatsapp: false }, NINE));
    const whatsAppTemplate = { contentSid: SID, variables };
    const sent = desk.call('messages.sendMessage', { ...send, whatsAppTemplate });
    await expect(sent).rejects.toMatchObject({ code: 'SEND_BLOCKED' });
  });
});
