import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/contract/errors.ts';
import { twilio } from '../../harness/gatewaySamples.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';

const AC = `AC${'a'.repeat(32)}`;
const SK = `SK${'b'.repeat(32)}`;

async function openTwilio(answers: Answers = {}) {
  const page = await openScreen(
    { screen: 'setup', section: 'twilio' },
    { 'gateways.listGateways': () => ({ items: [] }), ...answers },
  );
  await screen.findByRole('heading', { name: 'Connect Twilio' });
  return page;
}
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

describe('connecting Twilio', () => {
  it('asks for what is missing before Twilio is asked, and puts the focus there', async () => {
    const user = userEvent.setup();
    const { core } = await openTwilio();
    await user.type(field('Account SID'), `${AC}{Enter}`);
    expect(document.activeElement).toBe(field('API key'));
    expect(screen.getByText('Copy this from the Twilio console.')).toBeTruthy();
    expect(asked(core, 'gateways.connectTwilio')).toHaveLength(0);
  });

  it('shows every check in words, and keeps no secret on the page', async () => {
    const user = userEvent.setup();
    const page = await openTwilio();
    await user.type(field('Account SID'), AC);
    await user.type(field('API key'), SK);
    await user.type(field('API secret'), 'very-secret');
    await user.type(field('Number or messaging service'), '(206) 555-0140{Enter}');
    expect(await untilAsked(page.core, 'gateways.connectTwilio')).toEqual({
      accountSid: AC,
      keySid: SK,
      keySecret: 'very-secret',
      sender: '(206) 555-0140',
    });
    await screen.findByText('Signed in to "Riverside".');
    // A number that is not registered yet is connected, and warned of.
    expect(screen.getByText(/No A2P brand is registered/).closest('li')?.textContent).toContain('Careful:');
    expect(field('API secret').value).toBe('');
    await expectAccessible(page);
  });

  it('takes the auth token alone, where there is no key', async () => {
    const user = userEvent.setup();
    const { core } = await openTwilio();
    await user.click(screen.getByRole('button', { name: 'I only have an auth token' }));
    expect(screen.queryByLabelText('API key')).toBeNull();
    await user.type(field('Account SID'), AC);
    await user.type(field('Number or messaging service'), '(206) 555-0140');
    await user.type(field('Auth token'), `${'c'.repeat(32)}{Enter}`);
    expect(await untilAsked(core, 'gateways.connectTwilio')).toEqual({
      accountSid: AC,
      authToken: 'c'.repeat(32),
      sender: '(206) 555-0140',
    });
  });

  it('puts a refusal at its field, and one without a field where the checks are', async () => {
    const user = userEvent.setup();
    let error = new DomainError('GATEWAY_REFUSED', 'Twilio does not accept our sign-in.', { field: 'keySecret' });
    await openTwilio({
      'gateways.connectTwilio': () => {
        throw error;
      },
    });
    await user.type(field('Account SID'), AC);
    await user.type(field('API key'), SK);
    await user.type(field('API secret'), 'wrong');
    await user.type(field('Number or messaging service'), '(206) 555-0140{Enter}');
    await screen.findByText('Twilio does not accept our sign-in.');
    expect(document.activeElement).toBe(field('API secret'));
    expect(field('API secret').getAttribute('aria-invalid')).toBe('true');
    error = new DomainError('GATEWAY_UNREACHABLE', 'No answer from Twilio.');
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    expect((await screen.findByText('No answer from Twilio.')).closest('li')?.textContent).toContain('Problem:');
  });

  it('has what is no secret typed already for a new key', async () => {
    await openTwilio({ 'gateways.listGateways': () => ({ items: [twilio] }) });
    expect(field('Account SID').value).toBe(AC);
    expect(field('Number or messaging service').value).toBe('+12065550140');
    expect(field('API secret').value).toBe('');
  });
});
