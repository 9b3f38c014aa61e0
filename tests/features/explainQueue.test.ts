import { describe, expect, it } from 'vitest';
import { explainQueue } from '../../src/main/features/system/explainQueue.ts';
import { explain } from '../../src/main/features/system/explainWords.ts';
import { viewGateway } from '../../src/main/features/gateways/views.ts';
import { GateCode } from '../../src/contract/gate.ts';
import { FAILURE_CAUSES } from '../../src/main/domain/messageStatus.ts';
import { HOUR, MARIA, MINUTE, NINE, openDesk, phone, PHONE_ID } from './desk.ts';
import type { Desk } from './desk.ts';

const ask = (desk: Desk) => desk.store.read((tx) => explainQueue(tx, desk.clock.now()));
const moveTo = (desk: Desk, id: string, state: 'held' | 'needsReview' | 'unknown' | 'dead'): void =>
  void desk.store.write('dispatcher', (tx) =>
    tx.outbox.transition(tx.outbox.getByMessage(id)!.id, ['ready'], { state }, desk.clock.now()),
  );

describe('why it did not go out', () => {
  it('says nothing when nothing waits', async () => {
    expect(ask(await openDesk())).toEqual([]);
  });

  it('groups everything by reason, the most pressing first, and names nobody', async () => {
    const desk = await openDesk();
    await desk.addPerson('Maria Alvarez', MARIA);
    const send = async (body: string, sendAt?: number) =>
      (await desk.call('messages.sendMessage', { to: MARIA, body, ...(sendAt === undefined ? {} : { sendAt }) }))
        .messageId;
    const [inLine, planned, held, doubtful, bad, worse] = [
      await send('1'),
      await send('2', NINE + 3 * HOUR),
      await send('3'),
      await send('4'),
      await send('5'),
      await send('6'),
    ];
    moveTo(desk, held, 'held');
    desk.report(held, {
      status: 'held',
      reason: { code: 'SUSPECTED_OPTOUT', text: 'Maria may have asked us to stop.' },
    });
    moveTo(desk, doubtful, 'needsReview');
    desk.report(doubtful, { status: 'sending', gatewayId: PHONE_ID });
    desk.report(doubtful, { status: 'needsReview', reason: { code: 'unsettled', text: 'x' } });
    for (const id of [bad, worse]) {
      moveTo(desk, id, 'dead');
      desk.report(id, { status: 'sending', gatewayId: PHONE_ID });
      desk.report(id, { status: 'failed', reason: { code: 'noSignal', text: 'x' } });
    }
    await desk.clock.advance(MINUTE);
    const items = ask(desk);
    expect(items.map(({ state, code, count }) => `${state} ${code} ${count}`)).toEqual([
      'needsReview unsettled 1',
      'failed noSignal 2',
      'held SUSPECTED_OPTOUT 1',
      'waiting inLine 1',
      'later later 1',
    ]);
    expect(items[1]).toMatchObject({ gatewayLabel: 'Front desk phone', text: 'Not sent. The phone had no signal.' });
    expect(items[3]?.example.messageId).toBe(inLine);
    expect(items[4]?.example.messageId).toBe(planned);
    expect(JSON.stringify(items)).not.toContain('Maria');
  });

  it('has words for every code there is, without a bare placeholder', () => {
    for (const code of [...GateCode.options, ...FAILURE_CAUSES, 'routeDown', 'something new']) {
      expect(explain(code, {}).text, code).not.toMatch(/[{}]/);
    }
  });
});

describe('a route in one line', () => {
  it('tells what waits, what is left of the day, and since when it is down', async () => {
    const desk = await openDesk();
    await desk.addPerson('Maria Alvarez', MARIA);
    const first = await desk.call('messages.sendMessage', { to: MARIA, body: 'Hello', undoMs: 0 });
    desk.store.write('system', (tx) => tx.gateways.update(PHONE_ID, { state: 'down', since: NINE - MINUTE }));
    const line = desk.store.read((tx) => viewGateway(tx, tx.gateways.get(PHONE_ID) ?? phone(), desk.clock.now()));
    expect(line).toMatchObject({
      queued: 1,
      oldestQueuedAt: NINE,
      dayLeft: 200,
      failedToday: 0,
      downSince: NINE - MINUTE,
    });
    desk.deliver(first.messageId);
    const later = desk.store.read((tx) => viewGateway(tx, tx.gateways.get(PHONE_ID) ?? phone(), desk.clock.now()));
    expect(later).toMatchObject({ queued: 0, oldestQueuedAt: null, dayLeft: 199, sentToday: 1 });
  });
});
