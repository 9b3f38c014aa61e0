/** The inbox in a page of its own, with one conversation open: what every test of it begins with. */
import { screen } from '@testing-library/react';
import { useEffect } from 'react';
import { MenuHost } from '../../../src/renderer/ui/MenuHost.tsx';
import { ToastHost } from '../../../src/renderer/app/shell/ToastHost.tsx';
import { InboxScreen } from '../../../src/renderer/features/inbox/InboxScreen.tsx';
import { useServices } from '../../../src/renderer/state/services.ts';
import { renderPart } from '../harness/renderApp.tsx';
import type { TestPage } from '../harness/renderApp.tsx';
import type { Desk } from './desk.ts';

/** What the frame does for a screen: it listens for keys, and hosts menus and toasts. */
function InboxPage() {
  const { shortcuts } = useServices();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (shortcuts.handle(event)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [shortcuts]);
  return (
    <main>
      <InboxScreen />
      <ToastHost />
      <MenuHost />
    </main>
  );
}

/** Opens the conversation of `name` by a click, and waits for its texts. */
export async function openInbox(desk: Desk, name: string | null = 'Maria Alvarez'): Promise<TestPage> {
  const page = renderPart(<InboxPage />, desk.answers);
  await screen.findAllByRole('option');
  if (name === null) return page;
  screen.getByRole('option', { name: new RegExp(name) }).click();
  await screen.findByRole('log', { name: `Texts with ${name}` });
  return page;
}

export const composer = (): Promise<HTMLTextAreaElement> =>
  screen.findByRole<HTMLTextAreaElement>('textbox', { name: /^Text to / });
