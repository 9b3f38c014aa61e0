import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand by the screen; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/settings/RemoveGatewayDialog.tsx';
import { DomainError } from '../../../../src/contract/errors.ts';
import { gatewayAnswers, phone, twilio } from '../../harness/gatewaySamples.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { NOW, settings } from '../../harness/shellAnswers.ts';

async function openSending(answers: Answers = {}) {
  const page = await openScreen({ screen: 'settings', section: 'sending' }, { ...gatewayAnswers, ...answers });
  await waitFor(() => expect(screen.queryByLabelText('Loading')).toBeNull());
  return page;
}
const card = (name: string) => screen.findByRole('region', { name });

describe('the ways texts go', () => {
  it('have a card each, with their number and their state in words', async () => {
    const page = await openSending({
      'gateways.listGateways': () => ({
        items: [phone, { ...twilio, state: 'refused', problem: 'wrongPassword' }],
      }),
    });
    expect(within(await card('Front desk Pixel')).getByText('(206) 555-0100')).toBeTruthy();
    const account = await card('Twilio');
    expect(within(account).getByText('Key not accepted')).toBeTruthy();
    expect(within(account).getByText(/Twilio does not accept the saved key/)).toBeTruthy();
    await expectAccessible(page);
  });

  it('are offered both where there is none', async () => {
    const user = userEvent.setup();
    const { services } = await openSending({ 'gateways.listGateways': () => ({ items: [] }) });
    await screen.findByText('Nothing connected yet');
    await user.click(screen.getByRole('button', { name: 'Connect Twilio' }));
    expect(services.router.store.getState().route).toMatchObject({ screen: 'setup', section: 'twilio' });
  });

  it('can get a second one, and say what happens when one of two goes', async () => {
    const user = userEvent.setup();
    await openSending({ 'gateways.listGateways': () => ({ items: [phone] }) });
    await screen.findByText('Add Twilio as a second way');
    expect(screen.queryByText(/use Twilio$/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Disconnect' }));
    expect(await screen.findByText(/No text goes out and no reply comes in/)).toBeTruthy();
  });

  it('are paused and taken up again', async () => {
    const user = userEvent.setup();
    const { core } = await openSending({ 'gateways.setPaused': () => ({ done: true }) });
    await user.click(within(await card('Twilio')).getByRole('button', { name: 'Pause' }));
    expect(await untilAsked(core, 'gateways.setPaused')).toEqual({ id: 'gw2', paused: true });
  });
});

describe('the settings of a phone', () => {
  async function openPhone(answers: Answers = {}) {
    const user = userEvent.setup();
    const page = await openSending(answers);
    const region = await card('Front desk Pixel');
    await user.click(within(region).getByRole('button', { name: 'Settings of this phone' }));
    return { ...page, user, region: within(region) };
  }

  it('are accessible when open', async () => {
    const page = await openPhone();
    await expectAccessible(page);
  });

  it('rename it when the field is left', async () => {
    const { user, region, core } = await openPhone();
    const name = region.getByLabelText('Name');
    await user.clear(name);
    await user.type(name, 'Counter phone{Enter}');
    expect(await untilAsked(core, 'gateways.updateGateway')).toEqual({ id: 'gw1', label: 'Counter phone' });
  });

  it('choose the SIM, or leave it to the phone', async () => {
    const { user, region, core } = await openPhone();
    await user.selectOptions(region.getByLabelText('Texts leave by'), 'SIM 2');
    expect(await untilAsked(core, 'gateways.updateGateway')).toEqual({ id: 'gw1', sim: 2 });
    await user.selectOptions(region.getByLabelText('Texts leave by'), "The phone's own choice");
    await waitFor(() => expect(asked(core, 'gateways.updateGateway').at(-1)).toEqual({ id: 'gw1', sim: null }));
  });

  it('ask for the passphrase before encryption is on, and show why it is refused', async () => {
    let refuse = true;
    const { user, region, core } = await openPhone({
      'gateways.updateGateway': () => {
        if (refuse) throw new DomainError('INVALID_INPUT', 'Use 8 to 64 letters.', { field: 'passphrase' });
        return { gateway: phone };
      },
    });
    const group = region.getByRole('radiogroup', { name: 'Encrypt texts on the way to the phone' });
    await user.click(within(group).getByRole('radio', { name: 'On' }));
    expect(asked(core, 'gateways.updateGateway')).toHaveLength(0);
    await user.type(region.getByLabelText('Passphrase'), 'short');
    await user.click(region.getByRole('button', { name: 'Turn on' }));
    expect(await region.findByText('Use 8 to 64 letters.')).toBeTruthy();
    refuse = false;
    await user.type(region.getByLabelText('Passphrase'), '-but-longer{Enter}');
    await waitFor(() => expect(region.queryByLabelText('Passphrase')).toBeNull());
    expect(asked(core, 'gateways.updateGateway').at(-1)).toEqual({
      id: 'gw1',
      encryption: true,
      passphrase: 'short-but-longer',
    });
  });

  it('read the log of the phone only when somebody wants to see it', async () => {
    const { user, region, core } = await openPhone({
      'gateways.readLogs': () => ({
        lines: [{ at: NOW, level: 'error', module: 'messages', text: 'No service' }],
      }),
    });
    expect(asked(core, 'gateways.readLogs')).toHaveLength(0);
    await user.click(region.getByRole('button', { name: 'Show' }));
    expect(await region.findByText('messages: No service')).toBeTruthy();
    expect(region.getByText('Problem')).toBeTruthy();
  });

  it('find a phone that has moved, and ask before its password goes there', async () => {
    const user = userEvent.setup();
    const { core } = await openSending({
      'gateways.listGateways': () => ({ items: [{ ...phone, state: 'down', problem: 'unreachable' }] }),
      'gateways.acceptAddress': () => ({ gateway: phone }),
    });
    await user.click(await screen.findByRole('button', { name: 'Find the phone again' }));
    await screen.findByText('A phone answers at 192.168.1.31:8080.');
    expect(asked(core, 'gateways.acceptAddress')).toHaveLength(0);
    await user.click(screen.getAllByRole('button', { name: 'This is our phone' })[0]!);
    expect(await untilAsked(core, 'gateways.acceptAddress')).toEqual({ id: 'gw1', address: '192.168.1.31:8080' });
  });
});

describe('which way texts go', () => {
  it('is chosen where there are two ways', async () => {
    const user = userEvent.setup();
    const { core } = await openSending();
    await user.selectOptions(await screen.findByLabelText('Reminders and new texts'), 'Twilio');
    expect(await untilAsked(core, 'settings.saveSettings')).toEqual({ routing: { preferredGatewayId: 'gw2' } });
    expect(screen.getByText('Only Twilio, never the phone')).toBeTruthy();
  });

  it('is the other one when the first does not answer, and after how long', async () => {
    const user = userEvent.setup();
    const { core } = await openSending();
    const name = 'If the phone does not answer for 10 minutes, use Twilio';
    const group = await screen.findByRole('radiogroup', { name });
    await user.selectOptions(screen.getByLabelText('How long to wait before that'), '15 minutes');
    expect(await untilAsked(core, 'settings.saveSettings')).toEqual({ routing: { failoverAfterMinutes: 15 } });
    await user.click(within(group).getByRole('radio', { name: 'Off' }));
    await waitFor(() => expect(asked(core, 'settings.saveSettings').at(-1)).toEqual({ routing: { failover: false } }));
  });

  it('is the other phone where there are two phones', async () => {
    await openSending({
      'gateways.listGateways': () => ({ items: [phone, { ...phone, id: 'gw3', label: 'Back office' }] }),
    });
    const name = 'If one phone does not answer for 10 minutes, use the other';
    expect(await screen.findByRole('radiogroup', { name })).toBeDefined();
    expect(screen.getByRole('radiogroup', { name: /a day by one phone, use the other$/ })).toBeDefined();
  });

  it('has WhatsApp off, warned of under HIPAA, and not to be switched on without a number', async () => {
    const user = userEvent.setup();
    const { core } = await openSending();
    await screen.findByText(/WhatsApp is not covered by a BAA/);
    const group = screen.getByRole('radiogroup', { name: 'WhatsApp' });
    expect(within(group).getByRole('radio', { name: 'Off' }).getAttribute('aria-checked')).toBe('true');
    await user.click(within(group).getByRole('radio', { name: 'On' }));
    expect(asked(core, 'settings.saveSettings')).toHaveLength(0);
  });

  it('goes on showing a number of minutes that is not in the list', async () => {
    await openSending({
      'settings.getSettings': () => ({ ...settings, routing: { ...settings.routing, failoverAfterMinutes: 42 } }),
    });
    expect((await screen.findByLabelText<HTMLSelectElement>('How long to wait before that')).value).toBe('42');
  });
});
