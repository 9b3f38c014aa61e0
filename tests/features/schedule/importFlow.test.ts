/** Between a read list and the schedule: brakes, missing visits, rows mended in place, a list taken out again, an adding that is stopped. */
import { describe, expect, test } from 'vitest';
import type { InputOf } from '../../../src/contract/index.ts';
import { createImportRuns } from '../../../src/main/features/schedule/importRuns.ts';
import { createImportService, needsPerson } from '../../../src/main/features/schedule/importService.ts';
import { sampleConversation, sampleMessage } from '../../store/samples.ts';
import { createPractice, type TestPractice } from './practice.ts';
import { add, apply, EVERY_BRAKE, pastImports, people, preview, schedule, settle, undo, type Row } from './lists.ts';

const ana: Row = { id: 'A1', name: 'Ana Cruz', phone: '206-555-0117', at: '1/18/2027 9:30 AM' };
const bo: Row = { id: 'A2', name: 'Bo Kim', phone: '206-555-0118', at: '1/18/2027 10:00 AM' };
const cy: Row = { id: 'A3', name: 'Cy Ray', phone: '206-555-0119', at: '1/18/2027 11:00 AM' };
const brief = (practice: TestPractice) => schedule(practice).map(({ who, at, status }) => `${who} ${at} ${status}`);
const fix = async (practice: TestPractice, input: InputOf<'schedule.fixImportRow'>) =>
  practice.schedule.fixImportRow(practice.context(), input);
const consent = (practice: TestPractice, number: string) => {
  const id = practice.store.read((tx) => tx.people.holdersOf(number)[0]?.id ?? null);
  return practice.store.read((tx) => practice.scheduleDeps.canText(tx, number, id));
};

describe('visits that the list does not have', () => {
  test('change nothing by themselves, are shown when the list is complete, and go only when a person says so', async () => {
    const practice = await createPractice();
    await add(practice, [ana, bo, cy]);
    const seen = await preview(practice, [cy]);
    expect(seen.absent).toEqual({ visits: 2, complete: false, cancel: 0 });
    const { importId } = seen;
    const missing = async () =>
      (await practice.schedule.listImportRows(practice.context(), { importId, filter: 'missing', cursor: null, limit: 10 })).items; // prettier-ignore
    await expect(async () => practice.schedule.decideMissing(practice.context(), { importId, lines: null, decision: 'cancel' })).rejects.toMatchObject({ code: 'CONFLICT' }); // prettier-ignore
    await practice.schedule.setImportComplete(practice.context(), { importId, complete: true });
    expect((await missing()).map(({ name, decision }) => [name, decision])).toEqual([['Ana Cruz', 'leave'], ['Bo Kim', 'leave']]); // prettier-ignore
    const [first] = await missing();
    const absent = practice.schedule.decideMissing(practice.context(), { importId, lines: [first?.line ?? 0], decision: 'cancel' }); // prettier-ignore
    expect(await absent).toEqual({ visits: 2, complete: true, cancel: 1 });
    expect(await apply(practice, importId, EVERY_BRAKE)).toMatchObject({ counts: { cancelled: 1, unchanged: 1 } });
    expect(brief(practice)).toEqual(['Ana Cruz 01-18T14:30 cancelled', 'Bo Kim 01-18T15:00 booked', 'Cy Ray 01-18T16:00 booked']); // prettier-ignore
    // What a person said is remembered for lists of this kind; what to do about a visit never is.
    expect((await preview(practice, [cy])).absent).toEqual({ visits: 1, complete: true, cancel: 0 });
  });

  test('on days and with clinicians the list does not have, or where a row could not be read, nothing is missing', async () => {
    const practice = await createPractice();
    const other = { ...bo, with: 'Dr. Osei' };
    await add(practice, [ana, other, { ...cy, at: '1/19/2027 11:00 AM' }]);
    expect((await preview(practice, [{ ...cy, at: '1/20/2027 11:00 AM' }])).absent.visits).toBe(0);
    const unread = { ...ana, at: '1/18/2027 soon' };
    expect((await preview(practice, [unread, { ...cy, at: '1/18/2027 11:00 AM' }])).absent.visits).toBe(0);
  });
});

describe('a list that looks wrong', () => {
  test('is refused until every brake was looked at, and changes nothing before', async () => {
    const practice = await createPractice();
    const rows = Array.from({ length: 12 }, (_, at) => ({ ...ana, id: `A${String(at)}`, name: `Ana Cruz${'abcdefghijkl'[at] ?? ''}` })); // prettier-ignore
    const seen = await preview(practice, rows);
    expect(seen.warnings).toMatchObject([{ code: 'oneNumber', severity: 'brake' }]);
    const refused = { code: 'IMPORT_BRAKED', details: { brakes: ['oneNumber'] } };
    await expect(async () => apply(practice, seen.importId)).rejects.toMatchObject(refused);
    await expect(async () => apply(practice, seen.importId, ['sameNumber'])).rejects.toMatchObject(refused);
    expect(schedule(practice)).toEqual([]);
    await apply(practice, seen.importId, ['oneNumber']);
    expect(schedule(practice)).toHaveLength(12);
  });

  test('an older list than the last one is recognised', async () => {
    const practice = await createPractice();
    await add(practice, [ana, bo]);
    await add(practice, [{ ...ana, at: '1/20/2027 9:30 AM' }, bo]);
    expect((await preview(practice, [bo, ana])).warnings.map(({ code }) => code)).toEqual(['sameFile']);
  });
});

describe('a row mended in place', () => {
  test('is read and compared again: number, time, left out, taken after all', async () => {
    const practice = await createPractice();
    const bad = { ...bo, phone: '206-555-01' };
    const past = { ...cy, at: '1/4/2027 11:00 AM' };
    const seen = await preview(practice, [ana, bad, past]);
    expect(seen.counts).toMatchObject({ new: 2, skipped: 1, problems: 3 });
    const { importId } = seen;
    await expect(fix(practice, { importId, line: 3, phone: '12' })).rejects.toMatchObject({ field: 'phone' });
    const mended = await fix(practice, { importId, line: 3, phone: '(206) 555-0118', time: '15:00' });
    expect(mended.row).toMatchObject({ phone: '+12065550118', startsAt: Date.UTC(2027, 0, 18, 20, 0) });
    expect(mended.row.problems.map(({ code }) => code)).toEqual(['noConsent']);
    expect((await fix(practice, { importId, line: 4, take: true })).counts).toMatchObject({ new: 3, skipped: 0 });
    expect((await fix(practice, { importId, line: 2, take: false })).row).toMatchObject({ action: 'skipped', leftOut: true }); // prettier-ignore
    await apply(practice, importId, EVERY_BRAKE);
    expect(brief(practice)).toEqual(['Bo Kim 01-18T20:00 booked', 'Cy Ray 01-04T16:00 booked']);
  });

  test.each([
    ['the known person, old number', { number: 'keep' as const }, ['Ana Cruz 0117'], 2],
    ['the known person, new number first', { number: 'use' as const }, ['Ana Cruz 0150 0117'], 2],
    ['somebody new', null, ['Ana Cruz 0117', 'Ana Cruz 0150'], 1],
  ])('says whom it means: %s', async (_what, answer, known, visits) => {
    const practice = await createPractice();
    await add(practice, [{ ...ana, id: 'A9' }]);
    const id = practice.store.read((tx) => tx.people.holdersOf('+12065550117')[0]?.id ?? '');
    const { importId } = await preview(practice, [{ ...ana, phone: '206-555-0150', at: '1/20/2027 8:00 AM' }]);
    const said = answer === null ? { person: null } : { person: id, ...answer };
    const { row } = await fix(practice, { importId, line: 2, answer: said });
    expect(row).toMatchObject({ action: 'new', question: { kind: 'whichPerson', answer: said } });
    await apply(practice, importId, EVERY_BRAKE);
    expect(people(practice).toSorted()).toEqual(known);
    expect(practice.store.read((tx) => tx.appointments.list({ personId: id, cursor: null, limit: 9 }).items)).toHaveLength(visits); // prettier-ignore
  });
});

describe('taking a list out again', () => {
  test('puts back every visit, person and number; consent is taken back in the ledger; adding it again gives the same', async () => {
    const practice = await createPractice();
    await add(practice, [ana, bo]);
    await practice.clock.advance(60_000);
    const before = schedule(practice);
    const rows = [{ ...ana, at: '1/20/2027 9:30 AM' }, { ...bo, status: 'Cancelled' }, cy];
    const { importId } = await add(practice, rows);
    const after = schedule(practice);
    expect(consent(practice, '+12065550119')).toBe('yes');
    expect(await undo(practice, importId)).toEqual({ importId, undone: 3, kept: 0 });
    const states = (all: typeof before) =>
      all.map((one) => ({ ...one, reminders: one.reminders.filter((reminder) => reminder.startsWith('planned')) }));
    expect(states(schedule(practice))).toEqual(states(before));
    expect(people(practice)).toEqual(['Ana Cruz 0117', 'Bo Kim 0118']);
    const ledger = practice.store.read((tx) => tx.consent.ofNumber('+12065550119').map(({ kind }) => kind));
    expect(ledger).toEqual(['grant', 'note']);
    expect((await pastImports(practice)).map((one) => one.undo)).toEqual(['undone', 'possible']);
    await expect(undo(practice, importId)).rejects.toMatchObject({ code: 'CONFLICT' });

    await add(practice, rows);
    expect(states(schedule(practice))).toEqual(states(after));
    // The agreement counts again, because it was said again.
    expect(consent(practice, '+12065550119')).toBe('yes');
  });

  test('leaves alone what was changed since, and whoever is used by somebody else', async () => {
    const practice = await createPractice();
    const { importId } = await add(practice, [ana, bo]);
    await practice.clock.advance(60_000);
    const id = practice.store.read((tx) => tx.appointments.getByKey('id:A1')?.id ?? '');
    await practice.schedule.setAppointmentState(practice.context(), { id, status: 'arrived' });
    await add(practice, [{ ...bo, id: 'A7', at: '1/25/2027 10:00 AM' }]);
    expect(await undo(practice, importId)).toMatchObject({ undone: 1, kept: 1 });
    expect(brief(practice)).toEqual(['Ana Cruz 01-18T14:30 arrived', 'Bo Kim 01-25T15:00 booked']);
  });

  test('is too late once a text has left; the visits without a text can still go', async () => {
    const practice = await createPractice();
    const { importId } = await add(practice, [ana, bo]);
    const { clock, store } = practice;
    await clock.advance(60_000);
    const at = clock.now();
    store.write('test', (tx) => {
      const visit = tx.appointments.getByKey('id:A1');
      const [reminder] = visit === undefined ? [] : tx.reminders.ofAppointment(visit.id);
      tx.conversations.insert(sampleConversation({ id: 'thread', address: '+12065550117', createdAt: at }));
      const text = {
        id: 'text',
        conversationId: 'thread',
        personId: null,
        appointmentId: visit?.id ?? '',
        kind: 'reminder' as const,
      };
      tx.messages.insert(sampleMessage({ ...text, status: 'sent', createdAt: at, sentAt: at }));
      tx.reminders.update(reminder?.id ?? '', { state: 'sent', messageId: 'text' });
    });
    expect((await pastImports(practice))[0]?.undo).toBe('tooLate');
    await expect(undo(practice, importId)).rejects.toMatchObject({ code: 'TOO_LATE', details: { left: 1 } });
    expect(brief(practice)).toHaveLength(2);
    expect(await undo(practice, importId, true)).toMatchObject({ undone: 1, kept: 1 });
    expect(brief(practice)).toEqual(['Ana Cruz 01-18T14:30 booked']);
  });
});

const many = (): Row[] =>
  Array.from({ length: 250 }, (_, at) => ({
    id: `N${String(at)}`,
    name: `Ana Cruz${String(at)}`,
    phone: `206-555-0${String(100 + (at % 100))}`,
    at: `1/18/2027 ${String(8 + Math.floor(at / 60))}:${String(at % 60).padStart(2, '0')}`,
  }));

describe('an adding that is stopped', () => {
  test.each(['keep', 'undo'] as const)('at its next rows: %s', async (then) => {
    const practice = await createPractice();
    const { importId } = await preview(practice, many());
    const input = { importId, consent: 'askFirst' as const, confirmedBrakes: EVERY_BRAKE };
    const adding = Promise.resolve(practice.schedule.applyImport(practice.context('c1'), input));
    await practice.schedule.cancelImport(practice.context(), { importId, then });
    if (then === 'undo') {
      await expect(settle(practice, adding)).rejects.toMatchObject({ code: 'CANCELLED' });
      expect([schedule(practice), people(practice)]).toEqual([[], []]);
      // It is a preview again.
      expect(await apply(practice, importId, EVERY_BRAKE)).toMatchObject({ counts: { new: 250 } });
    } else {
      expect(await settle(practice, adding)).toMatchObject({ stopped: true, counts: { new: 100 } });
      expect(await undo(practice, importId)).toMatchObject({ undone: 100 });
      expect(schedule(practice)).toEqual([]);
    }
    await expect(async () => practice.schedule.cancelImport(practice.context(), { importId, then })).rejects.toMatchObject({ code: 'NOT_FOUND' }); // prettier-ignore
  });

  test('a taking out that was interrupted goes on at the next start', async () => {
    const practice = await createPractice();
    const { importId } = await add(practice, many());
    const runs = createImportRuns(practice.scheduleDeps);
    const first = runs.undo(practice.context(), { importId, keepSent: false });
    runs.stop();
    await expect(first).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    const half = schedule(practice).length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(250);
    await settle(practice, createImportRuns(practice.scheduleDeps).resume());
    expect([schedule(practice), people(practice)]).toEqual([[], []]);
  });
});

describe('importing without a person', () => {
  test('adds a fine list in its own name, and leaves a braked one to a person', async () => {
    const practice = await createPractice();
    const service = createImportService(practice.scheduleDeps, createImportRuns(practice.scheduleDeps));
    const actor = { name: 'system', signal: new AbortController().signal };
    const text = 'AppointmentId,Patient,Mobile,Date,Time\nA1,Ana Cruz,206-555-0117,1/18/2027,9:30 AM';
    const seen = await settle(practice, service.preview(actor, { fileName: 'feed.csv', text }));
    expect(needsPerson(seen)).toBeNull();
    const { importId } = await settle(practice, service.apply(actor, { importId: seen.importId, consent: 'askFirst', confirmedBrakes: [] })); // prettier-ignore
    expect(await pastImports(practice)).toMatchObject([{ importId, actor: 'system', undo: 'possible' }]);
    await settle(practice, service.undo(actor, { importId, keepSent: false }));
    expect(schedule(practice)).toEqual([]);
  });
});
