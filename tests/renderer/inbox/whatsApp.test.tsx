/** Approved WhatsApp templates in the composer: offered where WhatsApp is on, filled in, previewed by the gate, sent beside the draft. */
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WhatsAppTemplate } from '../../../src/renderer/contract.ts';
import { phone, twilio } from '../harness/gatewaySamples.ts';
import { expectAccessible } from '../harness/openScreen.tsx';
import { health, settings } from '../harness/shellAnswers.ts';
import { callsOf, createDesk, decided, finding } from './desk.ts';
import type { Desk } from './desk.ts';
import { composer, openInbox } from './openInbox.tsx';

beforeAll(() => import('../../../src/renderer/features/inbox/composer/WhatsAppDialog.tsx'));

const VISIT: WhatsAppTemplate = {
  contentSid: `HX${'1'.repeat(32)}`,
  name: 'visit_reminder',
  language: 'en',
  body: 'Hello {{1}}, your visit is on {{2}}.',
  variables: ['1', '2'],
  category: 'utility',
};
const OFFER: WhatsAppTemplate = {
  ...VISIT,
  contentSid: `HX${'2'.repeat(32)}`,
  name: 'spring_offer',
  category: 'marketing',
};

function whatsAppDesk(templates: readonly WhatsAppTemplate[], on = true): Desk {
  const desk = createDesk();
  const account = { ...twilio.account!, whatsAppNumber: '+12065550140' };
  desk.answers['system.getHealth'] = () => ({ ...health, gateways: [phone, { ...twilio, account }] });
  desk.answers['settings.getSettings'] = () => ({ ...settings, routing: { ...settings.routing, whatsapp: on } });
  desk.answers['gateways.listWhatsAppTemplates'] = () => ({ items: [...templates] });
  return desk;
}

const open = async (): Promise<HTMLElement> => {
  await composer();
  await userEvent.click(await screen.findByRole('button', { name: 'Send by WhatsApp' }));
  return screen.findByRole('dialog', { name: 'Send by WhatsApp' });
};

describe('an approved WhatsApp template', () => {
  it('is filled in and sent, and what stood in the composer stays', async () => {
    const { core, ...page } = await openInbox(whatsAppDesk([VISIT, OFFER]));
    const box = await composer();
    await userEvent.type(box, 'half a sentence');
    const dialog = within(await open());
    await userEvent.click(await dialog.findByRole('radio', { name: /visit_reminder/ }));
    expect(dialog.queryByText('spring_offer')).toBeNull();
    const send = dialog.getByRole<HTMLButtonElement>('button', { name: /^Send to/ });
    expect(send.disabled).toBe(true);
    await userEvent.type(dialog.getByLabelText('Instead of 1'), 'Maria');
    await userEvent.type(dialog.getByLabelText('Instead of 2'), 'Tuesday');
    expect(dialog.getByText('Hello Maria, your visit is on Tuesday.')).toBeDefined();
    await expectAccessible(page);
    await userEvent.click(send);
    await waitFor(() =>
      expect(callsOf(core, 'messages.sendMessage')).toMatchObject([
        {
          body: 'Hello Maria, your visit is on Tuesday.',
          channel: 'whatsapp',
          whatsAppTemplate: { contentSid: VISIT.contentSid, variables: { 1: 'Maria', 2: 'Tuesday' } },
        },
      ]),
    );
    expect((await composer()).textContent).toBe('half a sentence');
  });

  it('is not sent when the gate forbids it, and says why', async () => {
    const desk = whatsAppDesk([{ ...VISIT, body: 'Please call us.', variables: [] }]);
    desk.gate = decided(finding('CONTENT_BLOCK', { decision: 'block', words: 'This can not go by text.' }));
    await openInbox(desk);
    const dialog = within(await open());
    await userEvent.click(await dialog.findByRole('radio', { name: /visit_reminder/ }));
    expect(await dialog.findByText('This can not go by text.')).toBeDefined();
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: /^Send to/ }).disabled).toBe(true);
  });

  it('says where templates come from when there are none', async () => {
    await openInbox(whatsAppDesk([OFFER]));
    const dialog = within(await open());
    expect(await dialog.findByText('No approved templates yet')).toBeDefined();
  });

  it('is not offered while WhatsApp is off', async () => {
    await openInbox(whatsAppDesk([VISIT], false));
    await composer();
    expect(screen.queryByRole('button', { name: 'Send by WhatsApp' })).toBeNull();
  });
});
