import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand by the page; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/settings/data/KeyDialog.tsx';
import '../../../../src/renderer/features/settings/data/RestoreDialog.tsx';
import { DomainError } from '../../../../src/contract/errors.ts';
import type { BackupLook, BackupsState, FenceState } from '../../../../src/contract/backups.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { NOW } from '../../harness/shellAnswers.ts';

const HOUR = 3_600_000;
const FILE = 'deskbell-2026-11-19-070000.backup';
const state: BackupsState = {
  folder: '/data/backups',
  entries: [{ file: FILE, kind: 'nightly', at: NOW - 2 * HOUR, sizeBytes: 48_000_000, hasKeys: true }],
  lastAt: NOW - 2 * HOUR,
  lateDays: null,
  copyProblem: null,
  lastTest: null,
  pending: null,
  lastChange: null,
  keyMadeAt: NOW - 400 * HOUR,
  step: null,
};
const look: BackupLook = {
  fault: null,
  text: 'Whole.',
  sizeBytes: 48_000_000,
  content: { older: false, lastEntryAt: NOW - 2 * HOUR, people: 210, texts: 4012, visits: 388 },
  lost: { textsOut: 12, textsIn: 1, notes: 0, visits: 3, people: 0, optOuts: 1, agreements: 0, peopleBack: 0 },
  asksForCode: false,
  foreign: false,
};
const fence: FenceState = {
  up: true,
  restoredAt: NOW - HOUR,
  lostFrom: NOW - 5 * HOUR,
  oldReadable: false,
  optOutsKept: 0,
  asking: 0,
  needsReview: 2,
  liftedAt: null,
  liftedBy: null,
};

async function openData(answers: Answers = {}) {
  const page = await openScreen(
    { screen: 'settings', section: 'data' },
    { 'backups.getState': () => state, 'backups.getFence': () => ({ fence: null }), ...answers },
  );
  await screen.findByText('Backups on this PC');
  return page;
}

describe('backups', () => {
  it('are accessible with a list, a fence and a change that waits', async () => {
    const page = await openData({
      'backups.getState': () => ({ ...state, pending: 'restore', lateDays: 4 }),
      'backups.getFence': () => ({ fence }),
    });
    await screen.findByText(/No backup for 4 days/);
    await expectAccessible(page);
  });

  it('show what would be lost before the button that restores, and ask for the code when it is needed', async () => {
    const user = userEvent.setup();
    let opened = false;
    const { core } = await openData({
      'backups.lookAt': ({ recoveryCode }) => {
        opened = recoveryCode !== undefined;
        return opened
          ? look
          : { ...look, ...{ fault: 'otherKey', asksForCode: true }, text: 'Another key.', content: null, lost: null };
      },
      'backups.restore': () => ({ done: true }),
    });
    await user.click(await screen.findByRole('button', { name: /^Restore…,/ }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Restore a backup' }));
    expect(dialog.queryByRole('button', { name: 'Restore this backup' })).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Look at it' }));
    await user.type(await dialog.findByLabelText('Recovery code'), '7Q4M');
    await user.click(dialog.getByRole('button', { name: 'Look at it' }));
    await dialog.findByText('12 texts sent');
    expect(dialog.getByText('1 text received')).toBeTruthy();
    expect(dialog.getByText('1 opt-out recorded since will be kept.')).toBeTruthy();
    expect(dialog.queryByText(/note/)).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Restore this backup' }));
    expect(await untilAsked(core, 'backups.restore')).toEqual({ file: FILE, recoveryCode: '7Q4M' });
  });

  it('say why one cannot be used, and leave no button to restore it', async () => {
    const user = userEvent.setup();
    await openData({
      'backups.lookAt': () => ({ ...look, fault: 'cutOff', text: 'The backup is cut off.', content: null, lost: null }),
    });
    await user.click(await screen.findByRole('button', { name: /^Restore…,/ }));
    await user.click(await screen.findByRole('button', { name: 'Look at it' }));
    await screen.findByText('The backup is cut off.');
    expect(screen.queryByRole('button', { name: 'Restore this backup' })).toBeNull();
  });

  it('say of a backup of other data that nothing is carried over, and ask no code that would not help', async () => {
    const user = userEvent.setup();
    let answer: BackupLook = {
      ...look,
      fault: 'otherKey',
      text: 'To open it, its key file must lie beside it.',
      content: null,
    };
    await openData({ 'backups.lookAt': () => answer });
    await user.click(await screen.findByRole('button', { name: /^Restore…,/ }));
    await user.click(await screen.findByRole('button', { name: 'Look at it' }));
    await screen.findByText('To open it, its key file must lie beside it.');
    expect(screen.queryByLabelText('Recovery code')).toBeNull();
    answer = { ...look, foreign: true };
    await user.click(screen.getByRole('button', { name: 'Look at it' }));
    await screen.findByText('1 opt-out recorded here will be gone: the backup is of other data.');
    expect(screen.queryByText(/will be kept/)).toBeNull();
  });

  it('are tested in place', async () => {
    const user = userEvent.setup();
    await openData({ 'backups.testRestore': () => ({ people: 210, texts: 4012, visits: 388, trailWhole: true }) });
    await user.click(await screen.findByRole('button', { name: /^Test restore,/ }));
    await screen.findByText(/It can be restored: 210 people, 388 visits, 4,012 texts/);
  });

  it('tell after a restore what is open, and let texts leave again by a person', async () => {
    const user = userEvent.setup();
    let up = true;
    const { core } = await openData({
      'backups.getFence': () => ({ fence: { ...fence, up } }),
      'backups.liftFence': () => {
        up = false;
        return { ...fence, up };
      },
    });
    await screen.findByText(/Reminders due until the restore are held/);
    expect(screen.getByText(/2 texts may or may not have gone out/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Let texts leave again' }));
    expect(await untilAsked(core, 'backups.liftFence')).toEqual({});
  });

  it('cannot let texts leave while gateways are asked', async () => {
    await openData({ 'backups.getFence': () => ({ fence: { ...fence, asking: 1 } }) });
    const button = await screen.findByRole('button', { name: 'Let texts leave again' });
    expect((button as HTMLButtonElement).disabled).toBe(true);
  });

  it('change the key only after the new code was typed from paper', async () => {
    const user = userEvent.setup();
    const { core } = await openData({
      'backups.offerKeyChange': () => ({ recoveryCode: '7Q4M-AAAA' }),
      'backups.changeKey': ({ recoveryCode }) => {
        if (recoveryCode !== '7Q4M-AAAA')
          throw new DomainError('INVALID_INPUT', 'This is not the code that was shown.');
        return { done: true };
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Change the key…' }));
    await screen.findByText('7Q4M-AAAA');
    const typed = screen.getByLabelText('Type it again from your paper');
    await user.type(typed, 'wrong');
    await user.click(screen.getByRole('button', { name: 'Change the key at the next start' }));
    await screen.findByText('This is not the code that was shown.');
    await user.clear(typed);
    await user.type(typed, '7Q4M-AAAA');
    await user.click(screen.getByRole('button', { name: 'Change the key at the next start' }));
    await waitFor(() => expect(asked(core, 'backups.changeKey')).toHaveLength(2));
  });
});
