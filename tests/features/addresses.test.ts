/** Where a person lives: kept as the desk writes it, and the clock and the state the gate goes by. */
import { describe, expect, it } from 'vitest';
import type { InputOf } from '../../src/contract/index.ts';
import { gatherFacts } from '../../src/main/features/gate/facts.ts';
import { HOUR, MARIA, NINE, openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

type Written = InputOf<'people.savePerson'>['address'];

const save = (desk: Desk, id: string, address: Written) => desk.call('people.savePerson', { id, address });
const preview = (desk: Desk) => desk.call('messages.previewMessage', { to: MARIA, body: 'See you' });

/** What the gate is told about Maria, who has a New York number, as has the practice. */
async function factsOf(address: Written, number = MARIA) {
  const desk = await openDesk();
  const { id } = await desk.addPerson('Maria Alvarez', number);
  await save(desk, id, address);
  const thread = await desk.call('conversations.openConversation', { personId: id });
  return desk.store.read((tx) => {
    const conversation = tx.conversations.get(thread.id);
    if (conversation === undefined) throw new Error('There is no conversation.');
    const input = gatherFacts(
      tx,
      {
        ...{ conversation, body: 'Hello', personId: id, channel: 'sms', purpose: 'marketing', trigger: 'automatic' },
        ...{ systemKind: null, appointmentId: null, sendBy: null, confirmed: [] },
        provider: { kind: 'twilio', state: 'ok', retryAt: null },
      },
      NINE,
    );
    return { address: input.zone.address, states: input.states };
  });
}

describe('the address of a person', () => {
  it('is read as people write it, shown with the clocks it may have, and changed without a word about the rest', async () => {
    const desk = await openDesk();
    const { id, address } = await desk.addPerson('Maria Alvarez', MARIA);
    expect(address).toBeNull();
    expect(await save(desk, id, { region: 'tennessee', postcode: '' })).toMatchObject({
      address: { country: null, region: 'TN', postcode: null, zones: ['America/New_York', 'America/Chicago'] },
    });
    expect((await desk.call('people.savePerson', { id, note: 'Gate code' })).address?.region).toBe('TN');
    expect((await desk.call('people.getPerson', { id })).address?.region).toBe('TN');
    expect((await save(desk, id, { region: ' ', postcode: '' })).address).toBeNull();
    await save(desk, id, { postcode: '98101' });
    expect((await save(desk, id, null)).address).toBeNull();
  });

  it.each<[Written, string]>([
    [{ region: 'Wahsington' }, 'address.region'],
    [{ region: 'WA', postcode: '9810' }, 'address.postcode'],
    [{ country: 'Nowhere' }, 'address.country'],
  ])('names the field that is wrong in %j, repeats nothing of it, and changes nothing', async (address, field) => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    const refused = await save(desk, id, address).catch((error: unknown) => error as Error & { field?: string });
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', field });
    expect(String((refused as Error).message)).not.toMatch(/Wahsington|9810|Nowhere/);
    expect((await desk.call('people.getPerson', { id })).address).toBeNull();
  });

  it('stays out of the audit trail: it says that it changed, not what it is', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    await save(desk, id, { region: 'WA', postcode: '98101' });
    const rows = desk.store.read((tx) => tx.audit.list({ cursor: null, limit: 50 }).items);
    expect(rows.some(({ data }) => JSON.stringify(data).includes('"address"'))).toBe(true);
    expect(JSON.stringify(rows)).not.toContain('98101');
  });
});

describe('the hours of texts', () => {
  it('follow the address: six in the morning on the west coast, though practice and number are in New York', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    expect((await preview(desk)).decision.code).toBe('OK');
    await save(desk, id, { region: 'WA', postcode: '98101' });
    const { decision } = await preview(desk);
    expect(decision).toMatchObject({ decision: 'confirm', code: 'QUIET_HOURS' });
    expect(decision.findings[0]?.words).toContain('6:00 AM');
  });

  it('wait for both clocks of a state with two, until the postal code says which', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    // 20:30 in New York, 19:30 in Chicago; the clinic texts until 20:00.
    await desk.clock.advance(11.5 * HOUR);
    await save(desk, id, { region: 'TN' });
    expect((await preview(desk)).decision.code).toBe('QUIET_HOURS');
    await save(desk, id, { region: 'TN', postcode: '38103' });
    expect((await preview(desk)).decision.code).toBe('OK');
    // Sixty kilometres from Chattanooga the clock may be either.
    await save(desk, id, { region: 'TN', postcode: '37347' });
    expect((await preview(desk)).decision.code).toBe('QUIET_HOURS');
  });

  it('follow the zone on file where the desk has set one', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA);
    await save(desk, id, { region: 'WA' });
    await desk.call('people.savePerson', { id, zone: 'America/New_York' });
    expect((await preview(desk)).decision.code).toBe('OK');
  });

  it('for advertising are those of the state of the address and of the area code, the stricter of both', async () => {
    expect((await factsOf({ region: 'AZ' }, '+13055550123')).states).toEqual({ address: 'AZ', areaCode: 'FL' });
    expect((await factsOf({ postcode: '98101' })).states).toEqual({ address: 'WA', areaCode: 'NY' });
    expect((await factsOf(null)).states).toEqual({ address: null, areaCode: 'NY' });
    // State and code say two: nobody knows where, and what is asked is the state.
    expect((await factsOf({ region: 'WA', postcode: '33101' })).states).toEqual({ address: null, areaCode: null });
  });
});
