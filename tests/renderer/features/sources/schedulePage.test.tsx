import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/contract/errors.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { feedSource, folderSource, sourcesAnswer } from '../../harness/scheduleSamples.ts';

async function openPage(answers: Answers = {}) {
  const page = await openScreen(
    { screen: 'settings', section: 'schedule' },
    { 'sources.listSources': () => sourcesAnswer, ...answers },
  );
  await waitFor(() => expect(screen.queryByLabelText('Loading')).toBeNull());
  return page;
}
const card = async (name: string) => within(await screen.findByRole('region', { name }));

describe('your schedule', () => {
  it('says of each source how it is, in words, and is accessible', async () => {
    await expectAccessible(await openPage());
    expect((await card('Exports')).getByText('Works')).toBeTruthy();
    expect((await card('Jane calendar')).getByText('Cannot be read')).toBeTruthy();
    expect((await card('Jane calendar')).getByText(/no longer allowed/)).toBeTruthy();
    expect((await card('Jane calendar')).getByText('Calendar address · cal.example.com')).toBeTruthy();
  });

  it('names the lists that wait and why, opens one in the import, or puts it aside', async () => {
    const user = userEvent.setup();
    const { core, services } = await openPage({ 'sources.dismissList': () => ({ done: true }) });
    const lists = await card('Lists that wait');
    expect(lists.getByText('52 new, 3 changed, 1 cancelled, 4 need you')).toBeTruthy();
    expect(lists.getByText(/the last one had 50/)).toBeTruthy();
    await user.click(lists.getByRole('button', { name: 'Not wanted' }));
    expect(await untilAsked(core, 'sources.dismissList')).toEqual({ id: 'list1' });
    await user.click(lists.getByRole('button', { name: 'Look at it' }));
    expect(services.router.store.getState().route).toMatchObject({ screen: 'import', selection: 'list1' });
  });

  it('reads a source now', async () => {
    const user = userEvent.setup();
    const { core } = await openPage({ 'sources.runSource': () => folderSource });
    await user.click((await card('Exports')).getByRole('button', { name: 'Read now' }));
    expect(await untilAsked(core, 'sources.runSource')).toEqual({ id: 'src1' });
  });

  it('adds a folder, tried first; a refusal stands at its field', async () => {
    const user = userEvent.setup();
    let refuse = true;
    const { core } = await openPage({
      'sources.checkSource': () => ({ ok: true, text: 'The folder is there, with 2 lists.' }),
      'sources.saveSource': () => {
        if (refuse) throw new DomainError('INVALID_INPUT', 'Choose the folder.', { field: 'folder.path' });
        return folderSource;
      },
    });
    await user.click(screen.getByRole('button', { name: 'Add a source' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Watched folder' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'New source: Watched folder' }));
    await user.type(dialog.getByLabelText('Folder'), 'D:/Lists');
    await user.click(dialog.getByRole('button', { name: 'Test' }));
    await dialog.findByText('The folder is there, with 2 lists.');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await dialog.findByText('Choose the folder.');
    expect(dialog.getByLabelText('Folder').getAttribute('aria-invalid')).toBe('true');
    refuse = false;
    await user.click(dialog.getByLabelText('Add by itself'));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked(core, 'sources.saveSource').at(-1)).toMatchObject({
      kind: 'folder',
      addByItself: true,
      folder: { path: 'D:/Lists', done: 'leave' },
    });
  });

  it('never shows a saved address, and keeps it when the field is left empty', async () => {
    const user = userEvent.setup();
    const { core } = await openPage({ 'sources.saveSource': () => feedSource });
    await user.click((await card('Jane calendar')).getByRole('button', { name: 'Change' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Change “Jane calendar”' }));
    expect(dialog.getByLabelText('Address of the calendar')).toHaveProperty('value', '');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await untilAsked(core, 'sources.saveSource')).not.toHaveProperty('feed');
  });

  it('removes a source only after asking', async () => {
    const user = userEvent.setup();
    const { core } = await openPage({ 'sources.removeSource': () => ({ done: true }) });
    await user.click((await card('Exports')).getByRole('button', { name: 'Remove' }));
    expect(asked(core, 'sources.removeSource')).toEqual([]);
    const dialog = within(await screen.findByRole('dialog', { name: 'Remove “Exports”?' }));
    await user.click(dialog.getByRole('button', { name: 'Remove' }));
    expect(await untilAsked(core, 'sources.removeSource')).toEqual({ id: 'src1' });
  });

  it('says what to do when there is none', async () => {
    await openPage({ 'sources.listSources': () => ({ items: [], lists: [] }) });
    expect(await screen.findByText('No source yet')).toBeTruthy();
  });
});
