import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { WriteBackRow } from '../../../../src/contract/writeBack.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { change } from '../../harness/scheduleSamples.ts';
import { NOW } from '../../harness/shellAnswers.ts';

const second: WriteBackRow = {
  ...change,
  appointmentId: 'v2',
  externalId: null,
  personName: 'Bo Kim',
  startsAt: change.startsAt + 86_400_000,
  changes: ['moved', 'confirmed'],
  fingerprint: 'moved+confirmed@2',
};
async function openList(items: WriteBackRow[] = [change, second], answers: Answers = {}) {
  const page = await openScreen(
    { screen: 'writeBack' },
    { 'writeBack.listChanges': () => ({ items, next: null }), ...answers },
  );
  await waitFor(() => expect(screen.queryByLabelText('Loading')).toBeNull());
  return page;
}
const ticked = { ...change, done: { by: 'Dana', at: NOW, byItself: false } };

describe('changes for your calendar', () => {
  it('lists what is to be entered, by day, and is accessible', async () => {
    await expectAccessible(await openList());
    expect(screen.getByText('Maria Alvarez')).toBeTruthy();
    expect(screen.getByText(/^Moved, was .*, Confirmed$/)).toBeTruthy();
  });

  it('ticks a line off, and takes it back', async () => {
    const user = userEvent.setup();
    const { core } = await openList(undefined, { 'writeBack.tickChange': ({ done }) => (done ? ticked : change) });
    await user.click(screen.getByRole('checkbox', { name: 'Entered: Maria Alvarez' }));
    expect(await untilAsked(core, 'writeBack.tickChange')).toEqual({
      appointmentId: 'v1',
      fingerprint: 'confirmed@1',
      done: true,
    });
    await user.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(asked(core, 'writeBack.tickChange').at(-1)).toMatchObject({ done: false }));
  });

  it('copies name, number, time and note by one key each, of the line that is chosen', async () => {
    const user = userEvent.setup();
    await openList();
    const clipboard = async (): Promise<string> => navigator.clipboard.readText();
    await user.keyboard('j');
    await user.keyboard('n');
    await waitFor(async () => expect(await clipboard()).toBe('Maria Alvarez'));
    await user.keyboard('i');
    await waitFor(async () => expect(await clipboard()).toBe('A11'));
    await user.keyboard('t');
    await waitFor(async () => expect(await clipboard()).toMatch(/\d:\d\d/));
    await user.keyboard('o');
    await waitFor(async () => expect(await clipboard()).toMatch(/^Confirmed \(text reply, /));
    await user.keyboard('jn');
    await waitFor(async () => expect(await clipboard()).toBe('Bo Kim'));
  });

  it('says who entered what, and what the practice system was told by itself', async () => {
    await openList([
      { ...ticked, written: { state: 'written', text: 'Confirmed there by itself.', at: NOW } },
      { ...second, done: { by: 'schedule source', at: NOW, byItself: true } },
    ]);
    expect(screen.getByText(/^Dana, /)).toBeTruthy();
    expect(screen.getByText(/^By itself, /)).toBeTruthy();
    expect(screen.getByText('Confirmed there by itself.')).toBeTruthy();
  });

  it('says so when there is nothing to enter', async () => {
    await openList([]);
    expect(screen.getByText('Nothing to enter')).toBeTruthy();
  });
});
