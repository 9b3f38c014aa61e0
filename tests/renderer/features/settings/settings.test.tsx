import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand by the screen; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/settings/RemoveGatewayDialog.tsx';
import { DomainError } from '../../../../src/contract/errors.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { sessionAs, settings } from '../../harness/shellAnswers.ts';

async function openSettings(section: string, answers: Answers = {}) {
  const page = await openScreen({ screen: 'settings', section }, answers);
  await screen.findByRole('navigation', { name: 'Settings pages' });
  return page;
}

describe('settings', () => {
  it.each(['practice', 'sending', 'receiving', 'hours', 'plan', 'privacy', 'look', 'keyboard', 'data', 'about'])(
    'are accessible on the page %s',
    async (section) => {
      const page = await openSettings(section);
      await waitFor(() => expect(screen.queryByLabelText('Loading')).toBeNull());
      await expectAccessible(page);
    },
  );

  it('save by themselves when a field is left, and say so', async () => {
    const user = userEvent.setup();
    const { core } = await openSettings('practice');
    const name = await screen.findByLabelText('Clinic name');
    await user.clear(name);
    await user.type(name, 'Hillside Clinic');
    expect(asked(core, 'settings.saveSettings')).toHaveLength(0);
    await user.tab();
    expect(await untilAsked(core, 'settings.saveSettings')).toEqual({ practice: { name: 'Hillside Clinic' } });
    await screen.findByText('Saved');
  });

  it('say at the field what is wrong, and keep what was typed', async () => {
    const user = userEvent.setup();
    await openSettings('practice', {
      'settings.saveSettings': () => {
        throw new DomainError('INVALID_INPUT', 'There is no time zone called "Mars/Base".', { field: 'practice.zone' });
      },
    });
    const zone = await screen.findByLabelText<HTMLInputElement>('Time zone');
    await user.clear(zone);
    await user.type(zone, 'Mars/Base{Enter}');
    await screen.findByText('There is no time zone called "Mars/Base".');
    expect(zone.getAttribute('aria-invalid')).toBe('true');
    expect(zone.value).toBe('Mars/Base');
    const described = zone.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id) => document.getElementById(id)?.textContent).join(' ')).toContain('no time zone');
    expect(screen.queryByText('Saved')).toBeNull();
  });

  it('are locked for who is no manager, but for the look of this PC', async () => {
    await openSettings('practice', { 'system.getSession': () => sessionAs('frontDesk') });
    await screen.findByText('Only a manager can change this page.');
    expect((await screen.findByLabelText<HTMLInputElement>('Clinic name')).disabled).toBe(true);
  });

  it('send both ends of the day together, as one alone could not be judged', async () => {
    const user = userEvent.setup();
    const { core } = await openSettings('hours');
    const close = await screen.findByLabelText('Do not text after');
    await user.clear(close);
    await user.type(close, '19:00');
    await user.tab();
    expect(await untilAsked(core, 'settings.saveSettings')).toEqual({ sending: { open: '08:00', close: '19:00' } });
  });

  it('change the look at once, without asking the core', async () => {
    const user = userEvent.setup();
    const { services, core } = await openSettings('look');
    await user.click(await screen.findByRole('radio', { name: 'Dark' }));
    await user.click(screen.getByRole('radio', { name: 'Compact' }));
    expect(services.prefs.getState()).toMatchObject({ look: 'dark', density: 'compact' });
    expect(asked(core, 'settings.saveSettings')).toHaveLength(0);
  });
});

describe('the phone', () => {
  it('is tested at a press, with each check in words', async () => {
    const user = userEvent.setup();
    await openSettings('sending');
    await user.click(await screen.findByRole('button', { name: 'Test now' }));
    await screen.findByText('Replies reach this PC');
  });

  it('is disconnected only after a question whose safe button has the focus', async () => {
    const user = userEvent.setup();
    const { core } = await openSettings('sending', { 'gateways.removeGateway': () => ({ done: true }) });
    await user.click(await screen.findByRole('button', { name: 'Disconnect' }));
    const dialog = await screen.findByRole('dialog', { name: 'Disconnect Front desk Pixel?' });
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Keep it connected'));
    expect(asked(core, 'gateways.removeGateway')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Disconnect' }));
    expect(await untilAsked(core, 'gateways.removeGateway')).toEqual({ id: 'gw1' });
  });

  it('says how many texts it keeps and did not give back, and is disconnected all the same only on purpose', async () => {
    const user = userEvent.setup();
    const page = await openSettings('sending', {
      'gateways.removeGateway': ({ evenIfKept }) => {
        if (evenIfKept === true) return { done: true };
        throw new DomainError('CONFLICT', 'It was not disconnected.', { details: { kept: 3 } });
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Disconnect' }));
    const dialog = await screen.findByRole('dialog', { name: 'Disconnect Front desk Pixel?' });
    await user.click(within(dialog).getByRole('button', { name: 'Disconnect' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('it may still send these 3 texts');
    await expectAccessible(page);
    await user.click(within(dialog).getByRole('button', { name: 'Disconnect all the same' }));
    await waitFor(() =>
      expect(asked(page.core, 'gateways.removeGateway')).toEqual([{ id: 'gw1' }, { id: 'gw1', evenIfKept: true }]),
    );
  });
});

describe('data and backup', () => {
  it('backs up, and says where the checked copy is', async () => {
    const user = userEvent.setup();
    await openSettings('data', {
      'system.createBackup': () => ({ path: 'backup.db', sizeBytes: 48_000_000, checked: true }),
    });
    await user.click(await screen.findByRole('button', { name: 'Back up now' }));
    await screen.findByText(/Backed up and checked, 48 MB/);
  });

  it('checks the log, and says loudly when it has a gap', async () => {
    const user = userEvent.setup();
    await openSettings('data', {
      'audit.verifyChain': () => ({
        ok: false,
        entries: 10,
        brokenAt: 4,
        fault: 'missing',
        brokenTime: null,
        head: 'x',
        anchors: 1,
        ledger: { ok: true, entries: 2, brokenAt: null, fault: null },
        integrity: 'ok',
        text: 'Entry 4 is missing.',
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Check the log' }));
    const alert = await screen.findByText(/The log has a gap/);
    expect(alert.closest('[role=alert]')).not.toBeNull();
  });
});

describe('quiet hours', () => {
  it('add a closed day to those there are', async () => {
    const user = userEvent.setup();
    const { core } = await openSettings('hours');
    await user.click(await screen.findByRole('checkbox', { name: 'Saturday' }));
    expect(await untilAsked(core, 'settings.saveSettings')).toEqual({
      sending: { closedDays: [6, ...settings.sending.closedDays] },
    });
  });

  it('take a limit of the SIM away when its field is emptied', async () => {
    const user = userEvent.setup();
    const { core } = await openSettings('hours');
    await user.clear(await screen.findByLabelText('Most people a day'));
    await user.tab();
    expect(await untilAsked(core, 'settings.saveSettings')).toEqual({ sending: { recipientsPerDay: null } });
  });
});
