import { afterEach, describe, expect, test } from 'vitest';
import { createOpenDentalSimulator } from '../../../src/main/demo/openDental/simulator.ts';
import type { OpenDentalSimulator } from '../../../src/main/demo/openDental/simulator.ts';
import { canTextNumber } from '../../../src/main/features/consent/readConsent.ts';
import { createSourcesWorld } from './world.ts';
import type { SourcesWorld } from './world.ts';

const KEYS = { developerKey: 'dev-k3y', customerKey: 'cust-k3y' };
let simulator: OpenDentalSimulator;
afterEach(() => simulator.stop());

interface Surgery {
  readonly world: SourcesWorld;
  readonly office: OpenDentalSimulator['office'];
  /** Reads Open Dental once. */
  read(): Promise<void>;
  reply(externalId: number, reply: 'confirmed' | 'cancelled' | 'newTime'): void;
  visit(externalId: number): { id: string; status: string; startsAt: number };
}

async function createSurgery(more: object = {}, pageSize = 1000): Promise<Surgery> {
  const world = await createSourcesWorld();
  simulator = createOpenDentalSimulator({ ...KEYS, now: () => world.clock.now(), zone: 'America/New_York', pageSize });
  await simulator.start();
  const openDental = { address: simulator.url, daysAhead: 30, ...KEYS };
  const source = await world.save({ kind: 'openDental', label: 'Open Dental', addByItself: true, openDental, ...more });
  const visit = (externalId: number) => {
    const found = world.store.read((tx) => tx.appointments.getByKey(`id:${String(externalId)}`));
    if (found === undefined) throw new Error('There is no such visit.');
    return found;
  };
  return {
    world,
    office: simulator.office,
    read: async () => {
      world.clock.jumpWallClock(1_000);
      await world.until(world.handlers.sources.runSource(world.practice.context(), { id: source.id }));
    },
    reply: (externalId, reply) =>
      world.store.write('test', (tx) =>
        tx.appointments.update(visit(externalId).id, {
          reply,
          repliedAt: world.clock.now(),
          updatedAt: world.clock.now(),
        }),
      ),
    visit,
  };
}
const person = (office: Surgery['office'], more: object = {}) =>
  office.addPatient({ LName: 'Cruz', FName: 'Ana', WirelessPhone: '(206) 555-0117', TxtMsgOk: 'Yes', ...more });
const only = async (world: SourcesWorld) => (await world.list()).items[0];

describe('Open Dental', () => {
  test('brings appointments with patient, clinician, type and length; planned ones are no visits', async () => {
    const { world, office, read } = await createSurgery();
    const ana = person(office);
    office.addAppointment({ AptNum: 4, PatNum: ana, AptDateTime: '2027-01-18 09:30:00', AppointmentTypeNum: 1 });
    office.addAppointment({ PatNum: ana, AptDateTime: '2027-01-19 09:30:00', AptStatus: 'Planned' });
    office.addAppointment({ PatNum: ana, AptDateTime: '2027-04-19 09:30:00' });
    await read();
    expect(await only(world)).toMatchObject({ state: 'good', problem: null });
    expect(world.visits()).toEqual([
      { name: 'Ana Cruz', startsAt: Date.UTC(2027, 0, 18, 14, 30), status: 'booked', reply: 'none', key: 'id:4' },
    ]);
    const [visit] = world.store.read((tx) => tx.appointments.list({ cursor: null, limit: 5 }).items);
    expect(visit).toMatchObject({ clinician: 'DOC1', kind: 'Check-up', endsAt: Date.UTC(2027, 0, 18, 15, 0) });
    world.store.read((tx) => expect(canTextNumber(tx, '+12065550117', visit?.personId ?? null, 0)).toBe('yes'));
  });

  test('brings the state and the ZIP code of whoever has the phone: the guarantor of a child', async () => {
    const { world, office, read } = await createSurgery();
    const parent = person(office, { State: 'WA', Zip: '98101' });
    const child = person(office, {
      ...{ FName: 'Leo', WirelessPhone: '', Birthdate: '2020-05-01', Guarantor: parent, State: 'HI', Zip: '96801' },
    });
    office.addAppointment({ AptNum: 1, PatNum: parent, AptDateTime: '2027-01-18 09:30:00' });
    office.addAppointment({ AptNum: 2, PatNum: child, AptDateTime: '2027-01-18 10:30:00' });
    await read();
    world.store.read((tx) => {
      const addresses = tx.people
        .list({ search: '', cursor: null, limit: 5 })
        .items.map(({ givenName, id }) => [givenName, tx.people.addressOf(id)?.postcode]);
      expect(addresses).toEqual([
        ['Ana', '98101'],
        ['Leo', '98101'],
      ]);
    });
  });

  test('follows what is moved, broken and deleted; a gap in an answer cancels nothing', async () => {
    const { world, office, read, visit } = await createSurgery();
    const ana = person(office);
    for (const [AptNum, hour] of [
      [1, '09'],
      [2, '10'],
      [3, '11'],
    ] as const) {
      office.addAppointment({ AptNum, PatNum: ana, AptDateTime: `2027-01-18 ${hour}:00:00` });
    }
    await read();
    expect(world.visits()).toHaveLength(3);
    office.changeAppointment(1, { AptDateTime: '2027-03-30 09:00:00' });
    office.changeAppointment(2, { AptStatus: 'UnschedList' });
    office.deleteAppointment(3);
    await read();
    expect(visit(1)).toMatchObject({ status: 'booked', startsAt: Date.UTC(2027, 2, 30, 13, 0) });
    expect(visit(2).status).toBe('cancelled');
    expect(visit(3).status).toBe('cancelled');
  });

  test('a child is texted by whoever answers for it; an adult never by anybody else; a no to texts is no consent', async () => {
    const { world, office, read } = await createSurgery();
    const mother = person(office, { FName: 'Rosa', WirelessPhone: '206-555-0118' });
    const child = person(office, { FName: 'Leo', WirelessPhone: '', Birthdate: '2018-03-01', Guarantor: mother });
    const grown = person(office, { FName: 'Max', WirelessPhone: '', Birthdate: '2001-03-01', Guarantor: mother });
    const silent = person(office, { FName: 'Kim', WirelessPhone: '206-555-0119', TxtMsgOk: 'No' });
    for (const PatNum of [child, grown, silent]) office.addAppointment({ PatNum, AptDateTime: '2027-01-18 09:30:00' });
    await read();
    const numbers = Object.fromEntries(
      world.store.read((tx) =>
        tx.appointments
          .list({ cursor: null, limit: 9 })
          .items.map(({ personId }) => [
            tx.people.get(personId)?.givenName,
            tx.people.numbersOf(personId).map(({ number }) => number),
          ]),
      ),
    );
    expect(numbers).toMatchObject({ Leo: ['+12065550118'], Max: [] });
    world.store.read((tx) => expect(canTextNumber(tx, '+12065550119', null, 0)).not.toBe('yes'));
  });

  test('reads every page, signs every request as documented, and asks for each patient once', async () => {
    const { world, office, read } = await createSurgery({}, 100);
    const people = [0, 1, 2].map((at) =>
      person(office, { FName: `P${String(at)}`, WirelessPhone: `206-555-010${String(at)}` }),
    );
    for (let at = 0; at < 120; at += 1) {
      const [day, hour, minute] = [13 + Math.floor(at / 50), 8 + Math.floor((at % 50) / 6), (at % 6) * 10];
      const time = `2027-01-${String(day)} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;
      office.addAppointment({ PatNum: people[at % 3] ?? 0, AptDateTime: time });
    }
    await read();
    expect(simulator.requests.filter((one) => one.startsWith('GET /api/v1/appointments?'))).toHaveLength(2);
    expect(simulator.requests.filter((one) => /patients\/\d/.test(one))).toHaveLength(3);
    await read();
    expect(simulator.requests.filter((one) => /patients\/\d/.test(one))).toHaveLength(3);
    expect(await only(world)).toMatchObject({ problem: null });
  });

  test.each<[what: string, code: string, fault: Parameters<OpenDentalSimulator['fail']>[0]]>([
    ['refuses the keys', 'odKeys', { kind: 'status', status: 401 }],
    ['cannot reach the office', 'odOffice', { kind: 'status', status: 400 }],
    ['is too slow', 'odSlow', { kind: 'status', status: 504 }],
    ['breaks the line', 'odOffline', { kind: 'resetBefore' }],
    ['answers nonsense', 'odStrange', { kind: 'garbage' }],
  ])('says in words that it %s, and nothing changes', async (_what, code, fault) => {
    const { world, office, read } = await createSurgery();
    office.addAppointment({ PatNum: person(office), AptDateTime: '2027-01-18 09:30:00' });
    simulator.fail(fault);
    await read();
    expect(await only(world)).toMatchObject({ state: 'trouble', problem: { code }, lastGoodAt: null });
    expect(world.visits()).toEqual([]);
    expect(JSON.stringify([await world.list(), world.practice.platform.log.entries])).not.toContain('k3y');
  });

  test('both keys are asked for by name', async () => {
    const { world } = await createSurgery();
    const openDental = { address: simulator.url, developerKey: 'x' };
    await expect(world.save({ kind: 'openDental', label: 'Other', openDental })).rejects.toMatchObject({
      field: 'openDental.customerKey',
    });
  });
});

describe('answers on their way into Open Dental', () => {
  async function confirmedVisit(reply: 'confirmed' | 'cancelled' | 'newTime' = 'confirmed') {
    const surgery = await createSurgery({ writeBack: true });
    surgery.office.addAppointment({ AptNum: 4, PatNum: person(surgery.office), AptDateTime: '2027-01-18 09:30:00' });
    await surgery.read();
    surgery.reply(4, reply);
    const rows = () =>
      surgery.world.handlers.writeBack.listChanges(surgery.world.practice.context(), {
        show: 'all',
        cursor: null,
        limit: 50,
      }) as { items: { done: unknown; written: { state: string; text: string } | null; changes: string[] }[] };
    surgery.world.job.start();
    const puts = () => simulator.requests.filter((one) => one.startsWith('PUT '));
    return { ...surgery, rows, puts, status: () => surgery.office.appointments()[0]?.Confirmed };
  }

  test('a confirmation is written once and ticked by itself; the list of the next reading agrees', async () => {
    const { world, rows, puts, status, read } = await confirmedVisit();
    await world.minute();
    expect(status()).toBe(21);
    expect(rows().items).toMatchObject([{ done: { byItself: true }, written: { state: 'written' } }]);
    await world.minute(5);
    expect(puts()).toHaveLength(1);
    await read();
    expect(rows().items).toEqual([]);
  });

  test('a cancelled visit is marked and still waits for the person who takes it out of the book', async () => {
    const { world, rows, status } = await confirmedVisit('cancelled');
    await world.minute();
    expect(status()).toBe(22);
    expect(rows().items).toMatchObject([{ done: null, changes: ['cancelled'], written: { state: 'written' } }]);
  });

  test('an answer that is lost after the work was done is not written a second time', async () => {
    const { world, rows, puts, status } = await confirmedVisit();
    simulator.fail({ method: 'PUT', kind: 'resetAfter' });
    await world.until(world.job.settled());
    expect(status()).toBe(21);
    expect(rows().items[0]?.written).toMatchObject({ state: 'sent' });
    await world.minute(10);
    expect(puts()).toHaveLength(1);
    expect(rows().items[0]).toMatchObject({ done: { byItself: true }, written: { state: 'written' } });
  });

  test('one that was lost before is written again; what a person entered there meanwhile is not written over', async () => {
    const lost = await confirmedVisit();
    simulator.fail({ method: 'PUT', kind: 'resetBefore' });
    await lost.world.minute(10);
    expect(lost.puts()).toHaveLength(2);
    expect(lost.status()).toBe(21);
    await simulator.stop();
    const entered = await confirmedVisit();
    simulator.fail({ method: 'PUT', kind: 'resetBefore' });
    await entered.world.until(entered.world.job.settled());
    entered.office.changeAppointment(4, { Confirmed: 23 });
    await entered.world.minute(10);
    expect(entered.status()).toBe(23);
    expect(entered.puts()).toHaveLength(1);
  });

  test('a visit that has another time or is over in Open Dental is left to a person, with the reason', async () => {
    const moved = await confirmedVisit();
    moved.office.changeAppointment(4, { AptDateTime: '2027-01-19 09:30:00' });
    await moved.world.minute(3);
    expect(moved.puts()).toEqual([]);
    expect(moved.rows().items[0]).toMatchObject({ done: null, written: { state: 'refused' } });
  });

  test('nothing is written where that is not switched on', async () => {
    const { world, office, read, reply } = await createSurgery({ writeBack: false });
    office.addAppointment({ AptNum: 4, PatNum: person(office), AptDateTime: '2027-01-18 09:30:00' });
    await read();
    reply(4, 'confirmed');
    world.job.start();
    await world.minute(3);
    expect(simulator.requests.filter((one) => one.startsWith('PUT '))).toEqual([]);
  });
});
