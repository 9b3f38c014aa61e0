/**
 * Rows as a file for spreadsheet programs. Pure and shared: every export of the core and of the page is made here, so that no cell of
 * any of them can start a formula (OWASP, CSV injection). Knows nothing of what the rows are about.
 */

/** A cell that begins so would be computed when the file is opened (and could fetch something from elsewhere). */
const STARTS_FORMULA = /^[\s\u00a0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;
/** "-5" and "+12065550172" compute to themselves; a minus between digits would not. */
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const NEEDS_QUOTES = /[",;\t\r\n]/;

/** The text of the file: UTF-8 with its mark, so that Excel reads it as such, and CRLF after every row (RFC 4180). */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

/** One cell: made harmless by an apostrophe in front where it could be computed, then quoted where its characters need it. */
export function csvCell(value: string): string {
  const plain = STARTS_FORMULA.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
