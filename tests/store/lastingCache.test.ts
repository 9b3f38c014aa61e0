import { describe, expect, it } from 'vitest';
import { createLastingCache } from '../../src/main/store/lastingCache.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { NOW, sampleConsent, samplePerson } from './samples.ts';

const NUMBER = '+12065550101';

describe('what was read and nobody has written since', () => {
  it('is asked for once, until one of its tables is written to', () => {
    const writes = new Map([['person', 1]]);
    const cache = createLastingCache<number>(
      { writesTo: (table) => writes.get(table) ?? 0 },
      ['person', 'person_number'],
      () => 1,
    );
    let asked = 0;
    const get = (): number => cache.get('a', () => (asked += 1));
    expect([get(), get()]).toEqual([1, 1]);
    writes.set('consent_event', 1);
    expect(get()).toBe(1);
    writes.set('person_number', 1);
    expect([get(), get()]).toEqual([2, 2]);
  });

  it('is what a write of its own makes of it; a write that fails leaves nothing', () => {
    let writes = 0;
    const cache = createLastingCache<readonly string[]>({ writesTo: () => writes }, ['t'], ({ length }) => length);
    const get = (key: string): readonly string[] => cache.get(key, () => ['read']);
    const add = (key: string): void =>
      cache.change(key, (known) => {
        writes += 1;
        return known === undefined ? undefined : [...known, 'added'];
      });
    get('a');
    cache.get('b', () => ['kept']);
    add('a');
    add('never asked for');
    expect([get('a'), get('b'), get('never asked for')]).toEqual([['read', 'added'], ['kept'], ['read']]);
    const fails = (): void =>
      cache.change('a', () => {
        writes += 1;
        throw new Error('full');
      });
    expect(fails).toThrow('full');
    expect([get('a'), get('b')]).toEqual([['read'], ['read']]);
  });

  it('does not grow without end', () => {
    const cache = createLastingCache<number>({ writesTo: () => 0 }, [], (value) => value);
    let asked = 0;
    const get = (key: string): number =>
      cache.get(key, () => {
        asked += 1;
        return 9_000;
      });
    for (const key of ['a', 'b', 'a', 'c', 'c']) get(key);
    expect(asked).toBe(3);
    get('a');
    expect(asked).toBe(4);
  });

  it('holds from one transaction to the next, not when it was undone, and sees what others write', async () => {
    const { store } = await createTestStore();
    const kinds = () => store.read((tx) => tx.consent.ofNumber(NUMBER).map(({ kind }) => kind));
    const names = () => store.read((tx) => tx.people.holdersOf(NUMBER).map(({ name }) => name));
    store.write('Ana', (tx) => {
      tx.people.insert(samplePerson());
      tx.people.setNumbers('person-1', [{ number: NUMBER, label: '' }]);
      tx.consent.append(sampleConsent({ id: 'one', number: NUMBER, kind: 'grant' }));
    });
    expect([kinds(), names()]).toEqual([['grant'], [samplePerson().name]]);
    const undone = (): void =>
      store.write('Ana', (tx) => {
        tx.consent.append(sampleConsent({ id: 'two', number: NUMBER, kind: 'revoke' }));
        tx.people.update('person-1', { name: 'Somebody Else', updatedAt: NOW });
        expect(tx.consent.ofNumber(NUMBER)).toHaveLength(2);
        expect(tx.people.holdersOf(NUMBER)[0]?.name).toBe('Somebody Else');
        throw new Error('undone');
      });
    expect(undone).toThrow('undone');
    expect([kinds(), names()]).toEqual([['grant'], [samplePerson().name]]);
    store.write('Ana', (tx) => {
      tx.consent.append(sampleConsent({ id: 'three', number: NUMBER, kind: 'revoke' }));
      tx.people.remove('person-1');
    });
    expect([kinds(), names()]).toEqual([['grant', 'revoke'], []]);
  });
});
