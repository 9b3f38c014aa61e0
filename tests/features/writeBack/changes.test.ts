import { describe, expect, test } from 'vitest';
import type { WriteBackRow } from '../../../src/contract/writeBack.ts';
import type { AppointmentRecord } from '../../../src/main/store/records.ts';
import { NOW } from '../schedule/practice.ts';
import { createSourcesWorld, csv } from '../sources/world.ts';
import type { SourcesWorld } from '../sources/world.ts';

const row = (id: string, name: string, time: string, more = 'Dr. Chen,Scheduled', day = '1/18/2027') =>
  `${id},"${name}",(206) 555-01${id.slice(1).padStart(2, '0')},${day},${time},${more}`;
const A = row('A11', 'Cruz, Ana', '9:30 AM');
const B = row('A12', 'Kim, Bo', '9:30 AM', 'Dr. Abel,Scheduled');
const C = row('A13', 'Ray, Al', '8:00 AM', 'Dr. Chen,Scheduled', '1/19/2027');

async function bring(world: SourcesWorld, ...rows: string[]): Promise<void> {
  const context = world.practice.context();
  const input = { fileName: 'list.csv', text: csv(...rows) };
  const { importId } = await world.until(world.schedule.previewImport(context, input));
  const confirmedBrakes = ['sameFile', 'rowsFell'];
  await world.until(world.schedule.applyImport(context, { importId, consent: 'askFirst', confirmedBrakes }));
}
function set(world: SourcesWorld, key: string, patch: Partial<AppointmentRecord>): void {
  world.store.write('test', (tx) => {
    const visit = tx.appointments.getByKey(`id:${key}`);
    const ends = patch.startsAt === undefined ? {} : { endsAt: patch.startsAt + 1_800_000 };
    tx.appointments.update(visit?.id ?? '', { ...patch, ...ends, updatedAt: world.clock.now() });
  });
}
const changes = (
  world: SourcesWorld,
  show: 'open' | 'done' | 'all' = 'open',
  limit = 50,
  cursor: string | null = null,
) =>
  world.handlers.writeBack.listChanges(world.practice.context(), { show, limit, cursor }) as {
    items: WriteBackRow[];
    next: string | null;
  };
const tick = (world: SourcesWorld, { appointmentId, fingerprint }: WriteBackRow, done = true) =>
  world.handlers.writeBack.tickChange(world.practice.context(), { appointmentId, fingerprint, done }) as WriteBackRow;
const first = (world: SourcesWorld): WriteBackRow => {
  const [found] = changes(world).items;
  if (found === undefined) throw new Error('Nothing is open.');
  return found;
};

describe('changes for the practice calendar', () => {
  test('stand in the order of its screen: day, time, clinician', async () => {
    const world = await createSourcesWorld();
    await bring(world, C, A, B);
    for (const key of ['A11', 'A12', 'A13']) set(world, key, { reply: 'confirmed' });
    expect(changes(world).items.map(({ externalId }) => externalId)).toEqual(['A12', 'A11', 'A13']);
    const page = changes(world, 'open', 2);
    expect(page.items).toHaveLength(2);
    expect(changes(world, 'open', 2, page.next).items.map(({ externalId }) => externalId)).toEqual(['A13']);
  });

  test('a tick holds for this change, says whose it is, can be taken back, and does not hold for the next change', async () => {
    const world = await createSourcesWorld();
    await bring(world, A);
    set(world, 'A11', { reply: 'newTime' });
    const told = tick(world, first(world));
    expect(told.done).toEqual({ by: 'Dana', at: world.clock.now(), byItself: false });
    expect(changes(world).items).toEqual([]);
    expect(changes(world, 'done').items).toHaveLength(1);
    tick(world, told, false);
    expect(changes(world).items).toHaveLength(1);
    tick(world, told);
    set(world, 'A11', { startsAt: Date.UTC(2027, 0, 18, 20), reply: 'none' });
    expect(first(world)).toMatchObject({ changes: ['moved'], done: null });
    expect(() => tick(world, told)).toThrow(/has changed since/);
  });

  test('it disappears by itself when the next list says the same, also when nothing else is to be added', async () => {
    const world = await createSourcesWorld();
    await bring(world, A, B);
    set(world, 'A11', { reply: 'confirmed' });
    set(world, 'A12', { reply: 'cancelled' });
    expect(changes(world).items).toHaveLength(2);
    await bring(world, A.replace('Scheduled', 'Confirmed'), B.replace('Scheduled', 'Cancelled'));
    expect(changes(world, 'all').items).toEqual([]);
  });

  test('a list that still does not know it leaves it open', async () => {
    const world = await createSourcesWorld();
    await bring(world, A, B);
    set(world, 'A11', { reply: 'confirmed' });
    await bring(world, A, B);
    expect(changes(world).items).toMatchObject([{ changes: ['confirmed'] }]);
  });

  test('a visit added here by hand is in no calendar of theirs and asks nothing', async () => {
    const world = await createSourcesWorld();
    await bring(world, A);
    const personId = world.store.read((tx) => tx.appointments.getByKey('id:A11')?.personId ?? '');
    const added = await world.until(
      world.schedule.saveAppointment(world.practice.context(), { personId, startsAt: Date.UTC(2027, 0, 20, 15) }),
    );
    world.store.write('test', (tx) => tx.appointments.update(added.id, { reply: 'confirmed' }));
    expect(changes(world).items).toEqual([]);
  });

  test('the count at closing tells all that is open, and that of today', async () => {
    const world = await createSourcesWorld();
    await bring(world, row('A14', 'Lee, Ed', '3:00 PM', 'Dr. Chen,Scheduled', '1/12/2027'), A);
    set(world, 'A14', { status: 'missed' });
    set(world, 'A11', { reply: 'confirmed' });
    const count = () => world.handlers.writeBack.countChanges(world.practice.context(), {});
    expect(count()).toEqual({ open: 2, today: 1 });
    tick(world, first(world));
    expect(count()).toEqual({ open: 1, today: 0 });
    expect(NOW).toBeLessThan(Date.UTC(2027, 0, 13));
  });

  test('the file opens in a spreadsheet and runs nothing there', async () => {
    const world = await createSourcesWorld();
    await bring(world, A.replace('Cruz, Ana', '=HYPERLINK(1), Ana').replace('Dr. Chen', '@SUM(A1)'));
    set(world, 'A11', { reply: 'confirmed' });
    const { fileName, text } = world.handlers.writeBack.exportChanges(world.practice.context(), { show: 'open' }) as {
      fileName: string;
      text: string;
    };
    expect(fileName).toBe('changes-2027-01-12.csv');
    expect(text.startsWith('\u{feff}Day,')).toBe(true);
    for (const cell of text.slice(1).split(/[,\r\n]+/)) expect(cell).not.toMatch(/^"?[=+\-@]/);
    expect(text).toContain('2027-01-18,09:30');
  });
});
