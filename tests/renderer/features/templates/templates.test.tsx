/** Templates: finding, writing, mending, translating, history, putting away. */
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/contract/errors.ts';
import type { OutputOf, Template } from '../../../../src/renderer/contract.ts';
import { familiesOf, findFamilies } from '../../../../src/renderer/features/templates/families.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';

// Loaded when it is wanted; here before the clock of a waiting test runs.
beforeAll(() => import('../../../../src/renderer/features/templates/HistoryDialog.tsx'));

const BODY = '{practiceShortName}: {firstName}, see you {visitDay}.';
const text = (id: string, more: Partial<Template> = {}): Template => ({
  id,
  name: 'See you',
  shortcut: 'see',
  category: 'reminder',
  language: 'en',
  body: BODY,
  version: 2,
  translationOf: null,
  outdated: false,
  archived: false,
  updatedAt: 0,
  ...more,
});
const spanish = text('t1-es', {
  language: 'es',
  body: 'Hola {firstName}',
  translationOf: 't1',
  outdated: true,
  version: 1,
});
const parking = text('t2', { name: 'Parking', shortcut: '', category: 'directions', body: 'Park behind the house.' });
const all = [text('t1'), spanish, parking];

type Preview = OutputOf<'templates.previewTemplate'>;
const preview = (more: Partial<Preview> = {}): Preview => ({
  body: 'Lakeside Clinic: Alexandra, see you Wed Nov 25.',
  missing: [],
  problems: [],
  segments: { encoding: 'gsm7', parts: 1, units: 47, unitsPerPart: 160, leftInPart: 113 },
  offender: null,
  cost: { micros: 7900, currency: 'USD' },
  person: null,
  visitAt: null,
  ...more,
});

const answers: Answers = {
  'templates.listTemplates': () => ({ items: all }),
  'templates.listFields': () => ({
    items: [{ field: 'visitTime', group: 'visit', type: 'time', mayBeEmpty: false, example: '10:30 AM' }],
  }),
  'templates.previewTemplate': () => preview(),
  'templates.getUsage': () => ({ uses: 214, reminderSteps: 1, rules: 2 }),
  'templates.saveTemplate': (input) => text('t1', { body: input.body, version: 3 }),
  'templates.archiveTemplate': ({ archived }) => text('t1', { archived }),
  'templates.duplicateTemplate': ({ name }) => text('t9', { name }),
  'templates.confirmTranslation': () => ({ ...spanish, outdated: false }),
  'templates.listVersions': () => ({
    items: [
      { version: 2, body: BODY, by: 'Dana', at: 0 },
      { version: 1, body: 'Old words', by: 'system', at: 0 },
    ],
  }),
  'people.listPeople': () => ({ items: [], next: null, total: 0 }),
};

async function open(selection: string | null = 't1', more: Answers = {}) {
  const page = await openScreen(
    { screen: 'templates', ...(selection === null ? {} : { selection }) },
    { ...answers, ...more },
  );
  await screen.findByRole('listbox', { name: 'Templates' });
  return page;
}
const box = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Text' });

describe('the list of texts', () => {
  it('shows each text once, with what its translations lack', async () => {
    const page = await open(null);
    expect(screen.getByRole('option', { name: 'See you, Reminder, Spanish is older' })).toBeDefined();
    expect(screen.getByRole('option', { name: 'Parking, Directions, No Spanish' })).toBeDefined();
    await expectAccessible(page);
  });

  it('is searched by name, shortcut and words, in every language', () => {
    const families = familiesOf(all);
    const found = (search: string) => findFamilies(families, { search, category: 'all' }).map(({ base }) => base.id);
    expect([found('parking'), found('/see'), found('hola'), found('zzz')]).toEqual([['t2'], ['t1'], ['t1'], []]);
    expect(findFamilies(families, { search: '', category: 'directions' }).map(({ base }) => base.id)).toEqual(['t2']);
  });

  it('says so when nothing fits', async () => {
    await open(null);
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search texts' }), 'zzz');
    expect(await screen.findByText('Nothing found for “zzz”')).toBeDefined();
  });
});

describe('the editor', () => {
  it('shows the text as somebody would get it, its parts, its cost and its uses', async () => {
    const page = await open();
    expect(await screen.findByText('Lakeside Clinic: Alexandra, see you Wed Nov 25.')).toBeDefined();
    expect(screen.getByText('1 text · 113 left')).toBeDefined();
    expect(screen.getByText('about $0.008 each time')).toBeDefined();
    expect(await screen.findByText('Used 214 times this month')).toBeDefined();
    expect(screen.getByText(/also changes 1 reminder and 2 auto-replies/)).toBeDefined();
    await expectAccessible(page);
  });

  it('saves with Ctrl+S as a new version of what was edited, and takes it back', async () => {
    const { core } = await open();
    await userEvent.type(await box(), ' Bye.');
    await userEvent.keyboard('{Control>}s{/Control}');
    expect(await untilAsked(core, 'templates.saveTemplate')).toEqual({
      id: 't1',
      version: 2,
      name: 'See you',
      shortcut: 'see',
      category: 'reminder',
      language: 'en',
      body: `${BODY} Bye.`,
    });
    await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(asked(core, 'templates.saveTemplate').at(-1)).toMatchObject({ body: BODY, version: 3 }));
  });

  it('puts a detail in at the caret', async () => {
    await open();
    const area = await box();
    area.focus();
    area.setSelectionRange(0, 0);
    await userEvent.click(await screen.findByRole('button', { name: 'Put in visit time' }));
    expect(area.value).toBe(`{visitTime}${BODY}`);
    expect(document.activeElement).toBe(area);
    expect(area.selectionStart).toBe('{visitTime}'.length);
  });

  it('names what is wrong, shows where, and mends it', async () => {
    const body = 'We can’t see you';
    const problem = {
      code: 'costlyCharacter',
      severity: 'warning',
      start: 6,
      end: 7,
      found: '’',
      fix: "'",
      params: { parts: 2, without: 1 },
    } as const;
    const page = await open('t2', {
      'templates.listTemplates': () => ({ items: [{ ...parking, body }] }),
      'templates.previewTemplate': ({ body: words }) => preview({ problems: words.includes('’') ? [problem] : [] }),
    });
    const list = await screen.findByRole('list', { name: 'What to look at' });
    expect(list.textContent).toContain('The character ’ at place 7 makes this 2 texts instead of 1.');
    await expectAccessible(page);
    const area = await box();
    await userEvent.click(within(list).getByRole('button', { name: 'Show it' }));
    expect([area.selectionStart, area.selectionEnd]).toEqual([6, 7]);
    await userEvent.click(within(list).getByRole('button', { name: "Use '" }));
    expect(area.value).toBe("We can't see you");
    await waitFor(() => expect(screen.queryByRole('list', { name: 'What to look at' })).toBeNull());
  });

  it("shows the core's refusal at the text and keeps what was typed", async () => {
    await open('t1', {
      'templates.saveTemplate': () => {
        throw new DomainError('CONFLICT', 'Somebody else has changed this text meanwhile. Look at it again.');
      },
    });
    await userEvent.type(await box(), ' Bye.');
    await userEvent.click(screen.getByRole('button', { name: /Save/ }));
    expect(await screen.findByText(/^Somebody else has changed this text/)).toBeDefined();
    expect((await box()).value).toBe(`${BODY} Bye.`);
  });

  it('keeps what was typed while another text is looked at', async () => {
    await open();
    await userEvent.type(await box(), ' Bye.');
    await userEvent.click(screen.getByRole('option', { name: /Parking/ }));
    await waitFor(async () => expect((await box()).value).toBe('Park behind the house.'));
    await userEvent.click(screen.getByRole('option', { name: /See you/ }));
    await waitFor(async () => expect((await box()).value).toBe(`${BODY} Bye.`));
  });

  it('shows a translation beside its base, says that it is older, and takes a "still right"', async () => {
    const { core } = await open();
    await userEvent.click(await screen.findByRole('tab', { name: 'Spanish' }));
    await waitFor(async () => expect((await box()).value).toBe('Hola {firstName}'));
    expect(screen.getByRole('region', { name: 'The English text' }).textContent).toContain(BODY);
    await userEvent.click(screen.getByRole('button', { name: 'It is still right' }));
    expect(await untilAsked(core, 'templates.confirmTranslation')).toEqual({ id: 't1-es' });
  });

  it('adds a missing translation', async () => {
    const { core } = await open('t2');
    await userEvent.click(await screen.findByRole('tab', { name: 'Spanish' }));
    expect(await screen.findByText('No Spanish version. Spanish speakers get English.')).toBeDefined();
    await userEvent.type(await box(), 'Detras de la casa.');
    await userEvent.click(screen.getByRole('button', { name: /Save/ }));
    expect(await untilAsked(core, 'templates.saveTemplate')).toMatchObject({
      translationOf: 't2',
      language: 'es',
      body: 'Detras de la casa.',
    });
  });

  it('writes a new one', async () => {
    const { core } = await open(null);
    await userEvent.click(screen.getByRole('button', { name: 'New text' }));
    await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'Late');
    await userEvent.type(await box(), 'We run late.');
    await userEvent.click(screen.getByRole('button', { name: /Save/ }));
    const sent = await untilAsked(core, 'templates.saveTemplate');
    expect(sent).toEqual({ name: 'Late', shortcut: '', category: 'general', language: 'en', body: 'We run late.' });
  });

  it('shows who wrote what, and uses old words again as a new version', async () => {
    const { core, ...page } = await open();
    await userEvent.click(await screen.findByRole('button', { name: 'Earlier versions' }));
    const dialog = await screen.findByRole('dialog', { name: 'Earlier versions of “See you”' });
    expect(await within(dialog).findByText('Old words')).toBeDefined();
    await expectAccessible(page);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Use this again' }));
    expect(await untilAsked(core, 'templates.saveTemplate')).toMatchObject({ id: 't1', body: 'Old words', version: 2 });
  });

  it('copies a text and puts one away, both to be undone', async () => {
    const { core } = await open();
    const editor = await screen.findByRole('region', { name: 'Edit the text' });
    await userEvent.click(within(editor).getByRole('button', { name: 'Put away' }));
    expect(await untilAsked(core, 'templates.archiveTemplate')).toEqual({ id: 't1', archived: true });
    await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(asked(core, 'templates.archiveTemplate').at(-1)).toEqual({ id: 't1', archived: false }));
    await userEvent.keyboard('{Control>}d{/Control}');
    expect(await untilAsked(core, 'templates.duplicateTemplate')).toEqual({ id: 't1', name: 'See you (copy)' });
  });
});
