/**
 * Draws blocks as a PDF. Knows nothing of consent. Long documents are drawn in short tasks. The fonts are files of ours: those every
 * reader brings have no letters beyond Western Europe.
 */
import PDFDocument from 'pdfkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsDate } from '../../../domain/time.ts';
import type { Pace } from '../doNotText.ts';
import type { Block } from './words.ts';

export interface Sheet {
  readonly title: string;
  readonly footer: string;
  readonly paper: 'LETTER' | 'A4';
  /** UTC ms, for the document's own data. */
  readonly madeAt: number;
}

const MARGIN = 54;
const QUIET = '#555555';
const FOOTER_SPACE = 30;

/** `resourcesDir`: where the fonts are. */
export async function drawPdf(
  resourcesDir: string,
  sheet: Sheet,
  blocks: readonly Block[],
  pace: Pace,
): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: sheet.paper,
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOTER_SPACE },
    bufferPages: true,
    lang: 'en',
    info: { Title: sheet.title, CreationDate: toJsDate(sheet.madeAt), ModDate: toJsDate(sheet.madeAt) },
  });
  const whole = collect(doc);
  doc.registerFont('plain', readFileSync(join(resourcesDir, 'fonts', 'DejaVuSans.ttf')));
  doc.registerFont('bold', readFileSync(join(resourcesDir, 'fonts', 'DejaVuSans-Bold.ttf')));
  for (const block of blocks) {
    drawBlock(doc, block);
    if (pace.over()) await pace.rest();
  }
  drawFooters(doc, sheet.footer);
  await pace.rest();
  doc.end();
  return whole;
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
}

function drawBlock(doc: PDFKit.PDFDocument, block: Block): void {
  switch (block.kind) {
    case 'title':
      doc.font('bold').fontSize(18).fillColor('black').text(block.text).moveDown(0.4);
      break;
    case 'heading':
      doc.moveDown(1).font('bold').fontSize(12).fillColor('black').text(block.text).moveDown(0.3);
      break;
    case 'text':
      doc.font('bold').fontSize(13).fillColor('black').text(clean(block.text));
      break;
    case 'quiet':
      doc.font('plain').fontSize(9).fillColor(QUIET).text(clean(block.text)).moveDown(0.2);
      break;
    case 'entry':
      drawEntry(doc, block);
      break;
    case 'picture':
      drawPicture(doc, block);
  }
}

function drawEntry(doc: PDFKit.PDFDocument, { when, what, details }: Extract<Block, { kind: 'entry' }>): void {
  const head = what === '' ? when : `${when}   ${what}`;
  doc.font('bold').fontSize(9).fillColor('black').text(clean(head));
  doc.font('plain').fontSize(9).fillColor(QUIET);
  for (const line of details) doc.text(clean(line), { indent: 12 });
  doc.moveDown(0.5);
}

function drawPicture(doc: PDFKit.PDFDocument, { caption, content }: Extract<Block, { kind: 'picture' }>): void {
  doc.addPage();
  doc.font('plain').fontSize(9).fillColor(QUIET).text(clean(caption)).moveDown(0.5);
  const { width, height } = doc.page;
  const fit: [number, number] = [width - 2 * MARGIN, height - doc.y - MARGIN - FOOTER_SPACE];
  try {
    doc.image(Buffer.from(content), { fit });
  } catch {
    // A picture of a form of JPEG or PNG that this cannot draw: its fingerprint stands above all the same.
    doc.text('This picture cannot be shown here. It is kept with the entry.');
  }
}

/** On every page: which one of how many, and whose data it is. */
function drawFooters(doc: PDFKit.PDFDocument, footer: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // Below the margin on purpose: text there must not begin a page.
    doc.page.margins.bottom = 0;
    doc.font('plain').fontSize(8).fillColor(QUIET);
    const words = clean(`${footer}   Page ${String(page - start + 1)} of ${String(count)}`);
    doc.text(words, MARGIN, doc.page.height - MARGIN, { lineBreak: false });
  }
}

/** Without characters that no printer shows and that turn lines around. */
function clean(text: string): string {
  return [...text].filter((one) => !/[\p{Cc}\p{Cf}]/u.test(one) || one === '\n').join('');
}
