import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../src/main/domain/csvText.ts';

/** Reads a file of ours back, as a spreadsheet does. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const match of text.slice(1).matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)) {
    const [, raw = '', end] = match;
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('a list as a file for a spreadsheet', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+12065550172', '+12065550172'],
    ['-5', '-5'],
    ['-5+cmd', "'-5+cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['Ana, "Ben"', 'Ana, "Ben"'],
    ['two\nlines', 'two\nlines'],
    ['', ''],
  ])('%j stands in its cell as %j', (value, cell) => {
    expect(cellsOf(csvText([[value, 'x']]))).toEqual([[cell, 'x']]);
  });

  it('keeps every row and cell, and none of them starts a formula', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('=', '+', '-', '@', '\t=1', '"=1"', ',=1', '\n=1'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 5 }), (rows) => {
        const read = cellsOf(csvText(rows));
        expect(read).toHaveLength(rows.length);
        for (const [index, values] of read.entries()) {
          for (const [at, value] of values.entries()) {
            const given = rows[index]![at]!;
            expect([given, `'${given}`]).toContain(value);
            if (!/^[+-]?\d+(?:[.,]\d+)?$/.test(value)) expect(value).not.toMatch(/^\s*[=+\-@]/);
          }
        }
      }),
    );
  });
});
