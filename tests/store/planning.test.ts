import { describe, expect, it } from 'vitest';
import { createTestStore } from '../fakes/testStore.ts';
import {
  DAY,
  HOUR,
  insertVisit,
  NOW,
  sampleAppointment,
  samplePerson,
  sampleReminder,
  sampleStep,
  sampleTemplate,
} from './samples.ts';

async function clinic() {
  const opened = await createTestStore();
  opened.store.write('Ana', insertVisit);
  return opened;
}

describe('appointments', () => {
  it('come back exactly as they were stored, by id and by the schedule’s own key', async () => {
    const { store } = await clinic();
    const visit = sampleAppointment({
      id: 'a2',
      externalKey: 'EHR-9',
      reply: 'confirmed',
      replySetBy: 'Ana',
      repliedAt: NOW,
    });
    store.write('Ana', (tx) => tx.appointments.insert(visit));
    expect(store.read((tx) => tx.appointments.get('a2'))).toEqual(visit);
    expect(store.read((tx) => tx.appointments.getByKey('EHR-9'))).toEqual(visit);
  });

  it('are listed by start, with the end of a range left out, and by person and clinician', async () => {
    const { store } = await clinic();
    store.write('Ana', (tx) => {
      tx.people.insert(samplePerson({ id: 'person-2' }));
      tx.appointments.insert(sampleAppointment({ id: 'b', startsAt: NOW, personId: 'person-2' }));
      tx.appointments.insert(sampleAppointment({ id: 'c', startsAt: NOW + 2 * DAY, clinician: 'Dr. Adler' }));
    });
    const list = (query: { from?: number; to?: number; personId?: string; clinician?: string }) =>
      store.read((tx) => tx.appointments.list({ ...query, cursor: null, limit: 10 })).items.map(({ id }) => id);
    expect(list({})).toEqual(['b', 'appointment-1', 'c']);
    expect(list({ from: NOW, to: NOW + DAY })).toEqual(['b']);
    expect(list({ personId: 'person-1', from: NOW + 1 })).toEqual(['appointment-1', 'c']);
    expect(list({ clinician: 'Dr. Adler' })).toEqual(['c']);
    expect(store.read((tx) => tx.appointments.clinicians())).toEqual(['Dr. Adler', 'Dr. Reed']);
    const first = store.read((tx) => tx.appointments.list({ cursor: null, limit: 1 }));
    expect(store.read((tx) => tx.appointments.list({ cursor: first.next, limit: 1 })).items[0]?.id).toBe(
      'appointment-1',
    );
  });

  it('that are still to come are the booked ones only', async () => {
    const { store } = await clinic();
    store.write('Ana', (tx) => {
      tx.appointments.insert(sampleAppointment({ id: 'cancelled', status: 'cancelled' }));
      tx.appointments.insert(sampleAppointment({ id: 'past', startsAt: NOW }));
    });
    expect(store.read((tx) => tx.appointments.upcomingOf('person-1', NOW)).map(({ id }) => id)).toEqual([
      'appointment-1',
    ]);
  });
});

describe('reminders', () => {
  it('exist once per visit, step and start of the visit', async () => {
    const { store } = await clinic();
    const insert = (over: Parameters<typeof sampleReminder>[0]) =>
      store.write('planner', (tx) => tx.reminders.insert(sampleReminder(over)));
    expect(insert({})).toBe(true);
    expect(insert({ id: 'again' })).toBe(false);
    expect(insert({ id: 'moved', visitAt: NOW + 2 * DAY })).toBe(true);
    expect(store.read((tx) => tx.reminders.ofAppointment('appointment-1'))).toHaveLength(2);
  });

  it('that are due come oldest first, and only planned ones', async () => {
    const { store } = await clinic();
    store.write('planner', (tx) => {
      tx.reminders.insert(sampleReminder({ id: 'later', dueAt: NOW + HOUR, releaseAt: NOW + HOUR, visitAt: 1 }));
      tx.reminders.insert(sampleReminder({ id: 'now', dueAt: NOW, releaseAt: NOW, visitAt: 2 }));
      tx.reminders.insert(sampleReminder({ id: 'old', dueAt: NOW - DAY, releaseAt: NOW - DAY, visitAt: 3 }));
      tx.reminders.insert(
        sampleReminder({ id: 'skipped', dueAt: NOW - DAY, releaseAt: NOW - DAY, visitAt: 4, state: 'skipped' }),
      );
    });
    expect(store.read((tx) => tx.reminders.due(NOW, 10)).map(({ id }) => id)).toEqual(['old', 'now']);
    expect(store.read((tx) => tx.reminders.nextDueAt())).toBe(NOW - DAY);
  });

  it('are shown by day, and those that need a person apart', async () => {
    const { store } = await clinic();
    store.write('planner', (tx) => {
      tx.reminders.insert(sampleReminder({ id: 'a', state: 'held', visitAt: NOW + 1 }));
      tx.reminders.insert(sampleReminder({ id: 'b', state: 'failed', visitAt: NOW - 1 }));
      tx.reminders.insert(sampleReminder({ id: 'c', state: 'delivered', visitAt: 3 }));
      tx.reminders.insert(sampleReminder({ id: 'd', dueAt: NOW + DAY, visitAt: 4 }));
    });
    const list = (filter: 'all' | 'needsYou' | 'sent') =>
      store
        .read((tx) => tx.reminders.list({ from: NOW, to: NOW + DAY, filter, cursor: null, limit: 10 }))
        .items.map(({ id }) => id);
    expect([list('all'), list('needsYou'), list('sent')]).toEqual([['a', 'b', 'c'], ['a', 'b'], ['c']]);
    expect(store.read((tx) => tx.reminders.countNeedingPerson(NOW))).toBe(1);
    expect(store.read((tx) => tx.reminders.counts({ from: NOW, to: NOW + 2 * DAY }))).toMatchObject({
      planned: 1,
      held: 1,
      failed: 1,
      delivered: 1,
      sent: 0,
    });
  });
});

describe('templates', () => {
  it('keep every version and show the newest', async () => {
    const { store } = await clinic();
    store.write('Ana', (tx) =>
      tx.templates.save(sampleTemplate({ body: 'New words', version: 2, updatedAt: NOW + 1 }), 'Ana'),
    );
    expect(store.read((tx) => tx.templates.get('template-1'))).toMatchObject({
      body: 'New words',
      version: 2,
      createdAt: NOW,
    });
    expect(() =>
      store.write('Ana', (tx) => tx.templates.save(sampleTemplate({ body: 'Edited', version: 2 }), 'Ana')),
    ).toThrow();
    expect(store.read((tx) => tx.templates.get('template-1')?.body)).toBe('New words');
  });

  it('are found in another language as a translation of their base, else as they are', async () => {
    const { store } = await clinic();
    const spanish = sampleTemplate({
      id: 'es',
      language: 'es',
      body: 'Hola',
      translationOf: 'template-1',
      baseVersion: 1,
    });
    store.write('Ana', (tx) => tx.templates.save(spanish, 'Ana'));
    const body = (language: string) => store.read((tx) => tx.templates.inLanguage('template-1', language)?.body);
    expect(body('es')).toBe('Hola');
    expect(body('vi')).toContain('Hi {firstName}');
    expect(store.read((tx) => tx.templates.inLanguage('none', 'es'))).toBeUndefined();
  });

  it('leave a step that was taken out of the plan known to old reminders', async () => {
    const { store } = await clinic();
    store.write('Ana', (tx) =>
      tx.templates.setCadence([sampleStep({ id: 'step-2', timing: { kind: 'booked' } })], NOW),
    );
    expect(store.read((tx) => tx.templates.cadence()).map(({ id }) => id)).toEqual(['step-2']);
    expect(store.read((tx) => tx.templates.step('step-1'))).toEqual(sampleStep());
    store.write('Ana', (tx) => tx.templates.setCadence([sampleStep({ active: false })], NOW));
    expect(store.read((tx) => tx.templates.cadence())).toEqual([sampleStep({ active: false })]);
  });
});
