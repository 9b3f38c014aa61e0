/** A status word nobody knows keeps its rows out, is asked about once, and is remembered for lists of the same kind. */
import { expect, test } from 'vitest';
import type { ImportPreview } from '../../../src/contract/schedule.ts';
import { createPractice, type TestPractice } from './practice.ts';

const list = (status: string): string =>
  [
    'Id,Patient,Mobile,Date,Time,Status',
    'A1,Ana Cruz,(206) 555-0117,1/18/2027,9:30 AM,Scheduled',
    `A2,Bo Kim,(206) 555-0118,1/18/2027,10:00 AM,${status}`,
  ].join('\n');

async function preview(practice: TestPractice, text: string, more: object = {}): Promise<ImportPreview> {
  const settled = Promise.resolve(
    practice.schedule.previewImport(practice.context(), { fileName: 'list.csv', text, ...more }),
  );
  let done = false;
  void settled.finally(() => (done = true)).catch(() => undefined);
  for (let turn = 0; turn < 2000 && !done; turn += 1) await practice.clock.advance(0);
  return settled;
}

test('an unknown word keeps its row out until somebody has said what it means, and is not asked about again', async () => {
  const practice = await createPractice();
  const asked = await preview(practice, list('Purple'));
  expect(asked).toMatchObject({ counts: { new: 1, skipped: 1 }, unknownStatusWords: [{ word: 'Purple', rows: 1 }] });
  expect(asked.rows.find(({ line }) => line === 3)?.problems.map(({ code }) => code)).toContain('statusUnknown');

  const told = await preview(practice, list('Purple'), { statusWords: { Purple: 'confirmed' } });
  expect(told).toMatchObject({ counts: { new: 2, skipped: 0 }, unknownStatusWords: [] });
  await practice.schedule.applyImport(practice.context(), {
    importId: told.importId,
    consent: 'agreedOnForm',
    confirmedBrakes: [],
  });

  expect(await preview(practice, list('PURPLE'))).toMatchObject({ counts: { unchanged: 2 }, unknownStatusWords: [] });
  expect(await preview(practice, list('Green'))).toMatchObject({ unknownStatusWords: [{ word: 'Green', rows: 1 }] });
});

test('a visit that a list sends back to the waiting list is cancelled, though it has no time there', async () => {
  const practice = await createPractice();
  const first = await preview(practice, list('Scheduled'));
  await practice.schedule.applyImport(practice.context(), {
    importId: first.importId,
    consent: 'agreedOnForm',
    confirmedBrakes: [],
  });
  const back = await preview(practice, list('UnschedList').replace('1/18/2027,10:00 AM', '0001-01-01,'));
  expect(back.counts).toMatchObject({ unchanged: 1, cancelled: 1 });
});

test('who said no to texts in the list has not agreed on the form, whatever is chosen for the list as a whole', async () => {
  const practice = await createPractice();
  const text = list('Scheduled')
    .replace('Status\n', 'Status,Text OK\n')
    .replace('Scheduled\n', 'Scheduled,Yes\n')
    .concat(',No');
  const seen = await preview(practice, text);
  await practice.schedule.applyImport(practice.context(), {
    importId: seen.importId,
    consent: 'agreedOnForm',
    confirmedBrakes: [],
  });
  const consents = (number: string): number => practice.store.read((tx) => tx.consent.ofNumber(number).length);
  expect([consents('+12065550117'), consents('+12065550118')]).toEqual([1, 0]);
});
