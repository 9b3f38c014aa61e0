import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/contract/errors.ts';
import type { BackupLook, BackupsState } from '../../../../src/contract/backups.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { NOW, sessionAs, settings } from '../../harness/shellAnswers.ts';

const DAY = 86_400_000;
const PATH = '/media/usb/deskbell-2026-11-17-020000.backup';
const found = { path: PATH, at: NOW - 2 * DAY, sizeBytes: 48_000_000, hasKeys: true };
const state: BackupsState = {
  folder: '/data/backups',
  entries: [],
  lastAt: null,
  lateDays: null,
  copyProblem: null,
  lastTest: null,
  pending: null,
  lastChange: null,
  keyMadeAt: NOW,
  step: null,
};
const look: BackupLook = {
  fault: null,
  text: 'Whole.',
  sizeBytes: 48_000_000,
  content: { older: false, lastEntryAt: NOW - 2 * DAY, people: 210, texts: 4012, visits: 388 },
  lost: { textsOut: 0, textsIn: 0, notes: 0, visits: 0, people: 0, optOuts: 0, agreements: 0, peopleBack: 0 },
  asksForCode: false,
  foreign: true,
};
const locked: BackupLook = {
  ...look,
  fault: 'otherKey',
  text: 'Another key.',
  content: null,
  lost: null,
  asksForCode: true,
};

async function openRestore(answers: Answers = {}, capabilities: readonly 'restart'[] = ['restart']) {
  const page = await openScreen(
    { screen: 'setup', section: 'practice' },
    {
      'settings.getSettings': () => ({ ...settings, setupDone: false }),
      'system.getSession': () => sessionAs('owner', { demo: false, capabilities: [...capabilities] }),
      'backups.getState': () => state,
      'backups.findBackups': () => ({ items: [found] }),
      'backups.lookAt': ({ recoveryCode }) => {
        if (recoveryCode === undefined) return locked;
        if (recoveryCode !== '7Q4M') throw new DomainError('DATA_WRONG_KEY', 'This recovery code is for other data.');
        return look;
      },
      'backups.restore': () => ({ done: true }),
      ...answers,
    },
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'I have a backup from another computer' }));
  await screen.findByRole('heading', { name: 'Go on with a backup' });
  return { page, user };
}

describe('the first run with a backup of another computer', () => {
  it('finds it, asks for its code, shows what is in it and how old it is, and restores it with a restart', async () => {
    const { page, user } = await openRestore();
    await user.click(await screen.findByRole('button', { name: /deskbell-2026-11-17-020000\.backup$/ }));
    const code = await screen.findByLabelText('Recovery code');
    await expectAccessible(page);
    await user.type(code, 'WRONG');
    await user.click(screen.getByRole('button', { name: 'Look at it' }));
    await screen.findByText('This recovery code is for other data.');
    // Emptied to be typed again, the field stays.
    await user.clear(code);
    await user.type(screen.getByLabelText('Recovery code'), '7Q4M');
    await user.click(screen.getByRole('button', { name: 'Look at it' }));
    await screen.findByText(/210 people, 388 visits and 4,012 texts\. The last entry is from .*, 2 days ago\./);
    expect(screen.getByText(/Nothing is lost/)).toBeTruthy();
    expect(screen.getByText(/nothing is sent by itself until you say so/)).toBeTruthy();
    expect(screen.getByText(/Phone and Twilio have to be connected again/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Restore and start anew' }));
    expect(await untilAsked(page.core, 'backups.restore')).toEqual({ file: PATH, recoveryCode: '7Q4M', restart: true });
    await screen.findByText(/Deskbell starts anew/);
  });

  it('says how far it has come, and why it could not be restored', async () => {
    let refuse: (error: Error) => void = () => undefined;
    const { page, user } = await openRestore({
      'backups.lookAt': () => look,
      'backups.getState': () => ({ ...state, step: 'checking' }),
      'backups.restore': () => new Promise<never>((_resolve, reject) => (refuse = reject)),
    });
    await user.type(screen.getByLabelText('File'), PATH);
    await user.click(screen.getByRole('button', { name: 'Look at it' }));
    await user.click(await screen.findByRole('button', { name: 'Restore and start anew' }));
    await screen.findByText('Reading every page of it');
    expect(screen.getByRole('progressbar').getAttribute('value')).toBe('3');
    await expectAccessible(page);
    refuse(new DomainError('DATA_DAMAGED', 'The copy could not be read back.'));
    await screen.findByText('The copy could not be read back.');
  });

  it('leaves the restart to the person where the program cannot, and says what is wrong with a file', async () => {
    let now = state;
    const { page, user } = await openRestore(
      {
        'backups.getState': () => now,
        'backups.findBackups': () => ({ items: [] }),
        'backups.lookAt': ({ file }) =>
          file === PATH
            ? look
            : { ...look, fault: 'newer', text: 'Made by a newer Deskbell.', content: null, lost: null },
        'backups.restore': () => {
          now = { ...state, pending: 'restore' };
          return { done: true };
        },
      },
      [],
    );
    await screen.findByText(/No backup was found/);
    await user.type(screen.getByLabelText('File'), '/other.backup');
    await user.click(screen.getByRole('button', { name: 'Look at it' }));
    await screen.findByText('Made by a newer Deskbell.');
    expect(screen.queryByRole('button', { name: 'Restore this backup' })).toBeNull();
    await user.clear(screen.getByLabelText('File'));
    await user.type(screen.getByLabelText('File'), PATH);
    await user.click(screen.getByRole('button', { name: 'Look at it' }));
    await user.click(await screen.findByRole('button', { name: 'Restore this backup' }));
    await waitFor(() => expect(asked(page.core, 'backups.restore')).toEqual([{ file: PATH }]));
    act(() => page.core.emit({ topic: 'settings.changed', id: 'backupState', parentId: null }));
    await screen.findByText(/Close Deskbell and start it again/);
  });
});
