import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../../src/renderer/features/reminders/csv.ts';
import { filterTexts } from '../../../../src/renderer/features/reminders/forecastFilter.ts';
import { foreseen } from '../../harness/reminderSamples.ts';

describe('the forecast as a file', () => {
  it('reads back as it was, whatever is in it', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' ', ';') });
    fc.assert(
      fc.property(fc.array(fc.tuple(words, words), { minLength: 1 }), (rows) => {
        const read = parse(toCsv(rows), { bom: true, record_delimiter: '\r\n' });
        expect(read).toEqual(rows.map(([a, b]) => [plain(a), plain(b)]));
      }),
    );
  });

  it('has no cell that a spreadsheet would compute', () => {
    const cells = ['=2+5', '+1', '-1', '@now', '\t=1', '  =1', '\r=1'];
    const text = toCsv([cells]);
    const [read] = parse(text, { bom: true, record_delimiter: '\r\n' });
    expect(read?.every((cell) => cell.startsWith("'"))).toBe(true);
    expect(toCsv([['12 = 4']])).toContain('12 = 4');
  });
});

/** What begins like a formula gets an apostrophe. */
function plain(value: string): string {
  return /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

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
