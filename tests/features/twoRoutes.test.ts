import { describe, expect, it } from 'vitest';
import { HOUR, MARIA, MINUTE, NINE, openDesk, PHONE_ID, twilio, TWILIO_ID, TWILIO_TRAITS } from './desk.ts';
import type { Desk } from './desk.ts';

/** A desk with the phone and Twilio; Maria may be texted. */
async function openBoth(): Promise<Desk> {
  const desk = await openDesk();
  desk.traits.set(TWILIO_ID, TWILIO_TRAITS);
  desk.store.write('system', (tx) => {
    tx.gateways.update(PHONE_ID, { ownNumber: '+12125550190' });
    tx.gateways.insert(twilio());
  });
  await desk.addPerson('Maria Alvarez', MARIA);
  return desk;
}
const jobOf = (desk: Desk, messageId: string) => desk.store.read((tx) => tx.outbox.getByMessage(messageId))!;
const setRouting = (desk: Desk, routing: Record<string, unknown>) =>
  desk.store.write('system', (tx) => tx.settings.set('routing', routing, NINE));
const shown = async (desk: Desk, id: string) => {
  const { conversationId } = desk.message(id);
  const page = await desk.call('conversations.listMessages', { conversationId });
  return page.items.find((message) => message.id === id)!;
};

describe('which way a text is bound', () => {
  it('follows how the person last wrote, with number and SIM', async () => {
    const desk = await openBoth();
    desk.receive(MARIA, 'Hello?', { by: TWILIO_ID, to: '+12125550192' });
    const [first] = desk.thread(MARIA);
    expect(first).toMatchObject({ gatewayId: TWILIO_ID, ownNumber: '+12125550192', channel: 'sms' });
    const { messageId } = await desk.call('messages.sendMessage', { to: MARIA, body: 'Yes?' });
    expect(jobOf(desk, messageId).gatewayId).toBe(TWILIO_ID);
  });

  it('follows the preference for somebody who never wrote', async () => {
    const desk = await openBoth();
    await desk.call('messages.sendMessage', { to: MARIA, body: 'One' }).then(({ messageId }) => {
      expect(jobOf(desk, messageId).gatewayId).toBe(PHONE_ID);
    });
    setRouting(desk, { preferredGatewayId: TWILIO_ID });
    const { messageId } = await desk.call('messages.sendMessage', { to: MARIA, body: 'Two' });
    expect(jobOf(desk, messageId).gatewayId).toBe(TWILIO_ID);
  });

  it('names the practice when the number is another than they know, once, and counts its parts', async () => {
    const desk = await openBoth();
    desk.receive(MARIA, 'Hello?', { by: PHONE_ID });
    const long = 'x'.repeat(155);
    const { messageId } = await desk.call('messages.sendMessage', { to: MARIA, body: long });
    const message = desk.message(messageId);
    const way = { from: null, sim: null, prefixPracticeName: true };
    const verdict = desk.store.read((tx) =>
      desk.handlers.decideSend(tx, message, { record: twilio(), busyUntil: null, way }, NINE),
    );
    expect(verdict).toMatchObject({ kind: 'send', body: `Lakeside Clinic: ${long}` });
    const named = { ...message, body: `Lakeside Clinic: ${long}` };
    const again = desk.store.read((tx) =>
      desk.handlers.decideSend(tx, named, { record: twilio(), busyUntil: null, way }, NINE),
    );
    expect(again).toMatchObject({ body: `Lakeside Clinic: ${long}` });
  });

  it('is told with the text in the thread', async () => {
    const desk = await openBoth();
    desk.receive(MARIA, 'Hello?', { by: TWILIO_ID, to: '+12125550192' });
    const [first] = desk.thread(MARIA);
    expect(await shown(desk, first!.id)).toMatchObject({
      channel: 'sms',
      route: { gatewayKind: 'twilio', label: 'Twilio', ownNumber: '+12125550192', why: null },
      attachments: [],
      price: null,
    });
  });

  it('is refused where nothing can carry it, before anything is written', async () => {
    const desk = await openDesk();
    await desk.addPerson('Maria Alvarez', MARIA);
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]).toString('base64');
    const picture = await desk.call('attachments.addAttachment', { name: 'map.png', data: png });
    const send = desk.call('messages.sendMessage', { to: MARIA, body: 'See', attachmentIds: [picture.id] });
    await expect(send).rejects.toMatchObject({ code: 'NOT_AVAILABLE', details: { reason: { code: 'noMediaRoute' } } });
    await expect(
      desk.call('messages.sendMessage', { to: MARIA, body: 'Hi', channel: 'whatsapp' }),
    ).rejects.toMatchObject({
      code: 'SEND_BLOCKED',
    });
  });
});

describe('the preview', () => {
  it('says which way a text would go, and that it names the practice where they know another number', async () => {
    const desk = await openBoth();
    const before = await desk.call('messages.previewMessage', { to: MARIA, body: 'Hello' });
    expect(before.route).toMatchObject({ gatewayKind: 'phone', why: null, named: false, waits: null });
    desk.receive(MARIA, 'Hello?', { by: PHONE_ID });
    desk.store.write('system', (tx) => tx.gateways.update(PHONE_ID, { state: 'down', since: NINE - HOUR }));
    const around = await desk.call('messages.previewMessage', { to: MARIA, body: 'Hello' });
    expect(around.route).toMatchObject({ gatewayKind: 'twilio', label: 'Twilio', why: 'failover', named: true });
    expect(around.body).toBe('Lakeside Clinic: Hello');
  });

  it('says what a text would wait for', async () => {
    const desk = await openBoth();
    desk.receive(MARIA, 'Hello?', { by: PHONE_ID });
    desk.store.write('system', (tx) => tx.gateways.update(PHONE_ID, { state: 'down', since: NINE - MINUTE }));
    const { route } = await desk.call('messages.previewMessage', { to: MARIA, body: 'Hello' });
    expect(route).toMatchObject({ gatewayKind: 'phone', waits: { code: 'routeDown' } });
  });

  it('may be asked about a channel the answer would not take by itself', async () => {
    const desk = await openBoth();
    const text = { to: MARIA, body: 'Hello' };
    const { route } = await desk.call('messages.previewMessage', text);
    expect(route?.gatewayId).toBe(PHONE_ID);
    const byWhatsApp = await desk.call('messages.previewMessage', { ...text, channel: 'whatsapp' });
    expect(byWhatsApp).toMatchObject({ route: null, noRoute: { code: 'whatsAppOff' } });
  });

  it('says why a picture can go no way', async () => {
    const desk = await openDesk();
    await desk.addPerson('Maria Alvarez', MARIA);
    const input = { to: MARIA, body: 'See', attachmentIds: ['any'] };
    const { route, noRoute } = await desk.call('messages.previewMessage', input);
    expect(route).toBeNull();
    expect(noRoute).toMatchObject({ code: 'noMediaRoute' });
  });
});

describe('trying again', () => {
  it('sends the picture again, too', async () => {
    const desk = await openBoth();
    desk.traits.set(TWILIO_ID, { ...TWILIO_TRAITS, carriesMedia: true });
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]).toString('base64');
    const picture = await desk.call('attachments.addAttachment', { name: 'map.png', data: png });
    const input = { to: MARIA, body: 'See', attachmentIds: [picture.id] };
    const { messageId } = await desk.call('messages.sendMessage', input);
    await desk.call('messages.cancelMessage', { messageId });
    const again = await desk.call('messages.retryMessage', { messageId });
    const [copy] = (await shown(desk, again.messageId)).attachments;
    expect(copy).toMatchObject({ name: 'map.png', state: 'ready' });
    expect(copy?.id).not.toBe(picture.id);
    expect((await desk.call('attachments.getAttachment', { id: copy?.id ?? '' })).data).toBe(png);
  });
});

describe('words the network answers', () => {
  it('are acted on and not answered a second time', async () => {
    const desk = await openBoth();
    desk.receive(MARIA, 'STOP', { by: TWILIO_ID, keyword: 'stop' });
    const consent = await desk.call('consent.getState', { number: MARIA });
    expect(consent.optedOut).not.toBeNull();
    expect(desk.thread(MARIA).filter(({ kind }) => kind === 'autoReply')).toEqual([]);
  });

  it('count as such without the network saying so, where the gateway is known to answer', async () => {
    const desk = await openBoth();
    desk.receive(MARIA, 'stop', { by: TWILIO_ID });
    expect(desk.thread(MARIA).filter(({ kind }) => kind === 'autoReply')).toEqual([]);
  });

  it('are answered by us on the phone, and on WhatsApp', async () => {
    const desk = await openBoth();
    desk.receive(MARIA, 'STOP', { by: PHONE_ID });
    expect(desk.thread(MARIA).filter(({ kind }) => kind === 'autoReply')).toHaveLength(1);
  });

  it('that its owner added opt out, although we do not know them', async () => {
    const desk = await openBoth();
    desk.receive(MARIA, 'Genug', { by: TWILIO_ID, keyword: 'stop' });
    expect((await desk.call('consent.getState', { number: MARIA })).optedOut).not.toBeNull();
  });
});

describe('what a failure teaches', () => {
  async function failed(code: string): Promise<Desk> {
    const desk = await openBoth();
    const { messageId } = await desk.call('messages.sendMessage', { to: MARIA, body: 'Hello' });
    const later = await desk.call('messages.sendMessage', { to: MARIA, body: 'Later', sendAt: NINE + 2 * HOUR });
    desk.report(messageId, { status: 'sending', gatewayId: TWILIO_ID });
    desk.report(messageId, { status: 'failed', reason: { code, text: 'Not sent.' } });
    expect(later.status).toBe('queued');
    return desk;
  }

  it('the network’s opt-out goes into our ledger, with its source, and stops what waits', async () => {
    const desk = await failed('optedOut');
    const events = await desk.call('consent.listEvents', { number: MARIA });
    expect(events.items[0]).toMatchObject({ kind: 'revoke', method: 'provider', actor: 'provider', purpose: null });
    expect(desk.thread(MARIA).filter(({ status }) => status === 'queued')).toEqual([]);
  });

  it('a landline is marked, so that nobody tries again', async () => {
    const desk = await failed('notMobile');
    expect(desk.store.read((tx) => tx.people.number(MARIA))).toMatchObject({ kind: 'landline' });
    expect(desk.row(MARIA).canText).toBe('landline');
  });

  it('anything else teaches nothing about the number', async () => {
    const desk = await failed('unreachablePerson');
    expect((await desk.call('consent.getState', { number: MARIA })).optedOut).toBeNull();
    expect(desk.store.read((tx) => tx.people.number(MARIA)?.kind)).not.toBe('landline');
  });
});

describe('pictures', () => {
  const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 9, 9, 9]);

  it('are kept by what they are, not by what they are called', async () => {
    const desk = await openBoth();
    const kept = await desk.call('attachments.addAttachment', { name: 'x.pdf', data: PNG.toString('base64') });
    expect(kept).toMatchObject({ contentType: 'image/png', sizeBytes: PNG.length, state: 'ready' });
    const html = Buffer.from('<script>').toString('base64');
    await expect(desk.call('attachments.addAttachment', { name: 'x.png', data: html })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const read = await desk.call('attachments.getAttachment', { id: kept.id });
    expect(Buffer.from(read.data, 'base64')).toEqual(PNG);
    await desk.call('attachments.removeAttachment', { id: kept.id });
    await expect(desk.call('attachments.getAttachment', { id: kept.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leave with their text and belong to it from then on', async () => {
    const desk = await openBoth();
    const kept = await desk.call('attachments.addAttachment', { name: 'map.png', data: PNG.toString('base64') });
    const input = { to: MARIA, body: 'Here is the map', attachmentIds: [kept.id] };
    const { messageId } = await desk.call('messages.sendMessage', input);
    expect(jobOf(desk, messageId).gatewayId).toBe(TWILIO_ID);
    expect((await shown(desk, messageId)).attachments).toMatchObject([{ id: kept.id, state: 'ready' }]);
    await expect(desk.call('attachments.removeAttachment', { id: kept.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(desk.call('messages.sendMessage', { ...input, body: 'Again' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('that came in are expected until they are fetched', async () => {
    const desk = await openBoth();
    const media = [{ ref: 'm-1', contentType: 'image/jpeg', sizeBytes: 2_000 }];
    desk.receive(MARIA, 'Look', { by: TWILIO_ID, kind: 'mms', media });
    const [text] = desk.thread(MARIA);
    expect((await shown(desk, text!.id)).attachments).toMatchObject([
      { name: 'picture-1.jpeg', contentType: 'image/jpeg', state: 'coming' },
    ]);
    expect(desk.store.read((tx) => tx.attachments.nextFetchAt())).toBe(NINE + 1_000);
  });
});

describe('facts that come with a report', () => {
  it('are kept whatever the state', async () => {
    const desk = await openBoth();
    const { messageId } = await desk.call('messages.sendMessage', { to: MARIA, body: 'Hello' });
    desk.deliver(messageId);
    await desk.clock.advance(MINUTE);
    desk.report(messageId, { status: 'delivered', segments: 2, price: { micros: 7_900, currency: 'USD' } });
    expect(desk.message(messageId)).toMatchObject({ segments: 2, priceMicros: 7_900, priceCurrency: 'USD' });
    expect(await shown(desk, messageId)).toMatchObject({ price: { micros: 7_900, currency: 'USD' } });
  });
});
