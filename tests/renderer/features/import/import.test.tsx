import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/contract/errors.ts';
import { importPreview } from '../../harness/deskAnswers.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';

const FILE = new File(['Patient,Mobile\nHana Sato,(206) 555-0172\n'], 'monday.csv', { type: 'text/csv' });

async function openImport(answers: Answers = {}) {
  const page = await openScreen({ screen: 'import' }, answers);
  await screen.findByRole('heading', { name: 'Import visits' });
  return page;
}
async function choose(user: ReturnType<typeof userEvent.setup>, file: File = FILE): Promise<void> {
  await user.upload(screen.getByLabelText('Choose a file', { selector: 'input' }), file);
}

describe('importing a list', () => {
  it('goes from the file to the visits, with the doubtful date order chosen by a person', async () => {
    const user = userEvent.setup();
    const page = await openImport();
    await expectAccessible(page);
    await choose(user);
    await screen.findByRole('table');
    expect(asked(page.core, 'schedule.previewImport')[0]).toEqual({
      fileName: 'monday.csv',
      base64: btoa('Patient,Mobile\nHana Sato,(206) 555-0172\n'),
    });
    await expectAccessible(page);

    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(screen.getByText('Choose how your list writes dates.')).toBeTruthy();
    expect(asked(page.core, 'schedule.previewImport')).toHaveLength(1);
    await user.click(screen.getByRole('radio', { name: 'day/month/year' }));
    await user.click(screen.getByRole('button', { name: 'Continue' }));

    await screen.findByRole('button', { name: '2 need you' });
    expect(asked(page.core, 'schedule.previewImport')[1]).toMatchObject({
      dateOrder: 'dmy',
      mapping: { 0: 'name', 1: 'phone', 2: 'date', 3: 'time', 4: 'ignore' },
    });
    const rows = screen.getByRole('grid', { name: 'Rows of the list' });
    expect(within(rows).getByText('(206) 555-01 is too short.')).toBeTruthy();
    expect(within(rows).getByText('The time is missing.')).toBeTruthy();
    expect(within(rows).getAllByRole('row')).toHaveLength(2);
    // A row without consent is asked about with the whole list.
    screen.getByRole('region', { name: '2 rows need you' });
    await expectAccessible(page);

    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Ask first' }).checked).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Add 53 visits' }));
    await screen.findByText('53 visits added. 1 changed. 156 reminders planned, the first one today, 10:30 AM.');
    expect(asked(page.core, 'schedule.applyImport')).toEqual([
      { importId: 'imp1', consent: 'askFirst', confirmedBrakes: [] },
    ]);
  });

  it('records that they agreed on the form only when somebody chose so', async () => {
    const user = userEvent.setup();
    const { core } = await openImport({
      'schedule.previewImport': () => ({ ...importPreview, dateOrderAmbiguous: false }),
    });
    await choose(user);
    await user.click(await screen.findByRole('button', { name: 'Continue' }));
    await user.click(await screen.findByRole('radio', { name: 'They agreed on the form' }));
    await user.click(screen.getByRole('button', { name: 'Add 53 visits' }));
    expect(await untilAsked(core, 'schedule.applyImport')).toEqual({
      importId: 'imp1',
      consent: 'agreedOnForm',
      confirmedBrakes: [],
    });
    // Nothing was corrected: the preview that is there is the one that is applied.
    expect(asked(core, 'schedule.previewImport')).toHaveLength(1);
  });

  it('goes from a calendar straight to the check, and back to the choice', async () => {
    const calendar = { ...importPreview, format: 'ics' as const, columns: [], dateOrderAmbiguous: false };
    const user = userEvent.setup();
    await openScreen({ screen: 'import' }, { 'schedule.previewImport': () => calendar });
    await user.upload(await screen.findByLabelText('Choose a file', { selector: 'input' }), FILE);
    await screen.findByRole('grid', { name: 'Rows of the list' });
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await screen.findByLabelText('Choose a file', { selector: 'input' });
  });

  it('can be cancelled while the core reads, and says that nothing was changed', async () => {
    const user = userEvent.setup();
    const { core } = await openImport({ 'schedule.previewImport': () => new Promise(() => undefined) });
    await choose(user);
    await screen.findByText('Checking the rows. You can go on working meanwhile.');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await screen.findByText('Import cancelled. Nothing was changed.');
    expect(screen.getByText('Drop a file here, or paste rows from your calendar')).toBeTruthy();
    await waitFor(() => expect(core.frames.some((frame) => frame.t === 'cancel')).toBe(true));
    expect(asked(core, 'schedule.applyImport')).toHaveLength(0);
  });

  it('goes on while somebody looks at another screen', async () => {
    const user = userEvent.setup();
    let answer: (value: typeof importPreview) => void = () => undefined;
    const { services, core } = await openImport({
      'schedule.previewImport': () => new Promise((resolve) => (answer = resolve)),
    });
    await choose(user);
    await untilAsked(core, 'schedule.previewImport');
    await act(async () => services.router.go({ screen: 'inbox' }));
    await act(async () => answer(importPreview));
    await act(async () => services.router.go({ screen: 'import' }));
    expect(await screen.findByRole('table')).toBeTruthy();
    expect(core.frames.some((frame) => frame.t === 'cancel')).toBe(false);
  });

  it('refuses a file of more than 25 MB before it is sent anywhere', async () => {
    const user = userEvent.setup();
    const { core } = await openImport();
    const large = new File(['x'], 'all.csv', { type: 'text/csv' });
    Object.defineProperty(large, 'size', { value: 25_000_001 });
    await choose(user, large);
    await screen.findByText('all.csv is larger than 25 MB. Export one month at a time.');
    expect(asked(core, 'schedule.previewImport')).toHaveLength(0);
  });

  it("shows the core's words when the file is no list of visits", async () => {
    const user = userEvent.setup();
    await openImport({
      'schedule.previewImport': () => {
        throw new DomainError('FILE_NOT_A_SCHEDULE', "This doesn't look like a visit list.");
      },
    });
    await choose(user);
    expect((await screen.findByText("This doesn't look like a visit list.")).closest('[role=alert]')).not.toBeNull();
  });

  it('reads pasted rows, and needs a column for each thing that is missing', async () => {
    const user = userEvent.setup();
    const columns = importPreview.columns.map((column) =>
      column.index === 1 ? { ...column, meaning: 'ignore' as const } : column,
    );
    const { core } = await openImport({
      'schedule.previewImport': ({ mapping }) =>
        mapping
          ? { ...importPreview, dateOrderAmbiguous: false }
          : { ...importPreview, columns, missing: ['phone'], dateOrderAmbiguous: false },
    });
    await user.click(screen.getByLabelText('Or paste the rows here'));
    await user.paste('Patient\tMobile\nHana Sato\t(206) 555-0172');
    await user.click(screen.getByRole('button', { name: 'Read these rows' }));
    await screen.findByText('Still needed: phone. Choose the column for each.');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Continue' }).disabled).toBe(true);
    await user.selectOptions(screen.getByLabelText('Meaning of Mobile'), 'Phone');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await screen.findByRole('grid', { name: 'Rows of the list' });
    expect(asked(core, 'schedule.previewImport').at(-1)).toMatchObject({ mapping: { 1: 'phone' } });
  });

  it('gives a meaning to one column only', async () => {
    const user = userEvent.setup();
    await openImport();
    await choose(user);
    await user.selectOptions(await screen.findByLabelText('Meaning of Room'), 'Full name');
    expect(screen.getByLabelText<HTMLSelectElement>('Meaning of Patient').value).toBe('ignore');
  });

  it('keeps the check on screen when adding is refused', async () => {
    const user = userEvent.setup();
    await openImport({
      'schedule.previewImport': () => ({ ...importPreview, dateOrderAmbiguous: false }),
      'schedule.applyImport': () => {
        throw new DomainError('IMPORT_EXPIRED', 'This preview is too old. Choose the list again.');
      },
    });
    await choose(user);
    await user.click(await screen.findByRole('button', { name: 'Continue' }));
    await user.click(await screen.findByRole('button', { name: 'Add 53 visits' }));
    await screen.findByText('This preview is too old. Choose the list again.');
    expect(screen.getByRole('grid', { name: 'Rows of the list' })).toBeTruthy();
  });
});

describe('a long list', () => {
  /** A promise and its end. */
  function gate() {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { opened, open };
  }

  it('says how far its reading is, follows what the core tells, and can be stopped', async () => {
    const user = userEvent.setup();
    const { opened, open } = gate();
    let done = 1_200;
    const page = await openImport({
      'schedule.previewImport': async () => {
        await opened;
        return importPreview;
      },
      'schedule.getImportProgress': () => ({ running: true, done, total: 10_000 }),
    });
    await choose(user);
    expect(await screen.findByText('1,200 of 10,000 rows')).toBeTruthy();
    const bar = screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Reading monday.csv' });
    expect([bar.value, bar.max]).toEqual([1_200, 10_000]);
    await expectAccessible(page);
    // Asked about by the id of the very command that reads.
    const call = page.core.calls.find(({ procedure }) => procedure === 'schedule.previewImport');
    const id = (call?.input as { commandId: string }).commandId;
    expect(asked(page.core, 'schedule.getImportProgress')[0]).toEqual({ id });
    done = 8_000;
    act(() => page.core.emit({ topic: 'job.progressed', id, parentId: null }));
    expect(await screen.findByText('8,000 of 10,000 rows')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(page.core.frames.some(({ t }) => t === 'cancel')).toBe(true);
    open();
    await screen.findByText('Drop a file here, or paste rows from your calendar');
  });

  it('says how far its adding is', async () => {
    const user = userEvent.setup();
    const { opened, open } = gate();
    const answers: Answers = {
      'schedule.previewImport': () => ({ ...importPreview, dateOrderAmbiguous: false }),
      'schedule.getImportProgress': ({ id }) => ({ running: id === 'imp1', done: 20, total: 53 }),
      'schedule.applyImport': async () => {
        await opened;
        return { importId: 'imp1', counts: importPreview.counts, remindersPlanned: 0, firstReminderAt: null };
      },
    };
    await openImport(answers);
    await choose(user);
    await user.click(await screen.findByRole('button', { name: 'Continue' }));
    await user.click(await screen.findByRole('button', { name: 'Add 53 visits' }));
    expect(await screen.findByText('20 of 53 rows')).toBeTruthy();
    open();
    await screen.findByText(/^53 visits added/);
  });
});
