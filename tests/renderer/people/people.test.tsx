/** People and consent: finding, adding, correcting, and recording what somebody said. */
import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/contract/errors.ts';
import { ConsentBlock } from '../../../src/renderer/features/people/index.ts';
import { PeopleScreen } from '../../../src/renderer/features/people/PeopleScreen.tsx';
import type { CanText, Person } from '../../../src/renderer/contract.ts';
import { consentState } from '../harness/consentState.ts';
import type { Answers, MemoryCore } from '../harness/memoryTransport.ts';
import { renderPart } from '../harness/renderApp.tsx';

// The dialog's code is loaded when it is wanted; here before the clock of a waiting test runs.
beforeAll(() => import('../../../src/renderer/features/people/ConsentDialog.tsx'));

const maria: Person = {
  id: 'p1',
  name: 'Maria Alvarez',
  kind: 'patient',
  primaryNumber: '+12065550172',
  primaryDisplay: '(206) 555-0172',
  canText: 'yes',
  nextVisitAt: null,
  givenName: 'Maria',
  familyName: 'Alvarez',
  language: 'en',
  zone: null,
  address: null,
  note: 'Prefers afternoons.',
  externalId: null,
  numbers: [
    {
      number: '+12065550172',
      display: '(206) 555-0172',
      label: '',
      kind: 'mobile',
      sharedWith: [{ id: 'p2', name: 'Leo Alvarez' }],
      sharedMore: 0,
    },
  ],
  createdAt: 0,
  updatedAt: 0,
};
const state = consentState();
const answers: Answers = {
  'people.listPeople': ({ search = '' }) => {
    const items = 'maria alvarez'.includes(search.toLowerCase()) ? [maria] : [];
    return { items, next: null, total: items.length };
  },
  'people.getPerson': () => maria,
  'people.savePerson': () => maria,
  'consent.getState': () => state,
  'consent.listEvents': () => ({ items: [], next: null }),
  'consent.recordEvent': () => state,
  'schedule.listAppointments': () => ({ items: [], next: null, date: null, clinicians: [], lastImportAt: null }),
};
const inputs = (core: MemoryCore, procedure: string): unknown[] =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

async function openMaria() {
  const page = renderPart(
    <main>
      <PeopleScreen />
    </main>,
    answers,
  );
  act(() => page.services.router.go({ screen: 'people' }));
  await userEvent.click(await screen.findByRole('option', { name: /Maria Alvarez/ }));
  await screen.findByRole('heading', { name: 'Maria Alvarez' });
  return page;
}

describe('people', () => {
  it('asks for what is searched and filtered', async () => {
    const { core } = await openMaria();
    await userEvent.type(screen.getByRole('searchbox'), '0172');
    await userEvent.click(screen.getByRole('radio', { name: 'Opted out' }));
    await waitFor(() =>
      expect(inputs(core, 'people.listPeople').at(-1)).toMatchObject({ search: '0172', filter: 'optedOut' }),
    );
    expect(await screen.findByText('Nothing found for “0172”')).toBeDefined();
  });

  it('sends only what was changed', async () => {
    const { core } = await openMaria();
    await userEvent.click(screen.getByRole('button', { name: 'Edit Maria Alvarez' }));
    const dialog = await screen.findByRole('dialog', { name: 'Edit Maria Alvarez' });
    const note = within(dialog).getByRole('textbox', { name: 'Desk note' });
    await userEvent.clear(note);
    await userEvent.type(note, 'Hard of hearing');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(inputs(core, 'people.savePerson')).toHaveLength(1));
    const { commandId: _id, ...sent } = inputs(core, 'people.savePerson')[0] as Record<string, unknown>;
    expect(sent).toEqual({ id: 'p1', note: 'Hard of hearing' });
  });

  it('keeps where the clock of a person is, when they say it', async () => {
    const { core } = await openMaria();
    await userEvent.click(screen.getByRole('button', { name: 'Edit Maria Alvarez' }));
    const dialog = await screen.findByRole('dialog', { name: 'Edit Maria Alvarez' });
    const zone = within(dialog).getByRole<HTMLSelectElement>('combobox', { name: 'Time zone' });
    expect(zone.value).toBe('');
    await userEvent.selectOptions(zone, 'Pacific/Honolulu');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(inputs(core, 'people.savePerson')).toHaveLength(1));
    expect(inputs(core, 'people.savePerson')[0]).toMatchObject({ id: 'p1', zone: 'Pacific/Honolulu' });
  });

  it("shows the core's refusal at the field it is about, and keeps what was typed", async () => {
    const { core } = await openMaria();
    core.answers['people.savePerson'] = () => {
      throw new DomainError('INVALID_INPUT', 'This number is too short. It needs 10 digits.', {
        field: 'numbers.0.number',
      });
    };
    await userEvent.click(screen.getByRole('button', { name: 'Add patient' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add patient' });
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Tom Whitfield');
    const number = within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Phone number' });
    await userEvent.type(number, '(206) 555-01{Enter}');
    const alert = await within(dialog).findByRole('alert');
    expect(alert.textContent).toContain('This number is too short. It needs 10 digits.');
    expect(number.getAttribute('aria-invalid')).toBe('true');
    expect(number.getAttribute('aria-describedby')).toContain(alert.id);
    expect(number.value).toBe('(206) 555-01');
  });

  it('says who else has the number', async () => {
    await openMaria();
    expect(screen.getByText('Shared with Leo Alvarez')).toBeDefined();
  });

  it('has no accessibility violations', async () => {
    const { container } = await openMaria();
    await screen.findByText('Yes, agreed to texts');
    const result = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
    });
    expect(result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });
});

describe('consent', () => {
  const block = (canText: CanText, more: Answers = {}) =>
    renderPart(
      <ConsentBlock
        subject={{ personId: 'p1', number: '+12065550172', display: '(206) 555-0172', name: 'Maria', canText }}
      />,
      { ...answers, ...more },
    );

  it('is told with its evidence', async () => {
    block('yes');
    expect(await screen.findByText('Signed form, Thu 12 Mar')).toBeDefined();
  });

  it('of care is what an agreement at the desk records, and nothing wider', async () => {
    const { core } = block('ask');
    await userEvent.click(await screen.findByRole('button', { name: 'Record agreement' }));
    const dialog = await screen.findByRole('dialog', { name: 'Record agreement' });
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Signed form' }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Record agreement' }));
    await waitFor(() =>
      expect(inputs(core, 'consent.recordEvent')).toMatchObject([
        { kind: 'grant', method: 'paper', purpose: 'care', personId: 'p1', number: '+12065550172' },
      ]),
    );
  });

  it('is withdrawn for all their numbers, after a question whose safe answer has the focus', async () => {
    const { core } = block('yes');
    await userEvent.click(await screen.findByRole('button', { name: 'Record opt-out' }));
    await screen.findByRole('dialog', { name: 'Record opt-out' });
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    await userEvent.click(screen.getByRole('button', { name: 'Stop all texts' }));
    await waitFor(() =>
      expect(inputs(core, 'consent.recordEvent')).toMatchObject([{ kind: 'revoke', personId: 'p1' }]),
    );
    expect(inputs(core, 'consent.recordEvent')[0]).not.toHaveProperty('number');
    expect(inputs(core, 'consent.recordEvent')[0]).not.toHaveProperty('purpose');
  });

  it('cannot be given back by staff after a STOP', async () => {
    const optedOut = { at: Date.parse('2026-11-03T18:00:00Z'), word: 'STOP', scope: 'number' } as const;
    block('optedOut', { 'consent.getState': () => ({ ...state, optedOut }) });
    expect(await screen.findByText('Opted out on Tue 3 Nov by texting STOP')).toBeDefined();
    expect(screen.getByText('Only Maria can turn this back on, by texting START.')).toBeDefined();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
