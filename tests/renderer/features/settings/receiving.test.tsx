import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/contract/errors.ts';
import { gatewayAnswers, phone, tunnelOff, tunnelUp, twilio } from '../../harness/gatewaySamples.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { NOW, sessionAs } from '../../harness/shellAnswers.ts';

async function openReceiving(answers: Answers = {}) {
  const page = await openScreen({ screen: 'settings', section: 'receiving' }, { ...gatewayAnswers, ...answers });
  await waitFor(() => expect(screen.queryByLabelText('Loading')).toBeNull());
  return page;
}
const card = async (name: string) => within(await screen.findByRole('region', { name }));

describe('receiving', () => {
  it.each([
    ['the tunnel off', {}],
    ['the tunnel up', { 'tunnel.getTunnel': () => tunnelUp }],
    [
      'everything wrong',
      {
        'gateways.listGateways': () => ({ items: [{ ...phone, canReceive: false, problem: 'notHeard' as const }] }),
        'tunnel.getTunnel': () => ({ ...tunnelUp, state: 'down' as const }),
      },
    ],
  ])('is accessible with %s', async (_name, answers: Answers) => {
    await expectAccessible(await openReceiving(answers));
  });

  it('says for each way when the last reply came, and that we ask whatever happens', async () => {
    await openReceiving({ 'gateways.listGateways': () => ({ items: [phone, { ...twilio, lastInboundAt: null }] }) });
    expect((await card('Front desk Pixel')).getByText('Last reply 9:42 AM')).toBeTruthy();
    expect((await card('Front desk Pixel')).getByText('We ask the phone every 3 seconds')).toBeTruthy();
    expect((await card('Twilio')).getByText('No reply yet')).toBeTruthy();
    expect((await card('Twilio')).getByText('We ask Twilio every 15 seconds')).toBeTruthy();
  });

  it('shows the gravest trouble first, one at a time', async () => {
    let deaf = true;
    const { core } = await openReceiving({
      'gateways.listGateways': () => ({ items: [{ ...phone, canReceive: !deaf }] }),
      'tunnel.getTunnel': () => ({ ...tunnelUp, state: 'down', counts: { ...tunnelUp.counts, forged: 3 } }),
    });
    await screen.findByText(/Replies to the phone may not be reaching this PC/);
    expect(screen.queryByText(/The tunnel is down/)).toBeNull();
    deaf = false;
    act(() => core.emit({ topic: 'gateway.changed', id: 'gw1', parentId: null }));
    await screen.findByText(/The tunnel is down since 8:44 AM/);
  });

  it('says that somebody may be sending fake replies, and that none was taken', async () => {
    await openReceiving({
      'tunnel.getTunnel': () => ({ ...tunnelUp, counts: { ...tunnelUp.counts, forged: 3 } }),
    });
    await screen.findByText(
      'Signature check failed 3 times. Someone else may be sending fake replies. None was taken.',
    );
    expect(screen.getByText('3 had a wrong signature and were turned away')).toBeTruthy();
  });

  it('has Twilio call us, and says at the switch why that is not possible', async () => {
    const user = userEvent.setup();
    const { core } = await openReceiving({
      'gateways.setWebhooks': () => {
        throw new DomainError('NOT_AVAILABLE', 'Nobody outside can reach this PC yet. Start the tunnel first.');
      },
    });
    const account = await card('Twilio');
    const group = account.getByRole('radiogroup', { name: 'Twilio calls us' });
    // Nobody has switched it here: neither is claimed.
    expect(within(group).queryByRole('radio', { checked: true })).toBeNull();
    await user.click(within(group).getByRole('radio', { name: 'On' }));
    expect(await untilAsked(core, 'gateways.setWebhooks')).toEqual({ id: 'gw2', on: true });
    expect(await account.findByText(/Start the tunnel first/)).toBeTruthy();
  });

  it('puts an old address at Twilio right with one press', async () => {
    const user = userEvent.setup();
    let right = false;
    const words = () => (right ? 'Replies come at once.' : 'Twilio posts replies to another address.');
    const { core } = await openReceiving({
      'gateways.testGateway': () => ({
        gateway: twilio,
        checks: [{ name: 'webhooks', ok: right, problem: null, text: words() }],
      }),
      'gateways.setWebhooks': () => {
        right = true;
        return { changed: true };
      },
    });
    const account = await card('Twilio');
    await user.click(account.getByRole('button', { name: 'Test now' }));
    await user.click(await account.findByRole('button', { name: 'Update now' }));
    expect(await untilAsked(core, 'gateways.setWebhooks')).toEqual({ id: 'gw2', on: true });
    await account.findByText('Replies come at once.');
  });

  it('says that Twilio still sends to an old address, and updates it', async () => {
    const user = userEvent.setup();
    const { core } = await openReceiving({
      'gateways.listGateways': () => ({ items: [phone, { ...twilio, problem: 'oldHookAddress' }] }),
      'gateways.setWebhooks': () => ({ changed: true }),
    });
    await screen.findByText('Twilio still sends replies to an old address.');
    await user.click(screen.getByRole('button', { name: 'Update now' }));
    expect(await untilAsked(core, 'gateways.setWebhooks')).toEqual({ id: 'gw2', on: true });
  });

  it('is read-only for who is no manager, and does not ask for the tunnel', async () => {
    const { core } = await openReceiving({ 'system.getSession': () => sessionAs('frontDesk') });
    await screen.findByText('Last reply 9:42 AM');
    expect(screen.queryByText('Way in from the internet')).toBeNull();
    expect(asked(core, 'tunnel.saveTunnel')).toHaveLength(0);
  });
});

describe('the way in from the internet', () => {
  it('is set up with an address of the clinic, typed with or without its beginning', async () => {
    const user = userEvent.setup();
    const { core } = await openReceiving({ 'tunnel.saveTunnel': () => tunnelUp });
    await user.click(await screen.findByRole('radio', { name: 'My own address' }));
    await user.type(screen.getByLabelText('Public address'), 'hooks.example.com{Enter}');
    expect(await untilAsked(core, 'tunnel.saveTunnel')).toEqual({
      kind: 'own',
      publicUrl: 'https://hooks.example.com',
    });
  });

  it('sends a token only when one was typed, and says where one is missing', async () => {
    const user = userEvent.setup();
    const { core } = await openReceiving({
      'tunnel.saveTunnel': () => {
        throw new DomainError('INVALID_INPUT', 'Paste the authtoken of your ngrok account.', { field: 'token' });
      },
    });
    await user.click(await screen.findByRole('radio', { name: 'ngrok' }));
    await user.click(screen.getByRole('button', { name: 'Save and start' }));
    await screen.findByText('Paste the authtoken of your ngrok account.');
    expect(screen.getByLabelText('Authtoken').getAttribute('aria-invalid')).toBe('true');
    expect(asked(core, 'tunnel.saveTunnel')).toEqual([{ kind: 'ngrok', publicUrl: null }]);
  });

  it('tells its state in words, and looks from outside when asked', async () => {
    const user = userEvent.setup();
    let text = 'Reached from outside in 180 ms.';
    const answer = () => ({ ...tunnelUp, lastCheck: { ok: true, at: NOW, text } });
    const { core } = await openReceiving({ 'tunnel.getTunnel': answer, 'tunnel.checkTunnel': answer });
    await screen.findByText('Up since 8:44 AM');
    await screen.findByText('Reached from outside in 180 ms.');
    text = 'Reached from outside in 90 ms.';
    const section = within(screen.getByRole('region', { name: 'Way in from the internet' }));
    await user.click(section.getByRole('button', { name: 'Test now' }));
    await untilAsked(core, 'tunnel.checkTunnel');
    await screen.findByText('Reached from outside in 90 ms.');
  });

  it('lets phones of the same network in when asked, and shows what they must trust', async () => {
    const user = userEvent.setup();
    const { core } = await openReceiving({
      'tunnel.getTunnel': () => ({
        ...tunnelOff,
        lan: {
          on: true,
          address: 'https://192.168.1.20:47116',
          text: 'Phones can post here.',
          authority: 'PEM',
          fingerprint: 'AB:CD',
        },
      }),
      'tunnel.saveTunnel': () => tunnelOff,
    });
    await screen.findByText('https://192.168.1.20:47116');
    expect(screen.getByText('AB:CD')).toBeTruthy();
    const group = screen.getByRole('radiogroup', { name: 'Let phones call this PC directly' });
    await user.click(within(group).getByRole('radio', { name: 'Off' }));
    expect(await untilAsked(core, 'tunnel.saveTunnel')).toEqual({ lan: false });
  });
});
