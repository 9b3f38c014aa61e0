import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand by the screen; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/reminders/ForecastView.tsx';
import '../../../../src/renderer/features/reminders/ReminderDialogs.tsx';
import { DomainError } from '../../../../src/contract/errors.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { card, cards, check, detailOf, summary } from '../../harness/reminderSamples.ts';
import { settings } from '../../harness/shellAnswers.ts';

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

  it("shows the gate's answer before anything is sent, and the safe button has the focus", async () => {
    const user = userEvent.setup();
    const { core } = await openReminders({
      'reminders.checkReminders': ({ ids }) => ({ items: ids.map((id: string) => check(id, 'ask')) }),
      'reminders.sendReminderNow': () => ({ state: 'queued', reason: null }),
    });
    await user.click(cardOf('Noah Bergström'));
    await user.keyboard('s');
    const dialog = await screen.findByRole('dialog', { name: 'Send this reminder now?' });
    await within(dialog).findByText('It is 7 AM for Noah. Send now or at 8:00 AM?');
    expect(within(dialog).getByText('See you at 12:30 PM.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Don't send"));
    expect(asked(core, 'reminders.sendReminderNow')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Send anyway' }));
    await screen.findByText('The reminder is on its way');
    expect(asked(core, 'reminders.sendReminderNow')).toEqual([{ id: 'rNoahBergström', confirmed: ['QUIET_HOURS'] }]);
  });

  it('never offers to send what no person can decide', async () => {
    const user = userEvent.setup();
    await openReminders({
      'reminders.checkReminders': ({ ids }) => ({ items: ids.map((id: string) => check(id, 'no')) }),
    });
    await user.click(cardOf('Noah Bergström'));
    await user.keyboard('s');
    const dialog = await screen.findByRole('dialog', { name: 'Send this reminder now?' });
    await within(dialog).findByText('The text needs a detail that is missing: clinician.');
    expect(within(dialog).getByRole('button', { name: 'Send now' }).hasAttribute('disabled')).toBe(true);
  });

  it('marks several by key and by Ctrl and a click, and sends those that may go', async () => {
    const user = userEvent.setup();
    const page = await openReminders({
      'reminders.checkReminders': ({ ids }) => ({
        items: ids.map((id: string) =>
          check(id, id === 'rAminaYusuf' ? 'ask' : id === 'rJackLindqvist' ? 'no' : 'send'),
        ),
      }),
      'reminders.sendReminderNow': () => ({ state: 'queued', reason: null }),
    });
    await user.click(cardOf('Noah Bergström'));
    await user.keyboard('x');
    await user.keyboard('{Control>}');
    await user.click(cardOf('Amina Yusuf'));
    await user.click(cardOf('Jack Lindqvist'));
    await user.keyboard('{/Control}');
    const bar = screen.getByRole('toolbar', { name: 'Marked reminders' });
    expect(bar.textContent).toContain('3 selected');
    await expectAccessible(page);
    await user.click(within(bar).getByRole('button', { name: 'Send now' }));
    const dialog = await screen.findByRole('dialog', { name: 'Send these 3 reminders now?' });
    expect(await within(dialog).findByRole('button', { name: 'Send 1' })).toBeTruthy();
    await user.click(within(dialog).getByRole('checkbox'));
    await user.click(within(dialog).getByRole('button', { name: 'Send 2' }));
    await screen.findByText('2 of 2 reminders are on their way');
    expect(asked(page.core, 'reminders.sendReminderNow').map(({ id }) => id)).toEqual([
      'rNoahBergström',
      'rAminaYusuf',
    ]);
  });

  it('moves several to another moment, says which stay, and takes it back', async () => {
    const user = userEvent.setup();
    const { core } = await openReminders({
      'reminders.moveReminders': () => ({
        moved: ['rNoahBergström'],
        refused: [{ id: 'rAminaYusuf', reason: { code: 'INVALID_INPUT', text: 'This is too close to the visit.' } }],
      }),
      'reminders.editReminder': () => {
        throw new DomainError('TOO_LATE', 'It has left.');
      },
    });
    await user.click(cardOf('Noah Bergström'));
    await user.keyboard('x');
    await user.keyboard('{Control>}');
    await user.click(cardOf('Amina Yusuf'));
    await user.keyboard('{/Control}');
    await user.click(screen.getByRole('button', { name: 'Move to…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Move 2 reminders' });
    await user.click(within(dialog).getByRole('button', { name: 'Move 2 reminders' }));
    expect(await untilAsked(core, 'reminders.moveReminders')).toEqual({
      ids: ['rNoahBergström', 'rAminaYusuf'],
      to: Date.parse('2026-11-20T08:00:00-08:00'),
    });
    await screen.findByText('One stays where they were. This is too close to the visit.');
    await user.click(screen.getByRole('button', { name: /Undo/ }));
    expect(await untilAsked(core, 'reminders.editReminder')).toEqual({ id: 'rNoahBergström', dueAt: null });
  });

  it('skips all marked ones and brings all of them back', async () => {
    const user = userEvent.setup();
    const { core } = await openReminders({
      'reminders.skipReminder': () => ({ done: true }),
      'reminders.restoreReminder': () => ({ done: true }),
    });
    await user.click(cardOf('Noah Bergström'));
    await user.keyboard('x');
    await user.keyboard('{Control>}');
    await user.click(cardOf('Amina Yusuf'));
    await user.keyboard('{/Control}');
    await user.keyboard('k');
    await screen.findByText('2 reminders skipped');
    await user.click(screen.getByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(asked(core, 'reminders.restoreReminder')).toHaveLength(2));
  });

  it('changes the words and the time of one text in its place, and says who did', async () => {
    const user = userEvent.setup();
    const { core } = await openReminders({
      'reminders.editReminder': ({ id }) => detailOf(cards.find((one) => one.id === id)!),
    });
    await user.click(cardOf('Noah Bergström'));
    const details = await screen.findByRole('complementary', { name: 'Reminder details' });
    await user.click(await within(details).findByRole('button', { name: 'Edit' }));
    const form = within(details).getByRole('form', { name: 'Edit' });
    const words = within(form).getByLabelText('Text');
    await user.clear(words);
    await user.type(words, 'See you at the new house.');
    await user.click(within(form).getByRole('button', { name: 'Save' }));
    expect(await untilAsked(core, 'reminders.editReminder')).toEqual({
      id: 'rNoahBergström',
      body: 'See you at the new house.',
    });
    await screen.findByText('The reminder is changed');
  });

  it('shows a refused time at its field', async () => {
    const user = userEvent.setup();
    await openReminders({
      'reminders.editReminder': () => {
        throw new DomainError('INVALID_INPUT', 'This is too close to the visit, or after it. Choose an earlier time.', {
          field: 'dueAt',
        });
      },
    });
    await user.click(cardOf('Noah Bergström'));
    const details = await screen.findByRole('complementary', { name: 'Reminder details' });
    await user.click(await within(details).findByRole('button', { name: 'Edit' }));
    const time = within(details).getByLabelText('Time');
    await user.clear(time);
    await user.type(time, '12:29');
    await user.click(within(details).getByRole('button', { name: 'Save' }));
    await within(details).findByText('This is too close to the visit, or after it. Choose an earlier time.');
  });

  it('says who edited a card, and that one text will do for two visits at one time', async () => {
    await openReminders({
      'reminders.listReminders': () => ({
        items: [
          card('20 09:00', 'Edited Person', ['planned'], { edited: { by: 'Dana', body: true, time: false } }),
          card('20 10:00', 'Double Person', ['planned'], { sameTime: true }),
        ],
        next: null,
      }),
    });
    expect(cardOf('Edited Person').textContent).toContain('Edited by Dana');
    expect(cardOf('Double Person').textContent).toContain('Two visits at the same time. One reminder will be sent.');
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

  it('says who paused and how many wait, and asks when some are too late to be of use', async () => {
    const user = userEvent.setup();
    const { core } = await openReminders({
      'reminders.getSummary': () => ({
        ...summary,
        pausedBy: 'Sam',
        pausedAt: Date.parse('2026-11-19T09:02:00-08:00'),
        waiting: 18,
      }),
      'reminders.checkRestart': () => ({ waiting: 18, tooLate: 9 }),
      'reminders.pauseReminders': () => summary,
    });
    await screen.findByText('Paused by Sam at 9:02 AM. 18 are waiting.');
    await user.click(screen.getAllByRole('button', { name: 'Start again' })[0]!);
    const dialog = await screen.findByRole('dialog', { name: 'Start again' });
    expect(dialog.textContent).toContain('9 of the 18 are now too late to be useful. Send the other 9?');
    expect(asked(core, 'reminders.pauseReminders')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Send the other 9' }));
    expect(await untilAsked(core, 'reminders.pauseReminders')).toEqual({ pause: false });
  });

  it('says that reminders wait for a new list, and lets them go when somebody says that the old one holds', async () => {
    const user = userEvent.setup();
    const heldAsOld = { reminders: 3, listFrom: Date.parse('2026-11-19T07:02:00-08:00') };
    const { core } = await openReminders({
      'reminders.getSummary': () => ({ ...summary, heldAsOld }),
      'reminders.trustSchedule': () => ({ released: 3 }),
    });
    await screen.findByText('The visit list is from 7:02 AM. 3 reminders wait for a new one.');
    await user.click(screen.getByRole('button', { name: 'Send them all the same' }));
    const dialog = await screen.findByRole('dialog', { name: 'Is the list still right?' });
    expect(document.activeElement?.textContent).toBe('Keep them waiting');
    expect(asked(core, 'reminders.trustSchedule')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Send them all the same' }));
    expect(await untilAsked(core, 'reminders.trustSchedule')).toEqual({});
    await screen.findByText('3 reminders go out');
  });

  it('starts again at once when nothing is too late', async () => {
    const user = userEvent.setup();
    const { core } = await openReminders({
      'reminders.getSummary': () => ({
        ...summary,
        pausedBy: 'Sam',
        pausedAt: Date.parse('2026-11-19T09:02:00-08:00'),
      }),
      'reminders.checkRestart': () => ({ waiting: 2, tooLate: 0 }),
      'reminders.pauseReminders': () => summary,
    });
    await screen.findByText(/Paused by Sam/);
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

  it('closes holidays, too', async () => {
    await openReminders({
      'settings.getSettings': () => ({
        ...settings,
        reminders: { ...settings.reminders, closedDates: ['2026-11-21'] },
        sending: { ...settings.sending, closedDays: [] },
      }),
    });
    expect(screen.getByRole('region', { name: 'Saturday 21 November' }).textContent).toContain('Closed');
  });
});
