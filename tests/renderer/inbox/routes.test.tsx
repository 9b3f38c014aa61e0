/** Two routes in one conversation: where the way changes, which way a text will go, and what can be done about one that did not. */
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MessageRoute, PreviewRoute } from '../../../src/renderer/contract.ts';
import { phone, twilio } from '../harness/gatewaySamples.ts';
import { expectAccessible } from '../harness/openScreen.tsx';
import { health, NOW } from '../harness/shellAnswers.ts';
import { BY_PHONE, callsOf, createDesk, MINUTE, ours, refusal, text } from './desk.ts';
import type { Desk } from './desk.ts';
import { composer, openInbox } from './openInbox.tsx';

beforeAll(() => import('../../../src/renderer/features/inbox/thread/TextDetailsDialog.tsx'));

const byPhone: MessageRoute = {
  gatewayKind: 'phone',
  label: 'Front desk Pixel',
  ownNumber: '+12065550100',
  sim: 1,
  why: null,
};
const byTwilio: MessageRoute = {
  gatewayKind: 'twilio',
  label: 'Twilio',
  ownNumber: '+12065550199',
  sim: null,
  why: 'failover',
};
const around: PreviewRoute = { ...BY_PHONE, gatewayKind: 'twilio', label: 'Twilio', why: 'failover', named: true };

function twoRoutes(more: Partial<Desk> = {}): Desk {
  const desk = createDesk(more);
  desk.answers['system.getHealth'] = () => ({ ...health, gateways: [phone, twilio] });
  return desk;
}

describe('the thread', () => {
  it('says where the way changes, and why under the text itself', async () => {
    const page = await openInbox(
      twoRoutes({
        texts: [
          ours('m3', 'Yes', { route: { ...byTwilio, why: null }, channel: 'whatsapp', createdAt: NOW - MINUTE }),
          ours('m2', 'We are here', { route: byTwilio, createdAt: NOW - 20 * MINUTE }),
          text('m1', 'Hello?', { route: byPhone, createdAt: NOW - 40 * MINUTE }),
        ],
      }),
    );
    expect(await screen.findByText('Now by Twilio, number ending 0199')).toBeDefined();
    expect(screen.getByText('Went by Twilio: the usual route was down.')).toBeDefined();
    expect(screen.getByText('Now on WhatsApp, by Twilio')).toBeDefined();
    await expectAccessible(page);
  });

  it('tells everything about a text in its details', async () => {
    await openInbox(
      twoRoutes({
        texts: [
          ours('m1', 'Hello', {
            status: 'undelivered',
            reason: { code: 'notMobile', text: 'Not delivered. This looks like a landline.' },
            route: byTwilio,
            segments: 2,
            price: { micros: -15_800, currency: 'USD' },
            readAt: NOW,
          }),
        ],
      }),
    );
    expect(screen.getByRole('button', { name: 'Change number' })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Details' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'About this text' }));
    expect(dialog.getByText('Twilio, number ending 0199')).toBeDefined();
    expect(dialog.getByText('2 texts')).toBeDefined();
    expect(dialog.getByText('$0.0158')).toBeDefined();
    expect(dialog.getByText('notMobile')).toBeDefined();
  });

  it('says when a text was read', async () => {
    await openInbox(twoRoutes({ texts: [ours('m1', 'Hello', { channel: 'whatsapp', readAt: NOW })] }));
    expect(await screen.findByText(/Read 9:44 AM/)).toBeDefined();
  });

  it('is honest when a text can no longer be taken back', async () => {
    const desk = twoRoutes({ texts: [ours('m1', 'Hello', { status: 'sending', createdAt: NOW - MINUTE })] });
    desk.answers['messages.cancelMessage'] = () => {
      throw refusal('TOO_LATE');
    };
    await openInbox(desk);
    await userEvent.click(await screen.findByRole('button', { name: 'Take back' }));
    expect(await screen.findByText('Refused: TOO_LATE.')).toBeDefined();
    expect((await composer()).value).toBe('');
  });

  it('says what a waiting text waits for once', async () => {
    const reason = { code: 'routeDown', text: 'Waiting. Front desk Pixel does not answer; this leaves by itself.' };
    await openInbox(twoRoutes({ texts: [ours('m1', 'Hello', { status: 'queued', reason })] }));
    expect(
      await screen.findByText(/· Waiting\. Front desk Pixel does not answer; this leaves by itself\./),
    ).toBeDefined();
  });

  it("takes the state from the core's own words where they are nearer to it", async () => {
    const reason = { code: 'notMobile', text: 'Not delivered. This looks like a landline.' };
    await openInbox(twoRoutes({ texts: [ours('m1', 'Hello', { status: 'failed', reason })] }));
    expect(await screen.findByText(/· Not delivered\. This looks like a landline\./)).toBeDefined();
    expect(screen.queryByText(/Not sent/)).toBeNull();
  });

  it('does not offer to take back what is being looked for', async () => {
    const reason = { code: 'checking', text: 'The connection broke while this was sent. We are checking.' };
    const sending = { status: 'sending', createdAt: NOW - MINUTE, reason } as const;
    await openInbox(twoRoutes({ texts: [ours('m1', 'Hello', sending)] }));
    expect(await screen.findByText(/The connection broke/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Take back' })).toBeNull();
  });

  it('sends the same words as a text where WhatsApp does not work', async () => {
    const reason = { code: 'noWhatsApp', text: 'Not sent. This number is not on WhatsApp.' };
    const { core } = await openInbox(
      twoRoutes({ texts: [ours('m1', 'Hello', { status: 'failed', channel: 'whatsapp', reason })] }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Send as a text' }));
    await waitFor(() =>
      expect(callsOf(core, 'messages.sendMessage')).toMatchObject([{ body: 'Hello', channel: 'sms' }]),
    );
  });

  it('leads to the settings for what is wrong at the provider', async () => {
    const reason = { code: 'countryOff', text: 'Not sent. Texting to this country is switched off.' };
    const { services } = await openInbox(twoRoutes({ texts: [ours('m1', 'Hi', { status: 'failed', reason })] }));
    await userEvent.click(await screen.findByRole('button', { name: 'Open settings' }));
    expect(services.router.store.getState().route).toMatchObject({ screen: 'settings', section: 'sending' });
  });
});

describe('the composer', () => {
  it('says by which route the text will go, where there is a choice', async () => {
    await openInbox(twoRoutes());
    expect(await screen.findByText('by the phone')).toBeDefined();
  });

  it('says nothing about it where there is one route', async () => {
    await openInbox(createDesk());
    await composer();
    expect(screen.queryByText(/^by the/)).toBeNull();
  });

  it('counts the name of the practice that a detour adds', async () => {
    const desk = twoRoutes({ route: around, lines: (body) => `Riverside: ${body}` });
    await openInbox(desk);
    const box = await composer();
    expect(await screen.findByText('by Twilio')).toBeDefined();
    await userEvent.click(box);
    await userEvent.paste('a'.repeat(155));
    expect(await screen.findByText('2 texts · 140 left')).toBeDefined();
  });

  it('says for which route a text will wait', async () => {
    const waits = { code: 'routeDown', text: 'Waiting. Front desk Pixel does not answer.' };
    await openInbox(twoRoutes({ route: { ...BY_PHONE, waits } }));
    expect(await screen.findByText('Will wait for the phone')).toBeDefined();
  });
});

it('the desk note that is not there yet is added, not edited', async () => {
  const desk = createDesk();
  const person = desk.answers['people.getPerson']!;
  desk.answers['people.getPerson'] = async (input) => ({ ...(await person(input)), note: '' });
  await openInbox(desk);
  expect(await screen.findByRole('button', { name: 'Add a desk note' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Edit the desk note' })).toBeNull();
});
