import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand by the screen; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/reminders/SendAnywayDialog.tsx';
import { DomainError } from '../../../../src/contract/errors.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { summary } from '../../harness/reminderSamples.ts';

async function openReminders(answers: Answers = {}) {
  const page = await openScreen({ screen: 'reminders' }, answers);
  await screen.findByRole('region', { name: 'Thursday 19 November' });
  return page;
}
const cardOf = (name: string) => screen.getByRole('button', { name: new RegExp(name) });

describe('Reminders', () => {
  it('shows the days side by side, with reasons on the cards that need somebody', async () => {
    const page = await openReminders();
    expect(screen.getByText('19 to 24 Nov')).toBeTruthy();
    const today = screen.getByRole('region', { name: 'Thursday 19 November' });
    expect(within(today).getByText('46 of 52')).toBeTruthy();
    expect(cardOf('Tom Whitfield').textContent).toContain('Landline. Call instead');
    expect(screen.getByRole('region', { name: 'Sunday 22 November' }).textContent).toContain('1 moved to Fri');
    await expectAccessible(page);
  });

  it('shows 60 cards of a day and leads to the list for the rest', async () => {
    const user = userEvent.setup();
    await openReminders();
    const friday = screen.getByRole('region', { name: 'Friday 20 November' });
    expect(within(friday).getAllByRole('listitem')).toHaveLength(60);
    await user.click(within(friday).getByRole('button', { name: '11 more' }));
    expect(screen.getByRole('grid', { name: '19 to 24 Nov' })).toBeTruthy();
  });

  it('moves between cards and days by arrows, and shows the details of each', async () => {
    const user = userEvent.setup();
    const page = await openReminders();
    await user.click(cardOf('Tom Whitfield'));
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(cardOf('Maria Alvarez'));
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.closest('section')?.getAttribute('aria-label')).toBe('Friday 20 November');
    await user.keyboard('{ArrowLeft}');
    await user.click(cardOf('Noah Bergström'));
    const details = await screen.findByRole('complementary', { name: 'Reminder details' });
    expect(await within(details).findByText(/see you at 12:30 PM today/)).toBeTruthy();
    expect(within(details).getByText('1 text · 122 of 160 characters')).toBeTruthy();
    expect(within(details).getByText('Sends in 45 min')).toBeTruthy();
    await expectAccessible(page);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('complementary', { name: 'Reminder details' })).toBeNull();
  });

  it('skips by key at once, and takes it back', async () => {
    const user = userEvent.setup();
    let answer: (value: { done: true }) => void = () => undefined;
    const { core } = await openReminders({
      'reminders.skipReminder': () => new Promise((resolve) => (answer = resolve)),
      'reminders.restoreReminder': () => ({ done: true }),
    });
    await user.click(cardOf('Noah Bergström'));
    await user.keyboard('k');
    expect(await untilAsked(core, 'reminders.skipReminder')).toEqual({ id: 'rNoahBergström' });
    // The effect is there before the core has spoken: the card is among those that do not go out.
    expect(screen.queryByRole('button', { name: /10:30 AM.*Noah/ })).toBeNull();
    answer({ done: true });
    await screen.findByText('Reminder skipped');
    await user.click(screen.getByRole('button', { name: /Undo/ }));
    expect(await untilAsked(core, 'reminders.restoreReminder')).toEqual({ id: 'rNoahBergström' });
  });

  it('brings the card back when the core says that it was too late', async () => {
    const user = userEvent.setup();
    await openReminders({
      'reminders.skipReminder': () => {
        throw new DomainError('TOO_LATE', 'This reminder has left already.');
      },
    });
    await user.click(cardOf('Noah Bergström'));
    await user.keyboard('k');
    await screen.findByText('This reminder has left already.');
    expect(cardOf('Noah Bergström')).toBeTruthy();
  });

  it('asks before it sends what the gate would hold, and the safe button has the focus', async () => {
    const user = userEvent.setup();
    const { core } = await openReminders({
      'reminders.sendReminderNow': ({ confirmed = [] }) =>
        confirmed.includes('QUIET_HOURS')
          ? { state: 'queued', reason: null }
          : { state: 'held', reason: { code: 'QUIET_HOURS', text: 'It is 7 AM for Noah. Send now or at 8:00 AM?' } },
    });
    await user.click(cardOf('Noah Bergström'));
    await user.keyboard('s');
    const dialog = await screen.findByRole('dialog', { name: 'Send this reminder anyway?' });
    expect(dialog.textContent).toContain('It is 7 AM for Noah.');
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Don't send"));
    await user.click(within(dialog).getByRole('button', { name: 'Send anyway' }));
    await screen.findByText('The reminder is on its way');
    expect(asked(core, 'reminders.sendReminderNow').map((call) => call['confirmed'])).toEqual([[], ['QUIET_HOURS']]);
  });

  it('never offers to confirm what no person can decide', async () => {
    const user = userEvent.setup();
    await openReminders({
      'reminders.sendReminderNow': () => ({
        state: 'held',
        reason: { code: 'templateIncomplete', text: 'The text needs a detail that is missing: clinician.' },
      }),
    });
    await user.click(cardOf('Noah Bergström'));
    await user.keyboard('s');
    await screen.findByText('Not sent. The text needs a detail that is missing: clinician.');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('pauses until tomorrow morning in the zone of the practice', async () => {
    const user = userEvent.setup();
    const { core } = await openReminders({ 'reminders.pauseReminders': () => summary });
    await user.keyboard('p');
    expect(screen.getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
      '1 hour',
      'Until tomorrow',
      'Until I start again',
    ]);
    await user.click(screen.getByRole('menuitem', { name: 'Until tomorrow' }));
    expect(await untilAsked(core, 'reminders.pauseReminders')).toEqual({
      pause: true,
      until: Date.parse('2026-11-20T08:00:00-08:00'),
    });
    await screen.findByText('Reminders are paused');
  });

  it('says who paused, how many wait, and starts again', async () => {
    const user = userEvent.setup();
    const { core } = await openReminders({
      'reminders.getSummary': () => ({
        ...summary,
        pausedBy: 'Sam',
        pausedAt: Date.parse('2026-11-19T09:02:00-08:00'),
        waiting: 18,
      }),
      'reminders.pauseReminders': () => summary,
    });
    await screen.findByText('Paused by Sam at 9:02 AM. 18 are waiting.');
    await user.click(screen.getAllByRole('button', { name: 'Start again' })[0]!);
    expect(await untilAsked(core, 'reminders.pauseReminders')).toEqual({ pause: false });
  });

  it('says that reminders are off, and turns them on', async () => {
    const user = userEvent.setup();
    const { core } = await openReminders({
      'reminders.getSummary': () => ({ ...summary, enabled: false }),
      'reminders.setEnabled': () => ({ ...summary, enabled: true }),
    });
    await screen.findByText(/Nothing goes out until you turn them on/);
    await user.click(screen.getByRole('button', { name: 'Turn on' }));
    expect(await untilAsked(core, 'reminders.setEnabled')).toEqual({ enabled: true });
  });

  it('asks for the next six days by the arrows', async () => {
    const user = userEvent.setup();
    const { core } = await openReminders();
    await user.click(screen.getByRole('button', { name: 'Later days' }));
    await screen.findByText('25 to 30 Nov');
    expect(asked(core, 'reminders.listReminders').at(-1)).toMatchObject({ from: '2026-11-25', to: '2026-11-30' });
  });

  it('leads to the import when nothing is planned', async () => {
    await openScreen({ screen: 'reminders' }, { 'reminders.listReminders': () => ({ items: [], next: null }) });
    await screen.findByText('No reminders planned');
    expect(screen.getByRole('button', { name: 'Import list' })).toBeTruthy();
  });
});
