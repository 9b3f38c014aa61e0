/** The thread: paging, "New", what stands where. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { NOW } from '../harness/shellAnswers.ts';
import type { MemoryCore } from '../harness/memoryTransport.ts';
import { callsOf, createDesk, MINUTE, ours, row, text } from './desk.ts';
import type { Desk } from './desk.ts';
import { layOut } from './layOut.ts';
import type { LaidOut } from './layOut.ts';
import { openInbox } from './openInbox.tsx';

// The dialog's code is loaded when it is wanted; here before the clock of a waiting test runs.
beforeAll(() => import('../../../src/renderer/features/people/PersonDialog.tsx'));

afterEach(() => vi.restoreAllMocks());

const many = (count: number) =>
  Array.from({ length: count }, (_, at) => text(`m${at}`, `Words ${at}`, { createdAt: NOW - at * 10 * MINUTE }));

async function openLong(count: number, more: Partial<Desk> = {}) {
  const desk = createDesk({ texts: many(count), ...more });
  const { core } = await openInbox(desk);
  const log = screen.getByRole('log');
  await within(log).findByText('Words 0');
  return { desk, core, log, box: layOut(log) };
}

const asked = (core: MemoryCore): number => callsOf(core, 'conversations.listMessages').length;
const inPage = (log: HTMLElement): readonly HTMLElement[] => [...log.querySelectorAll<HTMLElement>('[data-message]')];
/** Some text in the middle of the view. */
const inView = (log: HTMLElement, box: LaidOut): HTMLElement =>
  inPage(log).find((one) => box.placeOf(one) > 200) ?? expect.fail('Nothing is in view.');

/** Up until `words` are in the page, and never a bare place on the way. */
async function readUpTo(words: string, log: HTMLElement, box: LaidOut, each: () => void = () => undefined) {
  for (let steps = 0; steps < 100 && !log.textContent.includes(words); steps += 1) {
    await act(async () => box.scroll(-1_500));
    expect(box.blank()).toBe(0);
    each();
  }
  within(log).getByText(words);
}

it('asks for older texts before its top is reached and keeps what is in view where it is', async () => {
  const { core, log, box } = await openLong(100);
  act(() => box.scroll(-1_500));
  const some = inView(log, box);
  const place = box.placeOf(some);
  await waitFor(() => expect(asked(core)).toBe(2));
  await act(async () => undefined);
  expect(callsOf(core, 'conversations.listMessages')[1]).toMatchObject({ cursor: '60' });
  expect(some.isConnected).toBe(true);
  expect(box.placeOf(some)).toBe(place);
  await readUpTo('Words 99', log, box);
  expect(await screen.findByText('This is the start of your texts with Maria.')).toBeDefined();
});

it('has a bounded part of a long thread in the page and in memory, and goes back to the newest at once', async () => {
  const { core, log, box } = await openLong(450);
  let most = 0;
  await readUpTo('Words 445', log, box, () => (most = Math.max(most, inPage(log).length)));
  expect(most).toBeLessThan(60);
  const before = asked(core);
  act(() => core.emit({ topic: 'message.statusChanged', id: 'm1', parentId: 'c1' }));
  await waitFor(() => expect(asked(core)).toBeGreaterThan(before));
  await act(async () => undefined);
  expect(asked(core) - before).toBeLessThanOrEqual(4);
  await userEvent.click(screen.getByRole('button', { name: 'Go to the newest text' }));
  expect(await within(log).findByText('Words 0')).toBeDefined();
  expect(box.rest()).toBe(0);
  expect(box.blank()).toBe(0);
});

it('comes down again through texts that were put away', async () => {
  const { log, box } = await openLong(420);
  await readUpTo('Words 415', log, box);
  for (let steps = 0; steps < 100 && !log.textContent.includes('Words 0'); steps += 1) {
    await act(async () => box.scroll(1_500));
    expect(box.blank()).toBe(0);
  }
  await act(async () => box.scroll(2_000));
  expect(box.rest()).toBe(0);
  expect(within(log).getByText('Words 0')).toBeDefined();
});

it('the End key leads to the newest text, not to the end of what is loaded', async () => {
  const { log, box } = await openLong(420);
  await readUpTo('Words 415', log, box);
  fireEvent.keyDown(log, { key: 'End' });
  expect(await within(log).findByText('Words 0')).toBeDefined();
  expect(box.rest()).toBe(0);
});

it('does not move when a text comes in while somebody reads above, and counts it', async () => {
  const { desk, core, log, box } = await openLong(30);
  act(() => box.scroll(-900));
  const some = inView(log, box);
  const place = box.placeOf(some);
  desk.texts = [text('new', 'Just now', { createdAt: NOW }), ...desk.texts];
  act(() => core.emit({ topic: 'message.added', id: 'new', parentId: 'c1' }));
  await userEvent.click(await screen.findByRole('button', { name: '1 new text below' }));
  expect(await within(log).findByText('Just now')).toBeDefined();
  expect(place).toBeGreaterThan(200);
  expect(box.rest()).toBe(0);
});

it('follows a text that comes in while somebody is at the end', async () => {
  const { desk, core, log, box } = await openLong(30);
  act(() => box.scroll(9_999));
  desk.texts = [text('new', 'Just now', { createdAt: NOW }), ...desk.texts];
  act(() => core.emit({ topic: 'message.added', id: 'new', parentId: 'c1' }));
  expect(await within(log).findByText('Just now')).toBeDefined();
  expect(box.rest()).toBe(0);
});

it('keeps a button that has the focus in the page, wherever the reader goes', async () => {
  const texts = many(60).map((one) =>
    one.id === 'm2' ? ours('m2', 'Did not leave', { status: 'failed', createdAt: one.createdAt }) : one,
  );
  const { log, box } = await openLong(0, { texts });
  const button = within(log).getByRole('button', { name: 'Try again' });
  act(() => button.focus());
  for (let steps = 0; steps < 12; steps += 1) await act(async () => box.scroll(-200));
  expect(within(log).queryByText('Words 1')).toBeNull();
  expect(document.activeElement).toBe(button);
});

it('keeps the day of what is in view, for its line sticks to the top', async () => {
  const texts = Array.from({ length: 60 }, (_, at) =>
    text(`m${at}`, `Words ${at}`, { createdAt: NOW - at * 6 * MINUTE }),
  );
  const { log, box } = await openLong(0, { texts });
  act(() => box.scroll(-200));
  expect(inPage(log).some((one) => one.dataset['message'] === 'm40')).toBe(false);
  expect(within(log).getByRole('heading', { name: 'Today' })).toBeDefined();
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
