import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand by the page; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/settings/reminderPlan/SavePlanDialog.tsx';
import { DomainError } from '../../../../src/contract/errors.ts';
import { cadence } from '../../harness/deskAnswers.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { settings } from '../../harness/shellAnswers.ts';

async function openPlan(answers: Answers = {}) {
  const page = await openScreen({ screen: 'settings', section: 'plan' }, answers);
  await screen.findByRole('list', { name: 'The plan in order' });
  return page;
}
const stepBox = (number: number) => screen.findByRole('group', { name: `Step ${number}` });

interface SavedPlan {
  readonly steps: { readonly id?: string; readonly timing: object; readonly whenConfirmed: string }[];
  readonly applyTo: string;
}

describe('the reminder plan', () => {
  it('shows its steps in a line with the visit, and says what a patient gets, word by word', async () => {
    const page = await openPlan();
    const line = screen.getByRole('list', { name: 'The plan in order' });
    expect(
      within(line)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['3 days before at 10:30 AMReminder', '1 day before at 10:30 AMReminder', 'The visit']);
    const preview = await screen.findByRole('region', { name: 'What a patient gets' });
    await within(preview).findByText(/Hi Alex, your visit is on Thu Dec 3 at 2:30 PM/);
    expect(within(preview).getByText('A later reminder says the same. Not sent.')).toBeTruthy();
    expect(await within(await stepBox(2)).findByText(/4 texts in 7 days/)).toBeTruthy();
    await expectAccessible(page);
  });

  it('saves any timing for the visits it was chosen for, and takes it back', async () => {
    const user = userEvent.setup();
    const { core } = await openPlan({ 'reminders.saveCadence': () => ({ steps: cadence.steps, replanned: 0 }) });
    await user.click(screen.getByRole('button', { name: 'Add a step' }));
    const step = await stepBox(3);
    await user.selectOptions(within(step).getByLabelText('When'), 'Shortly before the visit');
    await user.selectOptions(within(step).getByLabelText('Once confirmed'), 'The same text');
    await user.click(within(step).getByText('Only for some visits'));
    await user.click(within(step).getByRole('checkbox', { name: 'Cleaning' }));
    await user.click(screen.getByRole('button', { name: 'Save the plan' }));
    const dialog = await screen.findByRole('dialog', { name: 'Which visits is this for?' });
    expect(within(dialog).getByText('12 visits change: 14 texts added, 3 taken out.')).toBeTruthy();
    await user.click(within(dialog).getByRole('radio', { name: 'Visits added from now on' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save the plan' }));
    const saved = (await untilAsked(core, 'reminders.saveCadence')) as unknown as SavedPlan;
    expect(saved.applyTo).toBe('new');
    expect(saved.steps.map(({ id }) => id)).toEqual(['s3', 's1', undefined]);
    expect(saved.steps[2]).toMatchObject({
      timing: { kind: 'minutesBefore', minutes: 120 },
      whenConfirmed: 'same',
      match: { kinds: ['Cleaning'], clinicians: [], locations: [] },
    });
    await screen.findByText('Saved for visits added from now on');
    await user.click(screen.getByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(asked(core, 'reminders.saveCadence')).toHaveLength(2));
    expect((asked(core, 'reminders.saveCadence').at(-1) as unknown as SavedPlan).steps).toHaveLength(2);
  });

  it('finds what is wrong before the core is asked, and puts the focus there', async () => {
    const user = userEvent.setup();
    const { core } = await openPlan();
    const step = await stepBox(1);
    const days = within(step).getByLabelText('Days before');
    await user.clear(days);
    await user.type(days, '90');
    await user.click(screen.getByRole('button', { name: 'Save the plan' }));
    expect(within(step).getByText('Choose 0 to 60 days.')).toBeTruthy();
    expect(document.activeElement).toBe(days);
    await user.clear(days);
    await user.type(days, '1');
    await user.click(screen.getByRole('button', { name: 'Save the plan' }));
    expect(within(await stepBox(2)).getByText('Two steps are at the same time. Change one of them.')).toBeTruthy();
    expect(asked(core, 'reminders.saveCadence')).toHaveLength(0);
  });

  it('asks for the short text of those who have confirmed', async () => {
    const user = userEvent.setup();
    await openPlan();
    const step = await stepBox(1);
    await user.selectOptions(within(step).getByLabelText('Once confirmed'), 'Another text that asks nothing');
    await user.click(screen.getByRole('button', { name: 'Save the plan' }));
    expect(within(step).getByText('Choose the text for those who have confirmed.')).toBeTruthy();
  });

  it('moves and removes steps, and goes back to what is saved', async () => {
    const user = userEvent.setup();
    await openPlan();
    await user.click(screen.getByRole('button', { name: 'Move step 2 up' }));
    expect(within(await stepBox(1)).getByText('1 day before at 10:30 AM')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Remove step 1' }));
    expect(screen.queryByRole('group', { name: 'Step 2' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect(within(await stepBox(1)).getByText('3 days before at 10:30 AM')).toBeTruthy();
  });

  it('shows a refusal of the core at the step it is about', async () => {
    const user = userEvent.setup();
    await openPlan({
      'reminders.saveCadence': () => {
        throw new DomainError('INVALID_INPUT', 'The text of this step is gone. Choose another one.', {
          field: 'steps.1.templateId',
        });
      },
    });
    const step = await stepBox(2);
    await user.click(within(step).getByRole('checkbox', { name: 'This step is on' }));
    await user.click(screen.getByRole('button', { name: 'Save the plan' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Save the plan' }));
    await within(step).findByText('The text of this step is gone. Choose another one.');
  });

  it('offers the public holidays, and keeps those that are chosen', async () => {
    const user = userEvent.setup();
    const { core } = await openPlan();
    await user.click(screen.getByText('2 public holidays to choose from'));
    await user.click(screen.getByRole('button', { name: 'Closed on Thu 26 Nov' }));
    expect(await untilAsked(core, 'settings.saveSettings')).toEqual({ reminders: { closedDates: ['2026-11-26'] } });
    expect(settings.reminders.closedDates).toEqual([]);
  });
});
