import { describe, expect, test } from 'vitest';
import { createPractice, type TestPractice } from './practice.ts';

const NUMBER = '+12065550117';
const ana = 'A1,"Cruz, Ana",(206) 555-0117,1/18/2027,9:30 AM,Dr. Chen';
const list = (column: string, ...rows: string[]): string =>
  [`Id,Patient,Mobile,Date,Time,Provider,${column}`, ...rows].join('\r\n');

/** Work breathes on the virtual clock: time has to move for it to go on. */
async function run<T>(practice: TestPractice, work: T | Promise<T>): Promise<T> {
  let over = false;
  const ended = Promise.resolve(work).finally(() => {
    over = true;
  });
  for (let turn = 0; turn < 2000 && !over; turn += 1) await practice.clock.advance(0);
  return ended;
}
async function importList(practice: TestPractice, text: string): Promise<readonly string[]> {
  const { schedule } = practice;
  const seen = await run(practice, schedule.previewImport(practice.context(), { fileName: 'list.csv', text }));
  const how = { importId: seen.importId, consent: 'agreedOnForm', confirmedBrakes: ['sameFile'] } as const;
  await run(practice, schedule.applyImport(practice.context(), { ...how, confirmedBrakes: [...how.confirmedBrakes] }));
  return seen.rows.flatMap(({ problems }) => problems.map(({ code }) => code));
}
const ledger = (practice: TestPractice) =>
  practice.store.read((tx) => tx.consent.ofNumber(NUMBER).map(({ kind, method }) => `${kind} ${method}`));

describe('a list that says who must not be texted', () => {
  test('opts them out, whatever was chosen for the list as a whole', async () => {
    const practice = await createPractice();
    expect(await importList(practice, list('Do not text', `${ana},yes`))).toEqual(['optedOut']);
    expect(ledger(practice)).toEqual(['revoke import']);
  });

  test('is heard although nothing else about the visit changed, and is written down once', async () => {
    const practice = await createPractice();
    await importList(practice, list('SMS consent', `${ana},yes`));
    await importList(practice, list('SMS consent', `${ana},opted out`));
    await importList(practice, list('SMS consent', `${ana},opted out`));
    expect(ledger(practice)).toEqual(['grant form', 'revoke import']);
  });

  test('says nothing by an empty box, and a plain no only means that there is no agreement', async () => {
    const practice = await createPractice();
    await importList(practice, list('Do not text', `${ana},`));
    expect(ledger(practice)).toEqual(['grant form']);
    const other = await createPractice();
    await importList(other, list('SMS consent', `${ana},no`));
    expect(ledger(other)).toEqual([]);
  });
});
