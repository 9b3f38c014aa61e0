import { describe, expect, test } from 'vitest';
import { findHeader, missingMeanings, recogniseColumns } from '../../../src/main/domain/schedule/columns.ts';
import { decideDateOrder, NO_VOTES, parseDate, voteOnDate } from '../../../src/main/domain/schedule/dates.ts';
import { parseDuration, parseTime } from '../../../src/main/domain/schedule/times.ts';
import { decodeFile } from '../../../src/main/domain/schedule/decodeFile.ts';
import { detectDelimiter } from '../../../src/main/domain/schedule/delimiter.ts';
import { splitName } from '../../../src/main/domain/schedule/names.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('decoding', () => {
  test.each([
    ['plain UTF-8', bytes('José'), 'utf-8', 'José'],
    ['UTF-8 with a mark', new Uint8Array([0xef, 0xbb, 0xbf, ...bytes('José')]), 'utf-8', 'José'],
    ['Windows-1252 as Excel writes it', new Uint8Array([0x4a, 0x6f, 0x73, 0xe9, 0x20, 0x96]), 'windows-1252', 'José –'],
    ['UTF-16 little endian', new Uint8Array([0xff, 0xfe, 0x4a, 0, 0xe9, 0]), 'utf-16le', 'Jé'],
    ['UTF-16 big endian', new Uint8Array([0xfe, 0xff, 0, 0x4a, 0, 0xe9]), 'utf-16be', 'Jé'],
  ])('%s is read', (_title, input, encoding, text) => {
    expect(decodeFile(input)).toEqual({ text, encoding });
  });

  test.each([
    ['an empty file', new Uint8Array(0), 'FILE_EMPTY'],
    ['a file of blanks', bytes(' \r\n '), 'FILE_EMPTY'],
    ['an Excel workbook', new Uint8Array([0x50, 0x4b, 3, 4, 20]), 'FILE_UNREADABLE'],
    ['a PDF', bytes('%PDF-1.7'), 'FILE_UNREADABLE'],
    ['a picture', new Uint8Array([0x89, 0x50, 0, 0, 1]), 'FILE_UNREADABLE'],
    ['a 50 MB file', new Uint8Array(50 * 1024 * 1024), 'TOO_LARGE'],
  ])('%s is refused with the next step', (_title, input, code) => {
    expect(() => decodeFile(input)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(/\. .*\.$/) }),
    );
  });
});

test.each([
  ['a,b,c\n1,2,3', ','],
  ['a;b;c\n"x;y";2;3,5\n', ';'],
  ['a\tb\n1\t2', '\t'],
  ['a|b|c\n1|2|3', '|'],
  ['Schedule, printed today\nName;Phone;Time\nAna;1;2\nBo;3;4', ';'],
  ['"Cruz, Ana",1\n"Kim, Bo",2', ','],
  ['only one column', ','],
])('the delimiter of %j is found', (text, delimiter) => {
  expect(detectDelimiter(text)).toBe(delimiter);
});

describe('headers', () => {
  test('the header is found under a report title', () => {
    const records = [
      ['Daily schedule'],
      ['Riverside', ''],
      ['Patient', 'Cell Phone', 'Appt Date', 'Start Time'],
      ['Ana', '1', '2', '3'],
    ];
    expect(findHeader(records)).toEqual({ index: 2, hasHeader: true });
  });

  test.each([
    [
      ['Patient Name', 'Cell', 'ApptDate', 'Time', 'Provider'],
      ['name', 'phone', 'date', 'time', 'clinician'],
    ],
    [
      ['Apellidos', 'Nombre', 'Móvil', 'Fecha', 'Hora'],
      ['familyName', 'givenName', 'phone', 'date', 'time'],
    ],
    [
      ['AptDateTime', 'PatName', 'HmPhone', 'WirelessPhone'],
      ['start', 'name', 'phone2', 'phone'],
    ],
    [
      ['Name', 'Phone', 'Start', 'End'],
      ['name', 'phone', 'start', 'end'],
    ],
  ])('%j are recognised', (headers, meanings) => {
    const mapping = recogniseColumns(
      headers,
      headers.map(() => []),
    );
    expect(headers.map((_header, index) => mapping[String(index)])).toEqual(meanings);
    expect(missingMeanings(mapping)).toEqual([]);
  });

  test('columns without a known header are recognised by their values', () => {
    const samples = [
      ['Ana Cruz', 'Bo Kim'],
      ['(206) 555-0101', '206-555-0102'],
      ['3/14/2027', '3/15/2027'],
      ['9:30 AM', '2 pm'],
    ];
    expect(recogniseColumns(['', '', '', ''], samples)).toEqual({ 0: 'name', 1: 'phone', 2: 'date', 3: 'time' });
  });

  test('an id that stands twice names a person, not a visit', () => {
    const headers = ['Id', 'Name'];
    expect(recogniseColumns(headers, [['7', '8'], []])['0']).toBe('externalId');
    expect(recogniseColumns(headers, [['7', '7'], []])['0']).toBe('personId');
  });

  test('what is missing is named', () => {
    expect(missingMeanings({ 0: 'name', 1: 'date' })).toEqual(['phone', 'time']);
  });
});

describe('dates', () => {
  test.each([
    [['13/04/2027', '02/04/2027'], 'mdy', { order: 'dmy', ambiguous: false }],
    [['04/13/2027', '04/02/2027'], 'dmy', { order: 'mdy', ambiguous: false }],
    [['04/05/2027', '06/05/2027'], 'mdy', { order: 'mdy', ambiguous: true }],
    [['13/04/2027', '04/13/2027'], 'mdy', { order: 'mdy', ambiguous: true }],
    [['05/05/2027'], 'mdy', { order: 'mdy', ambiguous: false }],
    [['2027-04-05'], 'mdy', { order: 'mdy', ambiguous: false }],
  ] as const)('the order of %j is decided over the column', (values, custom, expected) => {
    expect(decideDateOrder(values.reduce(voteOnDate, NO_VOTES), custom)).toEqual(expected);
  });

  test.each([
    ['3/11/2026', 'dmy', '2026-11-3'],
    ['3/11/2026', 'mdy', '2026-3-11'],
    ['3/11/26', 'mdy', '2026-3-11'],
    ['2026-11-03', 'mdy', '2026-11-3'],
    ['2026-11-03T09:30:00', 'mdy', '2026-11-3'],
    ['20261103 0930', 'mdy', '2026-11-3'],
    ['3.11.2026', 'dmy', '2026-11-3'],
    ['Tue 3 Nov 2026', 'mdy', '2026-11-3'],
    ['November 3, 2026', 'mdy', '2026-11-3'],
    ['3 de noviembre de 2026', 'dmy', '2026-11-3'],
    ['3-Nov-26', 'mdy', '2026-11-3'],
    ['3 Nov', 'mdy', '2026-11-3'],
    ['46329', 'mdy', '2026-11-3'],
    ['31/02/2026', 'dmy', undefined],
    ['13/13/2026', 'dmy', undefined],
    ['soon', 'dmy', undefined],
  ] as const)('%s read as %s is %s', (text, order, expected) => {
    const date = parseDate(text, order, { year: 2026, month: 10, day: 20 });
    expect(date && `${String(date.year)}-${String(date.month)}-${String(date.day)}`).toBe(expected);
  });

  test.each([
    ['9:30 AM', '9:30'],
    ['9:30am', '9:30'],
    ['12:05 AM', '0:5'],
    ['12:05 p.m.', '12:5'],
    ['2 pm', '14:0'],
    ['14:15', '14:15'],
    ['14:15:00', '14:15'],
    ['14.15', '14:15'],
    ['9h30', '9:30'],
    ['3/11/2026 2:30 PM', '14:30'],
    ['2026-11-03T09:30:00', '9:30'],
    ['24:00', undefined],
    ['9', undefined],
    ['25:10', undefined],
    ['3.11.2026', undefined],
  ])('the time of %s is %s', (text, expected) => {
    const time = parseTime(text);
    expect(time && `${String(time.hour)}:${String(time.minute)}`).toBe(expected);
  });

  test.each([
    ['30', 30],
    ['45 min', 45],
    ['1:30', 90],
    ['1h 15m', 75],
    ['2 hours', 120],
    ['', undefined],
    ['9999', undefined],
  ])('the duration %j is %s minutes', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });
});

test.each([
  ['Ana Cruz', 'Ana', 'Cruz'],
  ['CRUZ, ANA', 'Ana', 'Cruz'],
  ['Cruz, Ana M (Anita)', 'Ana M', 'Cruz'],
  ['Dr. Maria del Carmen Ruiz', 'Maria', 'del Carmen Ruiz'],
  ['John Smith Jr.', 'John', 'Smith'],
  ['Jan van Dijk', 'Jan', 'van Dijk'],
  ["O'NEIL, SHAUN", 'Shaun', "O'Neil"],
  ['Madonna', 'Madonna', ''],
  ['', '', ''],
])('the name %j is split', (raw, givenName, familyName) => {
  expect(splitName(raw)).toEqual({ givenName, familyName });
});
