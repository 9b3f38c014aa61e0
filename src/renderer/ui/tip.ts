/** Tooltips: any element says what it wants to show, one host (TooltipHost) shows it. No component per element. */

/** Props that give an element a tooltip of `text`, with its key. The element must have its own accessible name. */
export function tip(text: string, keys?: string): { 'data-tip': string; 'data-tip-keys'?: string } {
  return keys === undefined ? { 'data-tip': text } : { 'data-tip': text, 'data-tip-keys': keys };
}
