import { afterEach, describe, expect, it } from 'vitest';
import { startPhoneWorld } from './phoneWorld.ts';
import type { PhoneWorld } from './phoneWorld.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STAFF = '+12065550177';
const OWN = '+12065550100';
let world: PhoneWorld;
afterEach(() => world.stop());

const test = () => world.call('gateways.getHearingTest', { id: world.id });
const is = (state: string) => async (): Promise<boolean> => (await test()).state === state;
const summary = async () => (await world.call('gateways.listGateways', {})).items[0];

describe('the hearing test', () => {
  it('sends a text by this phone, and hears the answer of that number only', async () => {
    world = await startPhoneWorld();
    expect(await test()).toMatchObject({ state: 'idle', startedAt: null });
    const started = await world.call('gateways.startHearingTest', { id: world.id, number: '(206) 555-0177' });
    expect(started).toMatchObject({ state: 'sending', number: STAFF, daily: false });
    await world.until(is('waiting'), 2 * MINUTE);
    expect(world.phone.sent()).toMatchObject([{ to: STAFF, count: 1 }]);
    expect(world.phone.sent()[0]?.body).toContain('Please reply with any word.');
    world.phone.inject('+12065550102', 'somebody else');
    await world.pass(20_000);
    expect(await test()).toMatchObject({ state: 'waiting' });
    world.phone.inject(STAFF, 'ok');
    await world.until(is('heard'), MINUTE);
    expect(await test()).toMatchObject({ text: 'Replies arrive.', advice: [], until: null });
  });

  it('without a number waits for any text, and gives up with advice for this make', async () => {
    world = await startPhoneWorld();
    const started = await world.call('gateways.startHearingTest', { id: world.id });
    expect(started).toMatchObject({ state: 'waiting', number: null });
    expect(started.text).toContain(OWN);
    expect((started.until ?? 0) - (started.startedAt ?? 0)).toBe(2 * MINUTE);
    await world.pass(2 * MINUTE);
    const over = await test();
    expect(over).toMatchObject({ state: 'notHeard' });
    expect(over.advice.some((step) => step.includes('RCS'))).toBe(true);
    expect(world.phone.sent()).toEqual([]);
  });

  it('is not fooled by a text from before that is read again, nor by one that only came late', async () => {
    world = await startPhoneWorld();
    world.phone.inject('+12065550102', 'yesterday', { sentAt: world.platform.clock.now() - 3 * HOUR });
    await world.pass(30_000);
    await world.call('gateways.startHearingTest', { id: world.id });
    world.phone.inject('+12065550103', 'late', { sentAt: world.platform.clock.now() - HOUR });
    await world.pass(30_000);
    expect(await test()).toMatchObject({ state: 'waiting' });
    world.phone.inject('+12065550102', 'now');
    await world.until(is('heard'), MINUTE);
  });

  it('says when the text did not even go out, and refuses what is no number', async () => {
    world = await startPhoneWorld();
    world.phone.change({ smsPermission: false });
    await world.call('gateways.startHearingTest', { id: world.id, number: STAFF });
    await world.until(is('notHeard'), 6 * MINUTE);
    expect((await test()).text).toMatch(/^The test text did not go out\. .*permission/);
    expect((await test()).advice).toEqual([]);
    await expect(world.call('gateways.startHearingTest', { id: world.id, number: 'mother' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: 'number',
    });
    await expect(world.call('gateways.startHearingTest', { id: 'nobody' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('daily, the phone texts itself: heard without a trace in the inbox, an alarm when it has gone deaf', async () => {
    // 07:55 in New York.
    world = await startPhoneWorld({}, { start: Date.UTC(2026, 10, 20, 12, 55) });
    let hears = true;
    // The network brings a text to the number it was sent to.
    world.phone.onSent((text) => {
      if (text.to === OWN && hears) world.phone.inject(OWN, text.body);
    });
    await world.call('settings.saveSettings', { practice: { zone: 'America/New_York' } });
    await world.call('gateways.updateGateway', { id: world.id, dailyHearingTest: true });
    await world.pass(2 * MINUTE);
    expect(await test()).toMatchObject({ state: 'idle' });
    await world.until(is('heard'), 30 * MINUTE, 5_000);
    expect(await test()).toMatchObject({ daily: true, number: OWN });
    const listed = await world.call('conversations.listConversations', { tab: 'todo' });
    expect(listed.items).toEqual([]);
    await world.pass(3 * MINUTE);
    expect(world.phone.sent()).toMatchObject([{ to: OWN, count: 1 }]);
    expect(await summary()).toMatchObject({ problem: null, canReceive: true });

    hears = false;
    world.platform.clock.sleepThrough(24 * HOUR);
    await world.until(is('notHeard'), 60 * MINUTE, 10_000);
    expect(await summary()).toMatchObject({ problem: 'notHeard', canReceive: false, state: 'up' });
  });
});
