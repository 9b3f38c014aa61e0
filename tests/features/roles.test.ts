/** What a role may send and see, asked of the core itself: the page may be anybody's. */
import { describe, expect, it } from 'vitest';
import { MARIA, openDesk } from './desk.ts';

const SAM = '+12125550173';

async function openTwoThreads() {
  const desk = await openDesk();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  const sam = await desk.addPerson('Sam Ruiz', SAM);
  const agreed = { kind: 'grant', purpose: 'billing', method: 'form', evidence: 'Intake form' } as const;
  await desk.call('consent.recordEvent', { personId: sam.id, ...agreed });
  await desk.call('messages.sendMessage', { personId: maria.id, body: 'Your visit is moved' });
  await desk.call('messages.sendMessage', { personId: sam.id, body: 'Your statement is ready', purpose: 'billing' });
  return { desk, maria, sam };
}

describe('the purpose of a text', () => {
  it('is what the role sends when nobody says: billing for billing, care for everybody else', async () => {
    const { desk, sam } = await openTwoThreads();
    const text = { personId: sam.id, body: 'Please call us' };
    const byBilling = await desk.call('messages.sendMessage', text, { role: 'billing', name: 'Bo' });
    const byDesk = await desk.call('messages.sendMessage', { ...text, body: 'Can you come at 3?' });
    expect(desk.message(byBilling.messageId).purpose).toBe('billing');
    expect(desk.message(byDesk.messageId).purpose).toBe('care');
  });

  it.each([
    ['billing', 'care'],
    ['clinician', 'billing'],
    ['clinician', 'marketing'],
    ['frontDesk', 'marketing'],
    ['frontDesk', 'employee'],
    ['manager', 'system'],
    ['auditor', 'care'],
  ] as const)('is refused to %s for %s, in the preview, too, and nothing is queued', async (role, purpose) => {
    const { desk, maria } = await openTwoThreads();
    const before = desk.thread(MARIA).length;
    const text = { personId: maria.id, body: 'Hello', purpose };
    await expect(desk.call('messages.sendMessage', text, { role })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      field: 'purpose',
    });
    await expect(desk.call('messages.previewMessage', text, { role })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(desk.thread(MARIA)).toHaveLength(before);
  });

  it('is what the words are judged for while they are written', async () => {
    const { desk, sam } = await openTwoThreads();
    const long = { personId: sam.id, body: 'Please call us about your last statement. '.repeat(5) };
    const rules = async (role: 'billing' | 'frontDesk') =>
      (await desk.call('gate.checkText', long, { role })).findings.map(({ rule }) => rule);
    const asCare = (await desk.call('gate.checkText', { ...long, purpose: 'care' }, { role: 'billing' })).findings;
    expect(await rules('frontDesk')).toEqual(asCare.map(({ rule }) => rule));
    expect(await rules('billing')).not.toEqual(await rules('frontDesk'));
  });

  it('is work where those who run the practice write to an employee, who is known by their own agreement', async () => {
    const { desk } = await openTwoThreads();
    const number = '+12125550174';
    const name = 'Pat Nowak';
    const { id } = await desk.call('people.savePerson', { name, numbers: [number], kind: 'employee' });
    const canText = async () => [(await desk.call('people.getPerson', { id })).canText, desk.row(number).canText];
    const agrees = (purpose: 'care' | 'employee') =>
      desk.call('consent.recordEvent', { personId: id, kind: 'grant', purpose, method: 'form' });
    await desk.call('conversations.openConversation', { personId: id });
    await agrees('care');
    expect(await canText()).toEqual(['ask', 'ask']);
    await agrees('employee');
    expect(await canText()).toEqual(['yes', 'yes']);
    const text = { personId: id, body: 'The staff meeting is at noon' };
    const sent = await desk.call('messages.sendMessage', text, { role: 'manager' });
    expect(desk.message(sent.messageId).purpose).toBe('employee');
    await desk.call('consent.recordEvent', { personId: id, kind: 'revoke', purpose: 'employee', method: 'spoken' });
    expect(await canText()).toEqual(['optedOut', 'optedOut']);
    // What they agreed to as a patient is another matter.
    const asPatient = await desk.call('people.savePerson', { id, kind: 'patient' });
    expect(asPatient.canText).toBe('yes');
  });

  it('also decides who may take a text back', async () => {
    const { desk } = await openTwoThreads();
    const care = desk.thread(MARIA).at(-1)!;
    await expect(
      desk.call('messages.cancelMessage', { messageId: care.id }, { role: 'billing' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await desk.call('messages.cancelMessage', { messageId: care.id });
  });
});

describe('what billing sees', () => {
  it('is the conversations with texts about bills, in the list, its counts, the search and one by one', async () => {
    const { desk } = await openTwoThreads();
    const as = { role: 'billing', name: 'Bo' } as const;
    const all = await desk.call('conversations.listConversations', { tab: 'all' });
    expect(all.items).toHaveLength(2);
    const list = await desk.call('conversations.listConversations', { tab: 'all' }, as);
    expect(list.items.map(({ id }) => id)).toEqual([desk.row(SAM).id]);
    const waiting = await desk.call('conversations.listConversations', { tab: 'waiting' }, as);
    expect(waiting.counts.waiting).toBe(1);
    const found = await desk.call('conversations.searchMessages', { text: 'your' }, as);
    expect(found.items.map(({ conversationId }) => conversationId)).toEqual([desk.row(SAM).id]);
    await desk.call('conversations.listMessages', { conversationId: desk.row(SAM).id }, as);
  });

  it('never is another one: it looks as if it were not there', async () => {
    const { desk } = await openTwoThreads();
    const as = { role: 'billing', name: 'Bo' } as const;
    const hidden = desk.row(MARIA).id;
    const asks = [
      () => desk.call('conversations.getConversation', { id: hidden }, as),
      () => desk.call('conversations.listMessages', { conversationId: hidden }, as),
      () => desk.call('conversations.markRead', { id: hidden, read: true }, as),
      () => desk.call('conversations.setStatus', { id: hidden, status: 'done' }, as),
      () => desk.call('conversations.saveDraft', { id: hidden, body: 'x' }, as),
      () => desk.call('conversations.addNote', { id: hidden, body: 'x' }, as),
    ];
    for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
