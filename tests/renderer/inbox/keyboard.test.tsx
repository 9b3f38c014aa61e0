/** The inbox without a mouse, and without an accessibility fault. */
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeAll, expect, it } from 'vitest';
import { callsOf, createDesk, directions, ours, row, text } from './desk.ts';
import { composer, openInbox } from './openInbox.tsx';

// The dialog's code is loaded when it is wanted; here before the clock of a waiting test runs.
beforeAll(() => import('../../../src/renderer/features/inbox/NewTextDialog.tsx'));

it('clears a To do: J, R, text, Ctrl+Shift+Enter, until nothing is left', async () => {
  const { core } = await openInbox(createDesk(), null);
  await userEvent.keyboard('j');
  for (const name of ['Maria Alvarez', 'Priya Raman', 'Grace Mbeki']) {
    await screen.findByRole('log', { name: `Texts with ${name}` });
    await screen.findByRole('textbox', { name: `Text to ${name}` });
    await userEvent.keyboard('r');
    await userEvent.keyboard('Done with you{Control>}{Shift>}{Enter}{/Shift}{/Control}');
    await waitFor(() => expect(screen.queryByRole('log', { name: `Texts with ${name}` })).toBeNull());
  }
  expect(callsOf(core, 'messages.sendMessage').map(({ conversationId }) => conversationId)).toEqual(['c1', 'c2', 'c3']);
  expect(await screen.findByText('All caught up')).toBeDefined();
});

it('moves with J and K and opens what it rests on', async () => {
  await openInbox(createDesk());
  await userEvent.keyboard('jj');
  await screen.findByRole('log', { name: 'Texts with Grace Mbeki' });
  await userEvent.keyboard('k');
  await screen.findByRole('log', { name: 'Texts with Priya Raman' });
  expect(screen.getByRole('option', { selected: true, name: /Priya Raman/ })).toBeDefined();
});

it('goes to the next conversation with Alt+Down while typing', async () => {
  await openInbox(createDesk());
  await userEvent.type(await composer(), 'Half');
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  expect(await screen.findByRole('log', { name: 'Texts with Priya Raman' })).toBeDefined();
});

it('marks done with E, selects the next one, and takes it back with Undo', async () => {
  const { core } = await openInbox(createDesk());
  await userEvent.keyboard('e');
  await screen.findByRole('log', { name: 'Texts with Priya Raman' });
  expect(screen.queryByRole('option', { name: /Maria Alvarez/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /^Undo/ }));
  await waitFor(() =>
    expect(callsOf(core, 'conversations.setStatus')).toMatchObject([
      { id: 'c1', status: 'done' },
      { id: 'c1', status: 'todo' },
    ]),
  );
});

it('snoozes in three keys', async () => {
  const { core } = await openInbox(createDesk());
  await userEvent.keyboard('h');
  await screen.findByRole('menu', { name: 'Snooze Maria Alvarez' });
  await userEvent.keyboard('t{Enter}');
  await waitFor(() =>
    expect(callsOf(core, 'conversations.snoozeConversation')).toMatchObject([
      { id: 'c1', until: Date.parse('2026-11-20T16:00:00Z') },
    ]),
  );
});

it('does nothing with single keys while somebody writes', async () => {
  const { core } = await openInbox(createDesk());
  const box = await composer();
  await userEvent.type(box, 'ehunpc');
  expect(box.value).toBe('ehunpc');
  expect(callsOf(core, 'conversations.setStatus')).toHaveLength(0);
});

it('goes from the composer back to the list with Escape', async () => {
  await openInbox(createDesk());
  await userEvent.type(await composer(), 'x{Escape}');
  await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('option'));
});

it('opens a new text with C, by name, with the keyboard alone', async () => {
  const desk = createDesk();
  desk.answers['people.listPeople'] = () => ({
    items: [
      {
        id: 'p-c2',
        name: 'Priya Raman',
        kind: 'patient',
        primaryNumber: '+12065550131',
        primaryDisplay: '(206) 555-0131',
        canText: 'yes',
        nextVisitAt: null,
      },
    ],
    next: null,
    total: 1,
  });
  await openInbox(desk);
  await userEvent.keyboard('c');
  const to = await screen.findByRole('combobox', { name: 'To' });
  await waitFor(() => expect(document.activeElement).toBe(to));
  await userEvent.type(to, 'pri');
  await screen.findByRole('option', { name: /Priya Raman.*0131/ });
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('log', { name: 'Texts with Priya Raman' })).toBeDefined();
});

it('finds words inside texts and opens the thread there', async () => {
  const desk = createDesk();
  desk.answers['conversations.searchMessages'] = () => ({
    items: [
      { messageId: 'm1', conversationId: 'c1', name: 'Maria Alvarez', at: 0, snippet: '1:15 \ue000please\ue001!' },
    ],
    next: null,
  });
  const { services } = await openInbox(desk, null);
  await userEvent.keyboard('{Control>}f{/Control}');
  await userEvent.type(await screen.findByRole('searchbox'), 'please');
  const hit = await screen.findByRole('option', { name: /In a text/ });
  expect(hit.querySelector('mark')?.textContent).toBe('please');
  await userEvent.click(hit);
  expect(services.router.store.getState().route).toMatchObject({ selection: 'c1', section: 'm-m1' });
});

it('has no accessibility violations, with everything a thread can hold', async () => {
  const texts = [
    ours('m6', 'Doubtful', { status: 'needsReview' }),
    ours('m5', 'Failed', { status: 'failed', reason: { code: 'x', text: 'The phone had no signal.' } }),
    text('m4', 'Note', { direction: 'none', kind: 'note', author: 'Dana' }),
    text('m3', 'urgent', { direction: 'none', kind: 'event', eventData: {} }),
    ours('m2', 'Reminder', { kind: 'reminder', author: null }),
    text('m1', 'Where are you?'),
  ];
  const { container } = await openInbox(
    createDesk({
      rows: [row('c1', 'Maria Alvarez', { unread: 1, failed: true }), row('c2', '')],
      texts,
      templates: [directions],
    }),
  );
  await within(screen.getByRole('log')).findByText('Failed');
  await screen.findByText('Yes, agreed to texts');
  // jsdom has no layout and no colours.
  const result = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
  });
  expect(result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});
