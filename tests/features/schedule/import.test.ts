import { describe, expect, test } from 'vitest';
import type { ImportPreview } from '../../../src/contract/schedule.ts';
import { createPractice, type TestPractice } from './practice.ts';

const header = 'Id,Patient,Mobile,Date,Time,Provider,Status';
const list = (...rows: string[]): string => [header, ...rows].join('\r\n');
const ana = 'A1,"Cruz, Ana",(206) 555-0117,1/18/2027,9:30 AM,Dr. Chen,Scheduled';
const bo = 'A2,"Kim, Bo",206-555-0118,1/18/2027,10:00 AM,Dr. Chen,Scheduled';

async function preview(practice: TestPractice, text: string, more: object = {}): Promise<ImportPreview> {
  const settled = practice.schedule.previewImport(practice.context(), { fileName: 'list.csv', text, ...more });
  await run(practice, settled);
  return settled;
}
/** The reading breathes on the virtual clock: time has to move for it to go on. */
async function run(practice: TestPractice, work: unknown): Promise<void> {
  let done = false;
  void Promise.resolve(work).then(
    () => (done = true),
    () => (done = true),
  );
  for (let turn = 0; turn < 2000 && !done; turn += 1) await practice.clock.advance(0);
}
async function apply(
  practice: TestPractice,
  importId: string,
  consent: 'agreedOnForm' | 'askFirst' = 'agreedOnForm',
  confirmedBrakes: string[] = [],
) {
  return practice.schedule.applyImport(practice.context(), { importId, consent, confirmedBrakes });
}
async function importList(practice: TestPractice, text: string) {
  // A list that was there before and would change visits back is looked at (brakes.test.ts).
  return apply(practice, (await preview(practice, text)).importId, 'agreedOnForm', ['sameFile']);
}
function visits(practice: TestPractice) {
  return practice.store.read((tx) => tx.appointments.list({ cursor: null, limit: 100 }).items);
}

describe('importing a list', () => {
  test('the preview changes nothing but itself; applying adds people, consent, visits and reminders', async () => {
    const practice = await createPractice();
    const seen = await preview(practice, list(ana, bo));
    expect(seen).toMatchObject({
      counts: { new: 2, skipped: 0 },
      missing: [],
      dateOrder: 'mdy',
      dateOrderAmbiguous: false,
    });
    expect(visits(practice)).toEqual([]);

    const result = await apply(practice, seen.importId);
    expect(result).toMatchObject({
      counts: { new: 2 },
      remindersPlanned: 4,
      firstReminderAt: Date.UTC(2027, 0, 15, 15, 0),
    });
    const [first] = visits(practice);
    expect(first).toMatchObject({ startsAt: Date.UTC(2027, 0, 18, 14, 30), clinician: 'Dr. Chen', reply: 'none' });
    practice.store.read((tx) => {
      const [person] = tx.people.holdersOf('+12065550117');
      expect(person?.name).toBe('Ana Cruz');
      expect(tx.consent.ofNumber('+12065550117')).toHaveLength(1);
    });
  });

  test('the same list twice changes nothing', async () => {
    const practice = await createPractice();
    await importList(practice, list(ana, bo));
    const again = await preview(practice, list(ana, bo));
    expect(again.counts).toMatchObject({ new: 0, unchanged: 2 });
    expect(await apply(practice, again.importId)).toMatchObject({ remindersPlanned: 0 });
    expect(visits(practice)).toHaveLength(2);
  });

  test('a moved visit keeps its identity, loses its answer and gets new reminders', async () => {
    const practice = await createPractice();
    await importList(practice, list(ana));
    const [visit] = visits(practice);
    practice.store.write('test', (tx) => tx.appointments.update(visit?.id ?? '', { reply: 'confirmed' }));
    const seen = await preview(practice, list(ana.replace('1/18/2027', '1/20/2027')));
    expect(seen.rows[0]).toMatchObject({ action: 'moved', wasAt: visit?.startsAt });
    await apply(practice, seen.importId);
    const moved = visits(practice);
    expect(moved).toHaveLength(1);
    expect(moved[0]).toMatchObject({ id: visit?.id, reply: 'none', startsAt: Date.UTC(2027, 0, 20, 14, 30) });
    const reminders = practice.store.read((tx) => tx.reminders.ofAppointment(visit?.id ?? ''));
    const ofSteps = reminders.filter(({ kind }) => kind === 'step').map(({ state }) => state);
    expect(ofSteps.toSorted()).toEqual(['dropped', 'dropped', 'planned', 'planned']);
    // It was confirmed for the old time, so the new one is told.
    expect(reminders.filter(({ kind }) => kind === 'moved')).toMatchObject([{ state: 'planned' }]);
  });

  test('moved away and back again, the first reminders live again and none is doubled', async () => {
    const practice = await createPractice();
    await importList(practice, list(ana));
    await importList(practice, list(ana.replace('1/18/2027', '1/20/2027')));
    await importList(practice, list(ana));
    const [visit] = visits(practice);
    const planned = practice.store.read((tx) =>
      tx.reminders.ofAppointment(visit?.id ?? '').filter(({ state }) => state === 'planned'),
    );
    expect(planned.map(({ visitAt }) => visitAt)).toEqual([visit?.startsAt, visit?.startsAt]);
  });

  test('a cancelled row cancels the visit and its reminders; a missing row does nothing', async () => {
    const practice = await createPractice();
    await importList(practice, list(ana, bo));
    await importList(practice, list(ana.replace('Scheduled', 'Cancelled')));
    const byId = Object.fromEntries(visits(practice).map((visit) => [visit.externalKey, visit.status]));
    expect(byId).toEqual({ 'id:A1': 'cancelled', 'id:A2': 'booked' });
    expect(practice.store.read((tx) => tx.reminders.counts({ from: 0, to: Date.UTC(2030, 0, 1) }))).toMatchObject({
      planned: 2,
      dropped: 2,
    });
  });

  test('rows with problems are reported one by one, the good ones come in', async () => {
    const practice = await createPractice();
    const seen = await preview(
      practice,
      list(ana, 'A3,"Doe, Jo",,1/18/2027,9:00 AM,,', 'A4,"Ray, Al",206-555-0119,soon,9:00 AM,,', ana),
    );
    expect(seen.counts).toMatchObject({ new: 2, skipped: 2, problems: 4 });
    expect(seen.rows.map(({ line, problems }) => [line, problems.map(({ code }) => code)])).toEqual([
      [2, ['noConsent']],
      [3, ['phoneMissing']],
      [4, ['dateInvalid']],
      [5, ['duplicateRow']],
    ]);
    await apply(practice, seen.importId);
    expect(visits(practice)).toHaveLength(2);
  });

  test('somebody who opted out comes in without being asked for consent again', async () => {
    const practice = await createPractice();
    await importList(practice, list(ana));
    practice.store.write(
      'test',
      (tx) =>
      tx.consent.append({
        id: 'stop1', at: practice.clock.now(), number: '+12065550117', personId: null, kind: 'revoke', level: 'revoked',
        purpose: null, channel: 'sms', method: 'text', evidence: 'STOP', messageId: null, actor: 'system',
      }), // prettier-ignore
    );
    const seen = await preview(practice, list(ana.replace('1/18/2027', '1/20/2027')));
    expect(seen.rows[0]?.problems.map(({ code }) => code)).toEqual(['optedOut']);
    await apply(practice, seen.importId);
    expect(practice.store.read((tx) => tx.consent.ofNumber('+12065550117')).at(-1)?.kind).toBe('revoke');
  });

  test('days that could be read both ways are asked about, and the choice is remembered for the next file of this kind', async () => {
    const practice = await createPractice();
    const text = list(ana.replace('1/18/2027', '2/3/2027'));
    expect(await preview(practice, text)).toMatchObject({ dateOrder: 'mdy', dateOrderAmbiguous: true });
    const chosen = await preview(practice, text, { dateOrder: 'dmy' });
    expect(chosen.rows[0]?.startsAt).toBe(Date.UTC(2027, 2, 2, 14, 30));
    await apply(practice, chosen.importId);
    expect(await preview(practice, text)).toMatchObject({ dateOrder: 'dmy', dateOrderAmbiguous: false });
  });

  test.each([
    ['', 'FILE_EMPTY'],
    ['apples;pears\n1;2\n', 'FILE_NOT_A_SCHEDULE'],
    [`${header}\nA1,"Cruz, Ana,(206) 555-0117\n${'x,'.repeat(40_000)}`, 'FILE_UNREADABLE'],
  ])('a file that is no list is refused: %#', async (text, code) => {
    const practice = await createPractice();
    const settled = preview(practice, text);
    await expect(settled).rejects.toMatchObject({ code });
    expect(visits(practice)).toEqual([]);
  });

  test('applying twice, or a preview that is gone, is refused', async () => {
    const practice = await createPractice();
    const seen = await preview(practice, list(ana));
    await apply(practice, seen.importId);
    await expect(async () => apply(practice, seen.importId)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(async () => apply(practice, 'nothing')).rejects.toMatchObject({ code: 'IMPORT_EXPIRED' });
  });
});
