/** The conversation beside the board: the inbox's thread, its keys only with the focus in it, its draft the same everywhere. */
import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand by the screen; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/inbox/drawer/index.ts';
import type { OutputOf } from '../../../../src/contract/index.ts';
import { deskAnswers } from '../../harness/deskAnswers.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen } from '../../harness/openScreen.tsx';
import { NOW } from '../../harness/shellAnswers.ts';
import { visits } from '../../harness/visitSamples.ts';
import { createDesk, row as conversation, text } from '../../inbox/desk.ts';

const MARIA = 'cMariaAlvarez';

async function openToday(answers: Answers = {}) {
  const desk = createDesk({
    rows: [
      conversation(MARIA, 'Maria Alvarez'),
      conversation('cHanaSato', 'Hana Sato'),
      conversation('cWalterDunn', 'Walter Dunn', { canText: 'landline' }),
    ],
    texts: [text('m1', '1:15 please!', { conversationId: MARIA })],
  });
  const page = await openScreen(
    { screen: 'today' },
    {
      ...desk.answers,
      'schedule.listAppointments': deskAnswers['schedule.listAppointments']!,
      'today.listReplies': () => ({ items: [] }),
      // Not within seconds: a busy computer takes its time before it undoes.
      'messages.sendMessage': (input) => ({
        ...(desk.answers['messages.sendMessage']!(input) as OutputOf<'messages.sendMessage'>),
        notBefore: NOW + 600_000,
      }),
      'schedule.setAppointmentState': ({ id }) => visits.find((visit) => visit.id === id)!,
      ...answers,
    },
  );
  await screen.findByRole('grid', { name: 'Visits on Thursday 19 November' });
  return { ...page, desk, user: userEvent.setup() };
}
const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) });
const drawer = () => screen.findByRole('complementary', { name: 'Conversation' });
const composer = (name: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name: `Text to ${name}` });

describe('the conversation beside the board', () => {
  it('opens with Enter ready to write, and Esc gives the focus back to the row', async () => {
    const page = await openToday();
    row('Maria Alvarez').focus();
    await page.user.keyboard('{Enter}');
    await within(await drawer()).findByText('1:15 please!');
    await waitFor(async () => expect(document.activeElement).toBe(await composer('Maria Alvarez')));
    expect(page.services.router.store.getState().route.screen).toBe('today');
    expect(row('Hana Sato')).toBeTruthy();
    await expectAccessible(page);
    await page.user.keyboard('{Escape}');
    expect(screen.queryByRole('complementary', { name: 'Conversation' })).toBeNull();
    expect(document.activeElement).toBe(row('Maria Alvarez'));
  });

  it('keeps the keys of the board away from what has the focus in it', async () => {
    const { user, core } = await openToday();
    row('Maria Alvarez').focus();
    await user.keyboard('{Enter}');
    const beside = await drawer();
    await composer('Maria Alvarez');
    act(() => within(beside).getByRole('log', { name: 'Texts with Maria Alvarez' }).focus());
    await user.keyboard('3w{ArrowRight}j');
    expect(asked(core, 'schedule.setAppointmentState')).toEqual([]);
    expect(screen.getByRole('heading', { name: 'Thursday 19 November' })).toBeTruthy();
    expect(beside.contains(document.activeElement)).toBe(true);
    await user.keyboard('e');
    await waitFor(() => expect(asked(core, 'conversations.setStatus')).toEqual([{ id: MARIA, status: 'done' }]));
    await user.keyboard('{Escape}');
    expect(document.activeElement).toBe(row('Maria Alvarez'));
    await user.keyboard('1');
    await waitFor(() => expect(asked(core, 'schedule.setAppointmentState')).toHaveLength(1));
  });

  it('goes on to another patient with Enter, each with their own draft', async () => {
    const { user } = await openToday();
    row('Maria Alvarez').focus();
    await user.keyboard('{Enter}');
    await user.type(await composer('Maria Alvarez'), 'Half written');
    act(() => row('Hana Sato').focus());
    await user.keyboard('{Enter}');
    expect((await composer('Hana Sato')).value).toBe('');
    expect(screen.queryByRole('textbox', { name: 'Text to Maria Alvarez' })).toBeNull();
    act(() => row('Maria Alvarez').focus());
    await user.keyboard('{Enter}');
    expect((await composer('Maria Alvarez')).value).toBe('Half written');
  });

  it('brings a text back that was undone, beside the board and in the drafts that the inbox shows', async () => {
    const { user, core, services } = await openToday();
    row('Maria Alvarez').focus();
    await user.keyboard('{Enter}');
    await user.type(await composer('Maria Alvarez'), 'See you at 1:15{Enter}');
    await waitFor(() => expect(asked(core, 'messages.sendMessage')).toHaveLength(1));
    await waitFor(() => expect(services.undo.undo()).toBe(true));
    await waitFor(async () => expect((await composer('Maria Alvarez')).value).toBe('See you at 1:15'));
    expect(services.router.store.getState().route.screen).toBe('today');
    expect(services.drafts.store.getState()[MARIA]?.body).toBe('See you at 1:15');
  });

  it('has no way to write where nobody can be texted, and still closes with Esc', async () => {
    const { user } = await openToday();
    row('Walter Dunn').focus();
    await user.keyboard('{Enter}');
    const beside = await drawer();
    await within(beside).findByRole('group', { name: /landline/ });
    expect(within(beside).queryByRole('textbox')).toBeNull();
    expect(beside.contains(document.activeElement)).toBe(true);
    await user.keyboard('{Escape}');
    expect(document.activeElement).toBe(row('Walter Dunn'));
  });

  it('forgets what was written in memory when the window is locked', async () => {
    const { core, services } = await openToday();
    act(() => core.identify('dana'));
    services.drafts.type(MARIA, 'For her eyes');
    await act(async () => core.identify(null));
    expect(services.drafts.store.getState()).toEqual({});
  });
});
