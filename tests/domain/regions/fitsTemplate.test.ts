import { describe, expect, it } from 'vitest';
import { fitsTemplate } from '../../../src/main/domain/regions/fitsTemplate.ts';

const REMINDER = '{practiceShortName}: your visit is {visitDay} at {visitTime}. Call {practicePhone}.';

describe('a text against the words that were registered', () => {
  it.each([
    [REMINDER, 'Lakeside: your visit is Tue 12 Jan at 2:00 PM. Call 011 5550 0100.', true],
    // A detail may hold words that follow it.
    [REMINDER, 'Clinic: your visit is : your visit is Tue at 2 at 3. Call 1. Call 2.', true],
    [REMINDER, 'Lakeside: your visit is Tue 12 Jan at 2:00 PM. Call 011 5550 0100. Reply STOP to opt out.', false],
    [REMINDER, 'Lakeside: your visit is Tue 12 Jan at 2:00 PM.', false],
    [REMINDER, ': your visit is Tue at 2. Call 1.', false],
    ['We are closed today.', 'We are closed today.', true],
    ['We are closed today.', 'We are closed today!', false],
    ['Hi {firstName}', 'Hi Asha', true],
    ['Hi {firstName}', 'Hi ', false],
    // What is no detail stands for itself.
    ['Hi {nickname}', 'Hi Asha', false],
  ])('%s / %s: %s', (template, text, fits) => {
    expect(fitsTemplate(template, text)).toBe(fits);
  });

  it('is not slowed down by many details and repeated words', () => {
    const template = '{firstName} {firstName} {firstName} {firstName} {firstName} {firstName} {firstName} {firstName}!';
    expect(fitsTemplate(template, 'a '.repeat(800))).toBe(false);
  });
});
