/** People who look the same: compared side by side, made one or kept apart by a person. */
import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/renderer/contract.ts';
import { PeopleScreen } from '../../../src/renderer/features/people/PeopleScreen.tsx';
import type { Answers } from '../harness/memoryTransport.ts';
import { renderPart } from '../harness/renderApp.tsx';

// The dialog's code is loaded when it is wanted; here before the clock of a waiting test runs.
beforeAll(() => import('../../../src/renderer/features/people/MergeDialog.tsx'));

const person = (id: string, name: string, display: string, more: Partial<Person> = {}): Person => ({
  ...{ id, name, kind: 'patient', primaryNumber: '+12065550172', primaryDisplay: display, canText: 'yes' },
  ...{
    nextVisitAt: null,
    givenName: name,
    familyName: '',
    language: 'en',
    zone: null,
    address: null,
    note: '',
    externalId: null,
  },
  ...{ numbers: [{ number: '+12065550172', display, label: '', kind: 'mobile', sharedWith: [], sharedMore: 0 }] },
  ...{ createdAt: 0, updatedAt: 0, ...more },
});
const maria = person('p1', 'Maria Alvarez', '(206) 555-0172');
const mara = person('p2', 'Mara Alvarez', '(206) 555-0113', { language: 'es' });

function openPeople(answers: Answers = {}) {
  const page = renderPart(
    <main>
      <PeopleScreen />
    </main>,
    {
      'people.listPeople': () => ({ items: [], next: null, total: 0 }),
      'people.listDuplicates': () => ({ items: [{ reason: 'nearName', people: [maria, mara] }], next: null }),
      'people.mergePeople': () => ({ person: maria, mergeId: 'm1', undoable: true, why: null }),
      'people.keepApart': () => ({ done: true }),
      'people.undoMerge': () => ({ kept: maria, merged: mara }),
      'people.getPerson': () => maria,
      ...answers,
    },
  );
  act(() => page.services.router.go({ screen: 'people' }));
  return page;
}
const asked = ({ core }: ReturnType<typeof openPeople>, procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

describe('people who look the same', () => {
  it('are compared field by field, and what was chosen is what is taken; it can be undone', async () => {
    const user = userEvent.setup();
    const page = openPeople();
    expect(await screen.findByText('2 people look the same')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Compare' }));
    const dialog = await screen.findByRole('dialog', { name: 'Are these one person?' });
    const { violations } = await axe.run(dialog, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
    await user.click(within(dialog).getByRole('radio', { name: '(206) 555-0113' }));
    await user.click(within(dialog).getByRole('radio', { name: 'es' }));
    await user.click(within(dialog).getByRole('radio', { name: 'en' }));
    await user.click(within(dialog).getByRole('button', { name: 'Make them one person' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked(page, 'people.mergePeople')).toMatchObject([{ keepId: 'p1', mergeId: 'p2', take: ['number'] }]);
    await act(async () => void page.services.undo.undo());
    expect(asked(page, 'people.undoMerge')).toMatchObject([{ id: 'm1' }]);
  });

  it('are kept apart when they are two, with the safe button first', async () => {
    const user = userEvent.setup();
    const page = openPeople();
    await user.click(await screen.findByRole('button', { name: 'Compare' }));
    await user.click(await screen.findByRole('button', { name: 'Two different people' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked(page, 'people.keepApart')).toMatchObject([{ personId: 'p1', otherId: 'p2' }]);
    expect(asked(page, 'people.mergePeople')).toEqual([]);
  });

  it('are not spoken of when there are none', async () => {
    openPeople({ 'people.listDuplicates': () => ({ items: [], next: null }) });
    await screen.findByText('No patients yet');
    expect(screen.queryByText(/look the same/)).toBeNull();
  });
});
