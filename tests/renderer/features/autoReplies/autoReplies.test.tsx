/** Auto-replies: the rules in order, the sentence builder, trying a text, opening hours. */
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/contract/errors.ts';
import type { AutoReplyRule } from '../../../../src/renderer/contract.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';

beforeAll(() => import('../../../../src/renderer/features/autoReplies/HoursDialog.tsx'));

const rule = (id: string, more: Partial<AutoReplyRule> = {}): AutoReplyRule => ({
  id,
  how: 'contains',
  words: ['parking', 'garage'],
  conditions: [],
  mark: 'none',
  move: 'done',
  enabled: true,
  templateId: 't0',
  stoppedAt: null,
  usesThisWeek: 31,
  warnings: [],
  ...more,
});
const rules = [
  rule('r1'),
  rule('r2', {
    how: 'exactly',
    words: ['ok'],
    conditions: [{ kind: 'visitWithin', days: 7 }],
    enabled: false,
    usesThisWeek: 1,
    stoppedAt: 5,
    warnings: [{ code: 'neverMatches', ruleId: 'r1', word: null }],
  }),
];
const answers: Answers = {
  'autoReplies.listRules': () => ({ items: rules, openingHours: null }),
  'autoReplies.saveRule': () => rule('r3'),
  'autoReplies.setEnabled': ({ id, enabled }) => rule(id, { enabled }),
  'autoReplies.moveRule': ({ position }) => ({ position }),
  'autoReplies.deleteRule': ({ id }) => ({ id }),
  'autoReplies.restoreRule': ({ id }) => rule(id),
  'autoReplies.saveOpeningHours': ({ openingHours }) => ({ openingHours }),
  'autoReplies.tryRule': ({ text, asked: open }) => ({
    system: text === 'STOP' ? 'optOut' : null,
    ruleId: text === 'STOP' ? null : 'r1',
    outcomes: [
      { ruleId: 'r1', result: 'fires', condition: null },
      { ruleId: 'r2', result: open === true ? 'off' : 'condition', condition: open === true ? null : 0 },
    ],
  }),
};

async function open(selection: string | null = null, more: Answers = {}) {
  const page = await openScreen(
    { screen: 'autoReplies', ...(selection === null ? {} : { selection }) },
    { ...answers, ...more },
  );
  await screen.findByRole('heading', { name: 'Auto-replies' });
  await screen.findByText('Your rules, in order');
  return page;
}
const row = (number: number) => screen.findByRole('button', { name: new RegExp(`^${String(number)}\\. `) });

describe('the rules', () => {
  it('stand after those of the program, in words, with their uses and what is wrong with them', async () => {
    const page = await open();
    expect(screen.getByText('STOP and its relatives: opt out')).toBeDefined();
    expect((await row(1)).textContent).toContain('1. contains “parking” or “garage”');
    expect(screen.getByText('Used 31 times this week')).toBeDefined();
    expect((await row(2)).textContent).toContain('there is a visit in the next 7 days');
    expect(screen.getByText('Rule 1 always wins before this.')).toBeDefined();
    expect(screen.getByText('Stopped after 5 automatic texts to one number. Check it.')).toBeDefined();
    await expectAccessible(page);
  });

  it('say so where there are none', async () => {
    await open(null, { 'autoReplies.listRules': () => ({ items: [], openingHours: null }) });
    expect(await screen.findByText('No rules of your own yet')).toBeDefined();
  });

  it('are switched and moved, by keys too, and both can be undone', async () => {
    const { core } = await open();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Rule 2 is on' }));
    expect(await untilAsked(core, 'autoReplies.setEnabled')).toEqual({ id: 'r2', enabled: true });
    await userEvent.click(await row(2));
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(await untilAsked(core, 'autoReplies.moveRule')).toEqual({ id: 'r2', position: 0 });
    await userEvent.click((await screen.findAllByRole('button', { name: /Undo/ })).at(-1)!);
    await waitFor(() => expect(asked(core, 'autoReplies.moveRule').at(-1)).toEqual({ id: 'r2', position: 1 }));
  });
});

describe('the sentence builder', () => {
  it('writes a new rule from plain controls', async () => {
    const page = await open();
    await userEvent.click(screen.getByRole('button', { name: 'New rule' }));
    const editor = await screen.findByRole('region', { name: 'Edit the rule' });
    await userEvent.selectOptions(within(editor).getByRole('combobox', { name: 'When a text' }), 'contains');
    await userEvent.type(
      within(editor).getByRole('textbox', { name: 'Words, with commas between' }),
      'map, where , map',
    );
    await userEvent.click(within(editor).getByRole('button', { name: 'Add a condition' }));
    await userEvent.selectOptions(await within(editor).findByRole('combobox', { name: 'Reply with' }), 'Directions');
    await userEvent.selectOptions(within(editor).getByRole('combobox', { name: 'And move it to' }), 'done');
    await expectAccessible(page);
    await userEvent.click(within(editor).getByRole('button', { name: /Save/ }));
    expect(await untilAsked(page.core, 'autoReplies.saveRule')).toEqual({
      definition: {
        how: 'contains',
        words: ['map', 'where'],
        conditions: [{ kind: 'visitWithin', days: 7 }],
        mark: 'none',
        move: 'done',
      },
      templateId: 't0',
    });
  });

  it("shows the core's refusal at the words", async () => {
    await open('r1', {
      'autoReplies.saveRule': () => {
        throw new DomainError('INVALID_INPUT', '“stop” is understood by the program itself. Choose another word.', {
          field: 'words',
        });
      },
    });
    const words = await screen.findByRole('textbox', { name: 'Words, with commas between' });
    await userEvent.type(words, ', stop');
    await userEvent.click(screen.getByRole('button', { name: /Save/ }));
    expect(await screen.findByText(/is understood by the program itself/)).toBeDefined();
    expect(words.getAttribute('aria-invalid')).toBe('true');
  });

  it('deletes a rule, and brings it back', async () => {
    const { core } = await open('r1');
    await userEvent.click(await screen.findByRole('button', { name: 'Delete rule' }));
    expect(await untilAsked(core, 'autoReplies.deleteRule')).toEqual({ id: 'r1' });
    await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));
    expect(await untilAsked(core, 'autoReplies.restoreRule')).toEqual({ id: 'r1' });
  });
});

describe('"Try it"', () => {
  it('says which rule fires and why the others do not', async () => {
    const page = await open();
    const pane = screen.getByRole('complementary', { name: 'Try it' });
    await userEvent.type(within(pane).getByRole('textbox'), 'parking');
    expect(await within(pane).findByText('Rule 1 fires.')).toBeDefined();
    expect(within(pane).getByText('Rule 2: not true that there is a visit in the next 7 days')).toBeDefined();
    await userEvent.click(within(pane).getByRole('checkbox'));
    expect(await within(pane).findByText('Rule 2 is off')).toBeDefined();
    await expectAccessible(page);
  });

  it('says when the program answers by itself', async () => {
    await open();
    const pane = screen.getByRole('complementary', { name: 'Try it' });
    await userEvent.type(within(pane).getByRole('textbox'), 'STOP');
    expect(await within(pane).findByText('The program opts them out. No rule is asked.')).toBeDefined();
    expect(within(pane).queryByRole('list')).toBeNull();
  });
});

describe('the opening hours', () => {
  it('begin with an ordinary week, refuse a day that ends before it begins, and are saved', async () => {
    const page = await open();
    await userEvent.click(screen.getByRole('button', { name: 'Opening hours' }));
    const dialog = await screen.findByRole('dialog', { name: 'Opening hours' });
    await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Open on Friday' }));
    const closes = within(dialog).getByLabelText('Monday: closes');
    await userEvent.clear(closes);
    await userEvent.type(closes, '07:00');
    expect(within(dialog).getByText('Closing comes after opening.')).toBeDefined();
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    await userEvent.clear(closes);
    await userEvent.type(closes, '18:00');
    await expectAccessible(page);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    const day = { open: '08:00', close: '17:00' };
    expect(await untilAsked(page.core, 'autoReplies.saveOpeningHours')).toEqual({
      openingHours: [{ ...day, close: '18:00' }, day, day, day, null, null, null],
    });
  });
});
