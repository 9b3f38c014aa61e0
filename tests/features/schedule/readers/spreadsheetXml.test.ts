/** What the reader of Excel 2003 XML refuses: a list that may be a part of itself, and anything that would make it write what is not there. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  looksLikeSpreadsheetXml,
  readSpreadsheetXml,
} from '../../../../src/main/features/schedule/readers/spreadsheetXml.ts';
import type { ReadContext } from '../../../../src/main/features/schedule/readers/source.ts';

const context = { pace: { over: () => false, rest: () => Promise.resolve() } } as unknown as ReadContext;
const HEAD = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n';
const OPEN = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet Name="A"><Table>';
const CLOSE = '</Table></Worksheet></Workbook>';
const cell = (words: string, attributes = '') => `<Cell${attributes}><Data Type="String">${words}</Data></Cell>`;
const row = (cells: string, attributes = '') => `<Row${attributes}>${cells}</Row>`;
const book = (rows: string) => `${HEAD}${OPEN}${rows}${CLOSE}`;
const read = async (text: string) => {
  const { table } = await readSpreadsheetXml({ text, encoding: 'utf-8' }, context);
  return [table.headers, ...table.body.map(({ cells }) => cells)];
};
const whole = book(row(cell('Patient') + cell('Phone')) + row(cell('Cruz, Ana') + cell('(206) 555-0117')));

it('knows such a file by its beginning, with any prefix, and takes no other document for one', () => {
  expect(looksLikeSpreadsheetXml(whole)).toBe(true);
  expect(looksLikeSpreadsheetXml(`<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">`)).toBe(true);
  expect(looksLikeSpreadsheetXml('<?xml version="1.0"?><Workbook><Row/></Workbook>')).toBe(false);
  expect(looksLikeSpreadsheetXml('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>')).toBe(false);
});

it('refuses every file that was cut off anywhere', async () => {
  for (let length = HEAD.length + 1; length < whole.length; length += 1) {
    await expect(read(whole.slice(0, length)), whole.slice(0, length)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  }
  expect(await read(whole)).toEqual([
    ['Patient', 'Phone'],
    ['Cruz, Ana', '(206) 555-0117'],
  ]);
});

it.each([
  ['definitions of entities', `<!DOCTYPE x [<!ENTITY a "aaaa">]>${OPEN}${row(cell('&a;'))}${CLOSE}`],
  ['tags that cross', `${OPEN}<Row><Cell></Row></Cell>${CLOSE}`],
  ['something after its end', `${OPEN}${row(cell('Patient'))}${CLOSE}<Workbook></Workbook>`],
  ['a column that Excel has not', `${OPEN}${row(cell('x', ' Index="999999999"'))}${CLOSE}`],
  ['a column that was passed', `${OPEN}${row(cell('x') + cell('y', ' Index="1"'))}${CLOSE}`],
  ['a row before the last', `${OPEN}${row(cell('x'), ' Index="5"')}${row(cell('y'), ' Index="2"')}${CLOSE}`],
  ['tags without end', `${OPEN}${'<Row>'.repeat(5_000)}`],
])('refuses %s', async (_what, text) => {
  await expect(read(`${HEAD}${text}`)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

it('gives back what was written in each cell, whatever it is, and where it stood', async () => {
  const words = fc.string({ unit: fc.constantFrom(...'aB1 &<>"\'é中.-/'), minLength: 1, maxLength: 12 });
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(words, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      async (rows) => {
        const header = row(cell('Patient') + cell('Phone') + cell('Date') + cell('Time'));
        const found = await read(
          book(header + rows.map((cells) => row(cells.map((one) => cell(escaped(one))).join(''))).join('')),
        );
        const tidy = rows.map((cells) => cells.map((one) => one.replace(/\s+/g, ' ').trim()));
        expect(found.slice(1)).toEqual(tidy.filter((cells) => cells.some((one) => one !== '')));
      },
    ),
    { numRuns: 60 },
  );
});
