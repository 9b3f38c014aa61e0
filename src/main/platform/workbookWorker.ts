/**
 * The thread that reads one workbook: checks what it unpacks to, reads every sheet, answers, ends. Started by `workbooks.ts`.
 * Cells become text; what a formula shows is read, the formula never.
 */
import { Buffer } from 'node:buffer';
import { parentPort, workerData } from 'node:worker_threads';
import readWorkbookFile from 'read-excel-file/node';
import type { Workbook, WorkbookSheet } from './ports.ts';
import { CELL_END, ROW_END } from './ports.ts';
import type { WorkbookAnswer } from './workbooks.ts';
import { readZipDirectory } from './zipDirectory.ts';
import type { ZipEntry } from './zipDirectory.ts';

/** All parts of a workbook of 100,000 rows are about 80 MB. */
const MOST_UNPACKED = 300 * 1024 * 1024;
const MOST_ENTRIES = 2_000;

/** A cell as the library gives it; numbers are left as they are written. */
type Cell = string | boolean | Date | null;

async function answer(bytes: Uint8Array): Promise<WorkbookAnswer> {
  const entries = readZipDirectory(bytes);
  if (entries === undefined) return { ok: false, reason: 'damaged' };
  const limit = fits(entries);
  if (limit !== undefined) return { ok: false, reason: limit };
  try {
    const sheets = await readWorkbookFile<string>(Buffer.from(bytes), { parseNumber: (text) => text, trim: true });
    const hidden = hiddenSheets(entries);
    return { ok: true, workbook: toWorkbook(sheets as unknown as readonly LibrarySheet[], hidden) };
  } catch {
    // The library throws about whatever it meets; its words may hold cells, and none of them would help anybody.
    return { ok: false, reason: 'damaged' };
  }
}

interface LibrarySheet {
  readonly sheet: string;
  readonly data: readonly (readonly Cell[])[];
}

/** Unpacks every part once and throws it away: sizes in an archive are claims, and one that is larger than it says is not read. */
function fits(entries: readonly ZipEntry[]): 'tooLarge' | 'damaged' | undefined {
  if (entries.length > MOST_ENTRIES || entries.reduce((sum, { size }) => sum + size, 0) > MOST_UNPACKED)
    return 'tooLarge';
  try {
    for (const entry of entries) if (/\.(?:xml|rels)$/.test(entry.name)) entry.unpack(entry.size);
    return undefined;
  } catch {
    return 'damaged';
  }
}

/** Names of the sheets that Excel does not show. */
function hiddenSheets(entries: readonly ZipEntry[]): ReadonlySet<string> {
  const entry = entries.find(({ name }) => name === 'xl/workbook.xml');
  const xml = entry === undefined ? '' : new TextDecoder().decode(entry.unpack(MOST_UNPACKED));
  const names = [...xml.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)]
    .map(([, attributes = '']) => attributes)
    .filter((attributes) => /\bstate="(?:hidden|veryHidden)"/.test(attributes))
    .map((attributes) => unescapeXml(/\bname="([^"]*)"/.exec(attributes)?.[1] ?? ''));
  return new Set(names);
}

function unescapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string | undefined) =>
    code === undefined ? (named[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
  );
}

/** One long text per sheet: it crosses to the main thread in one piece, where a million cells would hold it up. */
function toWorkbook(sheets: readonly LibrarySheet[], hidden: ReadonlySet<string>): Workbook {
  return {
    sheets: sheets.map(({ sheet, data }): WorkbookSheet => ({
      name: sheet,
      hidden: hidden.has(sheet),
      text: data.map((row) => row.map(textOf).join(CELL_END)).join(ROW_END),
    })),
  };
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (cell instanceof Date) return civil(cell);
  return String(cell)
    .replaceAll(CELL_END, ' ')
    .replaceAll(ROW_END, ' ')
    .replace(/\s*\r?\n\s*/g, '\n')
    .trim();
}

/** Dates of a workbook have no zone; the library gives them in UTC. Days of before 1901 are times alone. */
function civil(date: Date): string {
  const minute = new Date(Math.round(date.getTime() / 60_000) * 60_000);
  if (Number.isNaN(minute.getTime())) return '';
  const [day = '', time = ''] = minute.toISOString().split('T');
  const clock = time.slice(0, 5);
  if (minute.getUTCFullYear() < 1901) return clock;
  return clock === '00:00' ? day : `${day} ${clock}`;
}

parentPort?.postMessage(await answer(workerData as Uint8Array));
