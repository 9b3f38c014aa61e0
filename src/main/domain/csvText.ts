/** Rows as a file that spreadsheet programs read: UTF-8 with its mark, CRLF, and cells that cannot start a formula. Pure. */

/** A cell that begins so would be computed when the file is opened (and could fetch something from elsewhere). */
const STARTS_FORMULA = /^[\s\u00a0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;
const NUMBER = /^[+-]?\d[\d .,()-]*$/;
const NEEDS_QUOTES = /[",;\t\r\n]/;

/** The text of the file, mark included. A number such as +12065550172 keeps its sign behind an apostrophe, as every other risky cell does. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

/** One cell: made harmless, then quoted where its characters need it. */
function csvCell(value: string): string {
  const plain = STARTS_FORMULA.test(value) && !isPlainNumber(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** "-5" and "+12065550172" compute to themselves; a minus between digits would not. */
function isPlainNumber(value: string): boolean {
  return NUMBER.test(value) && /^[+-]?\d+(?:[.,]\d+)?$/.test(value);
}
