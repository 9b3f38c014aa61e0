/** The ready-made texts beside a practice's own: what a newer version adds, and what the gate makes of each. */
import { describe, expect, it } from 'vitest';
import { addNewDefaults } from '../../src/main/features/templates/addDefaults.ts';
import { readDefaults, seedDefaults } from '../../src/main/features/templates/defaults.ts';
import { renderFor } from '../../src/main/features/templates/values.ts';
import { resolvePaths } from '../../src/main/platform/node.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { DAY, MARIA, NINE, openDesk } from './desk.ts';

const defaults = readDefaults(resolvePaths({ dataDir: '/nowhere' }).resourcesDir);

describe('ready-made texts of a newer version', () => {
  const older = defaults.map(({ language, templates }) => ({
    language,
    templates: templates.filter(({ key }) => ['confirmation', 'directions', 'call-us'].includes(key)),
  }));

  /** A practice set up by the first version: three texts, and no list of what was offered. */
  async function oldPractice() {
    const { store, platform } = await createTestStore({ start: NINE });
    store.write('system', (tx) => seedDefaults(tx, { ids: platform.ids, defaults: older }, NINE));
    const add = () =>
      store.write('system', (tx) => addNewDefaults(tx, { ids: platform.ids, defaults, seeded: false }, NINE));
    const all = () => store.read((tx) => tx.templates.list());
    return { store, add, all, ids: platform.ids };
  }

  it('are added once, with their translations, and nothing that was there is touched', async () => {
    const { add, all } = await oldPractice();
    const before = all();
    expect(add()).toBeGreaterThan(20);
    const after = all();
    expect(after).toEqual(expect.arrayContaining([...before]));
    const ready = after.filter(({ name }) => name === 'Prescription ready');
    expect(ready.map(({ language }) => language)).toEqual(['en', 'es']);
    expect(ready[1]?.translationOf).toBe(ready[0]?.id);
    expect(add()).toBe(0);
    // What the first version brought along and this practice no longer has does not come back.
    expect(after.some(({ name }) => name === 'Offer a new time')).toBe(false);
  });

  it('leave a text of the same name alone, do not take its shortcut, and do not come back when put away', async () => {
    const { store, add, all, ids } = await oldPractice();
    const own = { category: 'payment', language: 'en', version: 1, createdAt: NINE, updatedAt: NINE } as const;
    store.write('Ana', (tx) => {
      tx.templates.save(
        { ...own, id: ids.next(), name: 'Bill to settle', shortcut: 'rx', body: 'Our own words' },
        'Ana',
      );
    });
    add();
    const bills = all().filter(({ name, language }) => name === 'Bill to settle' && language === 'en');
    expect(bills.map(({ body }) => body)).toEqual(['Our own words']);
    const ready = all().find(({ name, language }) => name === 'Prescription ready' && language === 'en')!;
    expect(ready.shortcut).toBe('');
    store.write('Ana', (tx) => tx.templates.update(ready.id, { archivedAt: NINE, updatedAt: NINE }));
    expect(add()).toBe(0);
    expect(all().filter(({ name }) => name === 'Prescription ready')).toHaveLength(2);
  });
});

describe('the gate', () => {
  it.each(defaults)(
    'lets each ready-made text go as it is, opening with the practice: $language',
    async ({ language, templates }) => {
      const desk = await openDesk();
      const maria = await desk.addPerson('Maria Alvarez', MARIA, { language });
      const billing = { kind: 'grant', method: 'form', purpose: 'billing', evidence: 'Form' } as const;
      await desk.call('consent.recordEvent', { personId: maria.id, ...billing });
      const appointment = desk.addVisit(maria.id, NINE + DAY);
      const { id: conversationId } = await desk.call('conversations.openConversation', { personId: maria.id });
      for (const { body, category } of templates) {
        const { body: text, missing } = desk.store.read((tx) =>
          renderFor(tx, { template: { body, language }, person: tx.people.get(maria.id)!, appointment }),
        );
        expect(missing).toEqual([]);
        const purpose = category === 'payment' ? ('billing' as const) : ('care' as const);
        const judged = await desk.call('messages.previewMessage', { conversationId, body: text, purpose });
        expect(judged.decision.decision).toBe('allow');
        expect(judged.body.startsWith('Lakeside Clinic: ')).toBe(true);
      }
    },
  );
});
