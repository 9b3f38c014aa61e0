import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../src/contract/csv.ts';

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
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['\uff1d1+1', "'\uff1d1+1"],
    ['12 = 4', '12 = 4'],
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

  it('is made in one place: nothing that people can save quotes cells by itself', () => {
    // Lists that only our own reader reads again, the demo's and the one from Open Dental, are no exports.
    const readAgain = [join('main', 'demo'), join('main', 'providers')];
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /[.]tsx?$/.test(name));
    const quoting = sources
      .filter((name) => !readAgain.some((folder) => name.startsWith(folder)))
      .filter((name) => readFileSync(join('src', name), 'utf8').includes(`replaceAll('"', '""')`));
    expect(quoting).toEqual([join('contract', 'csv.ts')]);
  });
});
