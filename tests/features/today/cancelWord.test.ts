import { describe, expect, it } from 'vitest';
import { HOUR, MARIA, MINUTE, NINE } from '../desk.ts';
import { openDeskDay } from '../deskDay.ts';

const LEO = '+12125550148';
const TODAY = '2026-11-20';

/** Two visits of today, the later one asked about. */
async function asked() {
  const desk = await openDeskDay();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  const leo = await desk.addPerson('Leo Cole', LEO);
  const earlier = desk.addVisit(leo.id, NINE + 2 * HOUR);
  const visit = desk.addVisit(maria.id, NINE + 6 * HOUR);
  desk.deliver(desk.remind(visit).message.id);
  await desk.clock.advance(10 * MINUTE);
  desk.hear(LEO, 'STOP');
  return { desk, earlier, visit };
}
type Asked = Awaited<ReturnType<typeof asked>>;
const calls = async ({ desk }: Asked) =>
  (await desk.ask('today.getCallList', { from: TODAY, to: TODAY })).rows.map(({ appointmentId, reason }) => [
    appointmentId,
    reason,
  ]);

describe('CANCEL as an answer to a reminder', () => {
  it('opts out, leaves the visit alone and puts it on top of the calls', async () => {
    const day = await asked();
    const { desk, earlier, visit } = day;
    desk.hear(MARIA, 'CANCEL');
    expect(desk.visit(visit.id)).toMatchObject({ status: 'booked', reply: 'none' });
    expect(await calls(day)).toEqual([
      [visit.id, 'mayMeanVisit'],
      [earlier.id, 'optedOut'],
    ]);
  });

  it('is an opt-out like all others once somebody has settled what it meant', async () => {
    const day = await asked();
    const { desk, earlier, visit } = day;
    desk.hear(MARIA, 'CANCEL');
    const { items } = await desk.ask('today.listReplies', { conversationId: desk.row(MARIA).id });
    await desk.ask('today.settleReply', { id: items[0]!.id, as: 'notAbout' });
    expect(await calls(day)).toEqual([
      [earlier.id, 'optedOut'],
      [visit.id, 'optedOut'],
    ]);
  });
});
