/** Health: each reason with its next step, each route, what was turned away, and that it follows events. */
import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { QueueExplanation } from '../../../../src/renderer/contract.ts';
import { stepsFor } from '../../../../src/renderer/features/health/groupSteps.ts';
import { phone, tunnelUp, twilio } from '../../harness/gatewaySamples.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { health, NOW, sessionAs } from '../../harness/shellAnswers.ts';

const MINUTE = 60_000;

function group(state: QueueExplanation['state'], code: string, more: Partial<QueueExplanation> = {}): QueueExplanation {
  return {
    state,
    code,
    text: `Words of ${code}.`,
    nextStep: '',
    count: 1,
    oldestAt: NOW - 34 * MINUTE,
    gatewayId: null,
    gatewayLabel: null,
    example: { messageId: `m-${code}`, conversationId: `c-${code}` },
    ...more,
  };
}

const open = (items: QueueExplanation[], answers: Answers = {}) =>
  openScreen({ screen: 'health' }, { 'system.explainQueue': () => ({ items }), ...answers });

describe('what a group offers', () => {
  it('leads to where the cause is', () => {
    expect(stepsFor({ state: 'waiting', code: 'routeDown' })).toEqual(['route']);
    expect(stepsFor({ state: 'waiting', code: 'routeCapped' })).toEqual(['limits']);
    expect(stepsFor({ state: 'waiting', code: 'remindersPaused' })).toEqual(['reminders']);
    expect(stepsFor({ state: 'held', code: 'CONSENT_UNPROVEN' })).toEqual(['open']);
    expect(stepsFor({ state: 'waiting', code: 'inLine' })).toEqual([]);
  });

  it('never offers to try again what may have gone out', () => {
    expect(stepsFor({ state: 'needsReview', code: 'unsettled' })).toEqual(['open', 'settle']);
    expect(stepsFor({ state: 'failed', code: 'probablySent' })).toEqual(['open']);
    expect(stepsFor({ state: 'failed', code: 'optedOut' })).toEqual(['open']);
    expect(stepsFor({ state: 'failed', code: 'noSignal' })).toEqual(['open', 'tryAgain']);
  });
});

it('says that all is out when nothing is in the way', async () => {
  const page = await open([group('later', 'later', { count: 12, text: 'Planned for later.' })]);
  expect(await screen.findByText('Everything that should have gone out has gone out')).toBeDefined();
  expect(screen.getByText('46 texts sent today.')).toBeDefined();
  expect(screen.getByRole('heading', { name: 'Planned' })).toBeDefined();
  expect(screen.getByText('12 texts')).toBeDefined();
  await expectAccessible(page);
});

it('tells each reason with count, age, route and next step, what needs somebody first', async () => {
  const page = await open([
    group('needsReview', 'unsettled', { nextStep: 'Check with the phone or the patient, then say which.' }),
    group('waiting', 'routeDown', { count: 12, gatewayId: 'gw1', gatewayLabel: 'Front desk Pixel' }),
  ]);
  expect(await screen.findByText('1 text needs you')).toBeDefined();
  expect(screen.getByText('12 texts wait')).toBeDefined();
  const items = screen.getAllByRole('listitem').map(({ textContent }) => textContent ?? '');
  expect(items[0]).toContain('Words of unsettled.');
  expect(items[0]).toContain('Check with the phone or the patient, then say which.');
  expect(items[1]).toContain('the oldest since 9:10 AM, by Front desk Pixel');
  await expectAccessible(page);
});

it('opens the oldest text in its conversation', async () => {
  const { services } = await open([group('failed', 'other', { count: 3 })]);
  await userEvent.click(await screen.findByRole('button', { name: 'Open the oldest: Words of other.' }));
  expect(services.router.store.getState().route).toMatchObject({
    screen: 'inbox',
    selection: 'c-other',
    section: 'm-m-other',
  });
});

it('settles a doubtful text as the person says', async () => {
  const { core } = await open([group('needsReview', 'unsettled')], {
    'messages.settleMessage': () => ({ status: 'failed' }),
  });
  await userEvent.click(await screen.findByRole('button', { name: /^Did it go out/ }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'It did not go out' }));
  expect(await untilAsked(core, 'messages.settleMessage')).toEqual({ messageId: 'm-unsettled', outcome: 'notSent' });
  expect(await screen.findByText('Noted')).toBeDefined();
});

it('tries a failed text again, and shows why when that is refused', async () => {
  const { core } = await open([group('failed', 'noSignal')]);
  await userEvent.click(await screen.findByRole('button', { name: /^Try again/ }));
  expect(await untilAsked(core, 'messages.retryMessage')).toEqual({ messageId: 'm-noSignal' });
  expect(await screen.findByText(/messages.retryMessage is not answered here/)).toBeDefined();
});

it('resumes a paused route, for managers', async () => {
  const paused = group('waiting', 'routePaused', { gatewayId: 'gw1', gatewayLabel: 'Front desk Pixel' });
  const { core } = await open([paused], { 'gateways.setPaused': () => ({ done: true }) });
  await userEvent.click(await screen.findByRole('button', { name: /^Resume Front desk Pixel/ }));
  expect(await untilAsked(core, 'gateways.setPaused')).toEqual({ id: 'gw1', paused: false });
});

it('shows each route: its state, queue, what is left, when it was last heard', async () => {
  const down = {
    ...phone,
    state: 'down' as const,
    problem: 'unreachable' as const,
    downSince: NOW - 32 * MINUTE,
    queued: 12,
    oldestQueuedAt: NOW - 40 * MINUTE,
  };
  await open([], { 'system.getHealth': () => ({ ...health, gateways: [down, { ...twilio, clockSkewMs: 200_000 }] }) });
  const first = within(await screen.findByRole('region', { name: 'Front desk Pixel' }));
  expect(first.getByText('Down since 9:12 AM')).toBeDefined();
  expect(first.getByText('12, oldest 40 min')).toBeDefined();
  expect(first.getByText('46, 154 left')).toBeDefined();
  expect(first.getByText(/No answer. Is the phone on the clinic Wi-Fi/)).toBeDefined();
  const second = within(screen.getByRole('region', { name: 'Twilio' }));
  expect(second.getByText('Up')).toBeDefined();
  expect(second.getByText('3 min ahead of this PC')).toBeDefined();
  expect(screen.getByText('Differs by 3 min from Twilio')).toBeDefined();
});

it('is loud about switches that change where texts go, and about an old backup', async () => {
  const store = { ...health.store, lastBackupAt: NOW - 4 * 86_400_000 };
  const page = await open([], {
    'system.getHealth': () => ({ ...health, store, overrides: ['DESKBELL_TWILIO_API_URL'] }),
  });
  expect(await screen.findByText(/Switches of this PC change where texts go: DESKBELL_TWILIO_API_URL/)).toBeDefined();
  expect(screen.getByText('No backup for 4 days')).toBeDefined();
  await expectAccessible(page);
});

it('says in words what the listener turned away', async () => {
  const tunnel = { ...tunnelUp, counts: { ...tunnelUp.counts, forged: 3 } };
  await open([], { 'tunnel.getTunnel': () => tunnel });
  expect(
    await screen.findByText('3 posts with a wrong signature turned away. Someone else may be sending fake replies.'),
  ).toBeDefined();
  expect(screen.getByText('31 posts taken since the start')).toBeDefined();
});

it('does not ask for the tunnel where the person may not see it', async () => {
  const { core } = await open([], { 'system.getSession': () => sessionAs('frontDesk') });
  await screen.findByText('Everything that should have gone out has gone out');
  expect(asked(core, 'tunnel.getTunnel')).toEqual([]);
});

it('follows events', async () => {
  let items = [group('waiting', 'routeDown')];
  const { core } = await open([], { 'system.explainQueue': () => ({ items }) });
  await screen.findByText('Words of routeDown.');
  items = [];
  act(() => core.emit({ topic: 'message.statusChanged', id: 'm-routeDown', parentId: 'c-routeDown' }));
  await waitFor(() => expect(screen.queryByText('Words of routeDown.')).toBeNull());
  expect(screen.getByText('Everything that should have gone out has gone out')).toBeDefined();
});

it('says what failed, and asks again', async () => {
  const { core } = await open([], {
    'system.explainQueue': () => {
      throw new Error('broken');
    },
  });
  const [again] = await screen.findAllByRole('button', { name: 'Try again' });
  core.answers = { ...core.answers, 'system.explainQueue': () => ({ items: [] }) };
  await userEvent.click(again!);
  expect(await screen.findByText('Everything that should have gone out has gone out')).toBeDefined();
});
