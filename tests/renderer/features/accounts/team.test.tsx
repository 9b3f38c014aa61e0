import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/settings/team/AccountDialog.tsx';
import '../../../../src/renderer/features/settings/team/ResetPinDialog.tsx';
import { DomainError } from '../../../../src/contract/errors.ts';
import type { Account } from '../../../../src/renderer/contract.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { NOW, sessionAs, settings } from '../../harness/shellAnswers.ts';

const lucia: Account = {
  id: 'lucia',
  name: 'Lucia Perez',
  role: 'owner',
  hasPin: true,
  disabled: false,
  waitMs: 0,
  lastSeenAt: NOW,
  self: true,
  manageable: true,
};
const dana: Account = { ...lucia, id: 'dana', name: 'Dana Whitlock', role: 'frontDesk', self: false, waitMs: 240_000 };
const place = {
  state: 'signedIn',
  account: { id: 'lucia', name: 'Lucia Perez', role: 'owner' },
  elevated: null,
  lockAfterMinutes: 5,
  practice: 'Riverside Family Clinic',
} as const;

async function openTeam(answers: Answers = {}) {
  const page = await openScreen(
    { screen: 'settings', section: 'team' },
    {
      'system.getSession': () => sessionAs('owner'),
      'accounts.getSession': () => place,
      'accounts.listAccounts': () => ({ accounts: [dana, lucia] }),
      'accounts.unlockAccount': () => dana,
      'accounts.endElevation': () => ({ done: true }),
      ...answers,
    },
  );
  await screen.findByRole('heading', { name: 'People and PINs' });
  return page;
}

describe('people and PINs', () => {
  it('lists who signs in, with role, PIN, wait and last time, and is accessible', async () => {
    const page = await openTeam();
    const list = await screen.findByRole('list', { name: 'People who sign in' });
    const rows = within(list).getAllByRole('listitem');
    expect(rows[0]?.textContent).toContain('Front desk · PIN set · Locked for 4 minutes · Last seen');
    expect(rows[1]?.textContent).toContain('Owner · You · PIN set');
    await expectAccessible(page);
  });

  it('ends a wait from the menu of the person', async () => {
    const user = userEvent.setup();
    const { core } = await openTeam();
    await user.click(await screen.findByRole('button', { name: 'Change Dana Whitlock' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Unlock' }));
    expect(await untilAsked(core, 'accounts.unlockAccount')).toMatchObject({ id: 'dana' });
  });

  it('adds somebody with a role and a PIN typed twice, and says at the field what the core refuses', async () => {
    const user = userEvent.setup();
    const { core } = await openTeam({
      'accounts.saveAccount': () => {
        throw new DomainError('INVALID_INPUT', 'This PIN is too easy to guess.', { field: 'pin' });
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Add a person' }));
    await user.type(await screen.findByLabelText('Name'), 'Sam Kim');
    await user.selectOptions(screen.getByLabelText('Role'), 'Billing');
    await user.type(screen.getByLabelText('PIN (6 digits or more)'), '123456');
    const save = screen.getByRole('button', { name: 'Save' });
    await user.click(save);
    await screen.findByText('The two PINs are not the same. Type both again.');
    expect(asked(core, 'accounts.saveAccount')).toHaveLength(0);
    await user.type(screen.getByLabelText('The same PIN again'), '123456');
    await user.click(save);
    await screen.findByText('This PIN is too easy to guess.');
    expect(asked(core, 'accounts.saveAccount')[0]).toMatchObject({ name: 'Sam Kim', role: 'billing', pin: '123456' });
  });

  it('begins with the owner where nobody has a PIN', async () => {
    const user = userEvent.setup();
    const { core } = await openTeam({
      'accounts.getSession': () => ({ ...place, state: 'device', account: null }),
      'accounts.listAccounts': () => ({ accounts: [] }),
      'accounts.createOwner': () => ({ id: 'lucia', name: 'Lucia Perez', role: 'owner' }),
    });
    await user.click(await screen.findByRole('button', { name: 'Add the owner' }));
    await user.type(await screen.findByLabelText('Name'), 'Lucia Perez');
    expect(screen.queryByLabelText('Role')).toBeNull();
    await user.type(screen.getByLabelText('PIN (6 digits or more)'), '739152');
    await user.type(screen.getByLabelText('The same PIN again'), '739152');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await untilAsked(core, 'accounts.createOwner')).toMatchObject({ name: 'Lucia Perez', pin: '739152' });
  });

  it('asks for a manager’s PIN in place, and gives the rights back when the page is left', async () => {
    const user = userEvent.setup();
    let elevated = false;
    const as = { id: 'dana', name: 'Dana Whitlock', role: 'frontDesk' } as const;
    const { core, services } = await openTeam({
      'system.getSession': () => sessionAs(elevated ? 'owner' : 'frontDesk'),
      'accounts.getSession': () => ({
        ...place,
        account: as,
        elevated: elevated ? { id: 'lucia', name: 'Lucia Perez', role: 'owner' } : null,
      }),
      'accounts.listPeopleWhoSignIn': () => ({
        people: [{ id: 'lucia', name: 'Lucia Perez', role: 'owner', pinLength: 6, waitMs: 0, triesLeft: 5 }],
      }),
      'accounts.elevate': () => {
        elevated = true;
        core.identify('dana');
        return { id: 'lucia', name: 'Lucia Perez', role: 'owner' };
      },
    });
    expect(asked(core, 'accounts.listAccounts')).toHaveLength(0);
    await user.click(await screen.findByRole('button', { name: 'Enter a manager’s PIN' }));
    await user.type(await screen.findByLabelText('PIN'), '739152{Enter}');
    await screen.findByText('Lucia Perez opened this page. It closes when you leave it.');
    await screen.findByRole('list', { name: 'People who sign in' });
    services.router.go({ screen: 'inbox' });
    await waitFor(() => expect(asked(core, 'accounts.endElevation').length).toBeGreaterThan(0));
  });
});

describe('the first run', () => {
  it('makes the owner, shows the recovery code for paper, and goes on only then', async () => {
    const user = userEvent.setup();
    let made = false;
    const { core } = await openScreen(
      { screen: 'setup', section: 'people' },
      {
        'settings.getSettings': () => ({ ...settings, setupDone: false }),
        'accounts.getSession': () => (made ? place : { ...place, state: 'device', account: null }),
        'accounts.showRecoveryCode': () => ({ code: '7Q4M-1111-2222-3333-4444-5555-6666' }),
        'accounts.createOwner': () => {
          made = true;
          core.identify('lucia');
          return { id: 'lucia', name: 'Lucia Perez', role: 'owner' };
        },
      },
    );
    await screen.findByRole('heading', { name: 'Who uses this PC' });
    const next = screen.getByRole('button', { name: 'Continue' });
    await user.click(next);
    await screen.findByText('Type the name of the person.');
    await user.type(screen.getByLabelText('Your name'), 'Lucia Perez');
    await user.type(screen.getByLabelText('PIN (6 digits or more)'), '739152');
    await user.type(screen.getByLabelText('The same PIN again'), '739152');
    await user.click(next);
    await screen.findByText('7Q4M-1111-2222-3333-4444-5555-6666');
    expect(screen.getByText(/Lucia Perez is the owner and is signed in/)).toBeTruthy();
    expect(asked(core, 'accounts.createOwner')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await screen.findByRole('heading', { name: "You're ready." });
  });
});
