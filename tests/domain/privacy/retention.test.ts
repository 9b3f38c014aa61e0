/** Periods, the dry run, and who is meant by copied words. */
import { describe, expect, it } from 'vitest';
import { cutoffs, isDryRun, NOTHING_REMOVED, sumOf } from '../../../src/main/domain/privacy/retention.ts';
import { createMention } from '../../../src/main/domain/privacy/mentions.ts';
import type { Needles } from '../../../src/main/domain/privacy/mentions.ts';

const PERIODS = {
  textMonths: 24,
  factsYears: 6,
  fileDays: 30,
  unknownDays: 90,
  draftDays: 30,
  listDays: 90,
  auditYears: 6,
  consentYears: 10,
};
const DAY = 86_400_000;

describe('how long things are kept', () => {
  it('counts months by the calendar of the practice, and by its shorter months', () => {
    const at = Date.UTC(2026, 2, 31, 16);
    expect(cutoffs({ ...PERIODS, textMonths: 13 }, at, 'America/New_York').texts).toBe(Date.UTC(2025, 1, 28, 17));
    expect(cutoffs(PERIODS, at, 'America/New_York').facts).toBe(Date.UTC(2020, 2, 31, 16));
    expect(cutoffs(PERIODS, at, 'UTC').files).toBe(at - 30 * DAY);
  });

  it('only counts for the first 30 days, unless the owner ends that', () => {
    expect(isDryRun(0, false, 30 * DAY - 1)).toBe(true);
    expect(isDryRun(0, false, 30 * DAY)).toBe(false);
    expect(isDryRun(0, true, DAY)).toBe(false);
  });

  it('adds every kind up', () => expect(sumOf({ ...NOTHING_REMOVED, texts: 2, lists: 3 })).toBe(5));
});

const NEEDLES: Needles = {
  personId: 'p-Zq81',
  givenName: 'José',
  familyName: 'Núñez',
  name: 'José Núñez',
  numbers: ['+12065550141'],
  sharedNumbers: ['+12065550142'],
  visitIds: ['v-7714'],
};

describe('words that are about a person', () => {
  const isAbout = createMention(NEEDLES);
  it.each([
    ['{"name":"JOSE NUNEZ"}'],
    ['Núñez, José'],
    ['{"raw":"(206) 555-0141"}'],
    ['call 206.555.0141 now'],
    ['{"id":"p-Zq81"}'],
    ['{"visit":"v-7714"}'],
    ['{"given":"Jose","phone":"206-555-0142"}'],
  ])('%s', (words) => expect(isAbout(words)).toBe(true));

  it.each([
    ['{"name":"Josefina Nunezio"}'],
    ['{"given":"Ana","phone":"206-555-0142"}'],
    ['{"phone":"+12065550149"}'],
    ['{"at":1700000000000,"count":20655}'],
    [''],
  ])('not: %s', (words) => expect(isAbout(words)).toBe(false));
});
