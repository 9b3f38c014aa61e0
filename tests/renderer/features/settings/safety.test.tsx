/** The practice's own words, its answer to an emergency, and the hours of offers. */
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { NOW, settings } from '../../harness/shellAnswers.ts';

const openHours = (country: 'US' | 'GB' | 'IN' = 'US') => {
  const saved = { ...settings, practice: { ...settings.practice, country } };
  return openScreen(
    { screen: 'settings', section: 'hours' },
    { 'settings.getSettings': () => saved, 'settings.saveSettings': () => ({ ...saved, savedAt: NOW }) },
  );
};

test('words are written with commas, kept once each, and saved when the field is left', async () => {
  const user = userEvent.setup();
  // Everything the page can have: what is registered in India, too.
  const page = await openHours('IN');
  await screen.findByRole('textbox', { name: 'Sender name (header)' });
  const words = await screen.findByRole('textbox', { name: 'Words of your own to ask about' });
  await user.type(words, 'peel, filler*,, peel');
  await user.tab();
  expect(await untilAsked(page.core, 'settings.saveSettings')).toMatchObject({
    safety: { guardWords: ['peel', 'filler*'] },
  });
  await expectAccessible(page);
});

test('the hours of offers are a choice in the US alone', async () => {
  const user = userEvent.setup();
  const { core } = await openHours();
  await user.selectOptions(
    await screen.findByRole('combobox', { name: 'Hours for offers' }),
    'The hours of each state',
  );
  expect(await untilAsked(core, 'settings.saveSettings')).toMatchObject({ safety: { marketingHours: 'stateTable' } });
});

test('elsewhere there is none', async () => {
  const { core } = await openHours('GB');
  await screen.findByRole('textbox', { name: 'Answer to an emergency' });
  expect(screen.queryByRole('combobox', { name: 'Hours for offers' })).toBeNull();
  expect(screen.queryByRole('textbox', { name: 'Sender name (header)' })).toBeNull();
  expect(asked(core, 'settings.saveSettings')).toEqual([]);
});
