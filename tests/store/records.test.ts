import { describe, expect, it } from 'vitest';
import type { ImportRowRecord } from '../../src/main/store/records.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { DAY, NOW, sampleConsent, sampleGateway, sampleImport } from './samples.ts';

describe('consent events', () => {
  it('are read oldest first per number, newest first in the list', async () => {
    const { store } = await createTestStore();
    store.write('Ana', (tx) => {
      tx.consent.append(sampleConsent());
      tx.consent.append(sampleConsent({ id: 'c2', kind: 'revoke', evidence: 'STOP', method: 'text' }));
      tx.consent.append(sampleConsent({ id: 'c3', number: '+12065550102', personId: 'p1' }));
    });
    expect(store.read((tx) => tx.consent.ofNumber('+12065550101'))).toEqual([
      { ...sampleConsent(), seq: 1 },
      { ...sampleConsent({ id: 'c2', kind: 'revoke', evidence: 'STOP', method: 'text' }), seq: 2 },
    ]);
    const list = (query: { personId?: string; number?: string }) =>
      store.read((tx) => tx.consent.list({ ...query, cursor: null, limit: 10 })).items.map(({ id }) => id);
    expect(list({})).toEqual(['c3', 'c2', 'consent-1']);
    expect(list({ personId: 'p1' })).toEqual(['c3']);
    expect(list({ number: '+12065550101' })).toEqual(['c2', 'consent-1']);
  });
});

describe('gateways', () => {
  it('come back exactly as they were stored, and are not listed once removed', async () => {
    const { store } = await createTestStore();
    const phone = sampleGateway({ problem: 'batteryLow', health: { battery: 12 }, inboxCursor: { since: NOW } });
    store.write('Ana', (tx) => tx.gateways.insert(phone));
    expect(store.read((tx) => tx.gateways.list())).toEqual([phone]);
    store.write('Ana', (tx) => tx.gateways.update(phone.id, { state: 'down', problem: null, simulated: false }));
    expect(store.read((tx) => tx.gateways.get(phone.id))).toMatchObject({
      state: 'down',
      problem: null,
      simulated: false,
    });
    store.write('Ana', (tx) => tx.gateways.remove(phone.id, NOW));
    expect(store.read((tx) => tx.gateways.list())).toEqual([]);
    expect(store.read((tx) => tx.gateways.get(phone.id))?.id).toBe(phone.id);
  });
});

describe('imports', () => {
  const row = (line: number, over: Partial<ImportRowRecord> = {}): ImportRowRecord => ({
    importId: 'import-1',
    line,
    action: 'new',
    problems: [],
    data: { name: 'Maria Lopez' },
    visitId: null,
    needsYou: false,
    ...over,
  });
  const problem = { code: 'phoneMissing', severity: 'error', column: 1, text: 'There is no number.' } as const;

  it('keep their rows by line and filter them', async () => {
    const { store } = await createTestStore();
    store.write('Ana', (tx) => {
      tx.imports.insert(sampleImport());
      tx.imports.insertRows([row(2), row(3, { action: 'skipped', problems: [problem] }), row(4, { action: 'moved' })]);
    });
    expect(store.read((tx) => tx.imports.get('import-1'))).toEqual(sampleImport());
    const lines = (filter: 'all' | 'problems' | 'moved') =>
      store
        .read((tx) => tx.imports.rows({ importId: 'import-1', filter, cursor: null, limit: 10 }))
        .items.map(({ line }) => line);
    expect([lines('all'), lines('problems'), lines('moved')]).toEqual([[2, 3, 4], [3], [4]]);
    const first = store.read((tx) => tx.imports.rows({ importId: 'import-1', filter: 'all', cursor: null, limit: 2 }));
    expect(first.items[1]?.problems).toEqual([problem]);
    const next = store.read((tx) =>
      tx.imports.rows({ importId: 'import-1', filter: 'all', cursor: first.next, limit: 2 }),
    );
    expect(next).toEqual({ items: [row(4, { action: 'moved' })], next: null });
  });

  it('remember the mapping of a kind of file, and go away when they were never applied', async () => {
    const { store } = await createTestStore();
    store.write('Ana', (tx) => {
      tx.imports.insert(sampleImport());
      tx.imports.insertRows([row(2)]);
      tx.imports.insert(sampleImport({ id: 'import-2' }));
      tx.imports.markApplied('import-2', NOW + 1, NOW, sampleImport().summary);
      tx.imports.rememberMapping('signature-1', { '0': 'name' }, 'dmy', NOW, { seenby: 'done' });
      tx.imports.dropStale(NOW + DAY);
    });
    expect(store.read((tx) => tx.imports.get('import-1'))).toBeUndefined();
    expect(store.read((tx) => tx.imports.lastApplied())).toMatchObject({ id: 'import-2', appliedAt: NOW + 1 });
    expect(store.read((tx) => tx.imports.mapping('signature-1'))).toEqual({
      mapping: { '0': 'name' },
      dateOrder: 'dmy',
      statusWords: { seenby: 'done' },
      complete: false,
    });
    expect(store.read((tx) => tx.imports.mapping('other'))).toBeUndefined();
  });
});

describe('commands', () => {
  it('are remembered with their first answer', async () => {
    const { store } = await createTestStore();
    const record = (result: unknown) =>
      store.write('Ana', (tx) =>
        tx.commands.record({ commandId: 'command-1', procedure: 'messages.sendMessage', at: NOW, result }),
      );
    record({ messageId: 'm1' });
    expect(store.read((tx) => tx.commands.find('command-1'))).toEqual({
      procedure: 'messages.sendMessage',
      result: { messageId: 'm1' },
    });
    expect(() => record({ messageId: 'm2' })).toThrow();
    expect(store.read((tx) => tx.commands.find('command-2'))).toBeUndefined();
  });
});
