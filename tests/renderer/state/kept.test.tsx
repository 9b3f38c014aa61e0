/** What was set and typed on the real screens is there again when the same person comes back after the lock. */
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
// Loaded on demand; ahead here, so that no test waits for the disk.
import '../../../src/renderer/features/inbox/NewTextDialog.tsx';
import '../../../src/renderer/features/people/ConsentDialog.tsx';
import { ActivityScreen } from '../../../src/renderer/features/activity/ActivityScreen.tsx';
import { ConsentBlock } from '../../../src/renderer/features/people/index.ts';
import { RemindersScreen } from '../../../src/renderer/features/reminders/RemindersScreen.tsx';
import { TemplatesScreen } from '../../../src/renderer/features/templates/TemplatesScreen.tsx';
import { useServices } from '../../../src/renderer/state/services.ts';
import { consentState } from '../harness/consentState.ts';
import { deskAnswers } from '../harness/deskAnswers.ts';
import type { Answers } from '../harness/memoryTransport.ts';
import { openScreen } from '../harness/openScreen.tsx';
import { renderPart } from '../harness/renderApp.tsx';
import { sessionAs } from '../harness/shellAnswers.ts';

/** The lock as a screen sees it: it is taken away, and later made anew. */
function Lock({ children }: { readonly children: ReactNode }) {
  const { kept } = useServices();
  const [locked, setLocked] = useState(false);
  const turn = (): void => {
    if (!locked) kept.leave();
    setLocked(!locked);
  };
  return (
    <main>
      <button onClick={turn}>Lock</button>
      {locked ? null : children}
    </main>
  );
}

async function lockAndComeBack(): Promise<void> {
  const button = screen.getByRole('button', { name: 'Lock', hidden: true });
  await act(async () => button.click());
  await act(async () => button.click());
}

const show = (part: ReactNode, answers: Answers = {}) =>
  renderPart(<Lock>{part}</Lock>, { ...deskAnswers, 'system.getSession': () => sessionAs('owner'), ...answers });

it('the filter of Activity', async () => {
  show(<ActivityScreen />, {
    'audit.listEntries': () => ({ items: [], next: null }),
    'audit.listActors': () => ({ items: ['Dana Whitlock'] }),
  });
  await userEvent.selectOptions(await screen.findByLabelText('Kind'), 'exports');
  await lockAndComeBack();
  expect((await screen.findByLabelText<HTMLSelectElement>('Kind')).value).toBe('exports');
});

it('the search of Templates', async () => {
  show(<TemplatesScreen />, { 'templates.listTemplates': () => ({ items: [] }) });
  await userEvent.type(await screen.findByRole('searchbox'), 'late');
  await lockAndComeBack();
  expect((await screen.findByRole<HTMLInputElement>('searchbox')).value).toBe('late');
});

it('what Reminders shows', async () => {
  show(<RemindersScreen />);
  await userEvent.click(await screen.findByRole('radio', { name: 'Sent' }));
  await lockAndComeBack();
  expect((await screen.findByRole('radio', { name: 'Sent' })).getAttribute('aria-checked')).toBe('true');
});

it('an agreement that was being written down', async () => {
  const subject = { personId: 'p1', number: '+12065550172', display: '', name: 'Maria', canText: 'ask' } as const;
  show(<ConsentBlock subject={subject} />, {
    'consent.getState': () => consentState(),
    'consent.listWordings': () => ({ items: [] }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Record agreement' }));
  await userEvent.type(await screen.findByLabelText(/Note or file name/), 'Blue folder');
  await userEvent.selectOptions(screen.getByLabelText('For'), 'billing');
  await lockAndComeBack();
  expect((await screen.findByLabelText<HTMLInputElement>(/Note or file name/)).value).toBe('Blue folder');
  expect(screen.getByLabelText<HTMLSelectElement>('For').value).toBe('billing');
  // Closed, it is forgotten as without a lock.
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Record agreement' }));
  expect((await screen.findByLabelText<HTMLInputElement>(/Note or file name/)).value).toBe('');
});

it('a new text that was being addressed, through the lock itself', async () => {
  const page = await openScreen({ screen: 'inbox' });
  await act(async () => page.core.identify('dana'));
  await act(async () => page.services.router.go({ screen: 'inbox', section: 'new' }));
  await userEvent.type(await screen.findByRole('combobox', { name: 'To' }), 'Mar');
  await act(async () => page.core.identify(null));
  await waitFor(() => expect(screen.queryByRole('combobox', { name: 'To' })).toBeNull());
  await act(async () => page.core.identify('dana'));
  expect((await screen.findByRole<HTMLInputElement>('combobox', { name: 'To' })).value).toBe('Mar');
});
