import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/contract/errors.ts';
import { importPreview, importRow, importRows } from '../../harness/deskAnswers.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';

const FILE = new File(['Patient,Mobile\nHana Sato,(206) 555-0172\n'], 'monday.csv', { type: 'text/csv' });
const sure = { ...importPreview, dateOrderAmbiguous: false };

async function openCheck(answers: Answers = {}) {
  const user = userEvent.setup();
  const page = await openScreen({ screen: 'import' }, { 'schedule.previewImport': () => sure, ...answers });
  await user.upload(await screen.findByLabelText('Choose a file', { selector: 'input' }), FILE);
  await user.click(await screen.findByRole('button', { name: 'Continue' }));
  await screen.findByRole('grid', { name: 'Rows of the list' });
  return { ...page, page, user };
}

describe('the check step', () => {
  it('holds the button until somebody says that they looked at what is wrong', async () => {
    const warnings = [{ code: 'rowsFell', text: 'This list has 3 visits, the last one had 40.', severity: 'brake' as const }]; // prettier-ignore
    const { user, core, page } = await openCheck({ 'schedule.previewImport': () => ({ ...sure, warnings }) });
    const add = screen.getByRole<HTMLButtonElement>('button', { name: 'Add 53 visits' });
    expect(add.disabled).toBe(true);
    await expectAccessible(page);
    await user.click(screen.getByRole('checkbox', { name: 'I have looked at this' }));
    await user.click(add);
    expect(await untilAsked(core, 'schedule.applyImport')).toMatchObject({ confirmedBrakes: ['rowsFell'] });
  });

  it('is worked through by keyboard alone: from the summary to each row, mended in place, with the error at its field', async () => {
    let rows = importRows.slice(0, 2);
    const { user, core, page } = await openCheck({
      'schedule.listImportRows': () => ({ items: [...rows], next: null }),
      'schedule.fixImportRow': ({ line, phone }) => {
        if (phone === '12') throw new DomainError('INVALID_INPUT', '12 is too short.', { field: 'phone' });
        rows = rows.filter((row) => row.line !== line);
        return {
          row: importRow(line ?? 0),
          counts: { ...sure.counts, problems: rows.length + 1, needYou: rows.length },
          warnings: [],
        };
      },
    });
    const needs = await screen.findByRole('region', { name: '2 rows need you' });
    await expectAccessible(page);
    within(needs).getByRole('link', { name: 'Line 4' }).focus();
    await user.keyboard('{Enter}');
    const row = document.getElementById('importRow4');
    expect(row?.contains(document.activeElement)).toBe(true);
    while (document.activeElement !== within(needs).getByLabelText('Phone number')) await user.tab();
    await user.clear(within(needs).getByLabelText('Phone number'));
    await user.keyboard('12{Enter}');
    expect((await within(needs).findByText('12 is too short.')).closest('[role=alert]')).not.toBeNull();
    await user.clear(within(needs).getByLabelText('Phone number'));
    await user.keyboard('206 555 0113{Enter}');
    await untilAsked(core, 'schedule.fixImportRow');
    await act(async () => core.emit({ topic: 'import.changed', id: 'imp1', parentId: null }));
    await screen.findByRole('region', { name: '1 row needs you' });
    await waitFor(() => expect(document.activeElement?.textContent).toContain('1 row needs you'));
    await user.click(screen.getByRole('button', { name: 'Leave out line 9' }));
    expect(asked(core, 'schedule.fixImportRow').at(-1)).toEqual({ importId: 'imp1', line: 9, take: false });
  });

  it('tells an hour that comes twice apart from itself', async () => {
    const readings = [Date.UTC(2027, 10, 7, 8, 30), Date.UTC(2027, 10, 7, 9, 30)];
    const twice = { code: 'timeTwice' as const, severity: 'error' as const, column: null, text: 'The clocks change at this time. Say which one is meant.', readings }; // prettier-ignore
    const row = importRow(5, { action: 'skipped', startsAt: null, problems: [twice] });
    const { user, core } = await openCheck({
      'schedule.listImportRows': () => ({ items: [row], next: null }),
      'schedule.fixImportRow': () => ({ row, counts: sure.counts, warnings: [] }),
    });
    expect(screen.getByRole('button', { name: /1:30 AM, before the clocks go back$/ })).not.toBeNull();
    await user.click(screen.getByRole('button', { name: /1:30 AM, after the clocks have gone back$/ }));
    expect(await untilAsked(core, 'schedule.fixImportRow')).toMatchObject({ line: 5, startsAt: readings[1] });
  });

  it('asks whom a row means, with both numbers', async () => {
    const row = importRow(5, {
      phone: '+12065550150',
      problems: [{ code: 'whichPerson', severity: 'warning', column: null, text: 'Known with another number.' }],
      question: { kind: 'whichPerson', people: [{ id: 'p1', name: 'Maria Alvarez', numberEnds: '0172', nextVisitAt: null }], answer: null }, // prettier-ignore
    });
    const { user, core, page } = await openCheck({
      'schedule.listImportRows': () => ({ items: [row], next: null }),
      'schedule.fixImportRow': () => ({ row, counts: sure.counts, warnings: [] }),
    });
    const question = await screen.findByRole('group', { name: 'Who is this?' });
    expect(within(question).getAllByRole('radio').map((radio) => (radio as HTMLInputElement).labels?.[0]?.textContent)).toEqual([
      'Maria Alvarez. Keep old number, ends 0172',
      'Maria Alvarez. Use new number, ends 0150',
      'This is a new person',
    ]); // prettier-ignore
    await expectAccessible(page);
    await user.click(within(question).getByRole('radio', { name: /Use new number/ }));
    expect(await untilAsked(core, 'schedule.fixImportRow')).toMatchObject({ line: 5, answer: { person: 'p1', number: 'use' } }); // prettier-ignore
  });

  it('shows missing visits only for a complete list, and cancels them only when told', async () => {
    const absent = { visits: 3, complete: false, cancel: 0 };
    const missing = importRow(10_000_000, { action: 'missing', name: 'Leo Grant', decision: 'leave' });
    const { user, core, page } = await openCheck({
      'schedule.previewImport': () => ({ ...sure, absent }),
      'schedule.listImportRows': ({ filter }) => ({ items: filter === 'missing' ? [missing] : [...importRows], next: null }),
      'schedule.setImportComplete': ({ complete }) => ({ ...absent, complete: complete ?? false }),
      'schedule.decideMissing': () => ({ visits: 3, complete: true, cancel: 3 }),
    }); // prettier-ignore
    expect(screen.queryByText('Leo Grant')).toBeNull();
    await user.click(screen.getByRole('checkbox', { name: 'This list is complete' }));
    await screen.findByText('Leo Grant');
    await expectAccessible(page);
    await user.click(screen.getByRole('button', { name: 'Cancel these 3 visits' }));
    expect(await untilAsked(core, 'schedule.decideMissing')).toMatchObject({ lines: null, decision: 'cancel' });
    await screen.findByText('3 visits are not in the list, 3 to be cancelled');
  });

  it('can be stopped while it adds, and says so when everything is out again', async () => {
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const { user, core } = await openCheck({
      'schedule.applyImport': async () => {
        await stopped;
        throw new DomainError('CANCELLED', 'Adding was stopped.');
      },
      'schedule.cancelImport': () => ({ done: true }),
    });
    await user.click(screen.getByRole('button', { name: 'Add 53 visits' }));
    await user.click(await screen.findByRole('button', { name: 'Stop and take it out again' }));
    expect(await untilAsked(core, 'schedule.cancelImport')).toEqual({ importId: 'imp1', then: 'undo' });
    stop();
    await screen.findByText('Adding was stopped. Everything was taken out again.');
    expect(screen.getByRole('button', { name: 'Add 53 visits' })).toBeTruthy();
  });
});

describe('before and after', () => {
  it('reads what is pasted anywhere on the screen, but not what is pasted into a field', async () => {
    const { core } = await openScreen({ screen: 'import' }, { 'schedule.previewImport': () => sure });
    const field = await screen.findByLabelText('Or paste the rows here');
    const clipboardData = { files: [], getData: () => 'Patient\tMobile\nHana Sato\t2065550172' };
    fireEvent.paste(field, { clipboardData });
    expect(asked(core, 'schedule.previewImport')).toHaveLength(0);
    fireEvent.paste(document.body, { clipboardData });
    expect(await untilAsked(core, 'schedule.previewImport')).toMatchObject({ fileName: 'Pasted rows' });
  });

  it('offers the way back for recent lists, and the rest of it when texts have left', async () => {
    const user = userEvent.setup();
    const past = {
      importId: 'imp7', fileName: 'friday.csv', appliedAt: Date.parse('2026-11-18T15:00:00Z'), actor: 'Dana',
      counts: sure.counts, undo: 'tooLate' as const, undoneAt: null, undoneBy: null,
    }; // prettier-ignore
    const page = await openScreen({ screen: 'import' }, {
      'schedule.listImports': () => ({ items: [past], next: null }),
      'schedule.undoImport': ({ keepSent, importId }) => {
        if (keepSent !== true) throw new DomainError('TOO_LATE', 'Texts about 2 of its visits have left.', { details: { left: 2 } });
        return { importId: importId ?? '', undone: 51, kept: 2 };
      },
    }); // prettier-ignore
    await user.click(await screen.findByRole('button', { name: 'Undo the import of friday.csv' }));
    await screen.findByText('Texts about 2 of its visits have left.');
    await expectAccessible(page);
    await user.click(screen.getByRole('button', { name: 'Take out the others' }));
    await screen.findByText('Import undone: 51 visits are as before. 2 were changed or texted since and stay.');
  });

  it('undoes the list that has just come in', async () => {
    const { user, core } = await openCheck({
      'schedule.undoImport': () => ({ importId: 'imp1', undone: 54, kept: 0 }),
    });
    await user.click(screen.getByRole('button', { name: 'Add 53 visits' }));
    await user.click(await screen.findByRole('button', { name: 'Undo import' }));
    expect(await untilAsked(core, 'schedule.undoImport')).toMatchObject({ importId: 'imp1' });
    await screen.findByText('Drop a file here, or paste rows from your calendar');
  });

  it('begins anew for who has seen the result and comes again', async () => {
    const { user, services } = await openCheck();
    await user.click(screen.getByRole('button', { name: 'Add 53 visits' }));
    await screen.findByRole('button', { name: 'Undo import' });
    await act(async () => services.router.go({ screen: 'inbox' }));
    await act(async () => services.router.go({ screen: 'import' }));
    await screen.findByText('Drop a file here, or paste rows from your calendar');
  });

  it('shows the result to who was elsewhere when it came', async () => {
    let finish = (): void => undefined;
    const result = { importId: 'imp1', counts: sure.counts, remindersPlanned: 156, firstReminderAt: null };
    const { user, core, services } = await openCheck({
      'schedule.applyImport': () => new Promise((resolve) => (finish = () => resolve(result))),
    });
    await user.click(screen.getByRole('button', { name: 'Add 53 visits' }));
    await untilAsked(core, 'schedule.applyImport');
    await act(async () => services.router.go({ screen: 'inbox' }));
    await act(async () => finish());
    await act(async () => services.router.go({ screen: 'import' }));
    await screen.findByRole('button', { name: 'Undo import' });
  });
});
