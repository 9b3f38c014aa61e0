/** What a person may rely on when they press Send: it shows at once, comes back when refused, and asks when it should. */
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOW } from '../harness/shellAnswers.ts';
import { callsOf, createDesk, decided, finding, ours, refusal, row } from './desk.ts';
import { composer, openInbox } from './openInbox.tsx';

// The dialog's code is loaded when it is wanted; here before the clock of a waiting test runs.
beforeAll(() => import('../../../src/renderer/features/inbox/composer/AskDialog.tsx'));

const log = (): HTMLElement => screen.getByRole('log');

describe('sending', () => {
  it('shows the bubble and empties the composer before the core has answered', async () => {
    const desk = createDesk();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const send = desk.answers['messages.sendMessage']!;
    desk.answers['messages.sendMessage'] = async (input) => {
      await held;
      return send(input);
    };
    await openInbox(desk);
    const box = await composer();
    await userEvent.type(box, 'See you at 1:15.{Enter}');
    expect(within(log()).getByText('See you at 1:15.')).toBeDefined();
    expect(box.value).toBe('');
    expect(within(log()).getByText(/Sending in \d s/)).toBeDefined();
    release();
    await waitFor(() => expect(within(log()).getAllByText('See you at 1:15.')).toHaveLength(1));
  });

  it('takes the bubble back and puts the words into the composer when the core refuses', async () => {
    const desk = createDesk({
      onSend: () => {
        throw refusal('SEND_BLOCKED', decided(finding('CONTENT_BLOCK', { decision: 'block' })));
      },
    });
    const { core } = await openInbox(desk);
    const box = await composer();
    await userEvent.type(box, 'Your number is 123{Enter}');
    await waitFor(() => expect(box.value).toBe('Your number is 123'));
    expect(within(log()).queryByText('Your number is 123')).toBeNull();
    expect(await screen.findByText('Refused: SEND_BLOCKED.')).toBeDefined();
    expect(callsOf(core, 'messages.sendMessage')).toHaveLength(1);
  });

  it('never sends twice for one press, and sends plain punctuation where that saves a part', async () => {
    const desk = createDesk();
    const { core } = await openInbox(desk);
    const words = `${'We will see you. '.repeat(7)}It\u2019s fine`;
    const box = await composer();
    await userEvent.click(box);
    await userEvent.paste(words);
    await userEvent.keyboard('{Enter}{Enter}');
    await waitFor(() => expect(callsOf(core, 'messages.sendMessage')).toHaveLength(1));
    expect(callsOf(core, 'messages.sendMessage')[0]?.['body']).toBe(words.replace('\u2019', "'"));
  });

  it('undoes within the undo time: the text is taken back and stands in the composer', async () => {
    const { core } = await openInbox(createDesk());
    const box = await composer();
    await userEvent.type(box, 'Oops{Enter}');
    await screen.findByRole('button', { name: /^Undo/ });
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(box.value).toBe('Oops'));
    expect(callsOf(core, 'messages.cancelMessage')).toMatchObject([{ messageId: 's1' }]);
    expect(box.selectionStart).toBe(4);
  });

  it('marks the conversation Done with Ctrl+Shift+Enter and opens the next one', async () => {
    const desk = createDesk();
    const { core, services } = await openInbox(desk);
    await userEvent.type(await composer(), 'All set{Control>}{Shift>}{Enter}{/Shift}{/Control}');
    await waitFor(() => expect(callsOf(core, 'conversations.setStatus')).toMatchObject([{ id: 'c1', status: 'done' }]));
    await waitFor(() => expect(services.router.store.getState().route.selection).toBe('c2'));
  });
});

describe("the gate's questions", () => {
  it('are asked in words, and answered with their codes', async () => {
    let asked = 0;
    const question = decided(
      finding('STALE_CONTACT'),
      finding('CONTENT_CONFIRM', { words: 'This mentions a medicine.' }),
    );
    const desk = createDesk({
      onSend: () => {
        asked += 1;
        if (asked === 1) throw refusal('SEND_NEEDS_CONFIRMATION', question);
      },
    });
    const { core } = await openInbox(desk);
    await userEvent.type(await composer(), 'Your pills are here{Enter}');
    const dialog = await screen.findByRole('dialog', { name: 'Send this text?' });
    expect(within(dialog).getByText('This mentions a medicine.')).toBeDefined();
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Don't send"));
    const sendAnyway = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Send anyway' });
    expect(sendAnyway.disabled).toBe(true);
    await userEvent.selectOptions(within(dialog).getByRole('combobox'), 'They asked for it by text');
    await userEvent.click(sendAnyway);
    await waitFor(() =>
      expect(callsOf(core, 'messages.sendMessage').at(-1)).toMatchObject({
        body: 'Your pills are here',
        confirmed: ['STALE_CONTACT', 'CONTENT_CONFIRM'],
        contentReason: 'theyAsked',
      }),
    );
  });

  it('leave the text in the composer when the answer is no', async () => {
    const desk = createDesk({
      onSend: () => {
        throw refusal('SEND_NEEDS_CONFIRMATION', decided(finding('STALE_CONTACT')));
      },
    });
    const { core } = await openInbox(desk);
    const box = await composer();
    await userEvent.type(box, 'Hello{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: "Don't send" }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(box.value).toBe('Hello');
    expect(callsOf(core, 'messages.sendMessage')).toHaveLength(1);
  });

  it('offer no way through what no person may answer', async () => {
    const desk = createDesk({
      onSend: () => {
        throw refusal('SEND_NEEDS_CONFIRMATION', decided(finding('ZONE_NO_OVERLAP', { confirmable: false })));
      },
    });
    await openInbox(desk);
    await userEvent.type(await composer(), 'Hello{Enter}');
    const dialog = await screen.findByRole('dialog', { name: 'Send this text?' });
    expect(within(dialog).queryByRole('button', { name: /Send/ })).toBeNull();
  });

  it('send at the opening in quiet hours, and now only after a question', async () => {
    const until = NOW + 12 * 3_600_000;
    const quiet = decided(finding('QUIET_HOURS', { until }));
    const desk = createDesk({ gate: quiet });
    const { core } = await openInbox(desk);
    expect(await screen.findByText(/It is quiet hours\. This will go out .*9:44 PM/)).toBeDefined();
    await userEvent.type(await composer(), 'Later then{Enter}');
    await waitFor(() => expect(callsOf(core, 'messages.sendMessage')).toMatchObject([{ sendAt: until }]));

    desk.onSend = () => {
      throw refusal('SEND_NEEDS_CONFIRMATION', quiet);
    };
    await userEvent.type(await composer(), 'Now');
    await userEvent.click(screen.getByRole('button', { name: 'Send now anyway' }));
    expect(await screen.findByRole('button', { name: 'Send now' })).toBeDefined();
    expect(callsOf(core, 'messages.sendMessage').at(-1)).not.toHaveProperty('sendAt');
  });
});

describe('a number that must not be texted', () => {
  it.each([
    ['optedOut', /You can't text Maria/],
    ['landline', /looks like a landline/],
    ['suspended', /is stopped/],
    ['noNumber', /no phone number/],
  ] as const)('has no composer at all: %s', async (canText, words) => {
    const desk = createDesk({ rows: [row('c1', 'Maria Alvarez', { canText })] });
    const { core } = await openInbox(desk);
    expect(await screen.findByRole('group', { name: words })).toBeDefined();
    expect(screen.queryByRole('textbox', { name: /^Text to/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Send/ })).toBeNull();
    await userEvent.keyboard('r/hello{Enter}{Control>}{Shift>}{Enter}{/Shift}{/Control}');
    expect(callsOf(core, 'messages.sendMessage')).toHaveLength(0);
  });

  it('is locked also when only the gate knows', async () => {
    const desk = createDesk({ gate: decided(finding('OPTED_OUT_ALL', { decision: 'block', confirmable: false })) });
    await openInbox(desk);
    expect(await screen.findByRole('group', { name: /You can't text Maria/ })).toBeDefined();
  });

  it('cannot be sent to while there is no agreement on record, and says how to record one', async () => {
    const desk = createDesk({ gate: decided(finding('CONSENT_MISSING', { decision: 'block', confirmable: false })) });
    const { core } = await openInbox(desk);
    expect(await screen.findByText('We have no record that Maria agreed to texts.')).toBeDefined();
    await userEvent.type(await composer(), 'Hello{Enter}');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send to Maria Alvarez' }).disabled).toBe(true);
    expect(callsOf(core, 'messages.sendMessage')).toHaveLength(0);
    expect(screen.getByRole('button', { name: 'Maria agreed, record it' })).toBeDefined();
  });
});

describe('a text that did not arrive', () => {
  it('says why and tries again', async () => {
    const failed = ours('m2', 'See you', {
      status: 'failed',
      reason: { code: 'noService', text: 'Not sent. The phone had no signal.' },
    });
    const { core } = await openInbox(createDesk({ texts: [failed] }));
    expect(await within(log()).findByText(/Not sent\. The phone had no signal\./)).toBeDefined();
    await userEvent.click(within(log()).getByRole('button', { name: 'Try again' }));
    expect(callsOf(core, 'messages.retryMessage')).toMatchObject([{ messageId: 'm2' }]);
  });

  it('is never tried again while nobody knows whether it went out: a person says', async () => {
    const doubtful = ours('m2', 'See you', { status: 'needsReview' });
    const { core } = await openInbox(createDesk({ texts: [doubtful] }));
    expect(within(log()).queryByRole('button', { name: 'Try again' })).toBeNull();
    await userEvent.click(await within(log()).findByRole('button', { name: 'Did it arrive?' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'No, it did not go out' }));
    expect(callsOf(core, 'messages.settleMessage')).toMatchObject([{ messageId: 'm2', outcome: 'notSent' }]);
  });

  it('comes back with Up in an empty composer', async () => {
    const failed = ours('m2', 'See you', { status: 'failed' });
    await openInbox(createDesk({ texts: [failed] }));
    const box = await composer();
    await userEvent.type(box, '{ArrowUp}');
    expect(box.value).toBe('See you');
  });
});
