/** The waitlist beside Today: what somebody would take. */
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
// Loaded on demand by the screen; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/today/WaitlistDrawer.tsx';
import { expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { entry } from '../../harness/todaySamples.ts';

it('keeps on which days and at which hours somebody would come, and shows it', async () => {
  const user = userEvent.setup();
  const wishes = { ...entry('Paul Novak').wishes, weekdays: [2], from: '09:00', to: '12:00' };
  const page = await openScreen(
    { screen: 'today' },
    {
      'waitlist.listSlots': () => ({ items: [] }),
      'waitlist.listEntries': () => ({ items: [entry('Paul Novak', { wishes })] }),
      'waitlist.saveEntry': () => entry('Paul Novak', { wishes }),
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Day list' }));
  await user.click(screen.getByRole('menuitem', { name: /Waitlist/ }));
  const drawer = await screen.findByRole('dialog', { name: 'Waitlist' });
  await within(drawer).findByText(/Tuesday; 9 AM to 12 PM\./);
  await user.click(within(drawer).getByRole('button', { name: 'Change what Paul Novak would take' }));
  await expectAccessible(page);
  await user.click(within(drawer).getByRole('checkbox', { name: 'Friday' }));
  await user.type(within(drawer).getByLabelText('Note'), 'not too early');
  await user.click(within(drawer).getByRole('button', { name: 'Save' }));
  expect(await untilAsked(page.core, 'waitlist.saveEntry')).toEqual({
    id: 'wPaulNovak',
    wishes: { ...wishes, weekdays: [2, 5] },
    note: 'not too early',
    source: 'hand',
  });
});
