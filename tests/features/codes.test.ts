import { describe, expect, it } from 'vitest';
import { HOUR, MARIA, MINUTE, NINE, openDesk, phone } from './desk.ts';
import type { Desk } from './desk.ts';

const NEW_NUMBER = '+12125550133';

/** The code as it leaves, read off the gate's last word. */
function codeThatLeaves(desk: Desk, messageId: string): string {
  const ready = { record: phone(), busyUntil: null };
  const verdict = desk.store.read((tx) =>
    desk.handlers.decideSend(tx, tx.messages.get(messageId)!, ready, desk.clock.now()),
  );
  if (verdict.kind !== 'send') throw new Error(`not sent: ${verdict.reason.code}`);
  expect(verdict.secret).toBe(true);
  return /\d{6}/.exec(verdict.body)![0];
}
const send = (desk: Desk, number = NEW_NUMBER) => desk.call('codes.sendCode', { number });
const other = (code: string): string => (code === '123456' ? '654321' : '123456');

describe('a code of our own', () => {
  it('goes to somebody who has agreed to nothing yet, and is written down nowhere', async () => {
    const desk = await openDesk();
    const sent = await send(desk);
    expect(sent).toMatchObject({ route: 'own', gatewayLabel: 'Front desk phone' });
    const code = codeThatLeaves(desk, sent.messageId!);
    expect(desk.message(sent.messageId!).body).toBe(
      'Lakeside Clinic: your code is ******. Please read it out at the desk. It ends in 10 minutes.',
    );
    const kept = desk.store.read((tx) => JSON.stringify(tx.oneTimeCodes.get(sent.codeId)));
    expect(kept).not.toContain(code);
  });

  it('is not sent a second time: nobody knows its digits any more', async () => {
    const desk = await openDesk();
    const sent = await send(desk);
    await desk.call('messages.cancelMessage', { messageId: sent.messageId! });
    await expect(desk.call('messages.retryMessage', { messageId: sent.messageId! })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('proves once that they hold the number: ledger, suspension, audit', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const sent = await desk.call('codes.sendCode', { number: MARIA, personId: maria.id });
    const code = codeThatLeaves(desk, sent.messageId!);
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect(await desk.call('codes.checkCode', { codeId: sent.codeId, code: spaced })).toMatchObject({
      result: 'right',
    });
    const events = await desk.call('consent.listEvents', { number: MARIA });
    expect(events.items[0]).toMatchObject({ kind: 'number_verified', personId: maria.id, evidence: 'one-time code' });
    expect(await desk.call('codes.checkCode', { codeId: sent.codeId, code })).toMatchObject({ result: 'spent' });
    const actions = desk.store.read((tx) =>
      tx.audit.list({ cursor: null, limit: 20, entityId: sent.codeId }).items.map(({ action }) => action),
    );
    expect(actions).toEqual(['code.right', 'code.sent']);
  });

  it('ends after five wrong ones, also for the right one', async () => {
    const desk = await openDesk();
    const sent = await send(desk);
    const code = codeThatLeaves(desk, sent.messageId!);
    const answers = [];
    for (let nth = 0; nth < 5; nth += 1) {
      answers.push(await desk.call('codes.checkCode', { codeId: sent.codeId, code: other(code) }));
    }
    expect(answers.map(({ result, triesLeft }) => [result, triesLeft])).toEqual([
      ['wrong', 4],
      ['wrong', 3],
      ['wrong', 2],
      ['wrong', 1],
      ['spent', 0],
    ]);
    expect(await desk.call('codes.checkCode', { codeId: sent.codeId, code })).toMatchObject({ result: 'spent' });
  });

  it('ends after ten minutes, and when a newer one is sent', async () => {
    const desk = await openDesk();
    const first = await send(desk);
    const code = codeThatLeaves(desk, first.messageId!);
    const second = await send(desk);
    expect(await desk.call('codes.checkCode', { codeId: first.codeId, code })).toMatchObject({ result: 'spent' });
    const newer = codeThatLeaves(desk, second.messageId!);
    await desk.clock.advance(10 * MINUTE);
    expect(await desk.call('codes.checkCode', { codeId: second.codeId, code: newer })).toMatchObject({
      result: 'expired',
    });
  });

  it('is refused the fourth time within an hour, and to somebody who opted out', async () => {
    const desk = await openDesk();
    for (let nth = 0; nth < 3; nth += 1) await send(desk);
    await expect(send(desk)).rejects.toMatchObject({ code: 'NOT_AVAILABLE' });
    await desk.clock.advance(HOUR + 1);
    await send(desk);
    desk.revoke(MARIA);
    await expect(send(desk, MARIA)).rejects.toMatchObject({ code: 'SEND_BLOCKED' });
  });

  it('leaves an unanswered text in To do', async () => {
    const desk = await openDesk();
    desk.receive(NEW_NUMBER, 'Can I come today?');
    await send(desk);
    expect(desk.row(NEW_NUMBER).status).toBe('todo');
  });
});

describe('a code of Twilio’s', () => {
  it('is sent and checked there', async () => {
    const desk = await openDesk();
    const asked: string[] = [];
    desk.provider.verify = {
      start: async (_id, { to }) => {
        asked.push(to);
        return { ok: true, value: { kind: 'sent', remoteId: 'VE1' } };
      },
      check: async (_id, { remoteId, code }) => {
        asked.push(remoteId);
        return { ok: true, value: code === '777777' ? 'right' : 'wrong' };
      },
    };
    const sent = await send(desk);
    expect(sent).toMatchObject({ route: 'verify', messageId: null });
    expect(await desk.call('codes.checkCode', { codeId: sent.codeId, code: '1' })).toMatchObject({ triesLeft: 4 });
    expect(await desk.call('codes.checkCode', { codeId: sent.codeId, code: '777777' })).toMatchObject({
      result: 'right',
    });
    expect(asked).toEqual([NEW_NUMBER, 'VE1', 'VE1']);
  });

  it('goes to nobody the gate forbids, although nothing of it passes the queue', async () => {
    const desk = await openDesk();
    let started = 0;
    desk.provider.verify = {
      start: async () => {
        started += 1;
        return { ok: true, value: { kind: 'sent', remoteId: 'VE1' } };
      },
      check: async () => ({ ok: true, value: 'wrong' }),
    };
    await desk.addPerson('Maria Alvarez', MARIA);
    desk.store.write('Dana', (tx) =>
      tx.people.updateNumber(MARIA, { suspendedAt: NINE, suspendedCode: 'wrongNumber' }),
    );
    const asked = desk.call('codes.sendCode', { number: MARIA });
    await expect(asked).rejects.toMatchObject({ code: 'SEND_BLOCKED', details: { code: 'NUMBER_SUSPENDED' } });
    expect(started).toBe(0);
  });

  it('that could not be checked uses up no try', async () => {
    const desk = await openDesk();
    desk.provider.verify = {
      start: async () => ({ ok: true, value: { kind: 'sent', remoteId: 'VE1' } }),
      check: async () => ({ ok: false, problem: 'unreachable', detail: 'offline' }),
    };
    const sent = await send(desk);
    await expect(desk.call('codes.checkCode', { codeId: sent.codeId, code: '1' })).rejects.toMatchObject({
      code: 'GATEWAY_UNREACHABLE',
    });
    expect(desk.store.read((tx) => tx.oneTimeCodes.get(sent.codeId)?.tries)).toBe(0);
  });
});

describe('taking back a text that is at the gateway', () => {
  async function handedOver(): Promise<{ desk: Desk; messageId: string }> {
    const desk = await openDesk();
    await desk.addPerson('Maria Alvarez', MARIA);
    const { messageId } = await desk.call('messages.sendMessage', { to: MARIA, body: 'Hello' });
    desk.store.write('dispatcher', (tx) =>
      tx.outbox.transition(tx.outbox.getByMessage(messageId)!.id, ['ready'], { state: 'done' }, desk.clock.now()),
    );
    desk.report(messageId, { status: 'sending', gatewayId: phone().id, gatewayMessageId: 'gw-1' });
    return { desk, messageId };
  }

  it('works while it is pending there', async () => {
    const { desk, messageId } = await handedOver();
    const asked: unknown[] = [];
    desk.provider.recall = (place) => {
      asked.push(place);
      return Promise.resolve({ ok: true, value: 'cancelled' });
    };
    expect((await desk.call('messages.cancelMessage', { messageId })).body).toContain('Hello');
    expect(asked).toEqual([{ gatewayId: phone().id, gatewayMessageId: 'gw-1' }]);
    expect(desk.message(messageId)).toMatchObject({ status: 'cancelled', reasonCode: 'takenBack' });
  });

  it.each([
    ['tooLate', 'TOO_LATE'],
    ['notFound', 'TOO_LATE'],
  ] as const)('is honest when the gateway says %s', async (value, code) => {
    const { desk, messageId } = await handedOver();
    desk.provider.recall = () => Promise.resolve({ ok: true, value });
    await expect(desk.call('messages.cancelMessage', { messageId })).rejects.toMatchObject({ code });
    expect(desk.message(messageId).status).toBe('sending');
  });

  it('says that it may still go out when nobody could be asked', async () => {
    const { desk, messageId } = await handedOver();
    desk.provider.recall = () => Promise.resolve({ ok: false, problem: 'unreachable', detail: 'offline' });
    await expect(desk.call('messages.cancelMessage', { messageId })).rejects.toMatchObject({
      code: 'GATEWAY_UNREACHABLE',
    });
    expect(desk.message(messageId).status).toBe('sending');
  });
});
