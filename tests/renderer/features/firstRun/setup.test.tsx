import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/gateways/AdviceDialog.tsx';
import { DomainError } from '../../../../src/contract/errors.ts';
import { screens } from '../../../../src/renderer/app/screens.tsx';
import { deskAnswers } from '../../harness/deskAnswers.ts';
import { hearing } from '../../harness/gatewaySamples.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { renderWindow } from '../../harness/renderApp.tsx';
import { NOW, phone, session, settings } from '../../harness/shellAnswers.ts';

const running = { ...settings, setupDone: false };
const fresh = { ...settings, practice: { ...settings.practice, name: '', shortName: '' }, setupDone: false };

async function openSetup(section: string, answers: Answers = {}) {
  const page = await openScreen({ screen: 'setup', section }, answers);
  await screen.findByRole('navigation', { name: 'Setup steps' });
  return page;
}
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

describe('the first run', () => {
  it('shows itself where nobody has finished it, and not in the demo', async () => {
    const only = screens.filter((one) => one.id === 'setup' || one.id === 'today');
    const real = await renderWindow(only, { ...deskAnswers, 'settings.getSettings': () => fresh });
    await waitFor(() => expect(real.services.router.store.getState().route.screen).toBe('setup'));
    real.unmount();
    const demo = await renderWindow(only, {
      ...deskAnswers,
      'settings.getSettings': () => fresh,
      'system.getSession': () => ({ ...session, demo: true }),
    });
    await act(async () => undefined);
    expect(demo.services.router.store.getState().route.screen).toBe('inbox');
  });

  it.each(['practice', 'method', 'phone', 'twilio', 'test', 'hours', 'finish'])(
    'is accessible at step %s',
    async (section) => {
      await expectAccessible(await openSetup(section));
    },
  );

  it('needs the name of the clinic, and puts the focus on it', async () => {
    const user = userEvent.setup();
    const { core } = await openSetup('practice', { 'settings.getSettings': () => fresh });
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(screen.getByText('Type the name of the clinic.')).toBeTruthy();
    expect(document.activeElement).toBe(field('Clinic name'));
    await user.type(field('Clinic name'), 'Hillside Clinic');
    await user.type(field('Short name in texts'), 'Hillside');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await untilAsked(core, 'settings.saveSettings')).toMatchObject({
      practice: { name: 'Hillside Clinic', shortName: 'Hillside' },
    });
    await screen.findByRole('heading', { name: 'How to send texts' });
  });

  it('puts the focus on the password when the phone does not accept it, with what was typed still there', async () => {
    const user = userEvent.setup();
    const { core } = await openSetup('phone', {
      'settings.getSettings': () => running,
      'gateways.listGateways': () => ({ items: [] }),
      'gateways.pairPhone': () => {
        throw new DomainError('GATEWAY_REFUSED', 'The phone did not accept the username or password.', {
          field: 'password',
          details: { problem: 'wrongPassword' },
        });
      },
    });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Continue' }).disabled).toBe(true);
    expect(field('Username').value).toBe('sms');
    await user.type(field('Local address'), '192.168.1.24');
    await user.type(field('Password'), 'wrong{Enter}');
    await screen.findByText('The phone did not accept the username or password.');
    expect(document.activeElement).toBe(field('Password'));
    expect(field('Password').getAttribute('aria-invalid')).toBe('true');
    expect(field('Local address').value).toBe('192.168.1.24');
    expect(asked(core, 'gateways.pairPhone')).toEqual([
      { address: '192.168.1.24', username: 'sms', password: 'wrong', label: 'Front desk phone', replace: true },
    ]);
  });

  it('asks for what is missing before it calls the phone', async () => {
    const user = userEvent.setup();
    const { core } = await openSetup('phone', { 'gateways.listGateways': () => ({ items: [] }) });
    await user.type(field('Local address'), '192.168.1.24');
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    expect(document.activeElement).toBe(field('Password'));
    expect(asked(core, 'gateways.pairPhone')).toHaveLength(0);
  });

  it('looks for phones only after a click, and then chooses one that is fit for use', async () => {
    const user = userEvent.setup();
    const { core } = await openSetup('phone', { 'gateways.listGateways': () => ({ items: [] }) });
    expect(asked(core, 'gateways.findPhones')).toHaveLength(0);
    await user.click(screen.getByRole('button', { name: 'Look for phones' }));
    const found = await screen.findByRole<HTMLInputElement>('radio', { name: /SMSGate 1\.74\.1/ });
    await waitFor(() => expect(found.checked).toBe(true));
    expect(screen.queryByLabelText('Local address')).toBeNull();
    expect(screen.getByText('Update needed')).toBeTruthy();
    await user.type(field('Password'), 'right{Enter}');
    expect(await untilAsked(core, 'gateways.pairPhone')).toMatchObject({ address: '192.168.1.31:8080' });
    expect(asked(core, 'gateways.findPhones')).toHaveLength(1);
  });

  it('says that no phone was found, and how to go on', async () => {
    const user = userEvent.setup();
    await openSetup('phone', {
      'gateways.listGateways': () => ({ items: [] }),
      'gateways.findPhones': () => ({ phones: [], searched: [], skipped: [], complete: true }),
    });
    await user.click(screen.getByRole('button', { name: 'Look for phones' }));
    await screen.findByText(/No phone found\. Type the address shown on the phone\./);
    expect(field('Local address')).toBeTruthy();
  });

  it('leads from a found phone that does not answer to typing its address', async () => {
    const user = userEvent.setup();
    await openSetup('phone', {
      'gateways.listGateways': () => ({ items: [] }),
      'gateways.pairPhone': () => {
        throw new DomainError('GATEWAY_UNREACHABLE', 'No answer from the phone.', { field: 'address' });
      },
    });
    await user.click(screen.getByRole('button', { name: 'Look for phones' }));
    await screen.findByRole('radio', { name: /SMSGate 1\.74\.1/ });
    await user.type(field('Password'), 'right{Enter}');
    await screen.findByText('No answer from the phone.');
    await user.click(screen.getByRole('button', { name: 'Edit address' }));
    expect(field('Local address').value).toBe('192.168.1.31:8080');
  });

  it('takes a new password for the phone in use, and no other phone by mistake', async () => {
    const user = userEvent.setup();
    const { core } = await openSetup('phone');
    await user.type(field('Password'), 'new{Enter}');
    expect(await untilAsked(core, 'gateways.pairPhone')).toEqual({
      address: '192.168.1.24:8080',
      username: 'sms',
      password: 'new',
      label: 'Front desk Pixel',
      replace: false,
    });
  });

  it('connects another phone beside the one there is, and shows the checks of that one', async () => {
    const user = userEvent.setup();
    const second = { ...phone, id: 'gw9', label: 'Second phone', address: '192.168.1.31:8080' };
    let items = [phone];
    const { core } = await openScreen(
      { screen: 'setup', section: 'phone', selection: 'another' },
      {
        'gateways.listGateways': () => ({ items }),
        'gateways.pairPhone': () => {
          items = [phone, second];
          return { gateway: second, checks: [{ name: 'reach', ok: true, problem: null, text: 'Phone found' }] };
        },
      },
    );
    await user.type(await screen.findByLabelText('Local address'), '192.168.1.31');
    await user.type(field('Password'), 'right{Enter}');
    expect(await untilAsked(core, 'gateways.pairPhone')).toMatchObject({ add: true, replace: false });
    act(() => core.emit({ topic: 'gateway.changed', id: 'gw9', parentId: null }));
    await screen.findByText('Phone found');
    await waitFor(() => expect(asked(core, 'gateways.getHearingTest').at(-1)).toEqual({ id: 'gw9' }));
  });

  it('shows the checks, listens for a reply, and notices it', async () => {
    const user = userEvent.setup();
    let state: 'idle' | 'waiting' | 'heard' = 'idle';
    const { core } = await openSetup('phone', {
      'gateways.startHearingTest': () => {
        state = 'waiting';
        return { ...hearing, state, until: NOW + 109_000 };
      },
      'gateways.getHearingTest': () => ({ ...hearing, state, until: state === 'waiting' ? NOW + 109_000 : null }),
    });
    await user.type(field('Password'), 'right{Enter}');
    await screen.findByText('Phone found and signed in, 14 ms');
    expect(screen.getByText('The phone battery is at 18%. Keep it plugged in.')).toBeTruthy();
    await screen.findByText('Waiting for a reply to come back');
    expect(screen.getByText('Text “hello” to (206) 555-0100 from any phone.')).toBeTruthy();
    expect(screen.getByText(/^1:4\d left$/)).toBeTruthy();
    state = 'heard';
    act(() => core.emit({ topic: 'gateway.changed', id: 'gw1', parentId: null }));
    await screen.findByText('Replies arrive');
  });

  it('says what to do on this phone when no reply came, and tests again', async () => {
    const user = userEvent.setup();
    const { core } = await openSetup('phone', {
      'gateways.getHearingTest': () => ({
        ...hearing,
        state: 'notHeard',
        text: 'No reply came through.',
        advice: ['Turn off chat features (RCS).'],
      }),
    });
    await user.type(field('Password'), 'right{Enter}');
    await screen.findByText('No reply came through.');
    expect(screen.getByText('Turn off chat features (RCS).')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Check receiving' }));
    await waitFor(() => expect(asked(core, 'gateways.startHearingTest')).toHaveLength(2));
  });

  it('shows the advice for this make of phone', async () => {
    const user = userEvent.setup();
    await openSetup('phone');
    await user.type(field('Password'), 'right{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Show me how' }));
    const dialog = await screen.findByRole('dialog', { name: 'What to change on this Google Pixel' });
    expect(await within(dialog).findByText('Let the app run in the background')).toBeTruthy();
  });

  it('asks for the number of the SIM where the phone does not know it', async () => {
    const user = userEvent.setup();
    const { core } = await openSetup('phone', {
      'gateways.listGateways': () => ({ items: [{ ...phone, ownNumber: null }] }),
    });
    await user.type(field('Number of the SIM'), '(206) 555-0100{Enter}');
    expect(await untilAsked(core, 'gateways.updateGateway')).toEqual({ id: 'gw1', ownNumber: '(206) 555-0100' });
  });

  it('leads by the way that is chosen: the phone or Twilio', async () => {
    const user = userEvent.setup();
    await openSetup('method', {
      'gateways.listGateways': () => ({ items: [] }),
      'settings.getSettings': () => running,
    });
    await user.click(screen.getByRole('button', { name: /Twilio number/ }));
    await screen.findByRole('heading', { name: 'Connect Twilio' });
    expect(screen.queryByRole('button', { name: /Connect the phone/ })).toBeNull();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Continue' }).disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await user.click(screen.getByRole('button', { name: /Android phone/ }));
    await screen.findByRole('heading', { name: 'Connect your Android phone' });
  });

  it('goes back to the settings where the first run is done', async () => {
    const user = userEvent.setup();
    const { services } = await openSetup('twilio');
    expect(screen.queryByRole('button', { name: 'Do this later' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Back to Settings' }));
    expect(services.router.store.getState().route).toMatchObject({ screen: 'settings', section: 'sending' });
  });

  it('sends the test text as staff who agreed, and asks whether it arrived', async () => {
    const user = userEvent.setup();
    const { core } = await openSetup('test', {
      'people.savePerson': () =>
        ({ id: 'me' }) as unknown as Awaited<ReturnType<NonNullable<Answers['people.savePerson']>>>,
      'consent.recordEvent': () => ({}) as unknown as Awaited<ReturnType<NonNullable<Answers['consent.recordEvent']>>>,
      'messages.sendMessage': () => ({
        messageId: 'm1',
        conversationId: 'c1',
        status: 'queued',
        notBefore: null,
        decision: { decision: 'allow', code: 'OK', until: null, append: [], findings: [] },
      }),
      'conversations.listMessages': () => ({ items: [{ ...message, status: 'delivered' }], next: null }),
    });
    await user.type(field('Your own mobile number'), '(206) 555-0142{Enter}');
    await screen.findByText('Did it arrive?');
    expect(asked(core, 'people.savePerson')).toEqual([
      { name: 'Dana Whitlock', kind: 'employee', numbers: ['(206) 555-0142'] },
    ]);
    expect(asked(core, 'messages.sendMessage')[0]).toMatchObject({ personId: 'me', purpose: 'employee', undoMs: 0 });
    await user.click(screen.getByRole('button', { name: 'Yes' }));
    expect(screen.getByText('Good. Texts go out.')).toBeTruthy();
  });

  it('says how quiet hours act, and refuses an end before the start', async () => {
    const user = userEvent.setup();
    const { core } = await openSetup('hours');
    expect(screen.getByText('A reminder planned for 9:30 PM goes out at 8 AM.')).toBeTruthy();
    await user.clear(field('Or after'));
    await user.type(field('Or after'), '07:00');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(screen.getByText('The end must be after the start.')).toBeTruthy();
    expect(asked(core, 'settings.saveSettings')).toHaveLength(0);
  });

  it('leaves reminders off until somebody turns them on, and then is done', async () => {
    const user = userEvent.setup();
    const { core, services } = await openSetup('finish', {
      'reminders.getSummary': () => ({ ...offSummary }),
      'reminders.setEnabled': () => ({ ...offSummary, enabled: true }),
    });
    expect(asked(core, 'reminders.setEnabled')).toHaveLength(0);
    await user.click(screen.getByRole('button', { name: /Turn on reminders/ }));
    expect(await untilAsked(core, 'reminders.setEnabled')).toEqual({ enabled: true });
    await user.click(screen.getByRole('button', { name: 'Start working' }));
    expect(await untilAsked(core, 'settings.saveSettings')).toEqual({ setupDone: true });
    await waitFor(() => expect(services.router.store.getState().route.screen).toBe('inbox'));
  });
});

const offSummary = {
  heldAsOld: null,
  enabled: false,
  pausedUntil: null,
  pausedBy: null,
  pausedAt: null,
  sentToday: 0,
  stillToday: 0,
  confirmedToday: 0,
  needYou: 0,
  waiting: 0,
  nextAt: null,
};

const message = {
  id: 'm1',
  conversationId: 'c1',
  personId: 'me',
  direction: 'out' as const,
  channel: 'sms' as const,
  route: null,
  attachments: [],
  readAt: null,
  price: null,
  kind: 'text' as const,
  body: 'test',
  eventData: null,
  purpose: 'employee' as const,
  trigger: 'manual' as const,
  status: 'queued' as const,
  reason: null,
  notBefore: null,
  sendBy: null,
  author: 'Dana Whitlock',
  templateId: null,
  appointmentId: null,
  reminderId: null,
  segments: 1,
  replyClass: null,
  gatewayId: 'gw1',
  createdAt: NOW,
  sentAt: NOW,
  deliveredAt: NOW,
};
