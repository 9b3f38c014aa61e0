/** Writes small Excel workbooks for tests, as Excel lays them out: shared strings, styles, one sheet per table. */
import { writeZip, type ZipPart } from './zipWriter.ts';

/** A number is a number; `{ v, style }` a number shown by a style: 1 date, 2 time, 3 date and time; `{ f, v }` a formula. */
export type WorkbookCell =
  | string
  | number
  | boolean
  | null
  | { readonly v: number; readonly style: 1 | 2 | 3 }
  | { readonly f: string; readonly v: string };

export interface WorkbookSheetData {
  readonly name: string;
  readonly hidden?: boolean;
  readonly rows: readonly (readonly WorkbookCell[])[];
  /** Like `A1:E1`. */
  readonly merged?: string;
}

export function writeWorkbook(sheets: readonly WorkbookSheetData[], date1904 = false): Uint8Array {
  return writeZip(workbookParts(sheets, date1904));
}

export function workbookParts(sheets: readonly WorkbookSheetData[], date1904 = false): readonly ZipPart[] {
  const strings: string[] = [];
  const sheetParts = sheets.map((sheet, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    data: sheetXml(sheet, strings),
  }));
  const list = sheets
    .map(({ name, hidden }, index) => {
      const state = hidden === true ? ' state="hidden"' : '';
      return `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
    })
    .join('');
  const relations = sheets.map(
    (_sheet, index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const others = ['styles', 'sharedStrings'].map(
    (kind) => `<Relationship Id="${kind}" Type="${OFFICE}/${kind}" Target="${kind}.xml"/>`,
  );
  const epoch = date1904 ? '<workbookPr date1904="1"/>' : '';
  return [
    {
      name: '[Content_Types].xml',
      data: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${epoch}<sheets>${list}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${[...relations, ...others].join('')}</Relationships>`,
    },
    { name: 'xl/styles.xml', data: `${XML}<styleSheet xmlns="${MAIN}">${STYLES}</styleSheet>` },
    {
      name: 'xl/sharedStrings.xml',
      data: `${XML}<sst xmlns="${MAIN}">${strings.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
    },
    ...sheetParts,
  ];
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** Styles 1 to 3: day, clock, both. */
const STYLES =
  '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="18" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs>';

function sheetXml({ rows, merged }: WorkbookSheetData, strings: string[]): string {
  const body = rows.map((row, index) => {
    const cells = row.map((cell, column) => cellXml(cell, `${columnName(column)}${index + 1}`, strings)).join('');
    return cells === '' ? '' : `<row r="${index + 1}">${cells}</row>`;
  });
  const merges = merged === undefined ? '' : `<mergeCells count="1"><mergeCell ref="${merged}"/></mergeCells>`;
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${body.join('')}</sheetData>${merges}</worksheet>`;
}

function cellXml(cell: WorkbookCell, address: string, strings: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${address}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'string') return `<c r="${address}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
  if ('f' in cell) return `<c r="${address}" t="str"><f>${escapeXml(cell.f)}</f><v>${escapeXml(cell.v)}</v></c>`;
  return `<c r="${address}" s="${cell.style}"><v>${cell.v}</v></c>`;
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
