import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand by the screen; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/today/AddVisitDialog.tsx';
import '../../../../src/renderer/features/today/ChangeTimeDialog.tsx';
import '../../../../src/renderer/features/today/ChaseDialog.tsx';
import { DomainError } from '../../../../src/contract/errors.ts';
import type { OutputOf } from '../../../../src/contract/index.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { NOW } from '../../harness/shellAnswers.ts';
import { visits } from '../../harness/visitSamples.ts';

async function openToday(answers: Answers = {}) {
  const page = await openScreen({ screen: 'today' }, answers);
  await screen.findByRole('grid', { name: 'Visits on Thursday 19 November' });
  return page;
}
const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) });

describe('Today', () => {
  it('lists every visit with its status, and says the day in words', async () => {
    const page = await openToday();
    expect(screen.getByRole('heading', { name: 'Thursday 19 November' })).toBeTruthy();
    expect(screen.getAllByRole('row')).toHaveLength(visits.length + 3 + 1);
    expect(row('Maria Alvarez').textContent).toContain('Wants a new time');
    expect(within(row('Fatima Noor')).getByRole('img', { name: 'Set by Dana' })).toBeTruthy();
    await expectAccessible(page);
  });

  it('keeps every name and text behind privacy mode', async () => {
    const { container } = await openToday();
    const bare = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
    const names = visits.map((visit) => visit.personName);
    while (bare.nextNode()) {
      const text = bare.currentNode.textContent ?? '';
      if (!names.some((name) => text.includes(name))) continue;
      expect(bare.currentNode.parentElement?.closest('.pii'), text).not.toBeNull();
    }
  });

  it('filters by a count, and leads back when nobody has that status', async () => {
    const user = userEvent.setup();
    await openToday({
      'schedule.listAppointments': () => day(visits.filter((visit) => visit.reply === 'newTime')),
    });
    await user.click(screen.getByRole('button', { name: 'Other reply 0' }));
    expect(screen.getByText('Nobody with this status.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(row('Marcus Reed')).toBeTruthy();
  });

  it('marks by key, shows it at once, and takes it back with Ctrl+Z', async () => {
    const user = userEvent.setup();
    const { core } = await openToday({
      'schedule.setAppointmentState': ({ id }) => visits.find((visit) => visit.id === id)!,
    });
    row('Samuel Ortiz').focus();
    await user.keyboard('1');
    expect(await untilAsked(core, 'schedule.setAppointmentState')).toEqual({ id: 'vSamuelOrtiz', reply: 'confirmed' });
    await screen.findByText('Marked confirmed');
    await user.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(asked(core, 'schedule.setAppointmentState')).toHaveLength(2));
    expect(asked(core, 'schedule.setAppointmentState').at(-1)).toEqual({ id: 'vSamuelOrtiz', reply: 'none' });
  });

  it('moves by J, K and arrows', async () => {
    const user = userEvent.setup();
    await openToday();
    row('Hana Sato').focus();
    await user.keyboard('j');
    expect(document.activeElement).toBe(row('Maria Alvarez'));
    await user.keyboard('{ArrowDown}{ArrowUp}');
    expect(document.activeElement).toBe(row('Maria Alvarez'));
  });

  it('asks what came of a call, and takes it back', async () => {
    const user = userEvent.setup();
    const { core } = await openToday({
      'today.markCalled': () => ({ callId: 'call1' }),
      'today.undoCall': () => ({ done: true }),
    });
    await user.click(within(row('Walter Dunn')).getByRole('button', { name: 'Mark called' }));
    await user.click(screen.getByRole('menuitem', { name: 'Reached: confirmed' }));
    expect(await untilAsked(core, 'today.markCalled')).toEqual({ appointmentId: 'vWalterDunn', outcome: 'confirmed' });
    await user.click(await screen.findByRole('button', { name: /Undo/ }));
    expect(await untilAsked(core, 'today.undoCall')).toEqual({ callId: 'call1' });
  });

  it('changes the time in the zone of the visit, and refuses the past', async () => {
    const user = userEvent.setup();
    const { core } = await openToday({ 'schedule.saveAppointment': () => visits[1]! });
    await user.click(within(row('Maria Alvarez')).getByRole('button', { name: 'Change time' }));
    const dialog = await screen.findByRole('dialog', { name: 'Change time' });
    const save = within(dialog).getByRole('button', { name: 'Change time' });
    const time = within(dialog).getByLabelText<HTMLInputElement>('Time');
    expect(time.value).toBe('10:30');
    await user.clear(time);
    await user.type(time, '09:00');
    await user.click(save);
    expect(screen.getByText('This time is in the past.')).toBeTruthy();
    expect(document.activeElement).toBe(time);
    await user.clear(time);
    await user.type(time, '13:15');
    await user.click(save);
    expect(await untilAsked(core, 'schedule.saveAppointment')).toEqual({
      id: 'vMariaAlvarez',
      startsAt: Date.parse('2026-11-19T13:15:00-08:00'),
    });
    await screen.findByText('Moved to 1:15 PM. Not told yet.');
  });

  it('says so when a day has no visits, and stays in its region when the list cannot be had', async () => {
    const user = userEvent.setup();
    await openToday();
    await user.click(screen.getByRole('radio', { name: 'Tomorrow' }));
    await screen.findByText('No visits on Friday 20 November');
  });

  it('offers another try when the list cannot be had', async () => {
    const user = userEvent.setup();
    let broken = true;
    await openScreen(
      { screen: 'today' },
      {
        'schedule.listAppointments': () => {
          if (broken) throw new DomainError('INTERNAL', 'no');
          return day(visits);
        },
      },
    );
    await screen.findByText(/Something went wrong inside Deskbell/);
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('row', { name: /Hana Sato/ });
  });
});

describe('texting those who have not replied', () => {
  it('leaves out whom it just texted, shows the exact text, and sends one text each', async () => {
    const user = userEvent.setup();
    const page = await openToday({ 'messages.sendMessage': sent });
    await user.click(screen.getByRole('button', { name: 'Text 4 with no reply' }));
    const dialog = await screen.findByRole('dialog', { name: 'Text people who have not replied' });
    expect(within(dialog).getByRole<HTMLInputElement>('checkbox', { name: /Bea Thornton/ }).checked).toBe(false);
    await within(dialog).findByText('Hi Samuel, your visit is today at 10:00 AM. Reply 1 to confirm.');
    await expectAccessible(page);
    await user.click(within(dialog).getByRole('button', { name: 'Send 3 texts' }));
    await screen.findByText(/^Sending in \d+ s$/);
    expect(asked(page.core, 'messages.sendMessage').map((text) => text['conversationId'])).toEqual([
      'cSamuelOrtiz',
      'cVictorHugoLima',
      'cNoraLindqvist',
    ]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('lists whom the core refused, with the reason and the way to the conversation', async () => {
    const user = userEvent.setup();
    const { services } = await openToday({
      'messages.sendMessage': (input) => {
        if (input.conversationId !== 'cVictorHugoLima') return sent();
        throw new DomainError('SEND_BLOCKED', 'We have no permission on file for care texts.');
      },
    });
    await user.click(screen.getByRole('button', { name: 'Text 4 with no reply' }));
    await user.click(await screen.findByRole('button', { name: 'Send 3 texts' }));
    await screen.findByText('1 was not sent:');
    expect(screen.getByText('We have no permission on file for care texts.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Open the conversation with Victor Hugo Lima' }));
    expect(services.router.store.getState().route).toEqual({ screen: 'inbox', selection: 'cVictorHugoLima' });
  });

  it('sends nothing where a detail is missing', async () => {
    const user = userEvent.setup();
    const { core } = await openToday({
      'templates.renderTemplate': () => ({ body: 'Hi {firstName}', missing: ['firstName'] }),
    });
    await user.click(screen.getByRole('button', { name: 'Text 4 with no reply' }));
    await user.click(await screen.findByRole('button', { name: 'Send 3 texts' }));
    await screen.findByText('3 were not sent:');
    expect(screen.getAllByText('A detail is missing: first name.')).toHaveLength(3);
    expect(asked(core, 'messages.sendMessage')).toHaveLength(0);
  });

  it('takes all of them back while there is time', async () => {
    const user = userEvent.setup();
    const { core } = await openToday({
      'messages.sendMessage': sent,
      'messages.cancelMessage': () => ({ body: 'x' }),
    });
    await user.click(screen.getByRole('button', { name: 'Text 4 with no reply' }));
    await user.click(await screen.findByRole('button', { name: 'Send 3 texts' }));
    await screen.findByText(/^Sending in \d+ s$/);
    await user.click(screen.getByRole('button', { name: /Undo/ }));
    await screen.findByText('3 texts were taken back.');
    expect(asked(core, 'messages.cancelMessage')).toHaveLength(3);
  });
});

function day(items: readonly (typeof visits)[number][]): OutputOf<'schedule.listAppointments'> {
  return { items: [...items], next: null, date: '2026-11-19', clinicians: [], lastImportAt: null };
}

function sent(): OutputOf<'messages.sendMessage'> {
  return {
    messageId: 'm1',
    conversationId: 'c1',
    status: 'queued',
    notBefore: NOW + 60_000,
    decision: { decision: 'allow', code: 'OK', until: null, append: [], findings: [] },
  };
}
