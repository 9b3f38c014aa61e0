/**
 * Excel 2003 XML (SpreadsheetML, .xml or .xls): what older practice systems write when they are asked for Excel. A strict reader: a file that is
 * cut off or not well-formed is refused as a whole, because what it lacks would look like visits that are not on the list. Definitions of
 * entities are refused, nothing is fetched, formulas are not read.
 */
import { DomainError } from '../../../../contract/errors.ts';
import type { Pace } from '../pace.ts';
import { chooseSheet, LOOKED_AT, warningsAbout } from './chooseSheet.ts';
import type { SourceText } from './delimited.ts';
import { decodeEntities } from './pageEntities.ts';
import type { ReadContext, TableRecord, TableSource } from './source.ts';
import { tableOf } from './tableOf.ts';

/** A file must not make us write cells that are not there. */
const MOST_CELLS = 500;
/** Excel has no more. */
const MOST_ROWS = 1_048_576;
const MOST_DEPTH = 60;

const TAG = /<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/** Whether a text begins as such a workbook does; `head` is its beginning, without leading blanks. */
export function looksLikeSpreadsheetXml(head: string): boolean {
  return (
    /^<\?xml[^>]*>\s*(?:<!--[\s\S]*?-->\s*)*<\?mso-application\s+progid\s*=\s*["']Excel\.Sheet["']/i.test(head) ||
    /^(?:<\?[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?:[\w.-]+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet/.test(
      head,
    )
  );
}

/** Errors: FILE_UNREADABLE (cut off, not well-formed), FILE_EMPTY, CANCELLED. */
export async function readSpreadsheetXml({ text, encoding }: SourceText, { pace }: ReadContext): Promise<TableSource> {
  const sheets = await sheetsOf(text, pace);
  const shown = sheets.filter(({ hidden, records }) => !hidden && records.length > 0);
  const { name, records } = chooseSheet(shown, (sheet) => sheet.records.slice(0, LOOKED_AT));
  const warnings = warningsAbout(name, shown.length, sheets.length);
  return { kind: 'table', format: 'xlsx', encoding, delimiter: null, warnings, table: tableOf(records) };
}

interface Sheet {
  readonly name: string;
  hidden: boolean;
  readonly records: TableRecord[];
}

async function sheetsOf(text: string, pace: Pace): Promise<readonly Sheet[]> {
  const builder = createSheets();
  const open: string[] = [];
  let begun = false;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const words = text.slice(at, next < 0 ? text.length : next);
    if (open.length === 0 ? words.trim() !== '' : next < 0) throw damaged();
    if (next < 0) break;
    builder.text(decodeEntities(words));
    const passed = passOver(text, next, builder);
    if (passed !== null) at = passed;
    else {
      const [whole, closing = '', name = '', attributes = '', empty = ''] = tagAt(text, next);
      if (closing !== '') close(open, name);
      // One root, and nothing after it.
      else if (open.length >= MOST_DEPTH || (open.length === 0 && begun)) throw damaged();
      else open.push(name);
      begun = true;
      if (closing === '') builder.begin(bare(name), attributes);
      if (empty !== '') close(open, name);
      if (closing !== '' || empty !== '') builder.end(bare(name));
      at = next + whole.length;
    }
    if (pace.over()) await pace.rest();
  }
  if (open.length > 0 || !begun) throw damaged();
  return builder.sheets;
}

/** Past a comment, an instruction or characters as they are, which begin at `at`; null: a tag begins there. */
function passOver(text: string, at: number, builder: Pick<Sheets, 'text'>): number | null {
  const past = (opening: string, closing: string): number | null => {
    if (!text.startsWith(opening, at)) return null;
    const end = text.indexOf(closing, at + opening.length);
    if (end < 0) throw damaged();
    if (opening === '<![CDATA[') builder.text(text.slice(at + opening.length, end));
    return end + closing.length;
  };
  return past('<!--', '-->') ?? past('<![CDATA[', ']]>') ?? past('<?', '?>');
}

/** A declaration of a document type or an entity is no tag, and no workbook of this kind holds one. */
function tagAt(text: string, at: number): RegExpExecArray {
  const tag = new RegExp(TAG);
  tag.lastIndex = at;
  const found = tag.exec(text);
  if (found === null) throw damaged();
  return found;
}

function close(open: string[], name: string): void {
  if (open.pop() !== name) throw damaged();
}

function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found === null ? null : decodeEntities(found[1] ?? found[2] ?? '');
}

interface Sheets {
  readonly sheets: readonly Sheet[];
  text(words: string): void;
  begin(name: string, attributes: string): void;
  end(name: string): void;
}

/** Where the reading stands. Rows and cells count from 1, and may say their own number. */
interface Place {
  sheet: Sheet | null;
  row: number;
  /** Rows that the open one stands for beside itself. */
  rowSpan: number;
  cells: string[] | null;
  /** Of the open cell. */
  column: number;
  /** Columns that the open cell covers beside its own. */
  across: number;
  type: string;
  /** Words of the open value; null: what is written belongs to no cell. */
  value: string[] | null;
  inComment: boolean;
  visible: string | null;
}

function createSheets(): Sheets {
  const sheets: Sheet[] = [];
  const place: Place = {
    ...{ sheet: null, row: 0, rowSpan: 0, cells: null, column: 0, across: 0, type: '', value: null },
    ...{ inComment: false, visible: null },
  };
  return {
    sheets,
    text(words) {
      place.value?.push(words);
      if (place.visible !== null) place.visible += words;
    },
    begin: (name, attributes) => begin(sheets, place, name, attributes),
    end: (name) => end(place, name),
  };
}

function begin(sheets: Sheet[], place: Place, name: string, attributes: string): void {
  switch (name) {
    case 'Worksheet':
      place.sheet = { name: attribute(attributes, 'Name') ?? '', hidden: false, records: [] };
      sheets.push(place.sheet);
      place.row = 0;
      return;
    case 'Row':
      place.row = numbered(attributes, place.row + 1, MOST_ROWS);
      place.rowSpan = count(attributes, 'Span');
      place.cells = [];
      return;
    case 'Cell':
      place.column = numbered(attributes, (place.cells?.length ?? 0) + 1, MOST_CELLS);
      place.across = count(attributes, 'MergeAcross');
      fillTo(place, place.column - 1);
      return;
    case 'Comment':
      place.inComment = true;
      return;
    case 'Data':
      if (place.cells === null || place.inComment) return;
      place.type = attribute(attributes, 'Type') ?? 'String';
      place.value = [];
      return;
    case 'Visible':
      place.visible = '';
      return;
    default:
  }
}

function end(place: Place, name: string): void {
  switch (name) {
    case 'Row':
      if (place.cells?.some((cell) => cell !== '') === true) {
        place.sheet?.records.push({ cells: place.cells, line: place.row });
      }
      place.cells = null;
      place.row += place.rowSpan;
      return;
    case 'Data':
      if (place.value === null) return;
      if (place.cells?.length === place.column - 1) place.cells.push(valueOf(place.type, place.value.join('')));
      place.value = null;
      return;
    case 'Cell':
      // Its words stand in the first of the columns it covers.
      fillTo(place, Math.min(MOST_CELLS, place.column + place.across));
      return;
    case 'Comment':
      place.inComment = false;
      return;
    case 'Visible':
      if (place.sheet !== null) place.sheet.hidden = /^\s*Sheet(?:Very)?Hidden\s*$/.test(place.visible ?? '');
      place.visible = null;
      return;
    default:
  }
}

/** Empty cells up to this many. */
function fillTo({ cells }: Place, length: number): void {
  while (cells !== null && cells.length < length) cells.push('');
}

/** Its own number, where it says one; never one that was passed. Throws where a number is none. */
function numbered(attributes: string, next: number, most: number): number {
  const own = attribute(attributes, 'Index');
  const number = own === null ? next : Number(own);
  if (!Number.isInteger(number) || number < next || number > most) throw damaged();
  return number;
}

function count(attributes: string, name: string): number {
  const told = Number(attribute(attributes, name) ?? 0);
  if (!Number.isInteger(told) || told < 0) throw damaged();
  return told;
}

/** As a newer workbook gives it: dates are `2027-01-18 09:30`, numbers as written, what a formula could not work out is nothing. */
function valueOf(type: string, words: string): string {
  const value = words.replace(/[\s\u00a0]+/g, ' ').trim();
  switch (type) {
    case 'DateTime':
      return civil(value);
    case 'Number':
      return /e/i.test(value) && Number.isSafeInteger(Number(value)) ? String(Number(value)) : value;
    case 'Boolean':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'Error':
      return '';
    default:
      return value;
  }
}

/** Days of before 1901 are times alone; a midnight is a day. */
function civil(value: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/.exec(value);
  if (parts === null) return value;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0'] = parts;
  // Fractions of days are a little less than the minute they stand for.
  const minutes = Math.min(1439, Number(hour) * 60 + Number(minute) + (Number(second) >= 30 ? 1 : 0));
  const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  if (Number(year) < 1901) return clock;
  return clock === '00:00' ? `${year}-${month}-${day}` : `${year}-${month}-${day} ${clock}`;
}

function damaged(): DomainError {
  return new DomainError(
    'FILE_UNREADABLE',
    'This Excel file is damaged or cut off. Export the list again, or open it in Excel, choose Save As, Excel Workbook, and pick that file.',
  );
}
