import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Inbox, Settings, Sun } from 'lucide-react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { DomainError } from '../../../src/contract/errors.ts';
// The frame loads these on demand; here they are loaded ahead so that no test waits for the disk.
import '../../../src/renderer/app/palette/Palette.tsx';
import '../../../src/renderer/app/shortcuts/ShortcutSheet.tsx';
import type { ScreenDefinition } from '../../../src/renderer/app/screenDefinition.ts';
import { useShortcut } from '../../../src/renderer/app/shortcuts/useShortcut.ts';
import { useQuery } from '../../../src/renderer/state/useQuery.ts';
import { Pii } from '../../../src/renderer/ui/Pii.tsx';
import { renderWindow } from '../harness/renderApp.tsx';
import { health, phone } from '../harness/shellAnswers.ts';

function InboxScreen() {
  const [count, setCount] = useState(0);
  useShortcut('E', () => setCount((before) => before + 1), { label: 'Done' });
  return (
    <section data-region="list" aria-label="Conversations">
      <h1>Inbox</h1>
      <output>{count}</output>
      <button type="button">Row</button>
      <textarea aria-label="Text" />
      <Pii>Maria Alvarez</Pii>
    </section>
  );
}

function TodayScreen() {
  const state = useQuery('templates.listTemplates', {}, { invalidateOn: ['template.changed'] });
  if (state.error) throw new Error('broken');
  return <h1>Today</h1>;
}

const screens: readonly ScreenDefinition[] = [
  { id: 'inbox', title: 'screen.inbox', icon: Inbox, place: 'main', goKey: 'I', load: async () => InboxScreen },
  { id: 'today', title: 'screen.today', icon: Sun, place: 'main', goKey: 'T', load: async () => TodayScreen },
  {
    id: 'settings',
    title: 'screen.settings',
    icon: Settings,
    place: 'bottom',
    load: async () => () => <h1>Settings</h1>,
  },
];

async function open(answers: Parameters<typeof renderWindow>[1] = {}) {
  const page = await renderWindow(screens, {
    'templates.listTemplates': () => new Promise(() => undefined),
    ...answers,
  });
  await screen.findByRole('heading', { name: 'Inbox' });
  return page;
}

describe('the window', () => {
  it('has the landmarks, one heading, and a title without names', async () => {
    await open();
    expect(screen.getByRole('banner')).toBeDefined();
    expect(screen.getByRole('navigation', { name: 'Main' })).toBeDefined();
    expect(screen.getByRole('main')).toBeDefined();
    expect(screen.getByRole('contentinfo')).toBeDefined();
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    await waitFor(() => expect(document.title).toBe('Deskbell (7)'));
  });

  it('tells connection, queue, texts sent, quiet hours, backup and version', async () => {
    await open();
    const footer = await screen.findByRole('contentinfo');
    await waitFor(() => expect(footer.textContent).toContain('Phone connected'));
    for (const words of [
      '2 in queue',
      '46 of 200 sent today',
      'Quiet hours 8 PM to 8 AM',
      'Backed up 7:30 AM',
      'Version 1.4.0',
    ]) {
      expect(footer.textContent).toContain(words);
    }
  });

  it('shows what is to do at the rail, in words too', async () => {
    await open();
    expect(await screen.findByRole('button', { name: /Inbox.*7 need an answer/ })).toBeDefined();
  });

  it('is one Tab stop at the rail, with arrows inside', async () => {
    await open();
    const inbox = screen.getByRole('button', { name: /^Inbox/ });
    inbox.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toBe('Today');
    expect(screen.getByRole('button', { name: 'Today' }).tabIndex).toBe(-1);
  });
});

describe('screens', () => {
  it('keep their state while others are shown, and their keys rest', async () => {
    await open();
    await userEvent.keyboard('e');
    await userEvent.keyboard('gt');
    await screen.findByRole('heading', { name: 'Today' });
    await userEvent.keyboard('e');
    await userEvent.keyboard('gi');
    await screen.findByRole('heading', { name: 'Inbox' });
    expect(document.querySelector('output')?.textContent).toBe('1');
  });

  it('that break say so in their place, and the frame stays', async () => {
    await open({
      'templates.listTemplates': () => {
        throw new DomainError('BUSY', 'The program is busy.');
      },
    });
    await userEvent.keyboard('{Control>}2{/Control}');
    expect(await screen.findByText('This part could not be shown.')).toBeDefined();
    expect(screen.getByRole('navigation', { name: 'Main' })).toBeDefined();
  });
});

describe('keys', () => {
  it('F6 goes round the regions and Shift+F6 back', async () => {
    await open();
    const seen: (string | undefined)[] = [];
    const regionOfFocus = () => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region'];
    for (let step = 0; step < 5; step++) {
      await userEvent.keyboard('{F6}');
      seen.push(regionOfFocus());
    }
    expect(seen).toEqual(['title', 'rail', 'list', 'status', 'title']);
    await userEvent.keyboard('{Shift>}{F6}{/Shift}');
    expect(regionOfFocus()).toBe('status');
  });

  it('Ctrl+K opens the palette from a text field', async () => {
    await open();
    screen.getByRole('textbox', { name: 'Text' }).focus();
    await userEvent.keyboard('{Control>}k{/Control}');
    expect(await screen.findByRole('dialog', { name: 'Search and commands' })).toBeDefined();
  });

  it('? lists what is registered, those of the screen too', async () => {
    await open();
    await userEvent.keyboard('?');
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(sheet.textContent).toContain('Done');
    expect(sheet.textContent).toContain('Go to Today');
  });
});

describe('the banner', () => {
  it('says the most urgent thing with its button', async () => {
    await open({
      'system.getHealth': () => ({ ...health, gateways: [{ ...phone, state: 'down', problem: 'unreachable' }] }),
    });
    const main = screen.getByRole('main');
    await waitFor(() =>
      expect(main.textContent).toContain(
        'The phone is not answering. 2 texts are waiting and will go out when it is back.',
      ),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Fix it' }));
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeDefined();
  });

  it('says when the core is silent, and goes when it is back', async () => {
    const { core } = await open();
    act(() => core.cut());
    expect(screen.getByRole('main').textContent).toContain('Deskbell is not answering.');
    act(() => core.join());
    await waitFor(() => expect(screen.getByRole('main').textContent).not.toContain('Deskbell is not answering.'));
  });

  it('becomes a toast when the phone is back', async () => {
    let state: 'down' | 'up' = 'down';
    const { core } = await open({
      'system.getHealth': () => ({ ...health, gateways: [{ ...phone, state, problem: null }] }),
    });
    await waitFor(() => expect(screen.getByRole('main').textContent).toContain('The phone is not answering.'));
    state = 'up';
    act(() => core.emit({ topic: 'gateway.changed', id: 'gw1', parentId: null }));
    expect(await screen.findByText('The phone is back. 2 texts are going out now.')).toBeDefined();
    expect(screen.getByRole('main').textContent).not.toContain('The phone is not answering.');
  });

  it('says that this PC is offline, and goes when it is not', async () => {
    await open();
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    act(() => void window.dispatchEvent(new Event('offline')));
    expect(screen.getByRole('main').textContent).toContain('This PC is offline.');
    online.mockRestore();
    act(() => void window.dispatchEvent(new Event('online')));
    expect(screen.getByRole('main').textContent).not.toContain('This PC is offline.');
  });
});
