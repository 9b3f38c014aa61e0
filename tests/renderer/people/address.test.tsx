/** Where a person lives, in their form and on their page. */
import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/contract/errors.ts';
import type { Person } from '../../../src/renderer/contract.ts';
import { PeopleScreen } from '../../../src/renderer/features/people/PeopleScreen.tsx';
import { consentState } from '../harness/consentState.ts';
import type { Answers, MemoryCore } from '../harness/memoryTransport.ts';
import { renderPart } from '../harness/renderApp.tsx';
import { session } from '../harness/shellAnswers.ts';

const ana: Person = {
  ...{ id: 'p1', name: 'Ana Cruz', givenName: 'Ana', familyName: 'Cruz', kind: 'patient', language: 'en' },
  ...{ primaryNumber: null, primaryDisplay: null, canText: 'noNumber', nextVisitAt: null, numbers: [] },
  ...{ zone: null, note: '', externalId: null, createdAt: 0, updatedAt: 0 },
  address: { country: null, region: 'TN', postcode: null, zones: ['America/New_York', 'America/Chicago'] },
};

async function openAna(person: Person, save: Answers['people.savePerson'] = () => person) {
  const page = renderPart(
    <main>
      <PeopleScreen />
    </main>,
    {
      'system.getSession': () => session,
      'people.listPeople': () => ({ items: [person], next: null, total: 1 }),
      'people.getPerson': () => person,
      'people.savePerson': save,
      'consent.getState': () => consentState(),
      'consent.listEvents': () => ({ items: [], next: null }),
      'schedule.listAppointments': () => ({ items: [], next: null, date: null, clinicians: [], lastImportAt: null }),
    },
  );
  act(() => page.services.router.go({ screen: 'people' }));
  await userEvent.click(await screen.findByRole('option', { name: /Ana Cruz/ }));
  await screen.findByRole('heading', { name: 'Ana Cruz' });
  return page;
}

async function edit() {
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Ana Cruz' }));
  return screen.findByRole('dialog', { name: 'Edit Ana Cruz' });
}

const saved = (core: MemoryCore): unknown[] =>
  core.calls.filter(({ procedure }) => procedure === 'people.savePerson').map(({ input }) => input);

describe('where a person lives', () => {
  it('stands on their page with the clocks that texts keep', async () => {
    await openAna(ana);
    expect(screen.getByText('TN')).toBeDefined();
    expect(screen.getByText('America/New York, America/Chicago, by the address')).toBeDefined();
  });

  it.each<[string, Partial<Person>, string]>([
    ['a zone that the desk set', { zone: 'Pacific/Honolulu' }, 'Pacific/Honolulu'],
    ['nothing known', { address: null }, 'As the clinic'],
    [
      'a country with many clocks',
      { address: { country: 'MX', region: null, postcode: null, zones: ['a/a', 'b/b', 'c/c', 'd/d'] } },
      '4 time zones are possible: set the right one',
    ],
  ])('and with %s says so', async (_what, more, words) => {
    await openAna({ ...ana, ...more });
    expect(screen.getByText(words)).toBeDefined();
  });

  it('is sent as a whole when a part of it was changed, from a form without barriers', async () => {
    const { core } = await openAna(ana);
    const dialog = await edit();
    const group = within(dialog).getByRole('group', { name: 'Where they live' });
    await userEvent.type(within(group).getByRole('textbox', { name: 'ZIP or postal code' }), '38103');
    expect((await axe.run(dialog, { rules: { 'color-contrast': { enabled: false } } })).violations).toEqual([]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(saved(core)).toHaveLength(1));
    const { commandId: _id, ...sent } = saved(core)[0] as Record<string, unknown>;
    expect(sent).toEqual({ id: 'p1', address: { region: 'TN', postcode: '38103', country: '' } });
  });

  it('shows what is wrong at the very part of it', async () => {
    await openAna(ana, () => {
      throw new DomainError('INVALID_INPUT', 'That is no postal code of this country.', { field: 'address.postcode' });
    });
    const dialog = await edit();
    const code = within(dialog).getByRole('textbox', { name: 'ZIP or postal code' });
    await userEvent.type(code, '9');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(code.getAttribute('aria-invalid')).toBe('true'));
    expect(within(dialog).getByRole('alert').textContent).toBe('That is no postal code of this country.');
  });
});
