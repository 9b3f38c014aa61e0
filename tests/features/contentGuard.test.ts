/** The content guard where it counts: when a text is queued, and once more when it leaves (rules.md section 8). */
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/contract/errors.ts';
import type { GateDecision } from '../../src/contract/gate.ts';
import type { GatewayReadiness } from '../../src/main/jobs/handlers.ts';
import { DAY, MARIA, MINUTE, NINE, openDesk, phone } from './desk.ts';
import type { MessageRecord } from '../../src/main/store/records.ts';
import type { Desk } from './desk.ts';

const ready: GatewayReadiness = { record: phone(), busyUntil: null };
const CARD = 'Your card 4111 1111 1111 1111 was declined';

async function withMaria(): Promise<Desk> {
  const desk = await openDesk();
  await desk.addPerson('Maria Alvarez', MARIA);
  return desk;
}

async function refusal(asked: Promise<unknown>): Promise<DomainError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error('It was not refused.');
}

const trail = (desk: Desk, action: string) =>
  desk.store.read((tx) => tx.audit.list({ cursor: null, limit: 200 }).items.filter((entry) => entry.action === action));

describe('when a text is queued', () => {
  it('refuses a card number whatever a person confirms, and says what it looks like', async () => {
    const desk = await withMaria();
    for (const confirmed of [[], ['CONTENT_CONFIRM', 'CONTENT_BLOCK']]) {
      const sent = desk.call('messages.sendMessage', { to: MARIA, body: CARD, confirmed, confirmReason: 'asked' });
      const { code, message } = await refusal(sent);
      expect({ code, message }).toEqual({
        code: 'SEND_BLOCKED',
        message: "This looks like a payment card number. It can't go by text.",
      });
    }
  });

  it('asks about a medicine, takes the answer, and keeps rule and reason but not a word of the text', async () => {
    const desk = await withMaria();
    const body = 'Your metformin is at the desk';
    const { code, details } = await refusal(desk.call('messages.sendMessage', { to: MARIA, body }));
    expect(code).toBe('SEND_NEEDS_CONFIRMATION');
    expect((details as GateDecision).findings).toMatchObject([
      { code: 'CONTENT_CONFIRM', words: 'This mentions a medicine. Send anyway? Why?', params: { content: 'CG16' } },
    ]);
    const answer = { confirmed: ['CONTENT_CONFIRM'], contentReason: 'theyAsked' as const };
    await desk.call('messages.sendMessage', { to: MARIA, body, ...answer });
    expect(trail(desk, 'message.queued')).toMatchObject([{ data: { guard: 'CG16', contentReason: 'theyAsked' } }]);
    expect(JSON.stringify(trail(desk, 'message.questioned'))).not.toContain('metformin');
  });

  it('does not take "send anyway" without a reason', async () => {
    const desk = await withMaria();
    const body = 'Your metformin is at the desk';
    for (const confirmReason of [undefined, '  ']) {
      const sent = desk.call('messages.sendMessage', {
        to: MARIA,
        body,
        confirmed: ['CONTENT_CONFIRM'],
        ...(confirmReason === undefined ? {} : { confirmReason }),
      });
      expect((await refusal(sent)).code).toBe('SEND_NEEDS_CONFIRMATION');
    }
  });

  it('looks for the names of everybody on the number', async () => {
    const desk = await withMaria();
    await desk.addPerson('Ben Alvarez', MARIA);
    const maria = desk.store.read((tx) => tx.people.findByName('Maria', 'Alvarez')[0]!);
    const ask = (body: string) => desk.call('messages.previewMessage', { personId: maria.id, body });
    expect((await ask('Hi Ben, see you on Monday')).decision.code).toBe('CONTENT_CONFIRM');
    expect((await ask('Maria and Ben, see you on Monday')).decision.code).toBe('CONTENT_CONFIRM');
    expect((await ask('Hi Maria, see you on Monday')).decision.code).toBe('OK');
    expect((await ask('Hi Maria, Dr. Ben Osei is in on Monday')).decision.code).toBe('OK');
  });

  it("lets the practice's own name pass, and its own words count", async () => {
    const desk = await withMaria();
    desk.store.write('Dana', (tx) => {
      tx.settings.set('practice', { name: 'Harbor Diabetes Center', shortName: 'Harbor Diabetes' }, NINE);
      tx.settings.set('safety', { guardWords: ['glitter*'] }, NINE);
    });
    const ask = (body: string) => desk.call('messages.previewMessage', { to: MARIA, body });
    expect((await ask('Harbor Diabetes: see you on Monday')).decision.code).toBe('OK');
    expect((await ask('Harbor Diabetes: about your diabetes')).decision.code).toBe('CONTENT_CONFIRM');
    expect((await ask('Your glittering is done')).decision.code).toBe('CONTENT_CONFIRM');
  });

  it('holds back what the machine wrote: nobody is there to say why', async () => {
    const desk = await withMaria();
    const [maria] = desk.store.read((tx) => tx.people.findByName('Maria', 'Alvarez'));
    const visit = desk.addVisit(maria!.id, NINE + DAY);
    desk.store.write('Dana', (tx) => tx.settings.set('safety', { guardWords: ['confirm'] }, NINE));
    expect(() => desk.remind(visit)).toThrow('The gate refused this reminder.');
  });

  it('reads through long dashes, hard blanks and invisible signs', async () => {
    const desk = await withMaria();
    for (const body of ['It is 536–22–8726', 'It is 536\u00ad-22-87\u200b26', 'It is 536\u00a022\u00a08726']) {
      expect((await desk.call('messages.previewMessage', { to: MARIA, body })).decision.code).toBe('CONTENT_BLOCK');
    }
  });
});

describe('when a text leaves', () => {
  const decide = (desk: Desk, messageId: string, as: Partial<MessageRecord> = {}) =>
    desk.store.read((tx) =>
      desk.handlers.decideSend(tx, { ...tx.messages.get(messageId)!, ...as }, ready, desk.clock.now()),
    );

  it('stops what must not be texted, shown as failed, whoever wrote it', async () => {
    const desk = await withMaria();
    const { messageId } = await desk.call('messages.sendMessage', { to: MARIA, body: 'See you' });
    const verdict = { kind: 'drop', status: 'failed', reason: { code: 'CONTENT_BLOCK' } };
    expect(decide(desk, messageId, { body: CARD })).toMatchObject(verdict);
    expect(decide(desk, messageId, { body: CARD, author: null, trigger: 'automatic' })).toMatchObject(verdict);
  });

  it('holds a waiting text when the list of words has grown meanwhile, and lets a confirmed one go', async () => {
    const desk = await withMaria();
    const { messageId } = await desk.call('messages.sendMessage', { to: MARIA, body: 'Your peel is tomorrow' });
    const confirmed = await desk.call('messages.sendMessage', {
      to: MARIA,
      body: 'Your metformin is at the desk',
      confirmed: ['CONTENT_CONFIRM'],
      contentReason: 'theyAsked',
    });
    expect(decide(desk, messageId).kind).toBe('send');
    desk.store.write('Dana', (tx) => tx.settings.set('safety', { guardWords: ['peel'] }, NINE));
    expect(decide(desk, messageId)).toMatchObject({ kind: 'hold', reason: { code: 'CONTENT_CONFIRM' } });
    expect(decide(desk, confirmed.messageId).kind).toBe('send');
  });

  it('lets one text for a household name them all', async () => {
    const desk = await withMaria();
    await desk.addPerson('Ben Alvarez', MARIA);
    const { messageId } = await desk.call('messages.sendMessage', { to: MARIA, body: 'See you' });
    const body = 'Lakeside Clinic: visits on Wed Nov 25: 1 Maria 9:00 AM, 2 Ben 9:30 AM. Reply for each: 1 yes 2 no.';
    const reminder = { body, author: null, trigger: 'automatic' } as const;
    expect(decide(desk, messageId, reminder).kind).toBe('hold');
    expect(decide(desk, messageId, { ...reminder, eventData: { household: 'yes' } }).kind).toBe('send');
  });

  it('never looks into codes and answers that are ours word for word', async () => {
    const desk = await withMaria();
    desk.receive(MARIA, 'HELP');
    const answer = desk.thread(MARIA).find(({ kind }) => kind === 'autoReply')!;
    expect(decide(desk, answer.id, { body: `${answer.body} insulin` }).kind).toBe('send');
  });
});

describe('while a text is being written', () => {
  it('says what stands where, and offers a text without it', async () => {
    const desk = await withMaria();
    const check = async (body: string) => (await desk.call('gate.checkText', { to: MARIA, body })).findings;
    expect(await check('See you on Monday')).toEqual([]);
    expect(await check('Yours is 536-22-8726, right?')).toMatchObject([
      { rule: 'CG01', severity: 'block', start: 9, end: 20, instead: 'Yours is, right?' },
    ]);
    expect(await check('Your blood test came back negative')).toMatchObject([
      {
        severity: 'block',
        content: 'a test result',
        instead: 'Your results are ready. Please call us at (212) 555-0100.',
      },
    ]);
    expect(await check('Hi Ben, see you')).toMatchObject([{ severity: 'confirm', instead: 'Hi Maria, see you' }]);
    expect(await check('Reply YES to confirm')).toEqual([]);
  });

  it('offers nothing that would be found again', async () => {
    const desk = await withMaria();
    const texts = [
      '536-22-8726 is yours',
      'your biopsy',
      'Take 500 mg',
      'DOB 4/12/1980, MRN 00123456',
      'See bit.ly/abc',
      'herpes',
    ];
    for (const body of texts) {
      const [first] = (await desk.call('gate.checkText', { to: MARIA, body })).findings;
      const again = await desk.call('gate.checkText', { to: MARIA, body: first!.instead! });
      expect(again.findings.map(({ rule }) => rule)).not.toContain(first!.rule);
    }
  });
});

describe('somebody who wants private words by text all the same', () => {
  const result = 'Your blood test came back negative';

  it('may be told with a reason once they were warned and said so, and no longer when they change their mind', async () => {
    const desk = await withMaria();
    const [maria] = desk.store.read((tx) => tx.people.findByName('Maria', 'Alvarez'));
    const ask = async () => (await desk.call('messages.previewMessage', { to: MARIA, body: result })).decision.code;
    const say = (evidence: string) =>
      desk.call('consent.recordEvent', { personId: maria!.id, kind: 'note', method: 'spoken', evidence });
    expect(await ask()).toBe('CONTENT_BLOCK');
    await say('acceptsUnencrypted:yes');
    expect(await ask()).toBe('CONTENT_CONFIRM');
    expect((await desk.call('gate.checkText', { to: MARIA, body: result })).findings[0]?.severity).toBe('confirm');
    await desk.clock.advance(MINUTE);
    await say('acceptsUnencrypted:no');
    expect(await ask()).toBe('CONTENT_BLOCK');
  });

  it('says so for themselves, not for others on their phone', async () => {
    const desk = await withMaria();
    const ben = await desk.addPerson('Ben Alvarez', MARIA);
    await desk.call('consent.recordEvent', {
      personId: ben.id,
      kind: 'note',
      method: 'spoken',
      evidence: 'acceptsUnencrypted:yes',
    });
    const maria = desk.store.read((tx) => tx.people.findByName('Maria', 'Alvarez')[0]!);
    const ask = (personId: string) => desk.call('messages.previewMessage', { personId, body: result });
    expect((await ask(maria.id)).decision.code).toBe('CONTENT_BLOCK');
    expect((await ask(ben.id)).decision.code).toBe('CONTENT_CONFIRM');
  });
});
