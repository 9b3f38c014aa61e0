/** The composer: drafts, templates, details, parts. */
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { callsOf, createDesk, directions, row } from './desk.ts';
import { composer, openInbox } from './openInbox.tsx';

it('saves the draft a moment after the last key, once', async () => {
  const { core } = await openInbox(createDesk());
  await userEvent.type(await composer(), 'Hello Maria');
  await waitFor(() =>
    expect(callsOf(core, 'conversations.saveDraft').at(-1)).toMatchObject({ id: 'c1', body: 'Hello Maria' }),
  );
  expect(callsOf(core, 'conversations.saveDraft').length).toBeLessThan('Hello Maria'.length);
});

it('saves the draft on leaving, and has it there on coming back', async () => {
  const { core } = await openInbox(createDesk());
  await userEvent.type(await composer(), 'Half a');
  await userEvent.click(screen.getByRole('option', { name: /Priya Raman/ }));
  await waitFor(() =>
    expect(callsOf(core, 'conversations.saveDraft').at(-1)).toMatchObject({ id: 'c1', body: 'Half a' }),
  );
  await screen.findByRole('textbox', { name: 'Text to Priya Raman' });
  await userEvent.click(screen.getByRole('option', { name: /Maria Alvarez/ }));
  const box = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Text to Maria Alvarez' });
  expect(box.value).toBe('Half a');
});

it('begins with the draft the core has kept', async () => {
  await openInbox(createDesk({ rows: [row('c1', 'Maria Alvarez', { draft: 'Kept words' })] }));
  expect((await composer()).value).toBe('Kept words');
});

it('saves no draft of a text that was sent', async () => {
  const { core } = await openInbox(createDesk());
  await userEvent.type(await composer(), 'Gone{Enter}');
  await waitFor(() => expect(callsOf(core, 'messages.sendMessage')).toHaveLength(1));
  await act(async () => new Promise((resolve) => setTimeout(resolve, 400)));
  expect(callsOf(core, 'conversations.saveDraft').map(({ body }) => body)).not.toContain('Gone');
});

it('finds a template behind "/", puts it in with Enter, and sends nothing by that', async () => {
  const { core } = await openInbox(createDesk());
  const box = await composer();
  await userEvent.type(box, '/dir');
  const option = await screen.findByRole('option', { name: /Directions and parking/ });
  expect(box.getAttribute('aria-activedescendant')).toBe(option.id);
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(box.value).toBe('We are at riverside.example/map, Maria.'));
  expect(callsOf(core, 'messages.sendMessage')).toHaveLength(0);
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(callsOf(core, 'messages.sendMessage')).toMatchObject([{ templateId: 't1' }]));
});

it('closes the templates with Escape and leaves what was typed', async () => {
  await openInbox(createDesk());
  const box = await composer();
  await userEvent.type(box, '/dir');
  await screen.findByRole('option', { name: /Directions/ });
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('option', { name: /Directions/ })).toBeNull();
  expect(box.value).toBe('/dir');
});

it('does not let a text out while a detail in it has no value', async () => {
  const desk = createDesk();
  desk.answers['templates.renderTemplate'] = () => ({ body: 'See you at {visitTime}.', missing: ['visitTime'] });
  const { core } = await openInbox(desk);
  const box = await composer();
  await userEvent.type(box, '/directions{Enter}');
  await waitFor(() => expect(box.value).toBe('See you at {visitTime}.'));
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText('There is no Visit time for Maria. Remove it or fill it in.')).toBeDefined();
  expect(box.value.slice(box.selectionStart, box.selectionEnd)).toBe('{visitTime}');
  expect(callsOf(core, 'messages.sendMessage')).toHaveLength(0);
});

it('suggests what may answer the last text, and puts it in without sending', async () => {
  const desk = createDesk({ templates: [directions] });
  desk.texts = [{ ...desk.texts[0]!, body: 'Where can I park?' }];
  const { core } = await openInbox(desk);
  await userEvent.click(await screen.findByRole('button', { name: 'Directions and parking' }));
  await waitFor(async () => expect((await composer()).value).toBe('We are at riverside.example/map, Maria.'));
  expect(callsOf(core, 'messages.sendMessage')).toHaveLength(0);
});

it('says what an emoji costs, and takes it out', async () => {
  await openInbox(createDesk());
  const box = await composer();
  await userEvent.click(box);
  await userEvent.paste(`${'a'.repeat(90)} \u{1f600}`);
  expect(screen.getByText('The emoji makes this 2 texts instead of 1.')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Remove emoji' }));
  expect(box.value).toBe('a'.repeat(90));
  expect(screen.getByText('1 text · 70 left')).toBeDefined();
});

it('makes a new line with Shift+Enter and sends none', async () => {
  const { core } = await openInbox(createDesk());
  const box = await composer();
  await userEvent.type(box, 'One{Shift>}{Enter}{/Shift}Two');
  expect(box.value).toBe('One\nTwo');
  expect(callsOf(core, 'messages.sendMessage')).toHaveLength(0);
});

it('keeps a desk note apart from texts', async () => {
  const { core } = await openInbox(createDesk());
  await composer();
  await userEvent.keyboard('n');
  const note = await screen.findByRole('textbox', { name: 'Desk note about Maria Alvarez' });
  await userEvent.type(note, 'Asked about parking{Enter}');
  await waitFor(() =>
    expect(callsOf(core, 'conversations.addNote')).toMatchObject([{ id: 'c1', body: 'Asked about parking' }]),
  );
  expect(callsOf(core, 'messages.sendMessage')).toHaveLength(0);
});
