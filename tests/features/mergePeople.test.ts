/** Two people who are one: found by rule, made one by a person, with the stricter consent and no text twice. */
import { describe, expect, test } from 'vitest';
import { createViewLog } from '../../src/main/features/audit/viewLog.ts';
import { createPeopleFeature } from '../../src/main/features/people/index.ts';
import { recordConsent, takeBackFormConsent } from '../../src/main/features/consent/recordConsent.ts';
import { looksSameOnNumber } from '../../src/main/domain/people/duplicates.ts';
import { createPractice, NOW, type TestPractice } from './schedule/practice.ts';
import { people, schedule } from './schedule/lists.ts';

const NUMBER = '+12065550117';
const OTHER = '+12065550118';

async function openPeople() {
  const practice = await createPractice();
  const { store, clock, scheduleDeps } = practice;
  const { ids } = practice.platform;
  const feature = createPeopleFeature({
    ...{ store, clock, ids, planReminders: scheduleDeps.planReminders },
    viewLog: createViewLog({ store, clock, log: practice.platform.log }),
    recordConsent: (tx, entry, now) => void recordConsent({ ids }, tx, entry, now),
    takeBackConsent: (tx, ...entry) => takeBackFormConsent({ ids }, tx, ...entry),
  });
  const person = (id: string, name: string, numbers: string[], externalId: string | null = null) =>
    store.write('test', (tx) => {
      const [givenName = '', familyName = ''] = name.split(' ');
      tx.people.insert({ ...{ id, name, givenName, familyName, externalId, kind: 'patient', language: 'en', zone: null }, ...{ note: `note of ${id}`, createdAt: NOW, updatedAt: NOW } }); // prettier-ignore
      tx.people.setNumbers(id, numbers.map((number) => ({ number, label: '' }))); // prettier-ignore
    });
  const visit = (id: string, personId: string, startsAt: number) =>
    store.write('test', (tx) => {
      const record = { ...{ id, personId, externalKey: `id:${id}`, startsAt, endsAt: startsAt, zone: 'America/New_York', clinician: 'Dr. Chen', location: '', kind: '' }, ...{ status: 'booked' as const, reply: 'none' as const, replySetBy: null, repliedAt: null, importId: null, createdAt: NOW, updatedAt: NOW } }; // prettier-ignore
      tx.appointments.insert(record);
      scheduleDeps.planReminders(tx, record, NOW);
    });
  const said = (kind: 'grant' | 'revoke', number: string, personId: string) =>
    store.write(
      'test',
      (tx) =>
      recordConsent({ ids }, tx, { ...{ kind, number, personId, level: kind === 'grant' ? 'express' : null, purpose: kind === 'grant' ? 'care' : null }, ...{ method: 'form', evidence: '', at: NOW, actor: 'Dana' } }, NOW), // prettier-ignore
    );
  const merge = async (keepId: string, mergeId: string, take: ('name' | 'number' | 'note' | 'address')[] = []) =>
    feature.mergePeople(practice.context(), { keepId, mergeId, take });
  const found = async () =>
    (await feature.listDuplicates(practice.context(), { cursor: null, limit: 50 })).items.map(
      ({ reason, people: group }) => `${reason}: ${group.map(({ name }) => name).join(', ')}`,
    );
  return { ...practice, practice, feature, person, visit, said, merge, found };
}
const VISIT = Date.UTC(2027, 0, 18, 14, 30);
const planned = (practice: TestPractice) =>
  practice.store.read((tx) => tx.reminders.counts({ from: 0, to: Date.UTC(2030, 0, 1) }).planned);
const canText = (practice: TestPractice, number: string, id: string) =>
  practice.store.read((tx) => practice.scheduleDeps.canText(tx, number, id));

describe('people who look the same', () => {
  const entry = (full: string, externalId: string | null = null) => {
    const [givenName = '', familyName = ''] = full.split(' ');
    return { id: full, givenName, familyName, externalId };
  };
  test.each([
    ['Ana Cruz', null, 'ANA CRÚZ', null, 'sameName'],
    ['Ana Cruz', null, 'Anna Cruz', null, 'nearName'],
    ['Ana Cruz', 'P1', 'Ana Cruz', 'P2', null],
    ['Ana Cruz', 'P1', 'Ana Lopez', ' p1', 'sameId'],
    ['Ana Cruz', null, 'Bo Kim', null, null],
  ] as const)('%s (%s) and %s (%s) on one number: %s', (a, idA, b, idB, reason) => {
    expect(looksSameOnNumber(entry(a, idA), entry(b, idB))).toBe(reason);
  });

  test('are listed, and those whom a person keeps apart are not asked about again', async () => {
    const { person, found, feature, practice } = await openPeople();
    person('a', 'Ana Cruz', [NUMBER]);
    person('b', 'Anna Cruz', [NUMBER, OTHER]);
    person('c', 'Bo Kim', [NUMBER]);
    person('d', 'Cy Ray', [], 'P7');
    person('e', 'Cyrus Ray', [], 'p7 ');
    expect(await found()).toEqual(['sameId: Cy Ray, Cyrus Ray', 'nearName: Ana Cruz, Anna Cruz']);
    await feature.keepApart(practice.context(), { personId: 'b', otherId: 'a' });
    expect(await found()).toEqual(['sameId: Cy Ray, Cyrus Ray']);
  });
});

describe('making one person of two', () => {
  test('unites numbers, visits and notes, and takes the fields a person chose; the audit trail names both', async () => {
    const { person, visit, merge, practice, store } = await openPeople();
    person('a', 'Ana Cruz', [NUMBER]);
    person('b', 'Anna Cruz', [OTHER], 'P2');
    visit('v', 'b', VISIT);
    const { person: one, undoable } = await merge('a', 'b', ['name', 'number']);
    expect(one).toMatchObject({ id: 'a', name: 'Anna Cruz', note: 'note of a\nnote of b', externalId: 'P2', primaryNumber: OTHER }); // prettier-ignore
    expect([people(practice), undoable]).toEqual([['Anna Cruz 0118 0117'], true]);
    expect(schedule(practice)).toMatchObject([{ who: 'Anna Cruz', status: 'booked' }]);
    expect(planned(practice)).toBe(2);
    const entry = store.read((tx) => tx.audit.list({ action: 'person.merged', cursor: null, limit: 1 }).items[0]);
    expect(entry).toMatchObject({ entityId: 'a', actor: 'Dana', data: { mergedId: 'b' } });
  });

  test('a visit that both have stands once, with its reminders once', async () => {
    const { person, visit, merge, practice } = await openPeople();
    person('a', 'Ana Cruz', [NUMBER]);
    person('b', 'Anna Cruz', [NUMBER]);
    visit('va', 'a', VISIT);
    visit('vb', 'b', VISIT);
    visit('vc', 'b', VISIT + 3_600_000);
    expect(planned(practice)).toBe(6);
    const { undoable, why } = await merge('a', 'b');
    expect([undoable, why]).toEqual([false, 'A visit that stood twice is there once now. That cannot be taken back by itself.']); // prettier-ignore
    expect(schedule(practice)).toHaveLength(2);
    expect(planned(practice)).toBe(4);
  });

  test('what either refused holds for all numbers, what either agreed to for its own; both histories are shown', async () => {
    const { person, said, merge, practice, store } = await openPeople();
    person('a', 'Ana Cruz', [NUMBER]);
    person('b', 'Anna Cruz', [OTHER]);
    said('grant', NUMBER, 'a');
    said('revoke', OTHER, 'b');
    await merge('a', 'b');
    expect([canText(practice, NUMBER, 'a'), canText(practice, OTHER, 'a')]).toEqual(['optedOut', 'optedOut']);
    const history = store.read((tx) => tx.consent.list({ personId: 'a', cursor: null, limit: 20 }).items);
    expect(history.map(({ personId, kind }) => `${personId ?? ''} ${kind}`).toSorted()).toEqual(['a grant', 'a revoke', 'a revoke', 'b revoke']); // prettier-ignore

    const other = await openPeople();
    other.person('a', 'Ana Cruz', [NUMBER]);
    other.person('b', 'Anna Cruz', [OTHER]);
    other.said('grant', OTHER, 'b');
    await other.merge('a', 'b');
    expect([canText(other.practice, NUMBER, 'a'), canText(other.practice, OTHER, 'a')]).toEqual(['ask', 'yes']);
  });

  test('keeps the address of the one that is kept, unless the other is chosen or it has none; parted, both have theirs', async () => {
    const { person, merge, practice, feature, store } = await openPeople();
    const set = (id: string, region: string) =>
      store.write('Dana', (tx) => {
        tx.people.setAddress(id, { country: null, region, postcode: null, source: 'desk', updatedAt: NOW });
      });
    const regionOf = (id: string) => store.read((tx) => tx.people.addressOf(id)?.region);
    person('a', 'Ana Cruz', [NUMBER]);
    person('b', 'Anna Cruz', [OTHER]);
    set('b', 'HI');
    const first = await merge('a', 'b');
    expect([regionOf('a'), first.person.address?.zones]).toEqual(['HI', ['Pacific/Honolulu']]);
    await feature.undoMerge(practice.context(), { id: first.mergeId });
    expect([regionOf('a'), regionOf('b')]).toEqual([undefined, 'HI']);
    set('a', 'WA');
    await merge('a', 'b');
    expect(regionOf('a')).toBe('WA');
    person('c', 'Ana Cruz', ['+12065550119']);
    set('c', 'OR');
    await merge('a', 'c', ['address']);
    expect(regionOf('a')).toBe('OR');
  });

  test('can be taken back while nothing has happened since, and then is said to be too late', async () => {
    const { person, visit, said, merge, practice, feature, clock } = await openPeople();
    person('a', 'Ana Cruz', [NUMBER]);
    person('b', 'Anna Cruz', [OTHER]);
    said('grant', OTHER, 'b');
    visit('v', 'b', VISIT);
    const first = await merge('a', 'b');
    await feature.undoMerge(practice.context(), { id: first.mergeId });
    expect(people(practice)).toEqual(['Ana Cruz 0117', 'Anna Cruz 0118']);
    expect(schedule(practice)).toMatchObject([{ who: 'Anna Cruz' }]);
    expect([canText(practice, OTHER, 'a'), canText(practice, OTHER, 'b')]).toEqual(['ask', 'yes']);
    const second = await merge('a', 'b');
    await clock.advance(3_700_000);
    await expect(async () => feature.undoMerge(practice.context(), { id: second.mergeId })).rejects.toMatchObject({ code: 'TOO_LATE' }); // prettier-ignore
  });
});
