/**
 * Web pages with a table: what many practice systems write when they are asked for Excel, under a name that ends in .xls. Cuts the table
 * with the schedule into records. It runs nothing, fetches nothing and shows nothing of the page.
 */
import { DomainError } from '../../../../contract/errors.ts';
import { missingMeanings, recogniseColumns } from '../../../domain/schedule/columns.ts';
import type { SourceText } from './delimited.ts';
import { decodeEntities } from './pageEntities.ts';
import type { ReadContext, TableRecord, TableSource } from './source.ts';
import { tableOf } from './tableOf.ts';

/** Rows looked at to tell whether a table is a schedule. */
const LOOKED_AT = 60;
/** A cell spans no more columns than this, and a row has no more cells: a page must not make us write what is not there. */
const MOST_CELLS = 500;
/** Rows that one cell stands for: a day's list. */
const MOST_ROWS_SPANNED = 2_000;
/** Tables within tables; pages are laid out with them. */
const MOST_DEPTH = 20;

/** Comments, what is no text, and tags. */
const PARTS =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|title|textarea)\b[\s\S]*?(?:<\/\1\s*>|$)|<(\/?)([a-z][a-z\d:]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi;

/** Whether a text begins as a page does; `head` is its beginning, without leading blanks. */
export function looksLikePage(head: string): boolean {
  return /^(?:<\?xml[^>]*\?>\s*|<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style|div|center|font|p)\b/i.test(
    head,
  );
}

/** Errors: FILE_UNREADABLE (no table in it), CANCELLED. */
export async function readPage({ text, encoding }: SourceText, { pace }: ReadContext): Promise<TableSource> {
  const builder = createTables();
  let at = 0;
  for (const part of text.matchAll(PARTS)) {
    if (part.index > at) builder.text(text.slice(at, part.index));
    at = part.index + part[0].length;
    const [, , closing, name, attributes = ''] = part;
    if (name !== undefined) builder.tag(name.toLowerCase(), closing === '/', attributes);
    if (pace.over()) await pace.rest();
  }
  builder.text(text.slice(at));
  const table = chooseTable(builder.tables());
  if (table === undefined) {
    throw new DomainError(
      'FILE_UNREADABLE',
      'This is a web page without a table in it. Open it in Excel, choose Save As, Excel Workbook, and pick that file.',
    );
  }
  return { kind: 'table', format: 'csv', encoding, delimiter: null, warnings: [], table: tableOf(table) };
}

/** The one that lacks least of a name, a phone, a date and a time; of several the longest. */
function chooseTable(tables: readonly (readonly TableRecord[])[]): readonly TableRecord[] | undefined {
  const lacking = tables.map((records) => {
    const { headers, samples } = tableOf(records.slice(0, LOOKED_AT));
    return missingMeanings(recogniseColumns(headers, samples)).length;
  });
  const least = Math.min(...lacking);
  return tables
    .filter((_table, index) => lacking[index] === least)
    .toSorted((a, b) => b.length - a.length)
    .at(0);
}

/** A table while its tags go by. */
interface OpenTable {
  readonly records: TableRecord[];
  row: string[] | null;
  /** Words of the open cell; null: none is open. */
  cell: string[] | null;
  /** Rows begun. */
  line: number;
  /** Columns and rows that the open cell stands for. */
  columns: number;
  rows: number;
  /** What cells of earlier rows say in this one, by column. */
  readonly spans: Map<number, { readonly value: string; left: number }>;
}

interface Tables {
  text(words: string): void;
  tag(name: string, closing: boolean, attributes: string): void;
  /** Those with anything in them; ends what is open. */
  tables(): readonly (readonly TableRecord[])[];
}

function createTables(): Tables {
  const stack: OpenTable[] = [];
  const ended: (readonly TableRecord[])[] = [];
  const endTable = (): void => {
    const table = stack.pop();
    if (table === undefined) return;
    endRow(table);
    if (table.records.length > 0) ended.push(table.records);
  };
  return {
    text: (words) => stack.at(-1)?.cell?.push(words),
    tag(name, closing, attributes) {
      const table = stack.at(-1);
      if (name === 'table') {
        if (closing) endTable();
        else if (stack.length < MOST_DEPTH) stack.push(newTable());
        return;
      }
      if (table === undefined) return;
      switch (name) {
        case 'tr':
          endRow(table);
          if (!closing) beginRow(table);
          return;
        case 'td':
        case 'th':
          endCell(table);
          if (!closing) beginCell(table, attributes);
          return;
        case 'br':
        case 'p':
        case 'div':
        case 'li':
          table.cell?.push(' ');
          return;
        default:
      }
    },
    tables() {
      while (stack.length > 0) endTable();
      return ended;
    },
  };
}

function newTable(): OpenTable {
  return { records: [], row: null, cell: null, line: 0, columns: 1, rows: 1, spans: new Map() };
}

function beginRow(table: OpenTable): void {
  table.row = [];
  table.line += 1;
}

function beginCell(table: OpenTable, attributes: string): void {
  if (table.row === null) beginRow(table);
  if (table.row !== null) fillSpanned(table, table.row);
  table.columns = spanOf(attributes, 'colspan', MOST_CELLS);
  table.rows = spanOf(attributes, 'rowspan', MOST_ROWS_SPANNED);
  table.cell = [];
}

function spanOf(attributes: string, name: string, most: number): number {
  const told = new RegExp(`\\b${name}\\s*=\\s*["']?\\s*(\\d{1,5})`, 'i').exec(attributes);
  return Math.min(most, Math.max(1, Number(told?.[1] ?? 1)));
}

function endCell(table: OpenTable): void {
  const { row, cell } = table;
  if (row === null || cell === null) return;
  table.cell = null;
  const value = decodeEntities(cell.join(''))
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
  for (let column = 0; column < table.columns && row.length < MOST_CELLS; column += 1) {
    // Its words stand in the first of the columns it spans, as a workbook has it.
    const own = column === 0 ? value : '';
    if (table.rows > 1) table.spans.set(row.length, { value: own, left: table.rows - 1 });
    row.push(own);
  }
}

/** A cell of a row above that reaches down says the same here: a day before all of its visits. */
function fillSpanned({ spans }: OpenTable, row: string[]): void {
  for (let span = spans.get(row.length); span !== undefined && row.length < MOST_CELLS; span = spans.get(row.length)) {
    span.left -= 1;
    if (span.left === 0) spans.delete(row.length);
    row.push(span.value);
  }
}

function endRow(table: OpenTable): void {
  endCell(table);
  const { row } = table;
  if (row === null) return;
  table.row = null;
  const own = row.some((cell) => cell !== '');
  fillSpanned(table, row);
  if (own) table.records.push({ cells: row, line: table.line });
}
