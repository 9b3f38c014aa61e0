/** Registered texts of practices in India. */
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Template } from '../../../../src/renderer/contract.ts';
import { openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { NOW, settings } from '../../harness/shellAnswers.ts';

const text: Template = {
  id: 't1',
  name: 'Day before',
  shortcut: 'day',
  category: 'reminder',
  language: 'en',
  body: '{practiceShortName}: your visit is {visitDay}.',
  version: 2,
  translationOf: null,
  outdated: false,
  archived: false,
  updatedAt: NOW,
};

const openHours = (texts: (typeof settings)['dlt']['texts']) => {
  const saved = { ...settings, practice: { ...settings.practice, country: 'IN' as const }, dlt: { header: '', texts } };
  return openScreen(
    { screen: 'settings', section: 'hours' },
    {
      'settings.getSettings': () => saved,
      'settings.saveSettings': () => ({ ...saved, savedAt: NOW }),
      'templates.listTemplates': () => ({ items: [text] }),
    },
  );
};

test('the number of a text is kept with the version it was registered for, and one of other words is asked for anew', async () => {
  const user = userEvent.setup();
  const { core } = await openHours([{ templateId: 't1', version: 1, registeredId: '1107160000000001' }]);
  const field = await screen.findByRole('textbox', { name: 'DLT number of "Day before"' });
  expect(screen.getByText('Its words were changed since. Register them, and type the new number.')).toBeTruthy();
  await user.clear(field);
  await user.paste('1107160000000002');
  await user.tab();
  expect(await untilAsked(core, 'settings.saveSettings')).toMatchObject({
    dlt: { texts: [{ templateId: 't1', version: 2, registeredId: '1107160000000002' }] },
  });
});
