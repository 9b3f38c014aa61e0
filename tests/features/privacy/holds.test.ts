/** A legal hold stops what would delete or overwrite, says why, and lets everything else go on. */
import { describe, expect, it } from 'vitest';
import { openPrivacyDesk } from './desk.ts';

const TOM = '+12065550151';
const CASE = { caseName: 'Reyes v. Lakeside', reason: 'Letter of a lawyer, 12 March' };

describe('a legal hold on a person', () => {
  it('stops merging, deleting and overwriting, and lets things be added', async () => {
    const desk = await openPrivacyDesk();
    const tom = await desk.addPerson('Tom Reyes', TOM);
    const twin = await desk.addPerson('Thomas Reyes', null);
    await desk.ask('placeHold', { scope: 'person', personId: tom.id, ...CASE });

    await expect(desk.ask('erasePerson', { personId: tom.id, lastName: 'Reyes' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('On legal hold (Reyes v. Lakeside)'),
    });
    await expect(desk.call('people.mergePeople', { keepId: twin.id, mergeId: tom.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(desk.call('people.savePerson', { id: tom.id, name: 'Tim Reyes' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(desk.call('people.savePerson', { id: tom.id, numbers: ['+12065550152'] })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const saved = await desk.call('people.savePerson', {
      id: tom.id,
      numbers: [TOM, '+12065550152'],
      note: 'Prefers mornings',
    });
    expect(saved.numbers).toHaveLength(2);
    await expect(desk.call('people.savePerson', { id: tom.id, note: '' })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is shown for the person and for their number, and for nobody else', async () => {
    const desk = await openPrivacyDesk();
    const tom = await desk.addPerson('Tom Reyes', TOM);
    const ana = await desk.addPerson('Ana Cole', '+12065550153');
    await desk.ask('placeHold', { scope: 'person', personId: tom.id, ...CASE });
    const shown = async (input: { personId?: string; number?: string }) =>
      (await desk.ask('getHolds', input)).items.length;
    expect(await shown({ personId: tom.id })).toBe(1);
    expect(await shown({ number: TOM })).toBe(1);
    expect(await shown({ personId: tom.id, number: TOM })).toBe(1);
    expect(await shown({ personId: ana.id, number: '+12065550153' })).toBe(0);
  });

  it('is released only when its case is typed again, once, and both ends are in the trail without the case', async () => {
    const desk = await openPrivacyDesk();
    const tom = await desk.addPerson('Tom Reyes', TOM);
    const hold = await desk.ask('placeHold', { scope: 'person', personId: tom.id, ...CASE });
    const end = (caseName: string) => desk.ask('releaseHold', { id: hold.id, caseName, reason: 'Settled' });
    await expect(end('Reyes')).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'caseName' });
    expect(await end(' reyes v. lakeside ')).toMatchObject({ releasedBy: 'Olga', releaseReason: 'Settled' });
    await expect(end('Reyes v. Lakeside')).rejects.toMatchObject({ code: 'CONFLICT' });
    const trail = desk.store.read((tx) => tx.audit.list({ cursor: null, limit: 50 }).items);
    expect(trail.filter(({ entity }) => entity === 'legalHold').map(({ action }) => action)).toEqual([
      'legalHold.released',
      'legalHold.placed',
    ]);
    expect(JSON.stringify(trail)).not.toMatch(/Reyes|lawyer|5550151/);
    expect((await desk.ask('listHolds', {})).items).toMatchObject([{ personName: 'Tom Reyes', releasedBy: 'Olga' }]);
  });
});

describe('the other scopes', () => {
  it('a period holds whoever has a text or a visit in it', async () => {
    const desk = await openPrivacyDesk();
    const tom = await desk.addPerson('Tom Reyes', TOM);
    const now = desk.clock.now();
    await desk.ask('placeHold', { scope: 'period', from: now - 1000, to: now + 1000, ...CASE });
    await expect(desk.ask('erasePerson', { personId: tom.id, lastName: 'Reyes' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it.each([
    [{ scope: 'person' as const }, 'personId'],
    [{ scope: 'number' as const }, 'number'],
    [{ scope: 'period' as const }, 'from'],
    [{ scope: 'period' as const, from: 10, to: 10 }, 'to'],
  ])('what %o lacks is named', async (input, field) => {
    const desk = await openPrivacyDesk();
    await expect(desk.ask('placeHold', { ...input, ...CASE })).rejects.toMatchObject({ code: 'INVALID_INPUT', field });
  });
});
