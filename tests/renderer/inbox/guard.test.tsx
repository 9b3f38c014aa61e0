/** What a person sees while they write something that should not go by text. */
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TextFinding } from '../../../src/renderer/contract.ts';
import { consentState } from '../harness/consentState.ts';
import { callsOf, createDesk } from './desk.ts';
import type { Desk } from './desk.ts';
import { composer, openInbox } from './openInbox.tsx';

// The dialog's code is loaded when it is wanted; here before the clock of a waiting test runs.
beforeAll(() => import('../../../src/renderer/features/inbox/composer/UnencryptedDialog.tsx'));

const RESULT: TextFinding = {
  rule: 'CG17',
  severity: 'block',
  start: 0,
  end: 8,
  content: 'a test result',
  instead: 'Your results are ready. Please call us at (206) 555-0100.',
  acceptable: true,
};

function deskThatFinds(word: string, finding: TextFinding): Desk {
  return createDesk({ check: (body) => (body.includes(word) ? [finding] : []) });
}

describe('while somebody writes', () => {
  it('says what cannot go by text, and puts neutral words in its place', async () => {
    const desk = deskThatFinds('negative', RESULT);
    const page = await openInbox(desk);
    const box = await composer();
    await userEvent.type(box, 'Your test is negative');
    expect(await screen.findByText(/This looks like a test result\. It can't go by text\./)).toBeDefined();
    const rules = { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } };
    const { violations } = await axe.run(page.container, { rules });
    expect(violations.map(({ id }) => id)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Use this instead' }));
    expect(box.value).toBe(RESULT.instead);
    await waitFor(() => expect(screen.queryByText(/can't go by text/)).toBeNull());
    expect(callsOf(page.core, 'messages.sendMessage')).toHaveLength(0);
  });

  it('asks once the keys rest, and not at every one', async () => {
    const desk = deskThatFinds('negative', RESULT);
    const { core } = await openInbox(desk);
    await userEvent.type(await composer(), 'It is negative');
    await screen.findByText(/a test result/);
    const asked = callsOf(core, 'gate.checkText');
    expect(asked.at(-1)).toMatchObject({ conversationId: 'c1', body: 'It is negative' });
    expect(asked.length).toBeLessThan(14);
  });

  it('takes back what it said as soon as the text is another one', async () => {
    const desk = deskThatFinds('metformin', { ...RESULT, severity: 'confirm', content: 'a medicine', instead: null });
    await openInbox(desk);
    const box = await composer();
    await userEvent.type(box, 'your metformin');
    expect(await screen.findByText('This mentions a medicine. You will be asked why.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Use this instead' })).toBeNull();
    await userEvent.type(box, '{Backspace}');
    expect(screen.queryByText(/a medicine/)).toBeNull();
  });

  it('puts on record that they were warned and want it all the same, and asks again', async () => {
    let accepted = false;
    const desk = createDesk({
      check: (body) =>
        body.includes('negative')
          ? [{ ...RESULT, severity: accepted ? 'confirm' : 'block', acceptable: !accepted }]
          : [],
    });
    desk.answers['consent.recordEvent'] = ({ number = '' }) => {
      accepted = true;
      return consentState({ number });
    };
    const { core } = await openInbox(desk);
    await userEvent.type(await composer(), 'It is negative');
    await userEvent.click(await screen.findByRole('button', { name: 'They want it by text' }));
    const dialog = await screen.findByRole('dialog', { name: 'Read this out first' });
    expect(within(dialog).getByText(/Texts are not encrypted/)).toBeDefined();
    await userEvent.click(within(dialog).getByRole('button', { name: 'They said yes' }));
    expect(
      await screen.findByText('This mentions a test result. You will be asked why.', { exact: false }),
    ).toBeDefined();
    expect(callsOf(core, 'consent.recordEvent')).toMatchObject([
      { number: '+12065550172', personId: 'p-c1', kind: 'note', method: 'spoken', evidence: 'acceptsUnencrypted:yes' },
    ]);
    expect(screen.queryByRole('button', { name: 'They want it by text' })).toBeNull();
  });

  it('writes on undisturbed when the core cannot be asked', async () => {
    const desk = createDesk({
      check: () => {
        throw new Error('offline');
      },
    });
    const { core } = await openInbox(desk);
    await userEvent.type(await composer(), 'Hello{Enter}');
    await waitFor(() => expect(callsOf(core, 'messages.sendMessage')).toHaveLength(1));
  });
});
