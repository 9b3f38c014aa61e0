/** The text around a search hit, as the core marks it: the words found stand between U+E000 and U+E001. Pure. */

export interface SnippetPart {
  readonly text: string;
  readonly hit: boolean;
}

const OPEN = '\ue000';
const CLOSE = '\ue001';

/** The parts in order. A mark without its partner marks nothing. */
export function snippetParts(snippet: string): readonly SnippetPart[] {
  return snippet
    .split(/(\ue000[^\ue000\ue001]*\ue001)/u)
    .map((piece) => ({ text: plainSnippet(piece), hit: piece.startsWith(OPEN) && piece.endsWith(CLOSE) }))
    .filter(({ text }) => text !== '');
}

/** Without the marks. */
export function plainSnippet(snippet: string): string {
  return snippet.replaceAll(OPEN, '').replaceAll(CLOSE, '');
}
