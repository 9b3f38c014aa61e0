/** The workbooks of the corpus, made when a test asks for them: a binary file in the repository could not be read by who reviews it. */
import { workbookParts, writeWorkbook, type WorkbookCell } from '../../../fakes/workbookWriter.ts';
import { writeZip, type ZipPart } from '../../../fakes/zipWriter.ts';

const HEADERS = ['Appt ID', 'Patient', 'Cell Phone', 'Appt Date', 'Appt Time', 'Provider', 'Status', 'Confirmed'];
/** 18 January 2027 as Excel counts days. */
const DAY = 46_405;

const list: readonly (readonly WorkbookCell[])[] = [
  ['Riverside Dental: schedule of the week', null, null, null, null, null, null, null],
  [],
  HEADERS,
  [
    9001,
    'Cruz, Ana',
    2_065_550_117,
    { v: DAY, style: 1 },
    { v: 0.395_833_333_333_333_3, style: 2 },
    'Dr. Chen',
    'Scheduled',
    true,
  ],
  [
    9002,
    { f: 'B4&"x"', v: 'Kim, Bo' },
    '(206) 555-0118',
    { v: DAY + 0.5, style: 3 },
    null,
    'Dr. Osei',
    'Cancelled',
    false,
  ],
  [9003, 'Doe, Jo', '206-555-0119', DAY + 1, 0.4375, 'Dr. Chen', 'Scheduled', null],
];
const other: readonly (readonly WorkbookCell[])[] = [['Welcome to the report'], ['Made on', { v: DAY, style: 1 }]];

const make: Readonly<Record<string, () => Uint8Array>> = {
  'workbook-plain.xlsx': () =>
    writeWorkbook([
      { name: 'Cover', rows: other },
      { name: 'Week 3 & 4', rows: list, merged: 'A1:H1' },
    ]),
  'workbook-hidden.xlsx': () =>
    writeWorkbook([
      { name: 'Last year', hidden: true, rows: list },
      { name: 'This week', rows: [HEADERS, ...list.slice(4, 5), ...list.slice(5)] },
    ]),
  'workbook-1904.xlsx': () =>
    writeWorkbook(
      [{ name: 'Mac', rows: [HEADERS, [1, 'Ana Cruz', '2065550117', { v: DAY - 1462, style: 1 }, '9:30 AM']] }],
      true,
    ),
  'workbook-empty.xlsx': () => writeWorkbook([{ name: 'Sheet1', rows: [] }]),
  'workbook-truncated.xlsx': () => {
    const whole = writeWorkbook([{ name: 'Week', rows: list }]);
    return whole.subarray(0, Math.floor(whole.length / 2));
  },
  'workbook-bomb.xlsx': () => writeZip([...workbookParts([{ name: 'Week', rows: list }]), bomb('', 400 * 1024 * 1024)]),
  'workbook-lying-bomb.xlsx': () =>
    writeZip([...workbookParts([{ name: 'Week', rows: list }]), bomb(' '.repeat(4 * 1024 * 1024), 1000)]),
  'archive.xlsx': () => writeZip([{ name: 'readme.txt', data: 'Nothing here.' }]),
};

function bomb(data: string, claims: number): ZipPart {
  return { name: 'xl/worksheets/sheet9.xml', data, claims };
}

export function makeWorkbook(name: string): Uint8Array {
  const found = make[name];
  if (found === undefined) throw new Error(`There is no workbook ${name}.`);
  return found();
}
