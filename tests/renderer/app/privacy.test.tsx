import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Inbox } from 'lucide-react';
import { afterEach, describe, expect, it } from 'vitest';
import { createPrivacyStore, togglePrivacy } from '../../../src/renderer/app/privacy/privacyStore.ts';
import type { ScreenDefinition } from '../../../src/renderer/app/screenDefinition.ts';
import { createPrefs } from '../../../src/renderer/state/prefs.ts';
import { Avatar } from '../../../src/renderer/ui/Avatar.tsx';
import { Pii } from '../../../src/renderer/ui/Pii.tsx';
import { renderWindow } from '../harness/renderApp.tsx';

const root = document.documentElement;
const screens: readonly ScreenDefinition[] = [
  {
    id: 'inbox',
    title: 'screen.inbox',
    icon: Inbox,
    place: 'main',
    load: async () => () => (
      <h1>
        <Avatar name="Maria Alvarez" />
        <Pii>Maria Alvarez</Pii>
      </h1>
    ),
  },
];

afterEach(() => {
  delete root.dataset['privacy'];
});

describe('privacy mode', () => {
  it('is switched by key and by button, and the button says so', async () => {
    await renderWindow(screens);
    const button = await screen.findByRole('button', { name: 'Privacy mode' });
    await userEvent.keyboard('{Control>}{Shift>}H{/Shift}{/Control}');
    expect(root.dataset['privacy']).toBe('blur');
    expect(button.getAttribute('aria-pressed')).toBe('true');
    expect(button.textContent).toBe('Privacy on');
    await userEvent.click(button);
    expect(root.dataset['privacy']).toBeUndefined();
  });

  it('hides names and initials, not from screen readers', async () => {
    await renderWindow(screens);
    const heading = await screen.findByRole('heading', { name: 'Maria Alvarez' });
    expect(heading.querySelector('.pii')?.textContent).toBe('Maria Alvarez');
    expect(heading.querySelector('.pii-initials')?.textContent).toBe('MA');
  });

  it('shows everything while Ctrl+Shift+J is held, and hides it on release', async () => {
    const { services } = await renderWindow(screens);
    await screen.findByRole('heading');
    act(() => services.privacy.setState({ on: true }));
    const user = userEvent.setup();
    await user.keyboard('{Control>}{Shift>}[KeyJ>]');
    expect(root.dataset['privacyReveal']).toBe('');
    await user.keyboard('[/KeyJ]');
    expect(root.dataset['privacyReveal']).toBeUndefined();
  });

  it('may show bars instead of blur', async () => {
    const { services } = await renderWindow(screens);
    await screen.findByRole('heading');
    act(() => {
      services.prefs.setState({ privacyBars: true });
      services.privacy.setState({ on: true });
    });
    expect(root.dataset['privacy']).toBe('bars');
  });

  it('survives a restart when a person chose it', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const prefs = createPrefs(storage);
    const store = createPrivacyStore(prefs);
    togglePrivacy(store, prefs);
    expect(createPrivacyStore(createPrefs(storage)).getState().on).toBe(true);
  });
});
