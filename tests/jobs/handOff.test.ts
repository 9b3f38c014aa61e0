/** Reminders that are due while the PC is off: left with the gateway, followed, taken back first. Production features over a scripted gateway. */
import { describe, expect, it } from 'vitest';
import { HAND_OFF_CRASH_POINTS } from '../../src/main/jobs/crashPoints.ts';
import { DAY, FRIDAY_NINE, HOUR, MINUTE, openOffice, TWILIO_LIKE } from './handOffOffice.ts';
import type { Office } from './handOffOffice.ts';

/** Monday, 10:00 in New York: its reminder is due on Sunday at 18:30. */
const MONDAY_TEN = FRIDAY_NINE + 3 * DAY + HOUR;
const SUNDAY_DUE = FRIDAY_NINE + 2 * DAY + 9.5 * HOUR;

/** The PC goes off, some time on Friday, and on again on Monday at 07:30. */
async function weekend({ world }: Office): Promise<void> {
  await world.run(MINUTE, 10_000);
  await world.kill();
  await world.clock.advance(FRIDAY_NINE + 3 * DAY - 1.5 * HOUR - world.clock.now());
  world.start();
  await world.run(6 * MINUTE, 10_000);
}

describe('a reminder that is due on Sunday', () => {
  it('goes out on Sunday, once, and is known as delivered on Monday', async () => {
    const office = await openOffice();
    const id = office.visit(1, MONDAY_TEN);
    office.world.start();
    await office.world.run(3 * MINUTE, 10_000);
    const [reminder] = office.reminders(id);
    const message = office.world.message(reminder?.messageId ?? '');
    expect(message).toMatchObject({ status: 'scheduled', notBefore: SUNDAY_DUE, sentAt: null });
    expect(reminder?.state).toBe('queued');
    await weekend(office);
    expect(office.received(1).map(({ at }) => at)).toEqual([SUNDAY_DUE]);
    expect(office.world.message(message.id)).toMatchObject({ status: 'delivered', sentAt: SUNDAY_DUE });
    expect(office.reminders(id)[0]?.state).toBe('delivered');
  });

  it('is missed without the hand-off', async () => {
    const office = await openOffice({ handOff: false });
    const id = office.visit(1, MONDAY_TEN);
    office.world.start();
    await weekend(office);
    expect(office.received(1)).toEqual([]);
    expect(office.reminders(id)[0]?.state).toBe('expired');
  });

  it('is taken back when the visit is moved or cancelled, and the new time is told at its own time', async () => {
    const office = await openOffice();
    const moved = office.visit(1, MONDAY_TEN);
    const cancelled = office.visit(2, MONDAY_TEN);
    office.world.start();
    await office.world.run(3 * MINUTE, 10_000);
    expect(office.world.gateway.kept()).toHaveLength(2);
    office.move(moved, MONDAY_TEN + DAY);
    office.cancel(cancelled);
    await office.world.run(3 * MINUTE, 10_000);
    expect(office.world.gateway.kept()).toEqual([]);
    await weekend(office);
    await office.world.run(12 * HOUR, 5 * MINUTE);
    expect(office.received(1).map(({ at }) => at)).toEqual([SUNDAY_DUE + DAY]);
    expect(office.received(2)).toEqual([]);
  });

  it('is taken back after STOP', async () => {
    const office = await openOffice();
    office.visit(1, MONDAY_TEN);
    office.world.start();
    await office.world.run(3 * MINUTE, 10_000);
    office.stop(1);
    await office.world.run(15 * MINUTE, 15_000);
    expect(office.world.gateway.kept()).toEqual([]);
    await weekend(office);
    expect(office.received(1)).toEqual([]);
  });

  it('is taken back and left again with other words when the template changes, and not at all while reminders are paused', async () => {
    const office = await openOffice();
    const id = office.visit(1, MONDAY_TEN);
    office.world.start();
    await office.world.run(3 * MINUTE, 10_000);
    office.write((tx) => {
      const template = tx.templates.get('tpl');
      if (template === undefined) throw new Error('no template');
      tx.templates.save({ ...template, body: 'Reminder: see you on {visitDay} at {visitTime}.', version: 2 }, 'Dana');
      tx.changed('template.changed', 'tpl');
    });
    await office.world.run(6 * MINUTE, 10_000);
    expect(office.world.gateway.kept().map(({ body }) => body)).toEqual([expect.stringContaining('see you on')]);
    office.write((tx) => {
      tx.settings.set(
        'reminders',
        { enabled: true, paused: true, pausedAt: office.world.clock.now() },
        office.world.clock.now(),
      );
      tx.changed('settings.changed', 'reminders');
    });
    await office.world.run(6 * MINUTE, 10_000);
    expect(office.world.gateway.kept()).toEqual([]);
    expect(office.reminders(id)[0]?.state).toBe('planned');
  });

  it('puts a person in the picture at once when it cannot be had back, and makes no second text', async () => {
    const office = await openOffice();
    const id = office.visit(1, MONDAY_TEN);
    office.world.start();
    await office.world.run(3 * MINUTE, 10_000);
    office.world.gateway.setReachable(false);
    office.move(id, MONDAY_TEN + 2 * HOUR);
    await office.world.run(3 * MINUTE, 10_000);
    const [old] = office.reminders(id).filter(({ visitAt }) => visitAt === MONDAY_TEN);
    expect(old).toMatchObject({ state: 'held', reasonCode: 'mayStillGo' });
    expect(old?.reasonText).toMatch(/may still go out at .*6:30 PM\. Call them\.$/);
    expect(office.world.store.read((tx) => tx.recalls.told(5))).toHaveLength(1);
    await weekend(office);
    expect(office.received(1).map(({ body }) => body)).toEqual([expect.stringContaining('10:00')]);
  });

  it('is taken back as soon as the gateway answers again', async () => {
    const office = await openOffice();
    const id = office.visit(1, MONDAY_TEN);
    office.world.start();
    await office.world.run(3 * MINUTE, 10_000);
    office.world.gateway.setReachable(false);
    office.cancel(id);
    await office.world.run(6 * MINUTE, 10_000);
    office.world.gateway.setReachable(true);
    await office.world.run(12 * MINUTE, 10_000);
    expect(office.world.gateway.kept()).toEqual([]);
    expect(office.world.store.read((tx) => tx.recalls.all())).toEqual([]);
    expect(office.reminders(id).map(({ state }) => state)).toEqual(['dropped']);
  });

  it.each(['acceptSilently', 'loseBefore'] as const)(
    'is settled when the answer is lost (%s), on both kinds of gateway',
    async (fault) => {
      for (const traits of [undefined, TWILIO_LIKE]) {
        const office = await openOffice(traits === undefined ? {} : { traits });
        const id = office.visit(1, MONDAY_TEN);
        office.world.gateway.script(fault);
        office.world.start();
        // The second kind is asked for a quarter of an hour before it is sure that it knows nothing.
        await office.world.run(20 * MINUTE, 30_000);
        await weekend(office);
        // Where a repeat could be a second text, what never turned up is for a person, and is not sent.
        const doubtful = traits !== undefined && fault === 'loseBefore';
        expect(office.received(1).map(({ at }) => at)).toEqual(doubtful ? [] : [SUNDAY_DUE]);
        const messageId = office.reminders(id)[0]?.messageId ?? '';
        expect(office.world.message(messageId).status === 'needsReview').toBe(doubtful);
      }
    },
  );

  it('is put before a person, and never sent again, when the gateway knows it no more', async () => {
    const office = await openOffice();
    const id = office.visit(1, MONDAY_TEN);
    office.world.start();
    await office.world.run(3 * MINUTE, 10_000);
    office.world.gateway.forgetKept();
    await weekend(office);
    await office.world.run(HOUR, 2 * MINUTE);
    expect(office.received(1)).toEqual([]);
    expect(office.reminders(id)[0]).toMatchObject({ state: 'held', reasonCode: 'lostAtGateway' });
  });

  it.each(HAND_OFF_CRASH_POINTS)('goes out once, or never after a move, whatever happens at %s', async (point) => {
    const office = await openOffice();
    const stays = office.visit(1, MONDAY_TEN);
    const moves = office.visit(2, MONDAY_TEN);
    office.world.killAt(point);
    office.world.start();
    await office.world.run(3 * MINUTE, 10_000);
    if (office.world.dead) await office.world.restart();
    await office.world.run(3 * MINUTE, 10_000);
    office.move(moves, MONDAY_TEN + 30 * DAY);
    await office.world.run(3 * MINUTE, 10_000);
    if (office.world.dead) await office.world.restart();
    await office.world.run(3 * MINUTE, 10_000);
    expect(office.world.passed.get(point) ?? 0).toBeGreaterThan(0);
    await weekend(office);
    expect(office.received(1).map(({ at }) => at)).toEqual([SUNDAY_DUE]);
    expect(office.received(2)).toEqual([]);
    expect(office.reminders(stays)[0]?.state).toBe('delivered');
  });
});
