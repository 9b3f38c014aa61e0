/** A one-time code at the counter: sent, read out, typed; right, wrong, too late, too often. */
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/contract/errors.ts';
import type { ConsentEvent, OutputOf } from '../../../src/renderer/contract.ts';
import { NumberCheck } from '../../../src/renderer/features/people/index.ts';
import type { Answers } from '../harness/memoryTransport.ts';
import { asked, expectAccessible } from '../harness/openScreen.tsx';
import { renderPart } from '../harness/renderApp.tsx';

beforeAll(() => import('../../../src/renderer/features/people/CheckNumberDialog.tsx'));

const MINUTE = 60_000;
const subject = { personId: 'p1', number: '+12065550172', display: '(206) 555-0172', name: 'Maria' };

function checked(more: Partial<ConsentEvent> = {}): ConsentEvent {
  return {
    id: 'e1',
    at: Date.parse('2026-11-21T18:00:00Z'),
    number: subject.number,
    personId: 'p1',
    personName: 'Maria Alvarez',
    kind: 'number_verified',
    level: null,
    purpose: null,
    channel: 'sms',
    method: 'text',
    evidence: 'one-time code',
    actor: 'Dana',
    ...{ recordedAt: null, effectiveAt: null, endsAt: null, givenBy: null },
    ...{ wordingId: null, wordingVersion: null, language: null, fileId: null, fileSha256: null },
    ...more,
  };
}

type Result = OutputOf<'codes.checkCode'>;

async function openCheck(results: readonly Result[], more: Answers = {}) {
  const left = [...results];
  let sent = 0;
  const page = renderPart(
    <main>
      <NumberCheck subject={subject} />
    </main>,
    {
      'consent.listEvents': () => ({ items: [], next: null }),
      'codes.sendCode': () => {
        sent += 1;
        const expiresAt = page.services.clock.now() + 10 * MINUTE;
        return { codeId: `k${sent}`, route: 'own', messageId: 'm1', gatewayLabel: 'Front desk Pixel', expiresAt };
      },
      'codes.checkCode': () => left.shift() ?? { result: 'spent', triesLeft: 0 },
      ...more,
    },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Check this number: (206) 555-0172' }));
  await screen.findByRole('dialog', { name: 'Check this number' });
  return page;
}

async function sendAndType(code: string): Promise<void> {
  await userEvent.click(screen.getByRole('button', { name: 'Send code' }));
  const box = await screen.findByRole('textbox', { name: 'Code' });
  await waitFor(() => expect(document.activeElement).toBe(box));
  await userEvent.type(box, `${code}{Enter}`);
}

describe('checking a number', () => {
  it('sends a code, takes what the person reads out, and says that it is right', async () => {
    const page = await openCheck([{ result: 'right', triesLeft: 4 }]);
    await expectAccessible(page);
    expect(asked(page.core, 'codes.sendCode')).toEqual([]);
    await sendAndType('123456');
    expect(await screen.findByText('The number is right')).toBeDefined();
    expect(asked(page.core, 'codes.sendCode')).toEqual([{ number: subject.number, personId: 'p1' }]);
    expect(asked(page.core, 'codes.checkCode')).toEqual([{ codeId: 'k1', code: '123456' }]);
    await expectAccessible(page);
  });

  it('says how many tries are left after a wrong one, and lets the next be typed over it', async () => {
    const { core } = await openCheck([
      { result: 'wrong', triesLeft: 4 },
      { result: 'right', triesLeft: 0 },
    ]);
    await sendAndType('111111');
    expect(await screen.findByText('That is not the code. 4 tries left.')).toBeDefined();
    await userEvent.keyboard('222222{Enter}');
    expect(await screen.findByText('The number is right')).toBeDefined();
    expect(asked(core, 'codes.checkCode').map(({ code }) => code)).toEqual(['111111', '222222']);
  });

  it.each([
    ['expired', 'This code is too old. Send a new one.'],
    ['spent', /^This code no longer counts/],
  ] as const)('offers a new code when the old one is %s', async (result, words) => {
    const { core } = await openCheck([{ result, triesLeft: 0 }]);
    await sendAndType('111111');
    expect(await screen.findByText(words)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Send a new code' }));
    expect(await screen.findByRole('textbox', { name: 'Code' })).toBeDefined();
    expect(asked(core, 'codes.sendCode')).toHaveLength(2);
  });

  it('notices by itself that ten minutes are over', async () => {
    const page = await openCheck([]);
    await userEvent.click(screen.getByRole('button', { name: 'Send code' }));
    await screen.findByRole('textbox', { name: 'Code' });
    act(() => page.services.clock.sync(page.services.clock.now() + 11 * MINUTE));
    expect(await screen.findByText('This code is too old. Send a new one.')).toBeDefined();
  });

  it('says in words why no code was sent', async () => {
    const page = await openCheck([], {
      'codes.sendCode': () => {
        throw new DomainError('NOT_AVAILABLE', 'Three codes went to this number within an hour. Try again later.');
      },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Send code' }));
    expect((await screen.findByRole('alert')).textContent).toBe(
      'Three codes went to this number within an hour. Try again later.',
    );
    await expectAccessible(page);
  });
});

describe('a number', () => {
  const shown = (items: ConsentEvent[]) =>
    renderPart(<NumberCheck subject={subject} />, { 'consent.listEvents': () => ({ items, next: null }) });

  it('says when it was checked', async () => {
    shown([checked()]);
    expect(await screen.findByText(/^Number checked Sat 21 Nov/)).toBeDefined();
    expect(await screen.findByRole('button', { name: /^Check again/ })).toBeDefined();
  });

  it('is not checked any more once somebody said that it is wrong', async () => {
    const { core } = shown([checked({ id: 'e2', kind: 'number_wrong' }), checked()]);
    await waitFor(() => expect(asked(core, 'consent.listEvents')).toHaveLength(1));
    expect(screen.queryByText(/^Number checked/)).toBeNull();
  });
});
