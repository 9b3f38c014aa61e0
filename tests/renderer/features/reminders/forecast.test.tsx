import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand by the screen; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/reminders/ForecastView.tsx';
import type { Answers } from '../../harness/memoryTransport.ts';
import { expectAccessible, openScreen } from '../../harness/openScreen.tsx';
import { foreseen } from '../../harness/reminderSamples.ts';

describe('the next 14 days', () => {
  const forecast = {
    items: [
      foreseen('Hana Sato', { body: 'Lakeside: see you Fri. =2+5', leavesAt: Date.parse('2026-11-20T09:00:00-08:00') }),
      foreseen('Leo Grant', {
        outcome: 'notSent',
        leavesAt: null,
        reason: { code: 'OPTED_OUT_ALL', text: "Said STOP. Won't send" },
        body: '-1 text',
        route: null,
      }),
    ],
    next: null,
    days: [
      { date: '2026-11-19', leaves: 0, segments: 0, asks: 0, notSent: 0 },
      { date: '2026-11-20', leaves: 1, segments: 1, asks: 0, notSent: 1 },
    ],
    held: null,
  };

  async function openForecast(answers: Answers = {}) {
    const page = await openScreen({ screen: 'reminders' }, { 'reminders.getForecast': () => forecast, ...answers });
    await screen.findByRole('region', { name: 'Thursday 19 November' });
    await userEvent.click(screen.getByRole('radio', { name: '14 days' }));
    await screen.findByRole('region', { name: 'The next 14 days' });
    return page;
  }

  it('are listed with their words, times and reasons; a day and a search narrow them', async () => {
    const user = userEvent.setup();
    const page = await openForecast();
    expect(await screen.findByText('2 texts')).toBeTruthy();
    await expectAccessible(page);
    await user.type(screen.getByRole('searchbox', { name: 'Search people and texts' }), 'leo');
    expect(await screen.findByText('1 text', { selector: '[role=status]' })).toBeTruthy();
    await user.clear(screen.getByRole('searchbox', { name: 'Search people and texts' }));
    await user.click(screen.getByRole('radio', { name: 'Will leave' }));
    expect(await screen.findByText('1 text', { selector: '[role=status]' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /Today/ }));
    await screen.findByText('No text like this');
  });

  it('say so when nothing would leave at the moment', async () => {
    await openForecast({ 'reminders.getForecast': () => ({ ...forecast, held: 'paused' }) });
    await screen.findByText('Reminders are paused. These texts would leave if they were not.');
  });
});
