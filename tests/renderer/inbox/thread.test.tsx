/** The thread: paging, "New", what stands where. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, expect, it, vi } from 'vitest';
import { NOW } from '../harness/shellAnswers.ts';
import { callsOf, createDesk, MINUTE, ours, row, text } from './desk.ts';
import { openInbox } from './openInbox.tsx';

// The dialog's code is loaded when it is wanted; here before the clock of a waiting test runs.
beforeAll(() => import('../../../src/renderer/features/people/PersonDialog.tsx'));

const many = (count: number) =>
  Array.from({ length: count }, (_, at) => text(`m${at}`, `Words ${at}`, { createdAt: NOW - at * 10 * MINUTE }));

it('asks for older texts at its top and keeps what is in view where it is', async () => {
  const { core } = await openInbox(createDesk({ texts: many(100) }));
  const log = screen.getByRole('log');
  await within(log).findByText('Words 0');
  expect(within(log).queryByText('Words 80')).toBeNull();
  let height = 3000;
  Object.defineProperty(log, 'scrollHeight', { configurable: true, get: () => height });
  log.scrollTop = 2000;
  fireEvent.scroll(log);
  log.scrollTop = 100;
  height = 5000;
  fireEvent.scroll(log);
  await within(log).findByText('Words 80');
  expect(callsOf(core, 'conversations.listMessages').some(({ cursor }) => cursor === '60')).toBe(true);
  // It grew by some height above: the same words are as far from the end as before.
  expect(log.scrollTop).toBeGreaterThan(100);
});

it('does not move when a text comes in while somebody reads above, and counts it', async () => {
  const desk = createDesk({ texts: many(30) });
  const { core } = await openInbox(desk);
  const log = screen.getByRole('log');
  await within(log).findByText('Words 0');
  Object.defineProperty(log, 'scrollHeight', { configurable: true, get: () => 4000 });
  log.scrollTop = 900;
  fireEvent.scroll(log);
  desk.texts = [text('new', 'Just now', { createdAt: NOW }), ...desk.texts];
  act(() => core.emit({ topic: 'message.added', id: 'new', parentId: 'c1' }));
  await within(log).findByText('Just now');
  expect(log.scrollTop).toBe(900);
  expect(screen.getByRole('button', { name: '1 new text below' })).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: '1 new text below' }));
  expect(log.scrollTop).toBe(4000);
});

it('draws the "New" line before the first unread text and keeps it after reading', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  const texts = [text('m3', 'Third'), text('m2', 'Second'), ours('m1', 'First', { createdAt: NOW - 9 * MINUTE })];
  const { core } = await openInbox(createDesk({ rows: [row('c1', 'Maria Alvarez', { unread: 2 })], texts }));
  const line = await screen.findByText('New');
  const second = screen.getByText('Second');
  expect(line.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  await waitFor(() => expect(callsOf(core, 'conversations.markRead')).toMatchObject([{ id: 'c1' }]), { timeout: 3000 });
  expect(screen.getByText('New')).toBeDefined();
});

it('never moves a conversation out of To do by reading', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  const desk = createDesk({ rows: [row('c1', 'Maria Alvarez', { unread: 1 })] });
  const { core } = await openInbox(desk);
  await waitFor(() => expect(callsOf(core, 'conversations.markRead')).toHaveLength(1), { timeout: 3000 });
  expect(callsOf(core, 'conversations.setStatus')).toHaveLength(0);
  expect(screen.getByRole('option', { name: /Maria Alvarez/ })).toBeDefined();
});

it('groups texts of five minutes and names each group by who and when', async () => {
  const texts = [
    text('m3', 'C', { createdAt: NOW - MINUTE }),
    text('m2', 'B', { createdAt: NOW - 2 * MINUTE }),
    text('m1', 'A', { createdAt: NOW - 20 * MINUTE }),
  ];
  await openInbox(createDesk({ texts }));
  await screen.findByText('C');
  const groups = screen.getAllByRole('article');
  expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual(['Maria, 9:24 AM', 'Maria, 9:43 AM']);
});

it('words event lines, and gives an unknown code neutral words', async () => {
  const event = (id: string, body: string, eventData: Record<string, string>) =>
    text(id, body, { direction: 'none', kind: 'event', eventData });
  await openInbox(
    createDesk({
      texts: [event('e2', 'fromTheFuture', {}), event('e1', 'visitReply', { reply: 'newTime', words: '2' })],
    }),
  );
  expect(await screen.findByText('Visit marked “Wants a new time” because of the reply “2”')).toBeDefined();
  expect(screen.getByText('Something was noted here by Deskbell')).toBeDefined();
  expect(screen.queryByText(/fromTheFuture/)).toBeNull();
});

it('names everybody who shares the number', async () => {
  const people = [
    { id: 'p1', name: 'Ana Cruz' },
    { id: 'p2', name: 'Leo Cruz' },
  ];
  await openInbox(createDesk({ rows: [row('c1', '', { people })] }), 'Ana and Leo Cruz');
  expect(await screen.findByText('This number belongs to 2 patients: Ana and Leo Cruz.')).toBeDefined();
});

it('offers to add an unknown number as a patient', async () => {
  await openInbox(createDesk({ rows: [row('c1', '')] }), null);
  await userEvent.click(screen.getByRole('option', { name: /555-0172/ }));
  expect(await screen.findByText("We don't know this number.")).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Add as patient' }));
  const dialog = await screen.findByRole('dialog', { name: 'Add patient' });
  expect(within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Phone number' }).value).toBe('(206) 555-0172');
});
