import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand by the page; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/activity/SheetDialog.tsx';
import { actionWords, factsOf } from '../../../../src/renderer/features/activity/actionWords.ts';
import type { OutputOf } from '../../../../src/renderer/contract.ts';
import type { Entry } from '../../../../src/renderer/features/activity/useActivity.ts';
import { en } from '../../../../src/renderer/i18n/en.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { NOW } from '../../harness/shellAnswers.ts';

const entry = (seq: number, over: Partial<Entry> = {}): Entry => ({
  seq,
  at: NOW - seq * 60_000,
  actor: 'Dana Whitlock',
  action: 'conversation.viewed',
  kind: 'views',
  entity: 'conversation',
  entityId: 'c1',
  data: {},
  about: { personId: 'p1', name: 'Maria Alvarez' },
  ...over,
});
const refused = entry(1, {
  action: 'message.refused',
  kind: 'texts',
  data: { code: 'QUIET_HOURS', findings: ['CG1'] },
});
const whole = {
  ok: true,
  entries: 214,
  brokenAt: null,
  fault: null,
  brokenTime: null,
  head: 'f'.repeat(64),
  anchors: 3,
  ledger: { ok: true, entries: 12, brokenAt: null, fault: null },
  integrity: 'notChecked' as const,
  text: 'Log checked, no gaps in 214 entries and 12 consent records.',
};

async function openActivity(items: Entry[] = [entry(2), refused], answers: Answers = {}) {
  const page = await openScreen(
    { screen: 'activity' },
    {
      'audit.listEntries': ({ action }) => ({ items: action === 'audit.verified' ? [] : items, next: null }),
      'audit.listActors': () => ({ items: ['Dana Whitlock', 'planner'] }),
      ...answers,
    },
  );
  await waitFor(() => expect(screen.queryByLabelText('Loading')).toBeNull());
  return page;
}

describe('activity', () => {
  it('lists who did what, when and about whom, and is accessible', async () => {
    await expectAccessible(await openActivity());
    const list = screen.getByRole('listbox', { name: 'Entries' });
    expect(within(list).getByText(/Dana Whitlock, Looked at a conversation, Maria Alvarez$/)).toBeTruthy();
    expect(screen.getByText('Not checked yet')).toBeTruthy();
  });

  it('narrows by person, kind and day in the practice’s own time', async () => {
    const user = userEvent.setup();
    const { core } = await openActivity();
    await user.selectOptions(screen.getByLabelText('Who'), 'Dana Whitlock');
    await user.selectOptions(screen.getByLabelText('Kind'), 'Exports and prints');
    await user.type(screen.getByLabelText('Up to day'), '2026-11-18');
    await waitFor(() =>
      expect(asked(core, 'audit.listEntries').at(-1)).toMatchObject({
        actor: 'Dana Whitlock',
        kind: 'exports',
        to: Date.parse('2026-11-19T08:00:00Z'),
      }),
    );
  });

  it('opens an entry with its facts, and goes on to everything about the patient', async () => {
    const user = userEvent.setup();
    const { core } = await openActivity();
    await user.click(within(screen.getByRole('listbox', { name: 'Entries' })).getAllByRole('option')[1]!);
    const drawer = await screen.findByRole('dialog', { name: 'Entry 1' });
    expect(within(drawer).getByText('QUIET_HOURS')).toBeTruthy();
    await user.click(within(drawer).getByRole('button', { name: 'Show everything about this patient' }));
    await waitFor(() => expect(asked(core, 'audit.listEntries').at(-1)).toMatchObject({ personId: 'p1' }));
  });

  it('says in green that the log is whole, and in red where it is not', async () => {
    const user = userEvent.setup();
    let answer: unknown = whole;
    await openActivity(undefined, { 'audit.verifyChain': () => answer as typeof whole });
    await user.click(screen.getByRole('button', { name: 'Check the log' }));
    expect(
      await screen.findByText(/^Log checked, no gaps\. 214 entries and 12 consent records fit together/),
    ).toBeTruthy();
    answer = {
      ...whole,
      ok: false,
      brokenAt: 7,
      fault: 'edited',
      brokenTime: Date.parse('2026-11-12T23:14:00Z'),
      text: 'Entry 7.',
    };
    await user.click(screen.getByRole('button', { name: 'Check the log' }));
    expect(await screen.findByText(/^The log has a gap at .*12.* 3:14 PM\. Tell your manager\.$/)).toBeTruthy();
    answer = {
      ...whole,
      ok: false,
      ledger: { ...whole.ledger, ok: false, brokenAt: 4, fault: 'missing' },
      text: 'Entry 4.',
    };
    await user.click(screen.getByRole('button', { name: 'Check the log' }));
    expect(await screen.findByText('The consent records have a gap at record 4. Tell your manager.')).toBeTruthy();
  });

  it('saves what is shown as a file', async () => {
    const user = userEvent.setup();
    const { core } = await openActivity(undefined, {
      'audit.exportEntries': () => ({ fileName: 'activity-2026-11-19.csv', csv: 'x', rows: 2, more: false }),
    });
    await user.selectOptions(screen.getByLabelText('Kind'), 'Texts');
    await user.click(screen.getByRole('button', { name: 'Export CSV' }));
    expect(await untilAsked(core, 'audit.exportEntries')).toEqual({ kind: 'texts' });
    expect(await screen.findByText('2 entries saved')).toBeTruthy();
  });

  it('says so when there is nothing', async () => {
    await openActivity([]);
    expect(screen.getByText('Nothing like that in this period.')).toBeTruthy();
  });

  it('has words for every action, known or not, and for every fact', () => {
    const t = (id: keyof typeof en): string => en[id];
    expect(actionWords(t, 'day.closed')).toBe('Closed the day');
    expect(actionWords(t, 'waitlist.pacingSaved')).toBe('Waitlist pacing saved');
    expect(factsOf({ a: 1, b: { c: ['x', 2], d: null }, e: null })).toEqual([
      ['a', '1'],
      ['b.c', 'x, 2'],
    ]);
  });

  it('checks the fingerprint of a printed sheet, and says what it proves', async () => {
    const user = userEvent.setup();
    let answer: OutputOf<'audit.checkFingerprint'> = {
      result: 'fits',
      at: NOW,
      actor: 'Dana Whitlock',
      brokenAt: null,
    };
    const page = await openActivity(undefined, { 'audit.checkFingerprint': () => answer });
    await user.click(screen.getByRole('button', { name: 'Check a printed sheet…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Check a printed sheet' });
    await user.click(within(dialog).getByRole('button', { name: 'Check' }));
    await within(dialog).findByText('Type the number of the entry, as on the sheet.');
    await user.type(within(dialog).getByLabelText('Entry'), '1,214');
    await user.type(within(dialog).getByLabelText('Code'), '3f9a 02c1 77de b510');
    await user.click(within(dialog).getByRole('button', { name: 'Check' }));
    await within(dialog).findByText(/The log leads through this sheet\. Entry 1,?214 was written/);
    expect(await untilAsked(page.core, 'audit.checkFingerprint')).toEqual({ seq: 1214, code: '3f9a 02c1 77de b510' });
    await expectAccessible(page);
    answer = { result: 'differs', at: null, actor: null, brokenAt: null };
    await user.click(within(dialog).getByRole('button', { name: 'Check' }));
    await within(dialog).findByText(/Compare the code once more; if it was typed right, the log was changed/);
  });
});
