import { expect, it } from 'vitest';
import { addToCounts, NO_COUNTS, takeFromCounts } from '../../../src/main/domain/schedule/diff.ts';
import { needsPerson } from '../../../src/main/domain/schedule/needsPerson.ts';
import type { RemarkedRow } from '../../../src/main/domain/schedule/needsPerson.ts';
import type { RowProblemCode } from '../../../src/contract/schedule.ts';

const row = (codes: readonly RowProblemCode[], take?: boolean): RemarkedRow => ({
  problems: codes.map((code) => ({ code, severity: 'warning' as const, column: null, text: '' })),
  take,
});

it('asks for nobody where the whole list is asked about, or nothing can be done', () => {
  expect(needsPerson(row([]))).toBe(false);
  expect(needsPerson(row(['noConsent', 'optedOut', 'duplicateRow']))).toBe(false);
  expect(needsPerson(row(['noConsent', 'phoneMissing']))).toBe(true);
  expect(needsPerson(row(['phoneMissing'], true))).toBe(true);
  expect(needsPerson(row(['phoneMissing'], false))).toBe(false);
});

it('counts rows with a remark and rows that need a person apart, and takes them back', () => {
  const rows = [row(['noConsent']), row(['phoneMissing']), row(['phoneMissing'], false), row([])];
  const counts = rows.reduce((sum, one) => addToCounts(sum, { ...one, action: 'new' }), NO_COUNTS);
  expect(counts).toMatchObject({ new: 4, problems: 3, needYou: 1 });
  expect(rows.reduce((sum, one) => takeFromCounts(sum, { ...one, action: 'new' }), counts)).toEqual(NO_COUNTS);
});
