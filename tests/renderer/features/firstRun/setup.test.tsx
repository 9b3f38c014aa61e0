import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/contract/errors.ts';
import { screens } from '../../../../src/renderer/app/screens.tsx';
import { deskAnswers } from '../../harness/deskAnswers.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { renderWindow } from '../../harness/renderApp.tsx';
import { NOW, phone, session, settings } from '../../harness/shellAnswers.ts';

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

  it.each(['practice', 'method', 'phone', 'test', 'hours', 'finish'])('is accessible at step %s', async (section) => {
    await expectAccessible(await openSetup(section));
  });

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
      'gateways.listGateways': () => ({ items: [] }),
      'gateways.pairPhone': () => {
        throw new DomainError('GATEWAY_REFUSED', 'The phone did not accept the username or password.', {
          field: 'password',
          details: { problem: 'wrongPassword' },
        });
      },
    });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Continue' }).disabled).toBe(true);
    await user.type(field('Local address'), '192.168.1.24');
    await user.type(field('Username'), 'sms');
    await user.type(field('Password'), 'wrong{Enter}');
    await screen.findByText('The phone did not accept the username or password.');
    expect(document.activeElement).toBe(field('Password'));
    expect(field('Password').getAttribute('aria-invalid')).toBe('true');
    expect(field('Local address').value).toBe('192.168.1.24');
    expect(asked(core, 'gateways.pairPhone')).toEqual([
      { address: '192.168.1.24', username: 'sms', password: 'wrong' },
    ]);
  });

  it('asks for what is missing before it calls the phone', async () => {
    const user = userEvent.setup();
    const { core } = await openSetup('phone', { 'gateways.listGateways': () => ({ items: [] }) });
    await user.type(field('Local address'), '192.168.1.24');
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    expect(document.activeElement).toBe(field('Username'));
    expect(asked(core, 'gateways.pairPhone')).toHaveLength(0);
  });

  it('shows the checks, and notices the first reply', async () => {
    const user = userEvent.setup();
    let inbound: number | null = null;
    const { core } = await openSetup('phone', {
      'gateways.listGateways': () => ({ items: [{ ...phone, lastInboundAt: inbound }] }),
    });
    await user.type(field('Username'), 'sms');
    await user.type(field('Password'), 'right{Enter}');
    await screen.findByText('Phone found and signed in, 14 ms');
    expect(screen.getByText('The phone battery is at 18%. Keep it plugged in.')).toBeTruthy();
    await screen.findByText('Waiting for a reply to come back');
    inbound = NOW + 60_000;
    act(() => core.emit({ topic: 'gateway.changed', id: 'gw1', parentId: null }));
    await screen.findByText('Replies arrive');
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
    expect(screen.getByText('Good. Texts go out from this phone.')).toBeTruthy();
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
