import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Palette } from '../../../src/renderer/app/palette/Palette.tsx';
import type { PaletteCommand } from '../../../src/renderer/app/palette/commandRegistry.ts';
import { act } from '@testing-library/react';
import { renderPart } from '../harness/renderApp.tsx';

const ran: string[] = [];
const command = (id: string, title: string, more: Partial<PaletteCommand> = {}): PaletteCommand => ({
  id,
  group: 'goTo',
  title,
  run: () => void ran.push(id),
  ...more,
});

function openPalette() {
  ran.length = 0;
  const page = renderPart(
    <>
      <button type="button">Opener</button>
      <Palette onShowShortcuts={() => undefined} />
    </>,
  );
  page.services.commands.add([command('inbox', 'Inbox'), command('today', 'Today')]);
  page.services.commands.add(
    [command('snooze', 'Snooze this conversation', { group: 'actions', keys: 'H' })],
    'Maria Alvarez',
  );
  screen.getByRole('button', { name: 'Opener' }).focus();
  act(() => page.services.commands.openPalette());
  return page;
}

const box = (): Promise<HTMLElement> => screen.findByRole('combobox', { name: 'Search and commands' });
const active = (input: HTMLElement): string | null | undefined =>
  document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.textContent;

it('is a dialog with a combobox whose active option is told from the start', async () => {
  openPalette();
  const dialog = await screen.findByRole('dialog', { name: 'Search and commands' });
  const input = within(dialog).getByRole('combobox');
  expect(input.getAttribute('aria-expanded')).toBe('true');
  expect(document.getElementById(input.getAttribute('aria-controls') ?? '')?.getAttribute('role')).toBe('listbox');
  expect(active(input)).toContain('Snooze this conversation');
});

it('names its groups, and whom the actions are for', async () => {
  openPalette();
  await box();
  expect(screen.getByRole('group', { name: 'Actions for Maria Alvarez' })).toBeDefined();
  expect(within(screen.getByRole('group', { name: 'Go to' })).getAllByRole('option')).toHaveLength(2);
});

it('moves with the arrows, Home and End, and runs with Enter', async () => {
  openPalette();
  const input = await box();
  await userEvent.type(input, '{ArrowDown}');
  expect(active(input)).toContain('Inbox');
  await userEvent.type(input, '{End}');
  expect(active(input)).toContain('Today');
  await userEvent.type(input, '{Home}{ArrowDown}{Enter}');
  expect(ran).toEqual(['inbox']);
});

it('narrows while typing and keeps the active option a real one', async () => {
  openPalette();
  const input = await box();
  await userEvent.type(input, '{End}tod');
  expect(screen.getAllByRole('option')).toHaveLength(1);
  expect(active(input)).toContain('Today');
  await userEvent.clear(input);
  await userEvent.type(input, 'zzz');
  expect(input.getAttribute('aria-activedescendant')).toBeNull();
  expect(screen.getByText('Nothing found for “zzz”')).toBeDefined();
});

it('asks the providers and drops the answers to an older query', async () => {
  const { services } = openPalette();
  const input = await box();
  const asked = vi.fn<(query: string) => void>();
  act(() => {
    services.commands.addProvider(async (query, signal) => {
      asked(query);
      await Promise.resolve();
      if (signal.aborted) return [];
      return [command(`person-${query}`, `Maria ${query}`, { group: 'people', person: true })];
    });
  });
  await userEvent.type(input, 'alvarez');
  await waitFor(() => expect(screen.getByRole('group', { name: 'People' })).toBeDefined());
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
    'MMaria alvarezEnter'.replace('MM', 'MAM'),
  ]);
  expect(asked).toHaveBeenLastCalledWith('alvarez');
});

it('shows commands only after >, people only after @', async () => {
  const { services } = openPalette();
  const input = await box();
  act(() => {
    services.commands.addProvider(async () => [command('p', 'Maria Alvarez', { group: 'people', person: true })]);
  });
  await userEvent.type(input, '>');
  await waitFor(() => expect(screen.queryByText('Maria Alvarez')).toBeNull());
  expect(screen.getAllByRole('option')).toHaveLength(3);
  await userEvent.clear(input);
  await userEvent.type(input, '@');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
});

it('gives the focus back when it closes by Esc', async () => {
  openPalette();
  await userEvent.type(await box(), '{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Opener'));
});
