/** The trail as people see it: who looked at whom, what left the program, and every filter over it. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuditKind } from '../../src/contract/audit.ts';
import { kindOf } from '../../src/main/domain/audit/kinds.ts';
import { createAuditFeature } from '../../src/main/features/audit/index.ts';
import { createViewLog } from '../../src/main/features/audit/viewLog.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { NOW, sampleConversation, samplePerson } from '../store/samples.ts';

const MINUTE = 60_000;
const as = (id: string, name: string) => ({
  actor: { id, name, role: 'owner' as const },
  signal: new AbortController().signal,
  commandId: null,
});
const ana = as('a1', 'Ana');
const ben = as('b1', 'Ben');

async function openTrail() {
  const { store, clock, platform } = await createTestStore({ start: NOW });
  const viewLog = createViewLog({ store, clock, log: platform.log });
  const audit = createAuditFeature({ store, clock, timers: platform.timers, viewLog });
  const all = { cursor: null, limit: 200 };
  const trail = () =>
    store.read((tx) => tx.audit.list(all)).items.map(({ actor, action, entityId }) => [actor, action, entityId]);
  return { store, clock, viewLog, audit, trail, all };
}

describe('looking at somebody', () => {
  it('is kept once for ten minutes, for each person who looks and each thread', async () => {
    const { viewLog, clock, trail } = await openTrail();
    const thread = (id: string) => ({ entity: 'conversation' as const, entityId: id });
    viewLog.auditView(ana, thread('c1'));
    await clock.advance(9 * MINUTE);
    viewLog.auditView(ana, thread('c1'));
    viewLog.auditView(ben, thread('c1'));
    viewLog.auditView(ana, thread('c2'));
    await clock.advance(MINUTE);
    viewLog.auditView(ana, thread('c1'));
    clock.jumpWallClock(-60 * MINUTE);
    viewLog.auditView(ana, thread('c1'));
    expect(trail().toSorted()).toEqual([
      ['Ana', 'conversation.viewed', 'c1'],
      ['Ana', 'conversation.viewed', 'c1'],
      ['Ana', 'conversation.viewed', 'c1'],
      ['Ana', 'conversation.viewed', 'c2'],
      ['Ben', 'conversation.viewed', 'c1'],
    ]);
  });

  it('keeps that somebody searched, and never for what', async () => {
    const { viewLog, store, all } = await openTrail();
    viewLog.auditSearch(ana, 'messages.searched', 3);
    viewLog.auditSearch(ana, 'messages.searched', 4);
    const entries = store.read((tx) => tx.audit.list(all)).items;
    expect(entries.map(({ action, data }) => [action, data])).toEqual([['messages.searched', { found: 3, by: 'a1' }]]);
  });
});

describe('the trail as a list', () => {
  it('finds by person, kind, patient, date and page what a look at every row finds', async () => {
    const { store, audit } = await openTrail();
    store.write('setup', (tx) => {
      for (const id of ['p1', 'p2']) tx.people.insert(samplePerson({ id, name: `Patient ${id}` }));
      tx.people.setNumbers('p1', [{ number: '+12065550101', label: '' }]);
      tx.conversations.insert(sampleConversation({ id: 'c1', address: '+12065550101' }));
    });
    const actions = ['message.queued', 'conversation.viewed', 'callList.exported', 'person.added', 'day.closed'];
    const entities = [['person', 'p1'], ['person', 'p2'], ['conversation', 'c1'], [null, null]] as const; // prettier-ignore
    for (let at = 0; at < 60; at += 1) {
      const [entity, entityId] = entities[(at * 7) % 4] ?? [null, null];
      store.write(['Ana', 'Ben', 'planner'][(at * 5) % 3] ?? 'Ana', (tx) =>
        tx.audit.append({ at: NOW + ((at * 13) % 50), action: actions[(at * 3) % 5] ?? '', entity, entityId }),
      );
    }
    const rows = store.read((tx) => tx.audit.list({ cursor: null, limit: 200 })).items;
    expect(rows).toHaveLength(60);
    const filters = fc.record(
      {
        actor: fc.constantFrom('Ana', 'Ben', 'planner', 'nobody'),
        kind: fc.constantFrom(...AuditKind.options),
        personId: fc.constantFrom('p1', 'p2'),
        from: fc.integer({ min: NOW, max: NOW + 50 }),
        to: fc.integer({ min: NOW, max: NOW + 50 }),
      },
      { requiredKeys: [] },
    );
    const about = { p1: ['p1', 'c1'], p2: ['p2'] };
    fc.assert(
      fc.property(filters, fc.integer({ min: 1, max: 25 }), (filter, limit) => {
        const expected = rows.filter(
          (row) =>
            (filter.actor === undefined || row.actor === filter.actor) &&
            (filter.kind === undefined || kindOf(row.action) === filter.kind) &&
            (filter.personId === undefined || about[filter.personId as 'p1'].includes(row.entityId ?? '')) &&
            row.at >= (filter.from ?? 0) &&
            row.at < (filter.to ?? Number.MAX_SAFE_INTEGER),
        );
        const found: number[] = [];
        let cursor: string | null = null;
        do {
          const page = audit.listEntries(ana, { ...filter, cursor, limit }) as {
            items: readonly { seq: number; action: string }[];
            next: string | null;
          };
          expect(page.items.length).toBeLessThanOrEqual(limit);
          found.push(...page.items.filter(({ action }) => action !== 'audit.viewed').map(({ seq }) => seq));
          cursor = page.next;
        } while (cursor !== null);
        expect(found).toEqual(expected.map(({ seq }) => seq));
      }),
      { numRuns: 60 },
    );
  });

  it('names whom an entry is about, and everybody who has done something', async () => {
    const { store, audit } = await openTrail();
    store.write('Ana', (tx) => {
      tx.people.insert(samplePerson({ id: 'p1', name: 'Leo Grant' }));
      tx.audit.append({ at: NOW, action: 'person.added', entity: 'person', entityId: 'p1' });
      tx.audit.append({
        at: NOW,
        action: 'consent.grant',
        entity: 'consent',
        entityId: 'e1',
        data: { personId: 'p1' },
      });
      tx.audit.append({ at: NOW, action: 'person.removed', entity: 'person', entityId: 'gone' });
    });
    const { items } = await audit.listEntries(ben, { cursor: null, limit: 10 });
    expect(items.map(({ action, kind, about }) => [action, kind, about?.name ?? null])).toEqual([
      ['audit.viewed', 'views', null],
      ['person.removed', 'deletions', null],
      ['consent.grant', 'consent', 'Leo Grant'],
      ['person.added', 'people', 'Leo Grant'],
    ]);
    expect(await audit.listActors(ana, {})).toEqual({ items: ['Ana', 'Ben'] });
  });
});

describe('what leaves the program', () => {
  it('is a file without formulas, marked with who saved it, and is itself kept', async () => {
    const { store, audit, trail } = await openTrail();
    store.write('=Ana()', (tx) => tx.audit.append({ at: NOW, action: 'day.closed', data: { came: 3 } }));
    const { csv, rows, more, fileName } = await audit.exportEntries(ana, {});
    const lines: string[][] = parse(csv, { bom: true, record_delimiter: '\r\n', relax_column_count: true });
    expect([rows, more, fileName]).toEqual([1, false, 'activity-2026-11-20.csv']);
    expect(lines[1]?.slice(0, 4)).toEqual(['1', '2026-11-20 14:00:00', "'=Ana()", 'day.closed']);
    expect(lines.at(-1)?.[0]).toMatch(/^Saved by Ana, .*Contains patient data\. Log entry 2 \([0-9a-f]{8}\)\.$/);
    expect(trail()[0]).toEqual(['Ana', 'audit.exported', null]);
  });

  it('on paper is kept before it is printed, and the mark says so', async () => {
    const { audit, trail } = await openTrail();
    const { mark } = await audit.recordOutput(ana, { what: 'today', how: 'print', rows: 12, day: '2026-11-20' });
    expect(mark).toMatch(/^Printed by Ana, /);
    expect(trail()).toEqual([['Ana', 'today.printed', null]]);
  });
});

describe('the check', () => {
  it('says in a sentence that all is whole, and is kept', async () => {
    const { store, audit, trail } = await openTrail();
    store.write('Ana', (tx) => tx.audit.append({ at: NOW, action: 'day.closed' }));
    const check = await audit.verifyChain(ana, { integrity: true });
    expect(check).toMatchObject({ ok: true, integrity: 'ok', entries: 1, ledger: { ok: true } });
    expect(check.text).toBe('Log checked, no gaps in 1 entries and 0 consent records.');
    expect(trail()[0]).toEqual(['Ana', 'audit.verified', null]);
  });
});

describe('the fingerprint of a sheet', () => {
  it('is found in the log, or not, and both are kept', async () => {
    const { store, audit, all } = await openTrail();
    store.write('Ana', (tx) => tx.audit.append({ at: NOW, action: 'closing.printed', entity: 'output' }));
    const { seq, hash } = store.read((tx) => tx.audit.head());
    const check = (entry: number, code: string) => audit.checkFingerprint(ben, { commandId: 'c', seq: entry, code });
    await expect(check(seq, 'abc')).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'code' });
    expect(await check(seq, hash.slice(0, 8).toUpperCase())).toMatchObject({ result: 'fits', at: NOW, actor: 'Ana' });
    expect(await check(seq, 'f'.repeat(16))).toMatchObject({ result: 'differs', at: null });
    const kept = store.read((tx) => tx.audit.list({ ...all, action: 'audit.fingerprintChecked' })).items;
    expect(kept.map(({ data }) => data)).toEqual([
      { seq, result: 'differs' },
      { seq, result: 'fits' },
    ]);
  });
});
