/** The words people agree to: what counts now, and other words as a new version. */
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, it } from 'vitest';
import { ConsentWordsPage } from '../../../../src/renderer/features/settings/ConsentWordsPage.tsx';
import { settings } from '../../harness/shellAnswers.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { renderPart } from '../../harness/renderApp.tsx';

const wording = { id: 'care', version: 1, language: 'en', purpose: 'care', validFrom: 0, author: 'deskbell' } as const;
const answers: Answers = {
  'consent.listWordings': () => ({ items: [{ ...wording, text: 'May we text you about your visits?' }] }),
  'consent.saveWording': ({ text }) => ({ ...wording, version: 2, text: text ?? '' }),
};
const page = (locked = false) =>
  renderPart(
    <main>
      <ConsentWordsPage settings={settings} locked={locked} />
    </main>,
    answers,
  );
const NAME = 'Save as new version: Visits and care, English';

it('saves other words as the next version, and the same words not at all', async () => {
  const { core, container } = page();
  const field = await screen.findByRole('textbox', { name: 'Visits and care, English' });
  const save = screen.getByRole<HTMLButtonElement>('button', { name: NAME });
  expect(save.disabled).toBe(true);
  await userEvent.type(field, ' Reply STOP to end.');
  await userEvent.click(save);
  await waitFor(() =>
    expect(core.calls.filter(({ procedure }) => procedure === 'consent.saveWording')).toMatchObject([
      { input: { id: 'care', language: 'en', text: 'May we text you about your visits? Reply STOP to end.' } },
    ]),
  );
  const result = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  expect(result.violations.map(({ id }) => id)).toEqual([]);
});

it('can only be read by others than managers', async () => {
  page(true);
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Visits and care, English' });
  expect(field.disabled).toBe(true);
});
