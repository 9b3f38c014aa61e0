/** Offering a time that became free: whom, in which order, with which text; and who holds it. */
import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
// Loaded on demand by the screen; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/today/OfferDialog.tsx';
import '../../../../src/renderer/features/today/WaitlistDrawer.tsx';
import { DomainError } from '../../../../src/contract/errors.ts';
import type { OutputOf } from '../../../../src/contract/index.ts';
import type { VisitExtra } from '../../../../src/renderer/contract.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { entry, extra, ranked, slot } from '../../harness/todaySamples.ts';
import { visits } from '../../harness/visitSamples.ts';

const board = (extras: VisitExtra[], more: Partial<OutputOf<'today.getBoard'>> = {}): OutputOf<'today.getBoard'> => ({
  date: '2026-11-19',
  extras,
  outage: null,
  handedOff: null,
  openSlots: 0,
  closed: false,
  ...more,
});
async function openToday(answers: Answers = {}) {
  const page = await openScreen({ screen: 'today' }, { 'today.getBoard': () => board([]), ...answers });
  await screen.findByRole('grid', { name: 'Visits on Thursday 19 November' });
  return page;
}
const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) });

describe('offering a free time', () => {
  const rank: OutputOf<'waitlist.rankForSlot'> = {
    slot: { ...slot },
    items: [...ranked],
    pacing: { atOnce: 1, everyMinutes: 5, answerMinutes: 30 },
    body: 'An earlier time is free: {visitDay} at {visitTime}.',
    running: null,
  };
  const tess = {
    ...{ id: 'pTessByrne', name: 'Tess Byrne', kind: 'patient' as const, primaryNumber: '+12065550144' },
    ...{ primaryDisplay: '(206) 555-0144', canText: 'yes' as const, nextVisitAt: null },
  };
  const gone = visits.map((one) => (one.id === 'vEllenVoss' ? { ...one, status: 'cancelled' as const } : one));
  const answers: Answers = {
    'schedule.listAppointments': () => ({
      items: gone,
      next: null,
      date: '2026-11-19',
      clinicians: [],
      lastImportAt: null,
    }),
    'today.getBoard': () => board([extra('vEllenVoss', { slot: 'free' })]),
    'waitlist.rankForSlot': () => rank,
    'waitlist.previewOffer': ({ entryIds }) => ({
      items: entryIds.map((entryId) => ({
        entryId,
        decision: { decision: 'allow' as const, code: 'OK' as const, until: null, append: [], findings: [] },
        body: 'An earlier time is free: Thu 19 Nov at 2:00 PM.',
        segments: 1,
      })),
    }),
    'waitlist.listSlots': () => ({ items: [slot] }),
    'waitlist.listEntries': () => ({ items: [entry('Paul Novak', { note: 'mornings' })] }),
  };

  it('shows who is asked in which order and why others are not, the text, the pace; then asks', async () => {
    const user = userEvent.setup();
    const page = await openToday({ ...answers, 'waitlist.offerSlot': () => ({ ...slot, state: 'running' }) });
    await user.click(await within(row('Ellen Voss')).findByRole('button', { name: 'Offer the slot' }));
    const dialog = await screen.findByRole('dialog', { name: 'Offer the slot' });
    await within(dialog).findByText('An earlier time is free: Thu 19 Nov at 2:00 PM.');
    expect(within(dialog).getByRole<HTMLInputElement>('checkbox', { name: 'Elif Demir' }).disabled).toBe(true);
    expect(dialog.textContent).toContain("not this weekday, can't get texts");
    await expectAccessible(page);
    await user.click(within(dialog).getByRole('checkbox', { name: 'Leo Grant' }));
    const pace = within(dialog).getByLabelText('Every (min)');
    await user.clear(pace);
    await user.type(pace, '10');
    await user.click(within(dialog).getByRole('button', { name: 'Ask 1 person' }));
    expect(await untilAsked(page.core, 'waitlist.offerSlot')).toMatchObject({
      appointmentId: 'vEllenVoss',
      entryIds: ['wRuthOkafor'],
      pacing: { atOnce: 1, answerMinutes: 30 },
    });
    await screen.findByRole('dialog', { name: 'Waitlist' });
  });

  it('asks somebody who was on no list, from the menu of the row, in one turn with the others', async () => {
    const user = userEvent.setup();
    const added = entry('Tess Byrne');
    let items = [...ranked];
    const page = await openToday({
      ...answers,
      'waitlist.rankForSlot': () => ({ ...rank, items }),
      'people.listPeople': () => ({ items: [tess], next: null, total: 1 }),
      'waitlist.saveEntry': () => {
        items = [...items, { entry: added, fits: true, misfits: [] }];
        return added;
      },
      'waitlist.offerSlot': () => ({ ...slot, state: 'running' }),
    });
    await waitFor(() => within(row('Ellen Voss')).getByRole('button', { name: 'Offer the slot' }));
    await user.click(within(row('Ellen Voss')).getByRole('button', { name: 'More' }));
    await user.click(screen.getByRole('menuitem', { name: 'Offer the slot' }));
    const dialog = await screen.findByRole('dialog', { name: 'Offer the slot' });
    await user.click(await within(dialog).findByRole('button', { name: 'Ask somebody else' }));
    await user.type(within(dialog).getByRole('textbox', { name: /Patient/ }), 'tess');
    await user.click(await within(dialog).findByRole('button', { name: /Tess Byrne/ }));
    expect(await untilAsked(page.core, 'waitlist.saveEntry')).toEqual({ personId: 'pTessByrne' });
    act(() => page.core.emit({ topic: 'waitlist.changed', id: added.id, parentId: null }));
    expect((await within(dialog).findByRole<HTMLInputElement>('checkbox', { name: 'Tess Byrne' })).checked).toBe(true);
    await user.click(within(dialog).getByRole('button', { name: 'Ask 3 people' }));
    const asking = await untilAsked(page.core, 'waitlist.offerSlot');
    expect((asking['entryIds'] as string[]).at(-1)).toBe(added.id);
  });

  it('suggests people with a later visit like it, and asks nobody of them unless added', async () => {
    const user = userEvent.setup();
    const added = entry('Tess Byrne');
    let items = [...ranked];
    let suggested = [{ personId: tess.id, personName: tess.name, visit: { ...visits[0]!, reply: 'newTime' as const } }];
    const page = await openToday({
      ...answers,
      'waitlist.rankForSlot': () => ({ ...rank, items }),
      'waitlist.suggestForSlot': () => ({ items: suggested }),
      'waitlist.saveEntry': () => {
        items = [...items, { entry: added, fits: true, misfits: [] }];
        suggested = [];
        return added;
      },
    });
    await user.click(await within(row('Ellen Voss')).findByRole('button', { name: 'Offer the slot' }));
    const dialog = await screen.findByRole('dialog', { name: 'Offer the slot' });
    const others = await within(dialog).findByRole('region', { name: 'Others with a later visit like this' });
    expect(others.textContent).toContain('Wants another time than');
    within(dialog).getByRole('button', { name: 'Ask 2 people' });
    await expectAccessible(page);
    await user.click(within(others).getByRole('button', { name: 'Add Tess Byrne' }));
    expect(await untilAsked(page.core, 'waitlist.saveEntry')).toEqual({ appointmentId: visits[0]!.id });
    act(() => page.core.emit({ topic: 'waitlist.changed', id: added.id, parentId: null }));
    await within(dialog).findByRole('button', { name: 'Ask 3 people' });
    expect(within(dialog).queryByRole('region', { name: 'Others with a later visit like this' })).toBeNull();
  });

  it('keeps the dialog open and says why when the core refuses', async () => {
    const user = userEvent.setup();
    await openToday({
      ...answers,
      'waitlist.offerSlot': () => {
        throw new DomainError('CONFLICT', 'This time is being offered already.');
      },
    });
    await user.click(await within(row('Ellen Voss')).findByRole('button', { name: 'Offer the slot' }));
    await user.click(await screen.findByRole('button', { name: 'Ask 2 people' }));
    const dialog = await screen.findByRole('dialog', { name: 'Offer the slot' });
    await within(dialog).findByText('This time is being offered already.');
  });

  it('shows who holds the time, and books it only when somebody presses', async () => {
    const user = userEvent.setup();
    const page = await openToday({
      ...answers,
      'waitlist.bookSlot': () => ({ slot: { ...slot, state: 'filled' }, appointmentId: 'v1' }),
      'waitlist.removeEntry': () => ({ done: true }),
      'waitlist.recordAnswer': () => slot,
    });
    await user.click(screen.getByRole('button', { name: 'Day list' }));
    await user.click(screen.getByRole('menuitem', { name: /Waitlist/ }));
    const drawer = await screen.findByRole('dialog', { name: 'Waitlist' });
    await within(drawer).findByText('Said yes. Held for you to book');
    expect(drawer.textContent).toContain('Cannot be texted. Not asked.');
    expect(drawer.textContent).toContain('mornings');
    await expectAccessible(page);
    expect(asked(page.core, 'waitlist.bookSlot')).toEqual([]);
    await user.click(within(drawer).getByRole('button', { name: 'More for Ruth Okafor' }));
    await user.click(screen.getByRole('menuitem', { name: 'They said no' }));
    expect(await untilAsked(page.core, 'waitlist.recordAnswer')).toEqual({ offerId: 'oRuthOkafor', answer: 'no' });
    await user.click(within(drawer).getByRole('button', { name: 'Book it for Leo Grant' }));
    expect(await untilAsked(page.core, 'waitlist.bookSlot')).toEqual({ slotId: 'slot1' });
    await user.click(within(drawer).getByRole('button', { name: 'Remove Paul Novak from the waitlist' }));
    expect(await untilAsked(page.core, 'waitlist.removeEntry')).toEqual({ id: 'wPaulNovak' });
  });
});
