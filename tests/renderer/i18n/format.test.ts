// @vitest-environment node
import { expect, it } from 'vitest';
import { createFormats } from '../../../src/renderer/i18n/format.ts';

const us = createFormats({ locale: 'en-US', zone: 'America/Los_Angeles', clock: '12h' });
const eu = createFormats({ locale: 'en-US', zone: 'Europe/Berlin', clock: '24h' });
const NOW = Date.parse('2026-11-19T17:44:00Z');

it('writes times in the zone of the practice, with a plain space', () => {
  expect(us.time(NOW)).toBe('9:44 AM');
  expect(eu.time(NOW)).toBe('18:44');
});

it('writes midnight and noon so that nobody errs', () => {
  expect(us.time(Date.parse('2026-11-19T08:00:00Z'))).toBe('12:00 AM');
  expect(eu.time(Date.parse('2026-11-18T23:00:00Z'))).toBe('00:00');
});

it('writes dates as "Thu 19 Nov", with the year when it is another one', () => {
  expect(us.date(NOW, NOW)).toBe('Thu 19 Nov');
  expect(us.date(Date.parse('2025-11-12T17:44:00Z'), NOW)).toBe('Wed 12 Nov 2025');
  expect(us.longDate(NOW)).toBe('Thursday 19 November');
});

it('counts calendar days in the zone, also over a change of the clocks', () => {
  const saturday = Date.parse('2026-10-31T23:30:00-07:00');
  const monday = Date.parse('2026-11-02T00:10:00-08:00');
  expect(us.dayOffset(monday, saturday)).toBe(2);
  expect(us.dayOffset(saturday, monday)).toBe(-2);
  expect(us.civilDate(saturday)).toBe('2026-10-31');
  expect(eu.civilDate(saturday)).toBe('2026-11-01');
});

it('writes wall-clock times of settings the practice way', () => {
  expect(['00:00', '08:00', '12:30', '20:00'].map((time) => us.civilTime(time))).toEqual([
    '12 AM',
    '8 AM',
    '12:30 PM',
    '8 PM',
  ]);
  expect(eu.civilTime('20:00')).toBe('20:00');
});
