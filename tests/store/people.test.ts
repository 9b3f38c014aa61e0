import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prefixQuery } from '../../src/main/store/repositories/ftsQuery.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { NOW, samplePerson } from './samples.ts';

async function storeWithPeople(...names: readonly (readonly [id: string, given: string, family: string])[]) {
  const opened = await createTestStore();
  opened.store.write('Ana', (tx) => {
    for (const [id, givenName, familyName] of names) tx.people.insert(samplePerson({ id, givenName, familyName }));
  });
  return opened;
}

describe('people', () => {
  it('come back exactly as they were stored', async () => {
    const { store } = await createTestStore();
    const person = samplePerson({ zone: 'America/Chicago', note: 'hard of hearing', externalId: 'A-17' });
    store.write('Ana', (tx) => tx.people.insert(person));
    expect(store.read((tx) => tx.people.get(person.id))).toEqual(person);
    expect(store.read((tx) => tx.people.getByExternalId('A-17'))).toEqual(person);
  });

  it('are listed by name without regard to case and accents, page by page, each once', async () => {
    const { store } = await storeWithPeople(
      ['a', 'zoe', 'Adams'],
      ['b', 'Émile', 'Roux'],
      ['c', 'Frank', 'Moss'],
      ['d', 'émile', 'Roux'],
      ['e', 'Dana', 'Cole'],
    );
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = store.read((tx) => tx.people.list({ search: '', cursor, limit: 2 }));
      seen.push(...page.items.map((person) => person.id));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toEqual(['e', 'b', 'd', 'c', 'a']);
    expect(store.read((tx) => tx.people.count())).toBe(5);
  });

  it('live at one address or at none that is known, which goes with them', async () => {
    const { store } = await storeWithPeople(['a', 'Ana', 'Cruz']);
    const address = { country: null, region: 'WA', postcode: null, source: 'desk' as const, updatedAt: NOW };
    store.write('Ana', (tx) => tx.people.setAddress('a', address));
    store.write('Ana', (tx) => tx.people.setAddress('a', { ...address, region: 'OR' }));
    expect(store.read((tx) => tx.people.addressOf('a'))).toEqual({ personId: 'a', ...address, region: 'OR' });
    expect(() => store.write('Ana', (tx) => tx.people.setAddress('a', { ...address, region: null }))).toThrow();
    expect(store.read((tx) => tx.people.addressOf('a')?.region)).toBe('OR');
    store.write('Ana', (tx) => tx.people.remove('a'));
    expect(store.read((tx) => tx.people.addressOf('a'))).toBeUndefined();
  });

  it('are found by the beginning of any word of their name', async () => {
    const { store } = await storeWithPeople(['a', 'José', 'García López'], ['b', 'Josephine', 'Bell']);
    const find = (search: string) =>
      store.read((tx) => tx.people.list({ search, cursor: null, limit: 10 })).items.map((person) => person.id);
    expect(find('jos')).toEqual(['a', 'b']);
    expect(find('JOSE gar')).toEqual(['a']);
    expect(find('lop jos')).toEqual(['a']);
    expect(find('bel')).toEqual(['b']);
    expect(find('arcia')).toEqual([]);
  });

  it('are found by any digits that stand in a row in any of their numbers', async () => {
    const { store } = await storeWithPeople(['a', 'Maria', 'Lopez']);
    store.write('Ana', (tx) =>
      tx.people.setNumbers('a', [
        { number: '+12065550172', label: 'mobile' },
        { number: '+12065550118', label: 'home' },
      ]),
    );
    const find = (search: string) =>
      store.read((tx) => tx.people.list({ search, cursor: null, limit: 10 })).items.length;
    for (const search of ['206', '(206) 555-0172', '0172', '5550118', '+1 206', '72']) {
      expect.soft(find(search), search).toBe(1);
    }
    expect(find('9999')).toBe(0);
  });

  it('are found page by page, each once, however many have the digits', async () => {
    for (const many of [30, 600]) {
      const { store } = await storeWithPeople();
      store.write('Ana', (tx) => {
        for (let at = 0; at < many; at += 1) {
          tx.people.insert(samplePerson({ id: `p${at}`, name: `Given ${(at * 7) % many} Cruz` }));
          tx.people.setNumbers(`p${at}`, [
            { number: `+12065${String(at).padStart(3, '0')}0172`, label: '' },
            { number: `+12125${String(at).padStart(3, '0')}0172`, label: '' },
          ]);
        }
      });
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page = store.read((tx) => tx.people.list({ search: '0172', cursor, limit: 25 }));
        found.push(...page.items.map(({ name }) => name));
        cursor = page.next;
      } while (cursor !== null);
      expect(new Set(found).size).toBe(many);
      expect(found).toEqual(found.toSorted());
      expect(store.read((tx) => [tx.people.countFound('0172', 1000), tx.people.countFound('0172', 10)])).toEqual([
        many,
        10,
      ]);
    }
  });

  it('are no longer found by a number or a name that was taken away', async () => {
    const { store } = await storeWithPeople(['a', 'Maria', 'Lopez']);
    store.write('Ana', (tx) => tx.people.setNumbers('a', [{ number: '+12065550172', label: '' }]));
    store.write('Ana', (tx) => {
      tx.people.setNumbers('a', []);
      tx.people.update('a', { familyName: 'Vance', name: 'Maria Vance' });
    });
    const find = (search: string) =>
      store.read((tx) => tx.people.list({ search, cursor: null, limit: 10 })).items.length;
    expect([find('0172'), find('lopez'), find('vance')]).toEqual([0, 0, 1]);
  });

  it('match an imported row by exact name, ignoring case and accents only', async () => {
    const { store } = await storeWithPeople(['a', 'José', 'García'], ['b', 'Jose', 'Garcia Vega']);
    const find = (given: string, family: string) =>
      store.read((tx) => tx.people.findByName(given, family)).map((person) => person.id);
    expect(find('JOSE', 'garcia')).toEqual(['a']);
    expect(find('Jose Garcia', '')).toEqual([]);
  });

  it('share a number, and the number keeps what is known of it', async () => {
    const { store } = await storeWithPeople(['a', 'Maria', 'Lopez'], ['b', 'Leo', 'Lopez']);
    store.write('Ana', (tx) => {
      tx.people.setNumbers('b', [{ number: '+12065550172', label: '' }]);
      tx.people.updateNumber('+12065550172', { kind: 'landline', suspendedAt: NOW, suspendedCode: 'optOut' });
      tx.people.setNumbers('a', [{ number: '+12065550172', label: 'home' }]);
    });
    expect(store.read((tx) => tx.people.holdersOf('+12065550172')).map((person) => person.id)).toEqual(['a', 'b']);
    expect(store.read((tx) => tx.people.number('+12065550172'))).toMatchObject({ kind: 'landline', suspendedAt: NOW });
    expect(store.read((tx) => tx.people.number('+12065550173'))).toBeUndefined();
  });
});

describe('search words', () => {
  it('are never query syntax, whatever a person types', async () => {
    const { store } = await createTestStore();
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (search) => {
        store.read((tx) => {
          tx.people.list({ search, cursor: null, limit: 5 });
          tx.conversations.list({ tab: 'all', search, cursor: null, limit: 5 });
          tx.messages.search({ text: search, cursor: null, limit: 5 });
        });
      }),
    );
  });

  it('are never a phrase for the index either, in any script and with any marks', async () => {
    const { store } = await createTestStore();
    const unit = fc.constantFrom(
      'a',
      'Z',
      '5',
      '\u0351',
      '\u0301',
      '\u20E3',
      'न',
      'म',
      'ा',
      '्',
      '\u19B0',
      '\u1CF2',
      '한',
      '\u11A8',
      'ß',
      ' ',
    );
    fc.assert(
      fc.property(fc.string({ unit, minLength: 2, maxLength: 12 }), (search) => {
        store.read((tx) => {
          tx.people.list({ search, cursor: null, limit: 5 });
          tx.conversations.list({ tab: 'all', search, cursor: null, limit: 5 });
          tx.messages.search({ text: search, cursor: null, limit: 5 });
        });
      }),
    );
  });

  it('find a name with accents or marks as it was stored, and without accents', async () => {
    const { store } = await storeWithPeople(['a', 'José', 'Muñoz'], ['b', 'नमिता', 'शर्मा'], ['c', '한별', '김']);
    const found = (search: string) =>
      store.read((tx) => tx.people.list({ search, cursor: null, limit: 5 })).items.map(({ id }) => id);
    expect(['José', 'jose\u0301 mun', 'munoz', 'नमिता', 'शर्मा', '한별'].map(found)).toEqual([
      ['a'],
      ['a'],
      ['a'],
      ['b'],
      ['b'],
      ['c'],
    ]);
  });

  it('drop single letters beside longer words, and need at least one word', () => {
    expect(prefixQuery('a pointment')).toBe('"pointment"*');
    expect(prefixQuery('x')).toBe('"x"');
    expect(prefixQuery(' "*() ')).toBeNull();
    expect(prefixQuery(`don't OR NEAR(x)`)).toBe('"don"* "OR"* "NEAR"*');
  });
});
