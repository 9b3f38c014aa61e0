import { describe, expect, it } from 'vitest';
import { filterTexts } from '../../../../src/renderer/features/reminders/forecastFilter.ts';
import { foreseen } from '../../harness/reminderSamples.ts';

describe('the forecast, narrowed', () => {
  it('finds people without their accents and texts by any of their words', () => {
    const texts = [foreseen('Zoë Ångström', { body: 'See you Friday' }), foreseen('Leo Grant')];
    const found = (search: string) =>
      filterTexts(texts, { day: null, outcome: 'all', search }, () => '').map(({ personName }) => personName);
    expect(found('zoe angstrom')).toEqual(['Zoë Ångström']);
    expect(found('friday zoe')).toEqual(['Zoë Ångström']);
    expect(found('nobody')).toEqual([]);
    expect(found(' ')).toHaveLength(2);
  });
});
