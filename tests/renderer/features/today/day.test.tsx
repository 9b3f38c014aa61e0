import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
// Loaded on demand by the screen; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/today/CallListDialog.tsx';
import '../../../../src/renderer/features/today/ChaseDialog.tsx';
import '../../../../src/renderer/features/today/CloseDayDialog.tsx';
import type { OutputOf } from '../../../../src/contract/index.ts';
import type { VisitExtra } from '../../../../src/renderer/contract.ts';
import { specialChip } from '../../../../src/renderer/features/today/specialChip.ts';
import { actionsOf, needsYou } from '../../../../src/renderer/features/today/visitState.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, openScreen, untilAsked } from '../../harness/openScreen.tsx';
import { NOW } from '../../harness/shellAnswers.ts';
import { callRows, extra, reply } from '../../harness/todaySamples.ts';
import { visit, visits } from '../../harness/visitSamples.ts';

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
async function fromMenu(user: ReturnType<typeof userEvent.setup>, item: RegExp | string): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'Day list' }));
  await user.click(screen.getByRole('menuitem', { name: item }));
}

describe('what a row says beside the reply', () => {
  const grace = visit('09:45', 'Grace Mbeki', 'Physio, A. Lund', { reply: 'confirmed' });
  const before = grace.startsAt - 60 * 60_000;

  it('puts who is here or late before everything else, with one press for "arrived"', () => {
    const here = extra(grace.id, { replies: [reply('r1', grace.id, { kind: 'here' })] });
    expect(specialChip(grace, here)?.message).toBe('today.chip.here');
    expect(actionsOf(grace, before, here)).toEqual(['arrived']);
    const late = extra(grace.id, { replies: [reply('r1', grace.id, { kind: 'late', minutesLate: 10 })] });
    expect(specialChip(grace, late)).toMatchObject({ message: 'today.chip.lateBy', minutesLate: 10 });
  });

  it('needs you when somebody confirmed and then wrote', () => {
    const wrote = extra(grace.id, { replies: [reply('r1', grace.id)] });
    expect(needsYou(grace, before)).toBe(false);
    expect(needsYou(grace, before, wrote)).toBe(true);
    expect(actionsOf(grace, before, wrote)).toEqual(['reply', 'settle']);
    expect(specialChip(grace, wrote)?.message).toBe('today.chip.wrote');
  });

  it('needs you when the time of a cancelled visit is free or held, and not while others are asked', () => {
    const gone = visit('14:00', 'Ellen Voss', 'Vaccination, Nurse Bell', { status: 'cancelled' });
    const states = (['free', 'offered', 'held', 'filled'] as const).map((state) => {
      const one = extra(gone.id, { slot: state });
      return [needsYou(gone, NOW, one), actionsOf(gone, NOW, one)];
    });
    expect(states).toEqual([
      [true, ['offer']],
      [false, ['seeOffer']],
      [true, ['seeOffer']],
      [false, []],
    ]);
  });

  it('says when nobody was told a new time', () => {
    const moved = extra(grace.id, { notTold: true });
    expect(specialChip(grace, moved)?.message).toBe('today.chip.notTold');
    expect(actionsOf(grace, before, moved)).toEqual(['tell']);
  });
});

describe('the board', () => {
  it('settles a text with one press, and takes it back', async () => {
    const user = userEvent.setup();
    const { core } = await openToday({
      'today.getBoard': () => board([extra('vGraceMbeki', { replies: [reply('r1', 'vGraceMbeki')] })]),
      'today.settleReply': () => ({ done: true }),
      'today.undoSettle': () => ({ done: true }),
    });
    await waitFor(() => expect(row('Grace Mbeki').textContent).toContain('Confirmed, then wrote'));
    expect(row('Grace Mbeki').textContent).toContain('May I bring my daughter');
    await user.click(within(row('Grace Mbeki')).getByRole('button', { name: 'What it means' }));
    await user.click(screen.getByRole('menuitem', { name: 'Not about this' }));
    expect(await untilAsked(core, 'today.settleReply')).toEqual({ id: 'r1', as: 'notAbout' });
    await user.click(await screen.findByRole('button', { name: /Undo/ }));
    expect(await untilAsked(core, 'today.undoSettle')).toEqual({ id: 'r1' });
  });

  it('leads from one visit of a person to their other of the day', async () => {
    const user = userEvent.setup();
    await openToday({
      'today.getBoard': () => board([extra('vHanaSato', { sameDay: ['vMarcusReed'] })]),
    });
    await user.click(await within(row('Hana Sato')).findByRole('button', { name: '2 visits today' }));
    expect(document.activeElement).toBe(row('Marcus Reed'));
  });

  it('offers the call list while texts are stuck', async () => {
    const user = userEvent.setup();
    const page = await openToday({
      'today.getBoard': () => board([], { outage: { since: NOW - 3_600_000, people: 2 } }),
      'today.getCallList': () => ({ from: '2026-11-19', to: '2026-11-19', rows: [...callRows] }),
    });
    const banner = await screen.findByText(/2 people have to be called instead/);
    expect(banner).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Call list' }));
    await screen.findByRole('dialog', { name: 'Call list' });
    await expectAccessible(page);
  });
});

describe('reminders that the gateway keeps', () => {
  const kept = (more: object) => ({
    'today.getBoard': () =>
      board([], { handedOff: { count: 12, nextAt: NOW + 3_600_000, kinds: ['phone'], inDoubt: 0, ...more } }),
  });

  it('are told with the next time, so that the PC may be switched off, also on a day without visits', async () => {
    const user = userEvent.setup();
    const { services } = await openToday(kept({}));
    const words =
      '12 reminders wait with the phone and go out by themselves, also with this PC off. The next: 10:44 AM.';
    await screen.findByText(words);
    await user.click(screen.getByRole('radio', { name: 'Tomorrow' }));
    await screen.findByText('No visits on Friday 20 November');
    await screen.findByText(words);
    await user.click(screen.getByRole('button', { name: 'See reminders' }));
    expect(services.router.store.getState().route.screen).toBe('reminders');
  });

  it('are a warning when one that was wanted back may still go out', async () => {
    await openToday(kept({ count: 0, nextAt: null, kinds: [], inDoubt: 1 }));
    await screen.findByText('1 text was taken back too late to be sure. It may still go out: call instead.');
  });
});

describe('the call list', () => {
  const list: Answers = {
    'today.getCallList': (input) => ({ from: input.from ?? '', to: input.to ?? '', rows: [...callRows] }),
    'today.markCalled': () => ({ callId: 'call2' }),
  };

  it('says whom to call, where and why, and what came of the last try', async () => {
    const user = userEvent.setup();
    const page = await openToday(list);
    await fromMenu(user, 'Call list');
    const dialog = await screen.findByRole('dialog', { name: 'Call list' });
    const first = await within(dialog).findByRole('row', { name: /Walter Dunn/ });
    for (const words of ['(206) 555-0199', 'Check-up, Dr. Osei', 'Landline', 'Dana called, no answer']) {
      expect(first.textContent).toContain(words);
    }
    await expectAccessible(page);
    await user.click(within(dialog).getByRole('button', { name: 'Mark Walter Dunn called' }));
    await user.click(screen.getByRole('menuitem', { name: 'Called: left a message' }));
    expect(await untilAsked(page.core, 'today.markCalled')).toEqual({
      appointmentId: 'vWalterDunn',
      outcome: 'leftMessage',
    });
    await user.click(within(dialog).getByRole('radio', { name: 'Seven days' }));
    await waitFor(() =>
      expect(asked(page.core, 'today.getCallList').at(-1)).toEqual({ from: '2026-11-19', to: '2026-11-25' }),
    );
  });

  it('prints on a sheet of its own that names what it holds', async () => {
    const user = userEvent.setup();
    const print = vi.spyOn(window, 'print').mockImplementation(() => undefined);
    const { core } = await openToday({ ...list, 'audit.recordOutput': () => ({ mark: 'Printed by Dana Whitlock.' }) });
    await fromMenu(user, 'Call list');
    await user.click(await screen.findByRole('button', { name: 'Print' }));
    await screen.findByText('Printed by Dana Whitlock.');
    expect(asked(core, 'audit.recordOutput')).toMatchObject([{ what: 'callList', how: 'print', day: '2026-11-19' }]);
    expect(print).toHaveBeenCalledOnce();
    expect(document.body.textContent).toContain('Contains patient names');
    window.dispatchEvent(new Event('afterprint'));
    await waitFor(() => expect(document.body.textContent).not.toContain('Contains patient names'));
    print.mockRestore();
  });
});

describe('the end of the day', () => {
  const [hana, maria] = [visits[0]!, visits[1]!];
  const review = (more: Partial<OutputOf<'today.getReview'>> = {}): OutputOf<'today.getReview'> => ({
    date: '2026-11-19',
    visits: [
      { visit: { ...hana, startsAt: NOW - 3_600_000 }, outcome: 'came' },
      { visit: { ...maria, startsAt: NOW - 1_800_000 }, outcome: 'unmarked' },
    ],
    undelivered: [],
    texts: {
      total: 14,
      fates: { delivered: 11, held: 2 },
      why: [{ fate: 'held', code: 'QUIET_HOURS', text: 'Night at the patient’s place.', count: 2 }],
      ...{ earlier: 1, gone: 1, unlogged: 0, adds: true, received: 6, refused: 1, optOuts: 1 },
    },
    fingerprint: { seq: 412, code: '3f2a 91bc 04d7 7e12' },
    unanswered: 2,
    unsettled: 1,
    changesForCalendar: 3,
    closing: null,
    ...more,
  });

  it('takes what is known, lets the rest be marked, and closes in one press', async () => {
    const user = userEvent.setup();
    const page = await openToday({
      'today.getReview': () => review(),
      'today.closeDay': () => ({ came: 1, missed: 1, unmarked: 0 }),
    });
    await fromMenu(user, 'Close the day');
    const dialog = await screen.findByRole('dialog', { name: 'End of Thursday 19 November' });
    const hers = await within(dialog).findByRole('group', { name: 'Visit of Hana Sato' });
    expect(within(hers).getByRole<HTMLInputElement>('radio', { name: 'Came' }).checked).toBe(true);
    expect(dialog.textContent).toContain('3 changes for your calendar');
    await expectAccessible(page);
    const his = within(dialog).getByRole('group', { name: 'Visit of Maria Alvarez' });
    await user.click(within(his).getByRole('radio', { name: 'No-show' }));
    await user.click(within(dialog).getByRole('button', { name: 'Close the day' }));
    expect(await untilAsked(page.core, 'today.closeDay')).toEqual({
      date: '2026-11-19',
      visits: [
        { id: 'vHanaSato', outcome: 'came' },
        { id: 'vMariaAlvarez', outcome: 'missed' },
      ],
    });
    await screen.findByText('Day closed: 1 came, 1 did not, 0 left open.');
  });

  it('prints what became of every text, with the end of the log and the mark of who printed it, once the log has kept that', async () => {
    const user = userEvent.setup();
    const { core } = await openToday({
      'today.getReview': () => review(),
      'audit.recordOutput': () => ({ mark: 'Printed by Dana Whitlock.' }),
    });
    await fromMenu(user, 'Close the day');
    await user.click(await screen.findByRole('button', { name: 'Print closing sheet' }));
    expect(await untilAsked(core, 'audit.recordOutput')).toEqual({
      ...{ what: 'closing', how: 'print', rows: 2, day: '2026-11-19' },
    });
    const mark = await screen.findByText('Printed by Dana Whitlock.');
    const sheet = mark.parentElement?.textContent ?? '';
    expect(sheet).toContain('Fingerprint of the log: entry 412, 3f2a 91bc 04d7 7e12');
    expect(sheet).toContain('Held2Night at the patient’s place. (2)');
    expect(sheet).toContain('Erased since1');
    expect(sheet).toContain('All texts141 written before this day');
  });

  it('of a closed day says by whom, and opens it again', async () => {
    const user = userEvent.setup();
    const { core } = await openToday({
      'today.getBoard': () => board([], { closed: true }),
      'today.getReview': () =>
        review({ closing: { closedAt: NOW, closedBy: 'Sam', reopenedAt: null, reopenedBy: null } }),
      'today.reopenDay': () => ({ done: true }),
    });
    await waitFor(async () => {
      await user.click(screen.getByRole('button', { name: 'Day list' }));
      expect(screen.getByRole('menuitem', { name: 'Day closed' })).toBeTruthy();
    });
    await user.click(screen.getByRole('menuitem', { name: 'Day closed' }));
    await screen.findByText(/Closed by Sam/);
    await user.click(screen.getByRole('button', { name: 'Open again' }));
    expect(await untilAsked(core, 'today.reopenDay')).toEqual({ date: '2026-11-19' });
  });
});

describe('texting those who have not replied', () => {
  it('leaves out whom the gate would refuse, with its words, before anything is sent', async () => {
    const user = userEvent.setup();
    await openToday({
      'messages.previewMessage': ({ conversationId, body }) => ({
        decision:
          conversationId === 'cSamuelOrtiz'
            ? {
                decision: 'block',
                code: 'CONSENT_MISSING',
                until: null,
                append: [],
                findings: [
                  {
                    code: 'CONSENT_MISSING',
                    decision: 'block',
                    ruleId: '13.2',
                    confirmable: false,
                    confirmed: false,
                    words: 'We have no permission on file.',
                    params: {},
                    until: null,
                  },
                ],
              }
            : { decision: 'allow', code: 'OK', until: null, append: [], findings: [] },
        body,
        segments: 1,
        route: null,
        noRoute: null,
      }),
    });
    await user.click(screen.getByRole('button', { name: 'Text 4 with no reply' }));
    const dialog = await screen.findByRole('dialog', { name: 'Text people who have not replied' });
    await within(dialog).findByText('We have no permission on file.');
    const box = (name: RegExp) => within(dialog).getByRole<HTMLInputElement>('checkbox', { name });
    expect([box(/Samuel Ortiz/).checked, box(/Samuel Ortiz/).disabled]).toEqual([false, true]);
    // Texted 20 minutes ago.
    expect(box(/Bea Thornton/).disabled).toBe(true);
    expect(within(dialog).getByRole('button', { name: 'Send 2 texts' })).toBeTruthy();
  });
});
