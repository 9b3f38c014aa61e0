/** Key combinations as written in code ("Ctrl+Shift+H", "G I") against key presses as the browser tells them. Pure. */

/** The part of a KeyboardEvent that counts. */
export interface KeyEvent {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  readonly defaultPrevented: boolean;
  readonly target: EventTarget | null;
  preventDefault(): void;
}

export interface Stroke {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** "Ctrl+K" is one stroke, "G I" two. Throws on an empty combination: that is a defect. */
export function parseKeys(keys: string): readonly Stroke[] {
  return keys.split(' ').map((combination) => {
    const parts = combination.endsWith('++') ? [...combination.slice(0, -2).split('+'), '+'] : combination.split('+');
    const key = parts.at(-1);
    if (!key) throw new Error(`"${keys}" is no key combination`);
    return { key, ctrl: parts.includes('Ctrl'), shift: parts.includes('Shift'), alt: parts.includes('Alt') };
  });
}

/** A key without Ctrl or Alt that writes something; Shift does not count. */
export function isSingleKey(stroke: Stroke): boolean {
  return stroke.key.length === 1 && !stroke.ctrl && !stroke.alt;
}

/** Whether pressing `event` is `stroke`. Command counts as Ctrl. Letters and digits also match by place on the keyboard with Ctrl. */
export function matchesStroke(stroke: Stroke, event: KeyEvent): boolean {
  if (stroke.ctrl !== (event.ctrlKey || event.metaKey) || stroke.alt !== event.altKey) return false;
  const isLetter = /^[A-Z0-9]$/.test(stroke.key);
  // Signs like "?" need Shift on some keyboards and not on others: only letters and named keys are strict about it.
  if ((isLetter || stroke.key.length > 1) && stroke.shift !== event.shiftKey) return false;
  if (event.key.toUpperCase() === stroke.key.toUpperCase()) return true;
  const byPlace = event.code === `Key${stroke.key}` || event.code === `Digit${stroke.key}`;
  const foreign = !/^[\x20-\x7e]$/.test(event.key) || stroke.ctrl || /^[0-9]$/.test(stroke.key);
  return isLetter && byPlace && foreign && event.key.length === 1 && !isOtherLatinLetter(event.key);
}

/** On an AZERTY keyboard the key at Q writes A: the letter written wins over the place. */
function isOtherLatinLetter(key: string): boolean {
  return /^[A-Za-z]$/.test(key);
}
