/** Rows as a CSV file that a spreadsheet opens without running anything in it (OWASP, CSV injection). Pure. */

/** A cell that begins like a formula would be computed; an apostrophe in front makes it words. Also after spaces, which spreadsheets skip. */
const LIKE_A_FORMULA = /^\s*[=+\-@\t\r]/;

/** With a byte order mark, so that Excel reads it as UTF-8, and CRLF between the rows (RFC 4180). */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string): string {
  const safe = LIKE_A_FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
